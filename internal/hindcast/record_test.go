package hindcast_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// clock is a time on the day the test records play; "" is no time.
func clock(t testing.TB, s string) time.Time {
	t.Helper()
	if s == "" {
		return time.Time{}
	}
	at, err := time.Parse("2006-01-02 15:04", "2026-03-04 "+s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func event(t testing.TB, id hindcast.EventID, at string, kind hindcast.EventKind) hindcast.TimelineEvent {
	e := hindcast.TimelineEvent{ID: id, At: clock(t, at), Precision: hindcast.PrecisionMinute, Kind: kind, Text: string(id)}
	if at == "" {
		e.Precision = hindcast.PrecisionUnknown
	}
	return e
}

func TestSortTimeline(t *testing.T) {
	for _, c := range []struct{ written, sorted string }{
		{"", ""},
		{"a10:00 b09:00 c11:00", "b a c"},
		{"a10:00 b10:00 c10:00", "a b c"},
		{"a10:00 x b09:00", "b a x"},
		{"a10:00 x y b09:00 z", "b z a x y"},
		{"x a10:00 b09:00", "x b a"},
		{"x y", "x y"},
	} {
		var r hindcast.Record
		for _, word := range strings.Fields(c.written) {
			r.Timeline = append(r.Timeline, event(t, hindcast.EventID(word[:1]), word[1:], hindcast.Note))
		}
		r.SortTimeline()
		var ids []string
		for _, e := range r.Timeline {
			ids = append(ids, string(e.ID))
		}
		if got := strings.Join(ids, " "); got != c.sorted {
			t.Errorf("%q: %q, want %q", c.written, got, c.sorted)
		}
	}
}

// TestSortTimelineKeepsEverything checks on random timelines that nothing is lost,
// times rise, and sorting again changes nothing.
func TestSortTimelineKeepsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r hindcast.Record
		for n, minute := range rapid.SliceOfN(rapid.IntRange(-5, 20), 0, 30).Draw(t, "minutes") {
			e := hindcast.TimelineEvent{ID: hindcast.EventID(rune('A' + n))}
			if minute >= 0 {
				e.At = time.Unix(int64(60*minute), 0)
			}
			r.Timeline = append(r.Timeline, e)
		}
		before := len(r.Timeline)
		r.SortTimeline()
		seen, last := map[hindcast.EventID]bool{}, time.Time{}
		var order []hindcast.EventID
		for _, e := range r.Timeline {
			if !e.At.IsZero() && e.At.Before(last) {
				t.Fatalf("%s runs backwards", e.ID)
			}
			if !e.At.IsZero() {
				last = e.At
			}
			seen[e.ID] = true
			order = append(order, e.ID)
		}
		if len(seen) != before {
			t.Fatalf("%d of %d events left", len(seen), before)
		}
		r.SortTimeline()
		for n, e := range r.Timeline {
			if e.ID != order[n] {
				t.Fatalf("sorting again moves %s", e.ID)
			}
		}
	})
}

func TestMilestoneAndEvent(t *testing.T) {
	mark := func(id hindcast.EventID, at string, m ...hindcast.Milestone) hindcast.TimelineEvent {
		e := event(t, id, at, hindcast.Note)
		e.Milestones = m
		return e
	}
	r := hindcast.Record{Timeline: []hindcast.TimelineEvent{
		mark("a", "", hindcast.Began, hindcast.Resolved),
		mark("b", "10:00", hindcast.Detected),
		mark("c", "09:00", hindcast.Detected, hindcast.Began),
		mark("d", "11:00", hindcast.Began),
	}}
	for m, want := range map[hindcast.Milestone]hindcast.EventID{hindcast.Detected: "c", hindcast.Began: "c", hindcast.Resolved: "a"} {
		if e := r.Milestone(m); e == nil || e.ID != want {
			t.Errorf("%s is marked on %v, want %s", m, e, want)
		}
	}
	if e := r.Milestone(hindcast.Mitigated); e != nil {
		t.Errorf("mitigated is marked on %s", e.ID)
	}
	if e := r.Event("d"); e == nil || e != &r.Timeline[3] {
		t.Errorf("event d is %v", e)
	}
	if e := r.Event("z"); e != nil {
		t.Errorf("event z is %v", e)
	}
}

