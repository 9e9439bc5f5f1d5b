package api_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/client"
)

func TestDocuments(t *testing.T) {
	each(t, func(h *house) {
		made := h.wants(201, "ada", "POST", "/documents", m{"kind": "runbook", "title": "Failover", "review_days": 30})
		place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
		h.wants(200, "ada", "PUT", place, m{"kind": "runbook", "title": "Fail over"}, "If-Match", made.Header.Get("ETag"))
		proposed := h.wants(201, "ada", "POST", place+"/proposals", m{"body": "1. Do it", "reason": "first", "steps": []string{"Do it"}})
		p := read[client.Proposal](proposed)
		h.wants(428, "facilitator", "POST", place+"/proposals/"+p.ID+"/approve", nil)
		d := read[client.Document](h.wants(200, "facilitator", "POST", place+"/proposals/"+p.ID+"/approve", nil, "If-Match", proposed.Header.Get("ETag")))
		if len(d.Revisions) != 1 || *d.Revisions[0].Body != "1. Do it" || len(d.Steps) != 1 || d.Title != "Fail over" {
			h.t.Errorf("%+v", d)
		}
		again := h.wants(201, "ada", "POST", place+"/proposals", m{"based_on": 1, "body": "2", "reason": "x"})
		h.wants(204, "ada", "DELETE", place+"/proposals/"+read[client.Proposal](again).ID, nil, "If-Match", again.Header.Get("ETag"))
		if all := read[client.Page[client.Document]](h.wants(200, "bo", "GET", "/documents?q=fail&kind=runbook", nil)); len(all.Items) != 1 || all.Items[0].Revisions[0].Body != nil {
			h.t.Errorf("%+v", all)
		}
		if policy := read[client.Policy](h.wants(200, "bo", "GET", "/policy", nil)); policy.Name == "" || !strings.Contains(policy.Text, ":") {
			h.t.Errorf("%+v", policy)
		}
	})
}

func TestPeopleAndTokens(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "admin", "POST", "/users", m{"name": "Root", "email": "root@example.org", "role": "admin"})
		invited := h.wants(201, "admin", "POST", "/users", m{"name": "Kim", "email": "kim@example.org", "role": "member"})
		u := read[client.InvitedUser](invited)
		if !strings.HasPrefix(u.Link, "https://hindcast.example/") {
			h.t.Errorf("%+v", u)
		}
		place := "/users/" + u.ID
		changed := h.wants(200, "admin", "PATCH", place, m{"role": "viewer"}, "If-Match", invited.Header.Get("ETag"))
		if got := read[client.User](changed); got.Role != "viewer" || got.Name != "Kim" {
			h.t.Errorf("%+v", got)
		}
		h.wants(403, "ada", "GET", place, nil)
		h.wants(403, "ada", "POST", "/users", m{"name": "x", "email": "x@example.org", "role": "member"})
		if all := read[client.Page[client.User]](h.wants(200, "admin", "GET", "/users?q=kim", nil)); len(all.Items) != 1 {
			h.t.Errorf("%+v", all)
		}
		team := h.wants(201, "admin", "POST", "/teams", m{"name": "Payments"})
		got := read[client.Team](h.wants(200, "admin", "PUT", strings.TrimPrefix(team.Header.Get("Location"), "/api/v1"), m{"name": "Pay", "members": []m{{"user": u.ID, "name": "?"}}}, "If-Match", team.Header.Get("ETag")))
		if got.Name != "Pay" || len(got.Members) != 1 || got.Members[0].Name != "Kim" {
			h.t.Errorf("%+v", got)
		}
		made := read[client.CreatedToken](h.wants(201, "admin", "POST", "/tokens", m{"name": "ci", "scopes": []string{"read"}}))
		bearer := "Bearer " + made.Secret
		if me := read[client.Caller](h.wants(200, "admin", "GET", "/me", nil, "Authorization", bearer)); me.Name != "ci" || me.User != nil || *me.Token != made.ID {
			h.t.Errorf("%+v", me)
		}
		h.wants(200, "", "GET", "/incidents", nil, "Authorization", bearer)
		h.wants(403, "admin", "POST", "/incidents", m{"title": "x"}, "Authorization", bearer)
		h.wants(401, "admin", "GET", "/incidents", nil, "Authorization", bearer+"x")
		h.wants(204, "admin", "DELETE", "/tokens/"+made.ID, nil)
		h.wants(401, "admin", "GET", "/incidents", nil, "Authorization", bearer)
		if all := h.wants(200, "admin", "GET", "/tokens", nil); strings.Contains(string(all.text), made.Secret) || !read[client.Page[client.Token]](all).Items[0].Revoked {
			h.t.Errorf("%s", all.text)
		}
	})
}

