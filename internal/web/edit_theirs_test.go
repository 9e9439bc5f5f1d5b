package web

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestWhatStandsBesideWhatWasTyped: only what differs, in words of the form.
func TestWhatStandsBesideWhatWasTyped(t *testing.T) {
	now := newEditView(hindcast.Incident{Key: "INC-1", Title: "Down", Kind: hindcast.Operational, Services: []string{"checkout"}, Visibility: hindcast.VisibleToEveryone}, time.Time{})
	now.Teams = []checkView{{Label: "Payments"}}
	typed := now
	typed.Title, typed.Services, typed.Visible.Value, typed.NearMiss.On = "All down", "", string(hindcast.Restricted), true
	typed.Teams = []checkView{{Label: "Payments", On: true}}
	for name, c := range map[string]struct{ got, want []theirField }{
		"the same": {differingEdit(now, now), nil},
		"details": {differingEdit(typed, now), []theirField{{"Title", "All down", "Down"}, {"Services", "nothing", "checkout"}, {"Near miss", "yes", "no"},
			{"Seen by", "Participants and those named on it", "Everyone in the organisation"}, {"Teams", "Payments", "nothing"}}},
		"impact": {differingImpact(impactForm{Text: "a", Users: "10", All: true}, impactForm{Text: "b", Users: "10"}), []theirField{{"In words", "a", "b"}, {"All users", "yes", "no"}}},
		"people": {differingPart(hindcast.Participant{Person: hindcast.Person{Name: "Kim"}, Roles: []hindcast.Role{hindcast.Responder}, Team: "Pay"}, hindcast.Participant{Person: hindcast.Person{Name: "Kim"}, Team: "Pay"}),
			[]theirField{{"Roles", "responder", "nothing"}}},
	} {
		if d := cmp.Diff(c.want, c.got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
