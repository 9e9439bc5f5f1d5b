package policy_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

var update = flag.Bool("update", false, "write the golden files")

// TestParseErrors compares what people are told about each file in
// testdata/errors with errors.golden. The files stand there as people would
// write them, so that line and column can be looked up.
func TestParseErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/errors/*.yaml")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	var got strings.Builder
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, err = policy.Parse(filepath.Base(f), text)
		if hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("%s: %v, want an Invalid error", f, err)
			continue
		}
		e := err.(*hindcast.Error)
		fmt.Fprintln(&got, e.Message)
		for _, field := range e.Fields {
			fmt.Fprintf(&got, "  %s: %s\n", field.Field, field.Reason)
		}
	}
	const golden = "testdata/errors.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}

// TestParseRefuses covers what cannot be kept as a readable file.
func TestParseRefuses(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c, c-1, c-1, c-1, c-1, c-1, c-1, c-1, c-1)
	}
	for _, c := range []struct {
		name, text string
		code       hindcast.Code
		says       string
	}{
		{"empty", "", hindcast.Invalid, "p.yaml: holds no settings"},
		{"spaces", " \n\n", hindcast.Invalid, "p.yaml: holds no settings"},
		{"comments", "# to do\n", hindcast.Invalid, "p.yaml: holds no settings"},
		{"only a document mark", "---\n", hindcast.Invalid, "p.yaml: holds no settings"},
		{"null", "null\n", hindcast.Invalid, "p.yaml: holds no settings"},
		{"50 MB", strings.Repeat("# comment\n", 5<<20), hindcast.TooLarge, "p.yaml has 52428800 bytes; a policy has at most 1048576"},
		{"Latin-1", "name: K\xf8benhavn\n", hindcast.Invalid, "p.yaml:1: is not UTF-8"},
		{"UTF-16", "\xff\xfen\x00a\x00", hindcast.Invalid, "p.yaml:1: is not UTF-8"},
		{"binary", "\x00\x01\x02", hindcast.Invalid, "p.yaml:1: holds a zero byte"},
		{"alias bomb", bomb, hindcast.Invalid, "p.yaml:1:1: a: is not a known key"},
		{"deep flow", strings.Repeat("[", 500_000), hindcast.Invalid, "p.yaml:1: has 500000 bytes"},
		{"deep flow in lines", strings.Repeat("[\n", 500_000), hindcast.Invalid, "more than 2000 brackets"},
		{"deep list", strings.Repeat("- ", 400_000), hindcast.Invalid, "a line of a policy has at most 1000"},
		{"many lines", strings.Repeat("name: a\n", 100_000), hindcast.Invalid, "p.yaml:20001: is more than the 20000 lines"},
		{"a picture", "\x89PNG\r\n\x1a\n", hindcast.Invalid, "is not UTF-8"},
		{"an incident log", "# Incident\n\n| Time | Event |\n|---|---|\n| 14:30 | alert |\n", hindcast.Invalid, "p.yaml:"},
		{"an HTML page", "<!DOCTYPE html>\n<html>\n", hindcast.Invalid, "p.yaml:1:1: must be keys with values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := policy.Parse("p.yaml", []byte(c.text))
			if hindcast.CodeOf(err) != c.code || !strings.Contains(fmt.Sprint(err), c.says) {
				t.Errorf("%.300v\nwant %s: … %s …", err, c.code, c.says)
			}
		})
	}
}

func TestManyProblemsAreCounted(t *testing.T) {
	_, err := policy.Parse("p.yaml", []byte("services:\n"+strings.Repeat("  - core: maybe\n", 60)))
	e, ok := err.(*hindcast.Error)
	if !ok || len(e.Fields) != 51 || e.Fields[50].Reason != "and 70 more problems" {
		t.Errorf("%d fields, %v", len(e.Fields), e.Fields[len(e.Fields)-1])
	}
}

// TestOverlay checks how a team's file is laid over the default.
func TestOverlay(t *testing.T) {
	text := `
name: Harbour
levels:
  P1:
    detect: 1 h 30 min
    criteria:
      - users: 5
        text: five people cannot work
    roles: {scribe: none, responder: 10 min}
    external_messages: {every: 20 min}
    review_due: on request
  P2:
    criteria: []
    roles: none
    external_messages: none
  P3: {criteria: [], roles: {}}
  P4: {review_due: 2 weeks}
services:
  - {name: Checkout, core: true, team: Payments}
  - name: Search
total_users: 12000
calendar:
  zone: Europe/Copenhagen
  workdays: [sun, Monday, TUE]
  holidays: [2026-12-25, "2026-01-01", 2026-12-25]
people: {missed_after_times: 1.5}
runbooks: {followed_met: 62.5 %, required_up_to: none}
evidence:
  sources:
    - {name: CloudTrail, volatility: slow, retention: 90 days}
actions:
  due: {low: none}
  remind_days_before: []
  approvers: {alerting: [Grace, Grace, Ada]}
gates:
  questions_answered: [P1, P2]
  everyone_invited: none
reviews:
`
	want := policy.Default()
	want.Name = "Harbour"
	p1, p2, p3, p4 := want.Levels[hindcast.P1], want.Levels[hindcast.P2], want.Levels[hindcast.P3], want.Levels[hindcast.P4]
	p1.Detect = span(90 * time.Minute)
	p1.Criteria = []hindcast.Clause{{MinUsers: 5, Text: "five people cannot work"}}
	p1.Roles = []hindcast.RoleDeadline{role(hindcast.IncidentLeader, 15), role(hindcast.CommunicationManager, 30),
		role(hindcast.SME, 30), role(hindcast.Responder, 10), role(hindcast.DecisionMaker, 30)}
	p1.External.Every = span(20 * time.Minute)
	p1.ReviewDue, p1.ReviewOptional = hindcast.Span{}, true
	p2.Criteria, p2.Roles, p2.External = nil, nil, hindcast.Cadence{}
	p3.Criteria = nil
	p4.ReviewDue, p4.ReviewOptional = span(14*day), false
	want.Levels = map[hindcast.Severity]hindcast.Level{hindcast.P1: p1, hindcast.P2: p2, hindcast.P3: p3, hindcast.P4: p4,
		hindcast.P5: want.Levels[hindcast.P5]}
	want.Services = []hindcast.Service{{Name: "Checkout", Core: true, Team: "Payments"}, {Name: "Search"}}
	want.TotalUsers = 12000
	zone, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	want.Calendar = hindcast.Calendar{Zone: zone, Workdays: [7]bool{true, true, true},
		Holidays: []hindcast.Date{{Year: 2026, Month: 1, Day: 1}, {Year: 2026, Month: 12, Day: 25}}}
	want.Reviews.PeopleLateTwice = 1.5
	want.Runbooks.FollowedMet, want.Runbooks.RequiredUpTo = 0.625, hindcast.SeverityNone
	want.EvidenceSources = []hindcast.EvidenceSource{{Name: "CloudTrail", Volatility: "slow", Retention: 90 * day}}
	want.Actions.DueDays[hindcast.LowPriority] = 0
	want.Actions.RemindBefore = nil
	want.Actions.Approvers = map[hindcast.ChangeKind][]string{hindcast.ChangeAlerting: {"Grace", "Ada"}}
	want.Gates.QuestionsAnswered = hindcast.Gate{hindcast.P1: true, hindcast.P2: true}
	want.Gates.EveryoneInvited = hindcast.Gate{}

	for name, variant := range map[string]string{"as written": text, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"),
		"byte order mark": "\ufeff" + text, "directive": "%YAML 1.2\n---" + text + "...\n"} {
		got, err := policy.Parse("harbour.yaml", []byte(variant))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got.Revision = want.Revision
		if diff := cmp.Diff(want, got, sameZone()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestNameAndRevision(t *testing.T) {
	a, err := policy.Parse("team.yaml", []byte("total_users: 5\n"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := policy.Parse("team.yaml", []byte("total_users: 6\n"))
	if err != nil {
		t.Fatal(err)
	}
	if a.Name != "team.yaml" {
		t.Errorf("a file without a name goes by %q", a.Name)
	}
	// printf 'total_users: 5\n' | sha256sum
	if want := "27b376ae5150"; a.Revision != want || b.Revision == want {
		t.Errorf("revisions %s and %s, want %s and another", a.Revision, b.Revision, want)
	}
}

// TestLengths covers the spellings of lengths of time.
func TestLengths(t *testing.T) {
	for text, want := range map[string]hindcast.Span{
		"5 min": span(5 * time.Minute), "5min": span(5 * time.Minute), "5 minutes": span(5 * time.Minute), "1 minute": span(time.Minute),
		"2 h": span(2 * time.Hour), "2 Hours": span(2 * time.Hour), "1.5 h": span(90 * time.Minute), "1 h 30 min": span(90 * time.Minute),
		"1h30min": span(90 * time.Minute), "90 s": span(90 * time.Second), "1 day": span(day), "3 calendar days": span(3 * day),
		"1 d 12 h": span(36 * time.Hour), "2 weeks": span(14 * day), "2 business days": business(2), "1 business day": business(1),
		"2 working days": business(2), "none": {},
	} {
		p, err := policy.Parse("p.yaml", []byte("levels:\n  P1:\n    detect: "+text+"\n"))
		if got := p.Levels[hindcast.P1].Detect; err != nil || got != want {
			t.Errorf("%q: %v (%v), want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"5", "5 m", "min", "-5 min", "0 min", "0 business days", "5 min 1 h", "5 min 5 min", "1.5 business days",
		"2 business hours", "five minutes", "1e3 min", "5,5 h", "4000 days", "99999999999999999999 days", "NaN h", "1 month", "PT5M", "00:05", "5 min ago", "~", "0.1 s"} {
		if p, err := policy.Parse("p.yaml", []byte("levels:\n  P1:\n    detect: "+text+"\n")); err == nil {
			t.Errorf("%q is read as %s", text, p.Levels[hindcast.P1].Detect)
		}
	}
}

// TestSpanReadsBack checks that a length written by hindcast.Span is read again.
func TestSpanReadsBack(t *testing.T) {
	for _, want := range []hindcast.Span{{}, span(time.Second), span(90 * time.Second), span(60 * time.Minute), span(90 * time.Minute),
		span(day), span(36 * time.Hour), span(14 * day), business(1), business(5)} {
		p, err := policy.Parse("p.yaml", []byte("levels: {P1: {detect: "+want.String()+"}}"))
		if got := p.Levels[hindcast.P1].Detect; err != nil || got != want {
			t.Errorf("%q is read as %q (%v)", want, got, err)
		}
	}
}

// FuzzParse checks that no input makes the reader panic, and that whatever it
// accepts is a valid policy.
func FuzzParse(f *testing.F) {
	f.Add(policy.Text())
	files, err := filepath.Glob("testdata/errors/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"", "---\n", "name: a\n", "levels: {P1: {detect: 1 h 30 min}}", "a: &a [*a]", "? a\n: b", "<<: *x", "name: |\n  a\n",
		"calendar: {workdays: [sat], holidays: [2026-02-28]}", "runbooks: {followed_met: 1%}", "gates: {actions_complete: [P1]}", "name: !!binary aGk=", "- - - -", "'a\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := policy.Parse("p.yaml", text)
		if err == nil {
			if err := p.Validate(); err != nil {
				t.Fatalf("accepted, yet not valid: %v", err)
			}
			return
		}
		e, ok := err.(*hindcast.Error)
		if !ok || e.Code != hindcast.Invalid && e.Code != hindcast.TooLarge {
			t.Fatalf("%T %v", err, err)
		}
		for _, field := range e.Fields {
			if !strings.HasPrefix(field.Field, "p.yaml") || field.Reason == "" {
				t.Fatalf("a problem without its place: %+v", field)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	text := policy.Text()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := policy.Parse("policy.yaml", text); err != nil {
			b.Fatal(err)
		}
	}
}