func TestLedgerAndSearch(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "Checkout zebra"})
		h.wants(201, "ada", "POST", "/incidents/INC-1/events", m{"text": "zebra crossed"})
		h.wants(403, "ada", "GET", "/ledger", nil)
		page := read[client.Page[client.Entry]](h.wants(200, "admin", "GET", "/ledger?limit=1", nil))
		if len(page.Items) != 1 || page.Items[0].Verb != "event.added" || page.Next == nil || *page.Items[0].Incident != "INC-1" {
			h.t.Errorf("%+v", page)
		}
		page = read[client.Page[client.Entry]](h.wants(200, "admin", "GET", "/ledger?limit=1&verb=incident.&after="+*page.Next, nil))
		if len(page.Items) != 1 || page.Items[0].Verb != "incident.opened" {
			h.t.Errorf("%+v", page)
		}
		lines := strings.Split(strings.TrimSpace(string(h.wants(200, "admin", "GET", "/ledger/export", nil).text)), "\n")
		if len(lines) != 2 || !strings.Contains(lines[0], `"payload_hash"`) {
			h.t.Errorf("%v", lines)
		}
		h.wants(422, "admin", "GET", "/ledger/export?from=monday", nil)
		if found := read[client.Page[client.Found]](h.wants(200, "bo", "GET", "/search?q=zebra", nil)); len(found.Items) == 0 || *found.Items[0].Key != "INC-1" {
			h.t.Errorf("%+v", found)
		}
		h.wants(422, "bo", "GET", "/search", nil)
	})
}

func TestAlerts(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "services": []string{"checkout"}})
		message := func(service, print string) m {
			return m{"version": "4", "status": "firing", "receiver": "hindcast", "groupLabels": m{}, "commonLabels": m{}, "commonAnnotations": m{}, "externalURL": "", "groupKey": "k",
				"alerts": []m{{"status": "firing", "labels": m{"alertname": "Errors", "service": service}, "annotations": m{"summary": "5xx"}, "startsAt": "2026-03-01T10:00:00Z",
					"endsAt": "0001-01-01T00:00:00Z", "generatorURL": "", "fingerprint": print}}}
		}
		if got := read[client.Received](h.wants(200, "ada", "POST", "/hooks/alertmanager", message("checkout", "a1"))); got.Matched != 1 {
			h.t.Errorf("%+v", got)
		}
		if got := read[client.Received](h.wants(200, "ada", "POST", "/hooks/alertmanager", message("checkout", "a1"))); got.Repeated != 1 || got.Matched != 0 {
			h.t.Errorf("%+v", got)
		}
		if got := read[client.Received](h.wants(200, "ada", "POST", "/hooks/alertmanager", message("search", "b2"))); got.Parked != 1 {
			h.t.Errorf("%+v", got)
		}
		h.wants(422, "ada", "POST", "/hooks/alertmanager", []byte("{"))
		h.wants(403, "viewer", "POST", "/hooks/alertmanager", message("checkout", "c3"))
		parked := read[client.Page[client.Alert]](h.wants(200, "bo", "GET", "/alerts", nil))
		if len(parked.Items) != 1 || parked.Items[0].Name != "Errors" {
			h.t.Fatalf("%+v", parked)
		}
		h.wants(204, "ada", "POST", "/alerts/"+parked.Items[0].ID+"/attach", m{"incident": "INC-1"})
		if of := read[client.Page[client.Alert]](h.wants(200, "bo", "GET", "/incidents/INC-1/alerts", nil)); len(of.Items) != 2 {
			h.t.Errorf("%+v", of)
		}
		made := h.wants(201, "admin", "POST", "/alert-rules", m{"name": "jobs", "labels": m{"job": "*"}, "service": "{job}"})
		place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
		changed := h.wants(200, "admin", "PUT", place, m{"name": "jobs", "service": "checkout"}, "If-Match", made.Header.Get("ETag"))
		h.wants(204, "admin", "DELETE", place, nil, "If-Match", changed.Header.Get("ETag"))
	})
}

// TestLive: a listener hears of a change, not of its text, and goes on where it
// left off.
func TestLive(t *testing.T) {
	each(t, func(h *house) {
		s := httptest.NewServer(h.server)
		defer s.Close()
		h.wants(201, "ada", "POST", "/incidents", m{"title": "Zebra"})
		h.wants(201, "ada", "POST", "/incidents", m{"title": "Hidden", "visibility": "restricted"})
		ctx, stop := context.WithTimeout(h.t.Context(), 20*time.Second)
		defer stop()
		r, err := http.NewRequestWithContext(ctx, "GET", s.URL+"/api/v1/live", nil)
		if err != nil {
			h.t.Fatal(err)
		}
		r.Header.Set("As", "bo")
		r.Header.Set("Last-Event-ID", "0")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			h.t.Fatal(err)
		}
		defer resp.Body.Close()
		var data []string
		for lines := bufio.NewScanner(resp.Body); len(data) < 2 && lines.Scan(); {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				data = append(data, text)
				h.wants(201, "ada", "POST", "/incidents/INC-1/events", m{"text": "zebra crossed"})
			}
		}
		if len(data) < 2 || !strings.Contains(data[0], "incident.opened") || !strings.Contains(data[1], "event.added") || strings.Contains(strings.ToLower(data[0]+data[1]), "zebra") {
			h.t.Errorf("%q", data)
		}
	})
}
