package signals_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/signals"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var start = time.Date(2026, 3, 2, 8, 30, 0, 0, time.UTC)

func alert(n int, labels ...string) hindcast.Alert {
	a := hindcast.Alert{External: fmt.Sprint("f", n), Name: "HighErrors", Text: "more than 5 % fail", StartsAt: start.Add(time.Duration(n) * time.Minute), Labels: map[string]string{}}
	for i := 0; i+1 < len(labels); i += 2 {
		a.Labels[labels[i]] = labels[i+1]
	}
	return a
}

func open(t *testing.T, st *store.Store, title string, visibility hindcast.Visibility, services ...string) hindcast.Incident {
	t.Helper()
	var opened hindcast.Incident
	err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) (err error) {
		opened, err = tx.AddRecord(&hindcast.Record{Incident: hindcast.Incident{Title: title, Kind: hindcast.Operational, State: hindcast.IncidentActive, Services: services, Visibility: visibility}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

func receive(t *testing.T, s *signals.Service, alerts ...hindcast.Alert) signals.Received {
	t.Helper()
	got, err := s.Receive(t.Context(), storetest.Member("hook"), signals.Alertmanager, alerts)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func timeline(t *testing.T, st *store.Store, id hindcast.IncidentID) []string {
	t.Helper()
	r, err := st.Record(t.Context(), storetest.Admin(), string(id))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, e := range r.Timeline {
		line := e.At.Format("15:04 ") + string(e.Kind) + " " + e.Text
		if !e.Until.IsZero() {
			line += e.Until.Format(" until 15:04")
		}
		lines = append(lines, line)
	}
	return lines
}

// TestDeliveredTwice delivers firing, the same again, and resolved twice.
func TestDeliveredTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		s := signals.New(st)
		incident := open(t, st, "Checkout fails", hindcast.VisibleToEveryone, "Checkout")
		a, other := alert(1, "service", "checkout"), alert(2, "service", "billing")
		over := a
		over.EndsAt = start.Add(20 * time.Minute)
		for i, want := range []struct {
			send []hindcast.Alert
			got  signals.Received
		}{
			{[]hindcast.Alert{a, other, a}, signals.Received{Matched: 1, Parked: 1, Repeated: 1}},
			{[]hindcast.Alert{a, other}, signals.Received{Repeated: 2}},
			{[]hindcast.Alert{over}, signals.Received{Ended: 1}},
			{[]hindcast.Alert{over, a}, signals.Received{Repeated: 2}},
		} {
			if got := receive(t, s, want.send...); got != want.got {
				t.Errorf("delivery %d: %+v, want %+v", i, got, want.got)
			}
		}
		if diff := cmp.Diff([]string{"08:31 signal HighErrors: more than 5 % fail until 08:50"}, timeline(t, st, incident.ID)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestWhereAlertsBelong asks for the newest open incident of a service, by the
// rules in their order.
func TestWhereAlertsBelong(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		s := signals.New(st)
		older := open(t, st, "older", hindcast.VisibleToEveryone, "api")
		newer := open(t, st, "newer", hindcast.VisibleToEveryone, "api")
		err := st.Update(t.Context(), storetest.Admin(), func(tx *store.Tx) error {
			kept, err := tx.Incidents().Get(string(newer.ID))
			if err != nil {
				return err
			}
			kept.Value.State = hindcast.IncidentResolved
			return tx.Incidents().Change("incident.resolved", &kept.Value, kept.Version)
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []hindcast.AlertRule{
			{Name: "pages of the edge", Labels: map[string]string{"zone": "edge"}, Service: "api"},
			{Name: "by label", Service: "{component}"},
		} {
			if _, err := s.AddRule(t.Context(), storetest.Admin(), r); err != nil {
				t.Fatal(err)
			}
		}
		got := receive(t, s, alert(1, "zone", "edge"), alert(2, "component", "API"), alert(3, "service", "api"), alert(4))
		if want := (signals.Received{Matched: 2, Parked: 2}); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
		if n := len(timeline(t, st, older.ID)); n != 2 {
			t.Errorf("%d events on the open incident", n)
		}
		if n := len(timeline(t, st, newer.ID)); n != 0 {
			t.Errorf("%d events on the resolved incident", n)
		}
	})
}

// TestAttach puts a parked alert where it belongs, once.
func TestAttach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		s := signals.New(st)
		receive(t, s, alert(1), alert(2))
		incident := open(t, st, "Something", hindcast.VisibleToEveryone)
		parked, _, err := s.Parked(t.Context(), storetest.Member("Ada"), signals.Page{})
		if err != nil || len(parked) != 2 {
			t.Fatalf("%v, %v", parked, err)
		}
		id := parked[1].Value.ID
		if err := s.Attach(t.Context(), storetest.Member("Ada"), id, incident.Key); err != nil {
			t.Fatal(err)
		}
		if err := s.Attach(t.Context(), storetest.Member("Ada"), id, incident.Key); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("twice: %v", err)
		}
		if parked, _, _ = s.Parked(t.Context(), storetest.Member("Ada"), signals.Page{}); len(parked) != 1 {
			t.Errorf("%d are parked still", len(parked))
		}
		of, err := s.Of(t.Context(), storetest.Member("Ada"), incident.Key)
		if err != nil || len(of) != 1 || of[0].Value.External != "f1" || len(timeline(t, st, incident.ID)) != 1 {
			t.Errorf("%v, %v", of, err)
		}
		if got := receive(t, s, alert(1)); got.Repeated != 1 {
			t.Errorf("attached, then heard again: %+v", got)
		}
	})
}

// TestAlertsOfARestrictedIncident: they arrive, and an outsider learns nothing.
func TestAlertsOfARestrictedIncident(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		s := signals.New(st)
		incident := open(t, st, "Secret", hindcast.Restricted, "vault")
		if got := receive(t, s, alert(1, "service", "vault")); got.Matched != 1 {
			t.Errorf("%+v", got)
		}
		outsider := storetest.Member("Mallory")
		if _, err := s.Of(t.Context(), outsider, incident.Key); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("%v", err)
		}
		if all, _, err := st.Alerts().List(t.Context(), outsider, store.Page{}); err != nil || len(all) != 0 {
			t.Errorf("%v, %v", all, err)
		}
		if entries, err := st.Entries(t.Context(), outsider, 0, 100, store.EntryFilter{Verb: "alert."}); err != nil || len(entries) != 0 {
			t.Errorf("%v, %v", entries, err)
		}
		receive(t, s, alert(2, "service", "nobody's"))
		if err := s.Attach(t.Context(), outsider, "alt_none", incident.Key); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("attach: %v", err)
		}
	})
}

