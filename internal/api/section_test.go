package api_test

import (
	"strings"
	"testing"

	"github.com/hindcast/hindcast/client"
)

// TestSections: a text of the write-up is read and replaced from what it was read
// with, also by whoever begins it, and stands in the review then.
func TestSections(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2"})
		h.wants(404, "ada", "GET", "/incidents/INC-1/review/sections", nil)
		h.wants(201, "facilitator", "POST", "/incidents/INC-1/review", m{"facilitator": m{"user": "usr_fay", "name": "Fay"}})
		const summary = "/incidents/INC-1/review/sections/summary"
		first := h.wants(200, "ada", "GET", summary, nil)
		if s := read[client.Section](first); s.Version != 0 || s.Text != "" {
			h.t.Errorf("%+v", s)
		}
		h.wants(428, "ada", "PUT", summary, m{"text": "It broke."})
		second := h.wants(200, "ada", "PUT", summary, m{"text": "It broke."}, "If-Match", first.Header.Get("ETag"))
		h.wants(412, "bo", "PUT", summary, m{"text": "It did not."}, "If-Match", first.Header.Get("ETag"))
		h.wants(200, "bo", "PUT", summary, m{"text": "It broke twice."}, "If-Match", second.Header.Get("ETag"))
		all := read[client.Page[client.Section]](h.wants(200, "bo", "GET", "/incidents/INC-1/review/sections", nil))
		if len(all.Items) != 3 || all.Items[0].Text != "It broke twice." {
			h.t.Errorf("%+v", all)
		}
		if r := read[client.Review](h.wants(200, "viewer", "GET", "/incidents/INC-1/review", nil)); r.Summary != "It broke twice." {
			h.t.Errorf("%+v", r.Summary)
		}
		h.wants(403, "viewer", "GET", summary, nil)
		h.wants(422, "ada", "GET", "/incidents/INC-1/review/sections/other", nil)
	})
}

func TestRounds(t *testing.T) {
	each(t, func(h *house) {
		opened := h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P5", "began_at": "2026-03-01T10:00:00Z"})
		h.wants(201, "ada", "POST", "/incidents/INC-1/events", m{"text": "over", "at": "2026-03-01T11:00:00Z", "milestones": []string{"resolved"}})
		h.wants(200, "ada", "POST", "/incidents/INC-1/state", m{"to": "resolved"}, "If-Match", opened.Header.Get("ETag"))
		h.wants(404, "ada", "GET", "/incidents/INC-1/review/rounds", nil)
		h.wants(201, "facilitator", "POST", "/incidents/INC-1/review", m{"facilitator": m{"user": "usr_fay", "name": "Fay"}})
		h.wants(200, "facilitator", "POST", "/incidents/INC-1/review/invitations/involved", nil)
		for _, q := range []string{"detection", "severity", "people", "runbook", "communication", "evidence", "change"} {
			h.wants(200, "ada", "PUT", "/incidents/INC-1/review/answers/"+q, m{"verdict": "met"})
		}
		h.wants(200, "facilitator", "POST", "/incidents/INC-1/review/answers/open", nil)
		now := h.wants(200, "facilitator", "GET", "/incidents/INC-1/review", nil).Header.Get("ETag")
		for _, to := range []string{"drafting", "in_review", "signed_off", "drafting"} {
			now = h.wants(200, "facilitator", "POST", "/incidents/INC-1/review/state", m{"to": to, "reason": "a log turned up"}, "If-Match", now).Header.Get("ETag")
		}
		rounds := read[client.Page[client.Round]](h.wants(200, "viewer", "GET", "/incidents/INC-1/review/rounds", nil)).Items
		if len(rounds) != 1 || rounds[0].SignedBy == nil || len(rounds[0].Answers) != 7 || *rounds[0].Reason != "a log turned up" {
			h.t.Errorf("%+v", rounds)
		}
	})
}

