package writeup

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/hindcast/sample"
)

// spoiled writes the outage and changes its text.
func spoiled(t *testing.T, old, new string) *Document {
	t.Helper()
	r, answers := outage()
	text := string(Write(r, answers, WriteOptions{}))
	if !strings.Contains(text, old) {
		t.Fatalf("the written text has no %q", old)
	}
	doc, err := Read("x.md", []byte(strings.Replace(text, old, new, 1)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Record.Validate(); err != nil {
		t.Error(err)
	}
	return doc
}

func TestFrontMatterThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ old, new, text, reason string }{
		"unknown version":         {"version: 1", "version: 7", "hindcast: version 7", "this program reads version 1; only the text below was read"},
		"no version":              {"  version: 1\n", "", "hindcast: no version", "this program reads version 1; only the text below was read"},
		"unknown key":             {"  review: {", "  mood: {is: good}\n  review: {", "mood: {is: good}", "this key is not known"},
		"unknown key of an entry": {"kind: signal, ", "kind: signal, colour: red, ", "colour: red", "this key is not known"},
		"wrong word":              {"kind: signal", "kind: smoke", "smoke", "kind is none of the words allowed here"},
		"wrong time":              {"next_update: 2026-03-04T16:00:00Z", "next_update: tomorrow", "tomorrow", "next_update takes a time such as 2026-03-04T16:00:00Z"},
		"wrong shape":             {"users:\n    - {name: Alice Ames, user: usr_1}", "users: nobody", "nobody", "users takes a list"},
		"not a list":              {"\n  factors:\n    - {row: imqlimql, id: c1, primary: true}\n    - {row: vasevase, id: c2}", "\n  factors: many", "many", "factors takes a list"},
		"not YAML":                {"  version: 1", "  version: [1", "", "the front matter is not valid YAML"},
	} {
		t.Run(name, func(t *testing.T) {
			doc := spoiled(t, c.old, c.new)
			found := false
			for _, u := range doc.Unread {
				found = found || strings.Contains(u.Reason, strings.Replace(c.reason, "16:00:00Z", "14:30:05Z", 1)) && strings.Contains(u.Text, c.text) && u.Line > 1
			}
			if !found {
				t.Errorf("nothing says %q: %v", c.reason, doc.Unread)
			}
			if len(doc.Record.Timeline) != 5 || doc.Record.Review.PrimaryCause == "" || doc.Record.Incident.Title == "" {
				t.Error("the text below was not read")
			}
		})
	}
}

// withoutFront writes a record and reads it without its front matter.
func withoutFront(t interface{ Fatal(...any) }, r *hindcast.Record, answers []hindcast.Answer) (*Document, string) {
	text := string(Write(r, answers, WriteOptions{}))
	_, body, _ := strings.Cut(text, "\n---\n")
	doc, err := Read("x.md", []byte(body), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc, body
}

func TestWithoutFrontMatterTheTextIsTheSame(t *testing.T) {
	r, answers := outage()
	doc, _ := withoutFront(t, r, answers)
	if len(doc.Unread) > 0 {
		t.Errorf("unread: %v", doc.Unread)
	}
	is := doc.Record
	if diff := cmp.Diff(shownOf(r), shownOf(&is)); diff != "" {
		t.Error(diff)
	}
}

// shownOf lists what the body of a document says.
func shownOf(r *hindcast.Record) []string {
	list := []string{r.Incident.Title, r.Incident.Severity.String(), strings.Join(r.Incident.Services, ", "), r.Review.Summary, r.Review.PrimaryCause, joinNames(r.Review.Authors)}
	for _, e := range r.Timeline {
		list = append(list, hindcast.FormatInstant(e.At.Truncate(time.Second), e.Precision)+" "+e.Text)
	}
	for _, f := range r.Review.Factors {
		list = append(list, f.Text)
	}
	for _, w := range r.Review.FiveWhys {
		list = append(list, w.Question+" "+w.Answer)
	}
	for _, f := range r.Review.Findings {
		list = append(list, string(f.Kind)+" "+f.Text)
	}
	for _, a := range r.Actions {
		due := a.Due.String()
		if due == "" {
			due = a.DueText
		}
		list = append(list, strings.Join([]string{a.Title, a.Owner.Name, due, actionStatus(a.State)}, " | "))
	}
	slices.Sort(list) // times known to the day alone come first without the front matter
	return list
}

// TestWithoutFrontMatterTimelinesAreTheSame does the same for any times.
func TestWithoutFrontMatterTimelinesAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := &hindcast.Record{Incident: hindcast.Incident{Title: "Something happened", Kind: hindcast.Operational}, Timeline: sample.Record().Draw(t, "record").Timeline}
		distinct(r)
		doc, body := withoutFront(t, r, nil)
		if diff := cmp.Diff(shownOf(r), shownOf(&doc.Record)); diff != "" {
			t.Fatalf("%s\n%s", diff, body)
		}
	})
}

