package api_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
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
		if found := read[client.SearchResults](h.wants(200, "bo", "GET", "/search?q=zebra", nil)); len(found.Items) == 0 || *found.Items[0].Key != "INC-1" {
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

// TestWebhooks walks the way of somebody who subscribes, and of those to whom it is
// not theirs.
func TestWebhooks(t *testing.T) {
	each(t, func(h *house) {
		made := h.wants(201, "ada", "POST", "/webhooks", m{"name": "ci", "url": "https://ci.example.org/hook", "kinds": []string{"incident"}})
		hook := read[client.CreatedWebhook](made)
		if !strings.HasPrefix(hook.Secret, "whsec_") || hook.State != "active" || *hook.Owner.User != "usr_ada" {
			h.t.Errorf("%+v", hook)
		}
		place := "/webhooks/" + hook.ID
		for _, path := range []string{"/webhooks", place} {
			if got := h.wants(200, "ada", "GET", path, nil); strings.Contains(string(got.text), hook.Secret) || !strings.Contains(string(got.text), hook.ID) {
				h.t.Errorf("%s: %s", path, got.text)
			}
		}
		if got := read[client.Page[client.Webhook]](h.wants(200, "bo", "GET", "/webhooks", nil)); len(got.Items) != 0 {
			h.t.Errorf("bo sees %+v", got)
		}
		if got := read[client.Page[client.Webhook]](h.wants(200, "admin", "GET", "/webhooks", nil)); len(got.Items) != 1 {
			h.t.Errorf("an admin sees %+v", got)
		}
		h.wants(404, "bo", "GET", place, nil)
		h.wants(404, "bo", "GET", place+"/deliveries", nil)
		h.wants(404, "bo", "PUT", place, m{"name": "x", "url": "https://x.example"}, "If-Match", `"1"`)
		h.wants(428, "ada", "PUT", place, m{"name": "ci", "url": "https://ci.example.org/hook"})
		h.wants(422, "ada", "PUT", place, m{"name": "ci", "url": "https://a:b@ci.example.org"}, "If-Match", `"1"`)
		h.wants(422, "ada", "POST", "/webhooks", m{"name": "ci", "url": "https://ci.example.org/hook", "kinds": []string{"session"}})
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		h.wants(201, "ada", "POST", "/incidents", m{"title": "y"})
		h.deliver("ada", hook.ID)
		log := read[client.Page[client.Delivery]](h.wants(200, "ada", "GET", place+"/deliveries?limit=1", nil))
		if len(log.Items) != 1 || log.Items[0].State != "waiting" || log.Next == nil {
			h.t.Fatalf("%+v", log)
		}
		if rest := read[client.Page[client.Delivery]](h.wants(200, "ada", "GET", place+"/deliveries?after="+*log.Next, nil)); len(rest.Items) != 1 || rest.Items[0].Number >= log.Items[0].Number {
			h.t.Errorf("%+v", rest)
		}
		replay := place + "/deliveries/" + log.Items[0].ID + "/replay"
		h.wants(204, "ada", "POST", replay, nil)
		h.wants(404, "bo", "POST", replay, nil)
		h.wants(404, "ada", "POST", place+"/deliveries/del_none/replay", nil)
		paused := h.wants(200, "ada", "PUT", place, m{"name": "ci", "url": "https://ci.example.org/hook", "paused": true}, "If-Match", `"1"`)
		if got := read[client.Webhook](paused); got.State != "paused" || got.Version != 2 {
			h.t.Errorf("%+v", got)
		}
		h.wants(409, "ada", "POST", replay, nil)
		h.wants(412, "ada", "PUT", place, m{"name": "ci", "url": "https://ci.example.org/hook"}, "If-Match", `"1"`)
		for scope, want := range map[string]int{"read": 403, "write": 403, "admin": 200} {
			bearer := "Bearer " + read[client.CreatedToken](h.wants(201, "admin", "POST", "/tokens", m{"name": scope, "scopes": []string{scope}})).Secret
			now := h.wants(200, "ada", "GET", place, nil).Header.Get("ETag")
			h.wants(want, "", "PUT", place, m{"name": "ci", "url": "https://ci.example.org/hook"}, "Authorization", bearer, "If-Match", now)
			h.wants(403, "", "POST", "/webhooks", m{"name": "ci", "url": "https://ci.example.org/hook"}, "Authorization", bearer)
			h.wants(403, "", "DELETE", "/me/sessions", nil, "Authorization", bearer)
		}
	})
}

// deliver keeps deliveries of the last entries, as the feed does.
func (h *house) deliver(as, id string) {
	h.t.Helper()
	w, err := h.store.FollowingWebhook(h.t.Context(), hindcast.WebhookID(id))
	if err == nil {
		head := h.store.Known()
		err = h.store.Update(h.t.Context(), h.actors[as], func(tx *store.Tx) error { return tx.AddDeliveries(w.ID, w.Sent, head, []int64{head - 1, head}) })
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

// TestRemovals: evidence leaves with a reason and its custody stays in the ledger;
// a team leaves with what it showed.
func TestRemovals(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		made := h.wants(201, "ada", "POST", "/incidents/INC-1/evidence?name=log", []byte("x"))
		place := "/incidents/INC-1/evidence/" + read[client.Evidence](made).ID
		h.wants(422, "ada", "DELETE", place, nil, "If-Match", `"1"`)
		h.wants(422, "ada", "DELETE", place+"?reason=%20", nil, "If-Match", `"1"`)
		h.wants(428, "ada", "DELETE", place+"?reason=wrong+host", nil)
		h.wants(412, "ada", "DELETE", place+"?reason=wrong+host", nil, "If-Match", `"7"`)
		h.wants(403, "viewer", "DELETE", place+"?reason=wrong+host", nil, "If-Match", `"1"`)
		h.wants(204, "ada", "DELETE", place+"?reason=wrong+host", nil, "If-Match", `"1"`)
		h.wants(404, "ada", "GET", place, nil)
		h.wants(404, "ada", "GET", place+"/content", nil)
		kept := string(h.wants(200, "admin", "GET", "/ledger/export?verb=evidence.", nil).text)
		if strings.Count(kept, "\n") != 3 || strings.Count(kept, "wrong host") < 2 || !strings.Contains(kept, `\"Action\":\"removed\"`) && !strings.Contains(kept, "removed") {
			h.t.Errorf("the ledger keeps %s", kept)
		}

		team := read[client.Team](h.wants(201, "admin", "POST", "/teams", m{"name": "Pay", "members": []m{}}))
		h.wants(403, "ada", "DELETE", "/teams/"+team.ID, nil, "If-Match", `"1"`)
		h.wants(412, "admin", "DELETE", "/teams/"+team.ID, nil, "If-Match", `"2"`)
		h.wants(204, "admin", "DELETE", "/teams/"+team.ID, nil, "If-Match", `"1"`)
		h.wants(404, "admin", "GET", "/teams/"+team.ID, nil)
	})
}

// TestReviewList narrows and pages the reviews of all incidents.
func TestReviewList(t *testing.T) {
	each(t, func(h *house) {
		for i, due := range []string{"2026-05-03T00:00:00Z", "2026-05-01T00:00:00Z", "2026-05-02T00:00:00Z"} {
			key := "INC-" + strconv.Itoa(i+1)
			h.wants(201, "ada", "POST", "/incidents", m{"title": key})
			h.wants(201, "facilitator", "POST", "/incidents/"+key+"/review", m{"due_at": due, "facilitator": m{"user": "usr_fay", "name": "Fay"}})
		}
		h.wants(200, "facilitator", "POST", "/incidents/INC-3/review/state", m{"to": "drafting"}, "If-Match", `"1"`)
		for query, want := range map[string]string{"": "INC-2 INC-3 INC-1", "state=drafting": "INC-3", "state=scheduled&state=drafting": "INC-2 INC-3 INC-1", "facilitator=usr_fay": "INC-2 INC-3 INC-1",
			"facilitator=usr_ada": "", "person=usr_fay&due_before=2026-05-02T12:00:00Z": "INC-2 INC-3"} {
			var keys []string
			for after := ""; ; {
				got := read[client.Page[client.ReviewLine]](h.wants(200, "bo", "GET", "/reviews?limit=1&"+query+after, nil))
				for _, r := range got.Items {
					keys = append(keys, r.Incident)
				}
				if got.Next == nil {
					break
				}
				after = "&after=" + *got.Next
			}
			if strings.Join(keys, " ") != want {
				h.t.Errorf("?%s: %v, want %s", query, keys, want)
			}
		}
		h.wants(422, "bo", "GET", "/reviews?after=nonsense", nil)
		for _, query := range []string{"/incidents?state=closed&state=active", "/incidents?kind=security&kind=operational"} { // every word counts, not the first alone
			if got := read[client.Page[client.Incident]](h.wants(200, "bo", "GET", query, nil)); len(got.Items) != 3 {
				h.t.Errorf("%s: %d", query, len(got.Items))
			}
		}
		if got := read[client.Page[client.ReviewLine]](h.wants(200, "guest", "GET", "/reviews", nil)); len(got.Items) != 0 {
			h.t.Errorf("a guest of another review sees %+v", got)
		}
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
