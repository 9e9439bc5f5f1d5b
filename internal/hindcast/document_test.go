package hindcast_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestRevisionAt(t *testing.T) {
	d := hindcast.Document{Revisions: []hindcast.Revision{{Number: 1, At: clock(t, "10:00")}, {Number: 2, At: clock(t, "12:00")}}}
	for at, want := range map[string]int{"09:59": 0, "10:00": 1, "11:59": 1, "12:00": 2, "23:00": 2} {
		rev, ok := d.RevisionAt(clock(t, at))
		if rev.Number != want || ok != (want > 0) {
			t.Errorf("at %s: revision %d, %v", at, rev.Number, ok)
		}
	}
	if _, ok := (hindcast.Document{}).RevisionAt(time.Now()); ok {
		t.Error("a document without revisions existed")
	}
}

func TestAppliesTo(t *testing.T) {
	incident := hindcast.Incident{Type: "Key compromise", Services: []string{"Checkout", "Search"}}
	for _, c := range []struct {
		types, services []string
		want            bool
	}{
		{nil, nil, true},
		{[]string{"key  compromise"}, nil, true},
		{[]string{"outage"}, nil, false},
		{nil, []string{"search"}, true},
		{nil, []string{"mail"}, false},
		{[]string{"outage", "key compromise"}, []string{"mail", "CHECKOUT"}, true},
		{[]string{"key compromise"}, []string{"mail"}, false},
	} {
		if got := (hindcast.Document{Types: c.types, Services: c.services}).AppliesTo(incident); got != c.want {
			t.Errorf("for %q on %q: %v", c.types, c.services, got)
		}
	}
	if !incident.HasService(" search ") || incident.HasService("mail") {
		t.Error("services are not found by name")
	}
}
