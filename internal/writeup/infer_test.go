package writeup_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/writeup"
)

// readText reads a document of an invented incident.
func readText(t *testing.T, text string, opts writeup.Options) *writeup.Document {
	t.Helper()
	doc, err := writeup.Read("log.md", []byte(text), opts)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const headed = "# Press line stopped\n\n## Roles\n\n- **Incident Leader**: Ana Berg\n- **Responders**: Kim Lo, Kim Dahl\n\n## Timeline\n\n"

func TestFirstNamesBecomeFullOnes(t *testing.T) {
	doc := readText(t, headed+"- 2026-02-01 10:00 UTC - Ana joined\n- 2026-02-01 10:05 UTC - Kim joined\n- 2026-02-01 10:06 UTC - @ana paged Kim Lo\n", writeup.Options{})
	var names []string
	for _, p := range doc.Record.Participants {
		names = append(names, p.Person.Name)
	}
	for _, name := range names {
		if strings.EqualFold(strings.TrimPrefix(name, "@"), "ana") {
			t.Errorf("%q stands beside Ana Berg: %q", name, names)
		}
	}
	first := doc.Record.Timeline[0]
	if first.Actor.Name != "Ana Berg" || !strings.Contains(first.Origin.Rule, "actor:first-name") {
		t.Errorf("%+v", first)
	}
	if second := doc.Record.Timeline[1]; second.Actor.Name != "Kim" {
		t.Errorf("there are two Kims, and it was decided for one: %+v", second.Actor)
	}
	if p := doc.Record.Presence(doc.Record.Participants[0]); p.Joined == nil {
		t.Error("the leader's joining was not found under the first name")
	}
}

func TestEventsTellImpact(t *testing.T) {
	doc := readText(t, "# Press line stopped\n\n- **Affected Services**: press, mailroom\n\n## Timeline\n\n"+
		"- 2026-02-01 10:00 UTC - Customers report errors, about 2,400 users affected\n"+
		"- 2026-02-01 10:20 UTC - The press is down\n"+
		"- 2026-02-01 10:30 UTC - Told 300 customers by mail\n"+
		"- 2026-02-01 11:00 UTC - Resolved: no user affected any more\n", writeup.Options{})
	impact := doc.Record.Impact
	if len(impact) != 2 {
		t.Fatalf("%+v", impact)
	}
	if n := impact[0].UsersAffected; n == nil || *n != 2400 {
		t.Errorf("users: %+v", impact[0])
	}
	if known, ok := doc.Record.KnownAt(impact[0]); !ok || known.Format("15:04") != "10:00" {
		t.Errorf("known at %v", known)
	}
	want := []hindcast.ServiceImpact{{Service: "press", Degree: hindcast.FullyDown}}
	if !slices.Equal(impact[1].Services, want) {
		t.Errorf("services: %+v", impact[1].Services)
	}
}

func TestDayFromOutside(t *testing.T) {
	const log = "# Press line stopped\n\n## Timeline\n\n- 23:50 it began\n- 00:10 detected\n"
	if doc := readText(t, log, writeup.Options{}); len(doc.Unread) != 2 || !doc.Record.Timeline[0].At.IsZero() {
		t.Errorf("without a day: %+v", doc.Unread)
	}
	day := hindcast.Date{Year: 2026, Month: 2, Day: 1}
	doc := readText(t, log, writeup.Options{Day: day})
	if len(doc.Unread) != 0 {
		t.Errorf("%+v", doc.Unread)
	}
	for i, want := range []string{"2026-02-01 23:50", "2026-02-02 00:10"} {
		if got := doc.Record.Timeline[i].At.Format("2006-01-02 15:04"); got != want {
			t.Errorf("event %d at %s, want %s", i, got, want)
		}
	}
	if rules := strings.Fields(doc.Record.Timeline[0].Origin.Rule); !slices.Contains(rules, writeup.AssumedDay) {
		t.Errorf("the day is not said to be assumed: %v", rules)
	}
	dated := readText(t, log+"\nWritten on 2025-12-24.\n", writeup.Options{Day: day})
	for _, e := range dated.Record.Timeline {
		if e.At.Year() == 2026 {
			t.Errorf("the day from outside was used although the document names one: %+v", e)
		}
	}
}

func TestUnreadLinesGoOn(t *testing.T) {
	doc := readText(t, "# Press line stopped\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 20262-01-05 10:00 | the `valve` was shut |\n| HH:mm | Short description |\n", writeup.Options{})
	r := writeup.WithUnread(doc.Record, doc.Unread)
	last := r.Sections[len(r.Sections)-1]
	if !strings.Contains(last.Text, "the `valve` was shut") || strings.Contains(last.Text, "Short description") {
		t.Errorf("%+v", last)
	}
	if len(doc.Record.Sections) == len(r.Sections) {
		t.Error("the record itself was changed")
	}
}