func TestEditsByHand(t *testing.T) {
	event := func(doc *Document, id string) *hindcast.TimelineEvent {
		t.Helper()
		e := doc.Record.Event(hindcast.EventID(id))
		if e == nil {
			t.Fatalf("the event %s is gone: %v", id, doc.Record.Timeline)
		}
		return e
	}
	t.Run("another text keeps the rest", func(t *testing.T) {
		e := event(spoiled(t, "Alert: error rate above 5 %", "Alert: error rate above 7 %"), "e2")
		if e.Text != "Alert: error rate above 7 %" || e.Kind != hindcast.Signal || !e.Marks(hindcast.Detected) || e.At.Second() != 5 {
			t.Errorf("%+v", e)
		}
	})
	t.Run("another time keeps the rest", func(t *testing.T) {
		e := event(spoiled(t, "| 15:01 | Status", "| 15:07 | Status"), "e4")
		if e.At != clockOn(4, 15, 7, 0) || e.Communication == nil || e.Communication.Channel != "status page" {
			t.Errorf("%+v", e)
		}
	})
	t.Run("a row typed in", func(t *testing.T) {
		doc := spoiled(t, "| 15:01 | Status", "| 14:40 | Bob suspected the pool, because it was full |\n| 15:01 | Status")
		e := doc.Record.Timeline[3]
		if len(doc.Record.Timeline) != 6 || e.Text != "Bob suspected the pool, because it was full" || e.ID == "" || e.Kind != hindcast.Hypothesis {
			t.Errorf("%+v", e)
		}
	})
	t.Run("a row taken out", func(t *testing.T) {
		doc := spoiled(t, "| 15:30 | Rolled back; checkout works again |\n", "")
		if f := doc.Record.Review.Findings[0]; f.ID != "f1" || len(f.Events) != 0 {
			t.Errorf("%+v", f)
		}
	})
	t.Run("an action for a person of the directory", func(t *testing.T) {
		doc := spoiled(t, "| Read the pool size from the environment | _To record: one person._ |", "| Read the pool size from the environment | Alice Ames |")
		if a := doc.Record.Actions[1]; a.ID != "a2" || a.Owner.User != "usr_1" || a.DueText != "next sprint" {
			t.Errorf("%+v", a)
		}
	})
	t.Run("a title typed over", func(t *testing.T) {
		if doc := spoiled(t, "Post-Mortem: Checkout answered with errors", "Post-Mortem: Checkout failed"); doc.Record.Incident.Title != "Checkout failed" {
			t.Error(doc.Record.Incident.Title)
		}
	})
}

// FuzzFrontMatter reads front matter that somebody changed: nothing panics, and
// whatever is read as a valid record can be written and read again.
func FuzzFrontMatter(f *testing.F) {
	for _, record := range []func() (*hindcast.Record, []hindcast.Answer){outage, compromise, bareRecord} {
		r, answers := record()
		text := string(Write(r, answers, WriteOptions{}))
		front, body, _ := strings.Cut(text[4:], "\n---\n")
		f.Add(front, body)
	}
	f.Add("hindcast: {version: 1, timeline: [{row: aaaaaaaa, place: -9}, {row: x}, 7, {drop: true}], users: [{user: a}], body: {title: {reads: q, is: {}}}}\n", "# X\n")
	f.Add("hindcast: {version: 1, participants: {a: b}, findings: [{place: 3, kind: luck}], incident: [], inferred: {began: [1]}}\n", "# X\n\n## Timeline\n\n| Time | Event |\n| --- | --- |\n| 10:00 | a |\n")
	f.Fuzz(func(t *testing.T, front, body string) {
		doc, err := Read("x.md", []byte("---\n"+front+"\n---\n"+body), Options{})
		if err != nil || doc.Record.Validate() != nil {
			return
		}
		out := Write(&doc.Record, nil, WriteOptions{})
		again, err := Read("x.md", out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*canonicalRecord(&doc.Record), again.Record, ignoreLines); diff != "" {
			t.Errorf("%s\n%s", diff, out)
		}
	})
}