func TestSeverityAt(t *testing.T) {
	declare := func(at string, s hindcast.Severity) hindcast.TimelineEvent {
		e := event(t, hindcast.EventID("s"+at), at, hindcast.SeverityEvent)
		e.Severity = &hindcast.SeverityChange{To: s}
		return e
	}
	raised := []hindcast.TimelineEvent{declare("10:00", hindcast.P3), declare("11:00", hindcast.P1), declare("12:00", hindcast.P2)}
	for _, c := range []struct {
		name     string
		timeline []hindcast.TimelineEvent
		at       string
		want     hindcast.Severity
	}{
		{"no event declares one", []hindcast.TimelineEvent{event(t, "n", "09:00", hindcast.Note)}, "10:00", hindcast.P4},
		{"before the first", raised, "09:59", hindcast.SeverityNone},
		{"at the first", raised, "10:00", hindcast.P3},
		{"between", raised, "11:30", hindcast.P1},
		{"after the last", raised, "20:00", hindcast.P2},
		{"not sorted", []hindcast.TimelineEvent{raised[2], raised[0], raised[1]}, "20:00", hindcast.P2},
		{"not sorted, between", []hindcast.TimelineEvent{raised[2], raised[0], raised[1]}, "11:30", hindcast.P1},
		{"two at once: the later line counts", []hindcast.TimelineEvent{declare("10:00", hindcast.P3), declare("10:00", hindcast.P2)}, "10:00", hindcast.P2},
		{"declared at an unknown time only", []hindcast.TimelineEvent{declare("", hindcast.P1)}, "10:00", hindcast.P4},
		{"one of them at an unknown time", []hindcast.TimelineEvent{declare("", hindcast.P1), declare("10:00", hindcast.P3)}, "11:00", hindcast.P3},
	} {
		r := hindcast.Record{Incident: hindcast.Incident{Severity: hindcast.P4}, Timeline: c.timeline}
		if got := r.SeverityAt(clock(t, c.at)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPresence(t *testing.T) {
	who := func(at string, kind hindcast.EventKind, p hindcast.Person) hindcast.TimelineEvent {
		e := event(t, hindcast.EventID(string(kind)+at), at, kind)
		e.Actor = p
		return e
	}
	r := hindcast.Record{Timeline: []hindcast.TimelineEvent{
		who("10:20", hindcast.Join, ada), who("10:05", hindcast.Page, ada), who("10:00", hindcast.Page, ada), who("", hindcast.Page, ada),
		who("10:10", hindcast.Join, hindcast.Person{Name: "ada"}), who("11:00", hindcast.Leave, ada), who("12:00", hindcast.Leave, ada),
		who("09:00", hindcast.Join, grace), who("13:00", hindcast.Note, ada), who("08:00", hindcast.Join, hindcast.Person{}),
	}}
	id := func(e *hindcast.TimelineEvent) hindcast.EventID {
		if e == nil {
			return ""
		}
		return e.ID
	}
	for _, c := range []struct {
		person             hindcast.Person
		paged, joined, had hindcast.EventID
	}{
		{ada, "page10:00", "join10:10", "leave12:00"},
		{grace, "", "join09:00", ""},
		{hindcast.Person{Name: "Linus"}, "", "", ""},
		{hindcast.Person{}, "", "", ""},
	} {
		p := r.Presence(hindcast.Participant{Person: c.person})
		if id(p.Paged) != c.paged || id(p.Joined) != c.joined || id(p.Left) != c.had {
			t.Errorf("%s: paged %q, joined %q, left %q", c.person.Name, id(p.Paged), id(p.Joined), id(p.Left))
		}
	}
}

func TestKnownAt(t *testing.T) {
	r := hindcast.Record{Timeline: []hindcast.TimelineEvent{event(t, "e1", "10:00", hindcast.ImpactEvent), event(t, "e2", "", hindcast.ImpactEvent)}}
	if at, ok := r.KnownAt(hindcast.ImpactStatement{Event: "e1"}); !ok || !at.Equal(clock(t, "10:00")) {
		t.Errorf("%s %v", at, ok)
	}
	for _, id := range []hindcast.EventID{"", "e2", "e9"} {
		if at, ok := r.KnownAt(hindcast.ImpactStatement{Event: id}); ok || !at.IsZero() {
			t.Errorf("%q: known at %s", id, at)
		}
	}
}

func TestMilestonesInTheOrderTheyWereReached(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 3, 4, 10, minute, 0, 0, time.UTC) }
	r := hindcast.Record{Timeline: []hindcast.TimelineEvent{
		{ID: "e1", At: at(30), Milestones: []hindcast.Milestone{hindcast.CauseFound}},
		{ID: "e2", At: at(10), Milestones: []hindcast.Milestone{hindcast.Mitigated}},
		{ID: "e3", At: at(0), Milestones: []hindcast.Milestone{hindcast.Detected}},
		{ID: "e4", Precision: hindcast.PrecisionUnknown, Milestones: []hindcast.Milestone{hindcast.Resolved}},
	}}
	want := []hindcast.Milestone{hindcast.Detected, hindcast.Mitigated, hindcast.CauseFound}
	if got := r.Reached(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
