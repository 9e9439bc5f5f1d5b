package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/client"
)

func TestListIncidents(t *testing.T) {
	each(t, func(h *house) {
		for _, title := range []string{"One", "Two", "Three"} {
			h.wants(201, "ada", "POST", "/incidents", m{"title": title, "severity": "P2"})
		}
		got := read[client.Page[client.Incident]](h.wants(200, "bo", "GET", "/incidents?limit=2&severity=P2&sort=key", nil))
		if len(got.Items) != 2 || got.Next == nil || got.Items[0].Title != "Three" || got.Items[0].OccurredAt == nil {
			h.t.Fatalf("%+v", got)
		}
		got = read[client.Page[client.Incident]](h.wants(200, "bo", "GET", "/incidents?limit=2&severity=P2&sort=key&after="+*got.Next, nil))
		if len(got.Items) != 1 || got.Next != nil || got.Items[0].Title != "One" {
			h.t.Errorf("%+v", got)
		}
		for _, bad := range []string{"limit=0", "limit=many", "severity=P9", "from=yesterday", "unknown=1", "after=nonsense"} {
			if p := read[client.Problem](h.wants(422, "bo", "GET", "/incidents?"+bad, nil)); p.Type != "urn:hindcast:invalid" || p.Status != 422 {
				h.t.Errorf("%s: %+v", bad, p)
			}
		}
		h.wants(401, "", "GET", "/incidents", nil)
	})
}

func TestIncidentLife(t *testing.T) {
	each(t, func(h *house) {
		opened := h.wants(201, "ada", "POST", "/incidents", m{"title": "Checkout fails", "services": []string{"checkout"}, "began_at": "2026-03-01T10:00:00Z"})
		i := read[client.Incident](opened)
		if opened.Header.Get("Location") != "/api/v1/incidents/INC-1" || i.Key != "INC-1" || i.Kind != "operational" || i.OccurredAt == nil || i.OccurredAt.Hour() != 10 {
			h.t.Errorf("%s %+v", opened.Header.Get("Location"), i)
		}
		tag := opened.Header.Get("ETag")
		if same := h.wants(200, "bo", "GET", "/incidents/INC-1", nil).Header.Get("ETag"); same != tag {
			h.t.Errorf("made with %s, read with %s", tag, same)
		}
		h.wants(428, "ada", "PATCH", "/incidents/INC-1", m{"title": "x"})
		changed := h.wants(200, "ada", "PATCH", "/incidents/INC-1", m{"title": "Checkout is down", "labels": []string{"pay"}}, "If-Match", tag)
		if i = read[client.Incident](changed); i.Title != "Checkout is down" || len(i.Services) != 1 || len(i.Labels) != 1 {
			h.t.Errorf("%+v", i)
		}
		if p := read[client.Problem](h.wants(412, "ada", "PATCH", "/incidents/INC-1", m{"title": "late"}, "If-Match", tag)); p.Type != "urn:hindcast:stale" {
			h.t.Errorf("%+v", p)
		}
		tag = h.wants(200, "ada", "POST", "/incidents/INC-1/severity", m{"to": "P1", "reason": "all shops"}, "If-Match", changed.Header.Get("ETag")).Header.Get("ETag")
		h.wants(409, "ada", "POST", "/incidents/INC-1/state", m{"to": "closed"}, "If-Match", tag)
		moved := h.wants(200, "ada", "POST", "/incidents/INC-1/state", m{"to": "resolved", "at": "2026-03-01T11:00:00Z"}, "If-Match", tag)
		if i = read[client.Incident](moved); i.State != "resolved" || i.ResolvedAt == nil || *i.Severity != "P1" {
			h.t.Errorf("%+v", i)
		}
		h.wants(403, "viewer", "PATCH", "/incidents/INC-1", m{"title": "x"}, "If-Match", tag)
		past := read[client.Incident](h.wants(201, "ada", "POST", "/incidents", m{"title": "Old", "began_at": "2020-01-01T00:00:00Z", "resolved_at": "2020-01-01T02:00:00Z"}))
		if past.State != "resolved" || past.ResolvedAt == nil {
			h.t.Errorf("%+v", past)
		}
	})
}