// TestPastedLines: what is read first is what is added then, and what is not
// understood is said.
func TestPastedLines(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x"})
		log := m{"lines": "14:32 alert fired\nnonsense\n14:40 rolled back", "day": "2026-03-01"}
		told := read[client.Page[client.LineResult]](h.wants(200, "ada", "POST", "/incidents/INC-1/events/lines/read", log)).Items
		if len(told) != 3 || len(told[0].Events) != 1 || told[1].Problem == nil {
			h.t.Fatalf("%+v", told)
		}
		if all := read[client.Page[client.Event]](h.wants(200, "ada", "GET", "/incidents/INC-1/events", nil)); len(all.Items) != 0 {
			h.t.Errorf("reading added %+v", all.Items)
		}
		h.wants(200, "ada", "POST", "/incidents/INC-1/events/lines", log)
		did := read[client.LedgerSpan](h.wants(200, "ada", "POST", "/incidents/INC-1/participants/stays", m{"person": m{"name": "Lin"}, "roles": []string{"responder"}, "paged": "2026-03-01T14:33:00Z", "joined": "2026-03-01T14:36:00Z"}))
		h.wants(200, "ada", "POST", "/incidents/INC-1/impact/known", m{"text": "checkout is down", "known": "2026-03-01T14:34:00Z"})
		if all := read[client.Page[client.Event]](h.wants(200, "ada", "GET", "/incidents/INC-1/events", nil)); len(all.Items) != 5 {
			h.t.Errorf("%+v", all.Items)
		}
		if stays := read[client.Page[client.Participant]](h.wants(200, "ada", "GET", "/incidents/INC-1/participants", nil)); len(stays.Items) != 1 || stays.Items[0].Joined == nil {
			h.t.Errorf("%+v", stays.Items)
		}
		h.wants(200, "ada", "POST", "/incidents/INC-1/undo", did)
		if stays := read[client.Page[client.Participant]](h.wants(200, "ada", "GET", "/incidents/INC-1/participants", nil)); len(stays.Items) != 0 {
			h.t.Errorf("%+v", stays.Items)
		}
	})
}

func TestFindingsAreMoved(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2"})
		h.wants(201, "ada", "POST", "/incidents", m{"title": "other"})
		h.wants(201, "facilitator", "POST", "/incidents/INC-1/review", m{})
		h.wants(201, "facilitator", "POST", "/incidents/INC-2/review", m{})
		var places []string
		for _, text := range []string{"one", "two"} {
			places = append(places, strings.TrimPrefix(h.wants(201, "ada", "POST", "/incidents/INC-1/review/findings", m{"kind": "luck", "text": text}).Header.Get("Location"), "/api/v1"))
		}
		found := read[client.Page[client.Finding]](h.wants(200, "ada", "POST", places[1]+"/move", m{"to": "up"})).Items
		if len(found) != 2 || found[0].Text != "two" {
			h.t.Errorf("%+v", found)
		}
		h.wants(409, "ada", "POST", places[1]+"/move", m{"to": "up"})
		h.wants(404, "ada", "POST", strings.Replace(places[1], "INC-1", "INC-2", 1)+"/move", m{"to": "down"})
		if lessons := read[client.Page[client.FoundLesson]](h.wants(200, "bo", "GET", "/findings", nil)); len(lessons.Items) != 2 || lessons.Items[0].Incident != "INC-1" {
			h.t.Errorf("%+v", lessons)
		}
	})
}

// TestWhatNeedsMe: an overdue action of mine, and nothing of what I may not see.
func TestWhatNeedsMe(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2", "visibility": "restricted"})
		h.wants(201, "ada", "POST", "/incidents/INC-1/actions", m{"title": "Add an alert", "owner": m{"user": "usr_ada", "name": "ada"}, "due": "2020-01-01"})
		n := read[client.Needs](h.wants(200, "ada", "GET", "/me/needs", nil))
		if len(n.Actions) != 1 || !n.Actions[0].Overdue || n.Actions[0].Incident != "INC-1" {
			h.t.Errorf("%+v", n)
		}
		if recent := read[client.Page[client.RecentChange]](h.wants(200, "ada", "GET", "/recent", nil)); len(recent.Items) == 0 {
			h.t.Error("nothing happened")
		}
		if recent := read[client.Page[client.RecentChange]](h.wants(200, "bo", "GET", "/recent", nil)); len(recent.Items) != 0 {
			h.t.Errorf("%+v", recent)
		}
		h.wants(404, "bo", "GET", "/incidents/INC-1/similar", nil)
		h.wants(200, "ada", "GET", "/incidents/INC-1/similar", nil)
		h.wants(200, "ada", "GET", "/meetings", nil)
		for _, narrowed := range []string{"/changes?quarter=2026Q1&change=policy", "/changes/counts?quarter=2026Q1", "/changes/pack?incident=INC-1"} {
			h.wants(200, "ada", "GET", narrowed, nil)
		}
	})
}
