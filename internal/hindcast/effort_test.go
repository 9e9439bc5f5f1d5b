package hindcast_test

import (
	"testing"
	"time"

	h "github.com/hindcast/hindcast/internal/hindcast"
)

func TestEffort(t *testing.T) {
	start := time.Date(2026, 3, 4, 14, 0, 0, 0, time.UTC)
	at := func(minutes int, kind h.EventKind, name string) h.TimelineEvent {
		return h.TimelineEvent{At: start.Add(time.Duration(minutes) * time.Minute), Precision: h.PrecisionMinute, Kind: kind, Actor: h.Person{Name: name}}
	}
	over := at(60, h.Note, "")
	over.Milestones = []h.Milestone{h.Resolved}
	r := &h.Record{
		Timeline: []h.TimelineEvent{at(0, h.Join, "Ines"), at(10, h.Join, "Bo"), at(30, h.Leave, "Ines"), at(70, h.Join, "Late"), over},
		Participants: []h.Participant{
			{Person: h.Person{Name: "Ines"}, Roles: []h.Role{h.IncidentLeader, h.Scribe}},
			{Person: h.Person{Name: "Bo"}, Roles: []h.Role{h.Responder}},
			{Person: h.Person{Name: "Nobody saw"}, Roles: []h.Role{h.Responder}},
			{Person: h.Person{Name: "Late"}},
		},
	}
	want := []h.RoleEffort{
		{Role: h.IncidentLeader, People: 1, Time: 30 * time.Minute},
		{Role: h.Responder, People: 2, Time: 50 * time.Minute, Ended: 1, Absent: 1},
		{People: 1, Absent: 1},
	}
	got := r.Effort()
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
	if (&h.Record{}).Effort() != nil {
		t.Error("nobody took part, and there is effort")
	}
}