// TestOutsiders: what is hidden answers exactly as what does not exist.
func TestOutsiders(t *testing.T) {
	each(t, func(h *house) {
		i := read[client.Incident](h.wants(201, "ada", "POST", "/incidents", m{"title": "Zebrafish", "visibility": "restricted"}))
		h.wants(200, "ada", "GET", "/incidents/"+i.Key, nil)
		for _, c := range []struct {
			method, path string
			body         any
		}{
			{"GET", "", nil}, {"PATCH", "", m{"title": "x"}}, {"GET", "/events", nil}, {"POST", "/events", m{"text": "x"}}, {"POST", "/events/bulk", m{"events": []m{{"text": "x"}, {"text": ""}}}},
			{"POST", "/events/bulk", m{"events": []m{{"text": ""}}}}, {"POST", "/events/line", m{"line": "10:00 x"}}, {"GET", "/participants", nil}, {"POST", "/participants", m{"person": m{"name": "x"}}},
			{"GET", "/impact", nil}, {"POST", "/impact", m{"text": "x"}}, {"GET", "/evidence", nil}, {"POST", "/evidence?name=x", []byte("x")}, {"POST", "/evidence/links", m{"name": "x", "url": "https://example.org"}},
			{"POST", "/state", m{"to": "resolved"}}, {"POST", "/severity", m{"to": "P1", "reason": "x"}},
		} {
			hidden := h.ask("bo", c.method, "/incidents/"+i.Key+c.path, c.body, "If-Match", `"1"`)
			absent := h.ask("bo", c.method, "/incidents/INC-99"+c.path, c.body, "If-Match", `"1"`)
			if hidden.StatusCode != 404 || string(hidden.text) != strings.ReplaceAll(string(absent.text), "INC-99", i.Key) {
				h.t.Errorf("%s %s: hidden %d %s, absent %d %s", c.method, c.path, hidden.StatusCode, hidden.text, absent.StatusCode, absent.text)
			}
		}
		if text := h.wants(200, "bo", "GET", "/incidents", nil).text; strings.Contains(string(text), "Zebrafish") {
			h.t.Errorf("listed: %s", text)
		}
		h.wants(403, "ada", "POST", "/incidents/"+i.ID+"/break-glass", m{"until": "2099-01-01T00:00:00Z", "reason": "x"})
		h.wants(422, "admin", "POST", "/incidents/"+i.ID+"/break-glass", m{"until": "2099-01-01T00:00:00Z", "reason": "x"})
	})
}

func TestEvents(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		made := h.wants(201, "ada", "POST", "/incidents/INC-1/events", m{"at": "2026-03-01T10:00:00Z", "kind": "communication", "text": "status page", "communication": m{"audience": "external"}})
		e := read[client.Event](made)
		if e.Precision != "exact" || e.Communication.Audience != "external" || e.EnteredBy.Name != "ada" {
			h.t.Errorf("%+v", e)
		}
		place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
		h.wants(428, "ada", "PUT", place, m{"text": "y", "reason": "z"})
		corrected := h.wants(200, "ada", "PUT", place, m{"at": "2026-03-01T10:05:00Z", "text": "a note", "reason": "was late"}, "If-Match", made.Header.Get("ETag"))
		if e = read[client.Event](corrected); e.Kind != "note" || len(e.History) == 0 || e.History[0].Reason != "was late" {
			h.t.Errorf("%+v", e)
		}
		h.wants(412, "ada", "DELETE", place, nil, "If-Match", made.Header.Get("ETag"))
		h.wants(200, "bo", "GET", place, nil)
		h.wants(204, "ada", "DELETE", place, nil, "If-Match", corrected.Header.Get("ETag"))
		h.wants(404, "bo", "GET", place, nil)
		line := read[client.Page[client.Event]](h.wants(201, "ada", "POST", "/incidents/INC-1/events/line", m{"line": "14:32 alert fired", "day": "2026-03-01"}))
		if len(line.Items) != 1 || line.Items[0].At.Minute() != 32 {
			h.t.Errorf("%+v", line)
		}
		p := read[client.Problem](h.wants(422, "ada", "POST", "/incidents/INC-1/events", m{"kind": "severity", "text": ""}))
		if len(p.Errors) == 0 || !strings.HasPrefix(p.Errors[0].Location, "body") {
			h.t.Errorf("%+v", p)
		}
	})
}