func TestWhoMay(t *testing.T) {
	st := storetest.SQLite(t).Open(t)
	s := signals.New(st)
	for role, want := range map[hindcast.OrgRole]hindcast.Code{hindcast.Viewer: hindcast.Forbidden, hindcast.Nobody: hindcast.Unauthenticated, hindcast.Member: ""} {
		by := hindcast.Actor{User: "u", Name: "U", Role: role}
		if _, err := s.Receive(t.Context(), by, "x", []hindcast.Alert{alert(1)}); hindcast.CodeOf(err) != want {
			t.Errorf("%s receives: %v", role, err)
		}
	}
	reader := hindcast.Actor{User: "u", Name: "U", Role: hindcast.Member, Token: "t", Scopes: []hindcast.Scope{hindcast.ScopeRead}}
	if _, err := s.Receive(t.Context(), reader, "x", []hindcast.Alert{alert(1)}); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("a reading token: %v", err)
	}
	guest := hindcast.Actor{User: "g", Name: "G", Role: hindcast.Guest, Guest: "rev_1"}
	if _, _, err := s.Parked(t.Context(), guest, signals.Page{}); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("a guest: %v", err)
	}
	if _, err := s.AddRule(t.Context(), storetest.Member("Ada"), hindcast.AlertRule{Name: "x", Service: "y"}); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("a member's rule: %v", err)
	}
}

func TestReadAlertmanager(t *testing.T) {
	body := `{"version":"4","groupKey":"{}:{}","status":"firing","receiver":"hindcast","alerts":[
		{"status":"firing","labels":{"alertname":"High\nErrors","service":"api"},"annotations":{"summary":"5 % fail","description":"x"},
		 "startsAt":"2026-03-02T09:00:00.123456789+01:00","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus/graph","fingerprint":"abc"},
		{"status":"resolved","labels":{},"annotations":{},"startsAt":"2026-03-02T08:00:00Z","endsAt":"2026-03-02T09:00:00Z","fingerprint":"def"}],"new_member":1}`
	got, err := signals.ReadAlertmanager([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	want := []hindcast.Alert{
		{External: "abc 2026-03-02T08:00:00.123456789Z", Name: "High Errors", Text: "5 % fail", Labels: map[string]string{"alertname": "High\nErrors", "service": "api"},
			Link: "http://prometheus/graph", StartsAt: time.Date(2026, 3, 2, 8, 0, 0, 123456000, time.UTC)},
		{External: "def 2026-03-02T08:00:00Z", Name: "an alert without a name", Labels: map[string]string{}, StartsAt: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC),
			EndsAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for body, want := range map[string]hindcast.Code{"": hindcast.Invalid, "[]": hindcast.Invalid, `{"version":"5"}`: hindcast.Unsupported,
		`{"version":"4","alerts":[{"startsAt":"2026-03-02T08:00:00Z"}]}`: hindcast.Invalid, `{"version":"4","alerts":[{"startsAt":"today"}]}`: hindcast.Invalid} {
		if _, err := signals.ReadAlertmanager([]byte(body)); hindcast.CodeOf(err) != want {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// FuzzReadAlertmanager: whatever is read can be kept.
func FuzzReadAlertmanager(f *testing.F) {
	f.Add([]byte(`{"version":"4","alerts":[{"status":"firing","labels":{"alertname":"x\u0000"},"startsAt":"2026-03-02T08:00:00Z","fingerprint":"a"}]}`))
	f.Add([]byte(`{"version":"4","alerts":[{"status":"resolved","startsAt":"2026-03-02T08:00:00Z","endsAt":"2026-03-02T07:00:00Z","fingerprint":"a"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		alerts, err := signals.ReadAlertmanager(body)
		if err != nil {
			return
		}
		for _, a := range alerts {
			a.Source = signals.Alertmanager
			if err := a.Validate(); err != nil && !strings.Contains(err.Error(), "external") && !strings.Contains(err.Error(), "starts_at") {
				t.Errorf("%v", err)
			}
			if _, err := json.Marshal(a.Labels); err != nil {
				t.Error(err)
			}
		}
	})
}
