package writeup

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hindcast/hindcast/internal/hindcast"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestReadGolden reads every sample in testdata/read and compares all that was
// understood, kept and left unread.
func TestReadGolden(t *testing.T) {
	samples, err := filepath.Glob("testdata/read/*.md")
	if err != nil || len(samples) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range samples {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := Read(name, text, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.Record.Validate(); err != nil {
				t.Errorf("the record is not valid: %v", err)
			}
			checkAccount(t, doc, string(text))
			got := tell(doc)
			golden := strings.TrimSuffix(file, ".md") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("read differently (-want +got):\n%s", diff)
			}
		})
	}
}

// checkAccount checks that each line that is not blank is understood, kept as
// prose or listed unread.
func checkAccount(t *testing.T, doc *Document, text string) {
	t.Helper()
	listed := map[int]bool{}
	for _, u := range doc.Unread {
		listed[u.Line] = true
		if u.Reason == "not understood" {
			t.Errorf("line %d was forgotten: %s", u.Line, u.Text)
		}
		if u.Reason == "" {
			t.Errorf("line %d is unread without a reason", u.Line)
		}
	}
	for i, f := range doc.page.fates {
		blank := strings.TrimSpace(doc.page.lines[i]) == ""
		if !blank && f == untouched {
			t.Errorf("line %d is not accounted for: %s", i+1, doc.page.lines[i])
		}
		if f == unread && !listed[i+1] {
			t.Errorf("line %d counts as unread and is not listed", i+1)
		}
	}
}

// tell writes down what was read, one thing a line.
func tell(doc *Document) string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	rec := doc.Record
	i := rec.Incident
	p("shape %s, status %q", doc.Shape, doc.Status)
	p("incident %q kind=%s type=%q state=%s severity=%s near_miss=%v services=%q key=%q", i.Title, i.Kind, i.Type, i.State, i.Severity, i.NearMiss, i.Services, i.Key)
	for _, e := range rec.Timeline {
		tellEvent(p, e)
	}
	for _, m := range hindcast.Milestones() {
		if e := rec.Milestone(m); e != nil {
			p("milestone %s = %s %s", m, e.ID, rec.Inferred[m])
		}
	}
	for _, x := range rec.Participants {
		p("participant %s %q %v line=%d %s%s", x.ID, x.Person.Name, x.Roles, x.Origin.Line, x.Origin.Rule, x.Origin.Notes)
	}
	for _, s := range rec.Impact {
		p("impact %s %q%s line=%d %s", s.ID, s.Text, figures(s), s.Origin.Line, s.Origin.Rule)
	}
	for _, e := range rec.Evidence {
		p("evidence %s %q %s events=%v line=%d %s", e.ID, e.Name, e.URL, e.Events, e.Origin.Line, e.Origin.Rule)
	}
	tellReview(p, rec.Review)
	for _, a := range rec.Actions {
		p("action %s %q owner=%q due=%s%s %s change=%s %s %s %s line=%d [%s] notes=%q", a.ID, a.Title, a.Owner.Name, a.Due, a.DueText, a.State, a.Change, a.Hierarchy, a.Intent, a.Priority,
			a.Origin.Line, a.Origin.Rule, a.Origin.Notes)
	}
	for _, s := range []struct {
		name string
		d    hindcast.StatedDuration
	}{{"detect", rec.Stated.Detect}, {"mitigate", rec.Stated.Mitigate}, {"resolve", rec.Stated.Resolve}} {
		if s.d.Text != "" {
			p("stated %s %q %v known=%v line=%d", s.name, s.d.Text, s.d.Duration, s.d.Known, s.d.Line)
		}
	}
	for _, s := range rec.Sections {
		p("section %d %q line=%d %q", s.Level, s.Heading, s.Line, s.Text)
	}
	for _, u := range doc.Unread {
		p("unread %d %q: %s", u.Line, u.Text, u.Reason)
	}
	return b.String()
}

func tellEvent(p func(string, ...any), e hindcast.TimelineEvent) {
	at := "-"
	if !e.At.IsZero() {
		at = e.At.Format(time.RFC3339)
	}
	if !e.Until.IsZero() {
		at += " to " + e.Until.Format(time.RFC3339)
	}
	more := ""
	if !e.Actor.IsZero() {
		more += fmt.Sprintf(" actor=%q", e.Actor.Name)
	}
	if e.Role != "" {
		more += " role=" + string(e.Role)
	}
	if len(e.Milestones) > 0 {
		more += fmt.Sprintf(" marks=%v", e.Milestones)
	}
	if e.NoticedBy != "" {
		more += " noticed=" + string(e.NoticedBy)
	}
	if c := e.Communication; c != nil {
		more += fmt.Sprintf(" to=%s channel=%q", c.Audience, c.Channel)
	}
	if s := e.Severity; s != nil {
		more += " severity=" + s.To.String()
	}
	if e.Origin.Notes != "" {
		more += fmt.Sprintf(" notes=%q", e.Origin.Notes)
	}
	p("event %s %s %s %s %q%s line=%d [%s]", e.ID, at, e.Precision, e.Kind, e.Text, more, e.Origin.Line, e.Origin.Rule)
}

func figures(s hindcast.ImpactStatement) string {
	out := ""
	if s.UsersAffected != nil {
		out += fmt.Sprintf(" users=%d", *s.UsersAffected)
	}
	if s.AllUsers {
		out += " all users"
	}
	if len(s.Services) > 0 {
		out += fmt.Sprintf(" services=%v", s.Services)
	}
	for name, m := range map[string]*hindcast.Money{"risk": s.FundsAtRisk, "losses": s.Losses, "cost": s.Cost} {
		if m != nil {
			out += fmt.Sprintf(" %s=%s %s", name, m.Amount, m.Currency)
		}
	}
	if s.RecordsExposed != nil {
		out += fmt.Sprintf(" records=%d", *s.RecordsExposed)
	}
	if s.Public != nil {
		out += fmt.Sprintf(" public=%v", *s.Public)
	}
	if s.Media != nil {
		out += fmt.Sprintf(" media=%v", *s.Media)
	}
	return out
}

func tellReview(p func(string, ...any), r hindcast.Review) {
	if r.Summary != "" {
		p("summary %q", r.Summary)
	}
	if r.PrimaryCause != "" {
		p("primary cause %q", r.PrimaryCause)
	}
	for _, f := range r.Factors {
		p("factor %s %q line=%d", f.ID, f.Text, f.Origin.Line)
	}
	for _, w := range r.FiveWhys {
		p("why %q: %q line=%d", w.Question, w.Answer, w.Origin.Line)
	}
	for _, f := range r.Findings {
		p("finding %s %s %q line=%d", f.ID, f.Kind, f.Text, f.Origin.Line)
	}
	names := func(list []hindcast.Person) []string {
		var out []string
		for _, x := range list {
			out = append(out, x.Name)
		}
		return slices.Clip(out)
	}
	meeting := "-"
	if !r.MeetingAt.IsZero() {
		meeting = r.MeetingAt.Format(time.RFC3339)
	}
	p("review state=%s authors=%q attendees=%q facilitator=%q meeting=%s notes=%q", r.State, names(r.Authors), names(r.Attendees), r.Facilitator.Name, meeting, r.MeetingNotes)
}