func TestManyEvents(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		events := make([]m, 10_000)
		for n := range events {
			events[n] = m{"at": "2026-03-01T10:00:00Z", "text": fmt.Sprint("event ", n)}
		}
		events[3] = m{"text": "x", "kind": "party"}
		events[4] = m{"text": 5}
		events[5] = m{"text": "x", "precision": "exact"}
		got := read[client.EventResults](h.wants(207, "ada", "POST", "/incidents/INC-1/events/bulk", m{"events": events}))
		if got.Added != 9997 || got.Refused != 3 || len(got.Results) != 10_000 || got.Results[2].ID == nil {
			h.t.Errorf("%d %d", got.Added, got.Refused)
		}
		for _, n := range []int{3, 4, 5} {
			if got.Results[n].ID != nil || len(got.Results[n].Errors) == 0 {
				h.t.Errorf("%d: %+v", n, got.Results[n])
			}
		}
		h.wants(422, "ada", "POST", "/incidents/INC-1/events/bulk", m{"events": events, "whole": true})
		h.wants(422, "ada", "POST", "/incidents/INC-1/events/bulk", m{"events": []m{}})
		h.wants(422, "ada", "POST", "/incidents/INC-1/events/bulk", m{"events": append(events, m{"text": "x"})})
		seen, after := 0, ""
		for {
			page := read[client.Page[client.Event]](h.wants(200, "ada", "GET", "/incidents/INC-1/events?limit=500&kind=note"+after, nil))
			seen += len(page.Items)
			if page.Next == nil {
				break
			}
			after = "&after=" + *page.Next
		}
		if seen != 9997 {
			h.t.Errorf("paged through %d", seen)
		}
		if page := read[client.Page[client.Event]](h.wants(200, "ada", "GET", "/incidents/INC-1/events?q=EVENT+77&limit=5", nil)); len(page.Items) != 5 {
			h.t.Errorf("%d", len(page.Items))
		}
	})
}

func TestParts(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		for _, c := range []struct {
			path      string
			new, next m
		}{
			{"/participants", m{"person": m{"name": "Lin"}, "roles": []string{"scribe"}}, m{"person": m{"name": "Lin"}, "roles": []string{"responder"}}},
			{"/impact", m{"text": "slow", "losses": m{"amount": "10.50", "currency": "EUR"}}, m{"text": "slower"}},
		} {
			made := h.wants(201, "ada", "POST", "/incidents/INC-1"+c.path, c.new)
			place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
			changed := h.wants(200, "ada", "PUT", place, c.next, "If-Match", made.Header.Get("ETag"))
			h.wants(412, "ada", "PUT", place, c.next, "If-Match", made.Header.Get("ETag"))
			if all := read[client.Page[m]](h.wants(200, "bo", "GET", "/incidents/INC-1"+c.path, nil)); len(all.Items) != 1 {
				h.t.Errorf("%s: %v", c.path, all)
			}
			h.wants(204, "ada", "DELETE", place, nil, "If-Match", changed.Header.Get("ETag"))
		}
	})
}

func TestEvidence(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		made := h.wants(201, "ada", "POST", "/incidents/INC-1/evidence?name=log.txt", []byte("0123456789"), "Content-Type", "text/plain")
		e := read[client.Evidence](made)
		if *e.Size != 10 || e.Name != "log.txt" || len(e.Custody) != 1 {
			h.t.Errorf("%+v", e)
		}
		place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
		whole := h.wants(200, "bo", "GET", place+"/content", nil)
		if string(whole.text) != "0123456789" || whole.Header.Get("ETag") != `"`+*e.SHA256+`"` || !strings.Contains(whole.Header.Get("Content-Security-Policy"), "sandbox") {
			h.t.Errorf("%s %v", whole.text, whole.Header)
		}
		if part := h.wants(http.StatusPartialContent, "bo", "GET", place+"/content", nil, "Range", "bytes=2-4"); string(part.text) != "234" {
			h.t.Errorf("%s", part.text)
		}
		h.wants(304, "bo", "GET", place+"/content", nil, "If-None-Match", whole.Header.Get("ETag"))
		h.wants(422, "ada", "POST", "/incidents/INC-1/evidence", []byte("x"))
		h.wants(413, "ada", "POST", "/incidents/INC-1/evidence?name=big", make([]byte, 1<<20+1))
		h.wants(201, "ada", "POST", "/incidents/INC-1/evidence/links", m{"name": "board", "url": "https://example.org/board"})
		h.wants(422, "ada", "POST", "/incidents/INC-1/evidence/links", m{"name": "board", "url": "javascript:alert(1)"})
		if got := read[client.Evidence](h.wants(200, "ada", "POST", place+"/verify", nil)); got.Intact == nil || !*got.Intact {
			h.t.Errorf("%+v", got)
		}
	})
}
