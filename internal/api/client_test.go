package api_test

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestClient: the public client speaks with the real API.
func TestClient(t *testing.T) {
	h := build(t, storetest.SQLite(t))
	token := read[client.CreatedToken](h.wants(201, "admin", "POST", "/tokens", m{"name": "ci", "scopes": []string{"write"}}))
	s := httptest.NewServer(h.server)
	defer s.Close()
	c, err := client.New(s.URL, token.Secret)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	began := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	i, err := c.OpenIncident(ctx, client.NewIncident{Title: "Checkout fails", Severity: "P2", BeganAt: &began}, "once")
	must(err)
	again, err := c.OpenIncident(ctx, client.NewIncident{Title: "Checkout fails", Severity: "P2", BeganAt: &began}, "once")
	must(err)
	if again.ID != i.ID {
		t.Errorf("opened twice: %s, %s", i.ID, again.ID)
	}
	title := "Checkout is down"
	i, err = c.ChangeIncident(ctx, i.Key, i.Version, client.IncidentChange{Title: &title})
	must(err)
	if _, err = c.ChangeIncident(ctx, i.Key, 1, client.IncidentChange{Title: &title}); !client.Is(err, "stale") {
		t.Error(err)
	}
	_, err = c.AddLine(ctx, i.Key, client.NewLine{Line: "10:05 alert fired", Day: "2026-03-01"}, "")
	must(err)
	_, err = c.AddEvents(ctx, i.Key, client.NewEvents{Events: []client.NewEvent{{Text: "x"}, {Text: "y"}}}, "")
	must(err)
	events, err := c.Events(ctx, i.Key, "", 2)
	must(err)
	if len(events.Items) != 2 || events.Next == nil {
		t.Errorf("%+v", events)
	}
	_, err = c.Upload(ctx, i.Key, "log.txt", strings.NewReader("text"))
	must(err)
	a, err := c.AddAction(ctx, i.Key, client.NewAction{Title: "Add an alert"}, "")
	must(err)
	_, err = c.MoveAction(ctx, a.ID, a.Version, client.ActionMove{To: "in_progress"})
	must(err)
	found, err := c.Actions(ctx, client.ActionQuery{States: []string{"in_progress"}, Incident: i.Key})
	must(err)
	hits, err := c.Search(ctx, "checkout", 5)
	must(err)
	incidents, err := c.Incidents(ctx, client.IncidentQuery{Text: "checkout", Levels: []string{"P2", "P1"}, From: began})
	must(err)
	assessment, err := c.Assessment(ctx, i.Key)
	must(err)
	if len(found.Items) != 1 || len(hits.Items) == 0 || len(incidents.Items) != 1 || len(assessment.Answers) != 7 {
		t.Errorf("%d %d %d %d", len(found.Items), len(hits.Items), len(incidents.Items), len(assessment.Answers))
	}
	if _, err = c.Review(ctx, i.Key); !client.Is(err, "not_found") {
		t.Error(err)
	}
	if me, err := c.Me(ctx); err != nil || me.Name != "ci" {
		t.Error(me, err)
	}
}
