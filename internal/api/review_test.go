package api_test

import (
	"strings"
	"testing"

	"github.com/hindcast/hindcast/client"
)

func TestReview(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2", "began_at": "2026-03-01T10:00:00Z"})
		h.wants(404, "ada", "GET", "/incidents/INC-1/review", nil)
		if got := read[client.Assessment](h.wants(200, "ada", "GET", "/incidents/INC-1/assessment", nil)); len(got.Answers) != 7 || got.Signed || *got.Level != "P2" {
			h.t.Errorf("%+v", got)
		}
		h.wants(403, "viewer", "POST", "/incidents/INC-1/review", m{})
		made := h.wants(201, "facilitator", "POST", "/incidents/INC-1/review", m{"facilitator": m{"user": "usr_fay", "name": "Fay"}})
		if r := read[client.PlannedReview](made); r.State != "scheduled" || *r.Facilitator.User != "usr_fay" {
			h.t.Errorf("%+v", r)
		}
		h.wants(409, "facilitator", "POST", "/incidents/INC-1/review", m{})
		changed := h.wants(200, "ada", "PATCH", "/incidents/INC-1/review", m{"summary": "It broke.", "factors": []m{{"text": "no limit", "primary": true}}}, "If-Match", made.Header.Get("ETag"))
		r := read[client.Review](changed)
		if r.Summary != "It broke." || len(r.Factors) != 1 || r.Factors[0].ID == "" {
			h.t.Errorf("%+v", r)
		}
		again := read[client.Review](h.wants(200, "ada", "PATCH", "/incidents/INC-1/review", m{"primary_cause": "a deploy"}, "If-Match", changed.Header.Get("ETag")))
		if again.Summary != "It broke." || again.PrimaryCause != "a deploy" || len(again.Factors) != 1 {
			h.t.Errorf("%+v", again)
		}
		h.wants(412, "ada", "PATCH", "/incidents/INC-1/review", m{"summary": "y"}, "If-Match", changed.Header.Get("ETag"))
		if known := read[client.Page[client.KnownFactor]](h.wants(200, "ada", "GET", "/factors?q=limit", nil)); len(known.Items) != 1 {
			h.t.Errorf("%+v", known)
		}
		if gates := read[client.Page[client.Gate]](h.wants(200, "ada", "GET", "/incidents/INC-1/review/gates", nil)); gates.Items == nil {
			h.t.Errorf("%+v", gates)
		}
		now := h.wants(200, "ada", "GET", "/incidents/INC-1/review", nil).Header.Get("ETag")
		if r = read[client.Review](h.wants(200, "facilitator", "POST", "/incidents/INC-1/review/state", m{"to": "drafting"}, "If-Match", now)); r.State != "drafting" {
			h.t.Errorf("%+v", r)
		}
		h.wants(200, "facilitator", "POST", "/incidents/INC-1/review/invitations", m{"people": []m{{"name": "Lin"}}})
		h.wants(200, "ada", "POST", "/incidents/INC-1/review/attendance", m{"people": []m{{"user": "usr_ada", "name": "ada"}}})
		h.wants(403, "ada", "POST", "/incidents/INC-1/review/attendance", m{"people": []m{{"name": "Lin"}}})
	})
}

func TestFindingsAndAnswers(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2"})
		h.wants(201, "ada", "POST", "/incidents", m{"title": "other"})
		h.wants(201, "facilitator", "POST", "/incidents/INC-1/review", m{"facilitator": m{"user": "usr_fay", "name": "Fay"}})
		h.wants(201, "facilitator", "POST", "/incidents/INC-2/review", m{})
		made := h.wants(201, "ada", "POST", "/incidents/INC-1/review/findings", m{"kind": "weakness", "text": "no alert"})
		f := read[client.Finding](made)
		place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
		h.wants(404, "ada", "PUT", "/incidents/INC-2/review/findings/"+f.ID, m{"kind": "luck", "text": "y"}, "If-Match", made.Header.Get("ETag"))
		decided := h.wants(200, "ada", "PUT", place+"/disposition", m{"kind": "no_change", "because": "rare"}, "If-Match", made.Header.Get("ETag"))
		if f = read[client.Finding](decided); f.Disposition == nil || f.Disposition.By.Name != "ada" {
			h.t.Errorf("%+v", f)
		}
		if r := read[client.Review](h.wants(200, "bo", "GET", "/incidents/INC-1/review", nil)); len(r.Findings) != 1 || r.Findings[0].Version != f.Version {
			h.t.Errorf("%+v", r)
		}
		first := h.wants(200, "ada", "PUT", "/incidents/INC-1/review/answers/detection", m{"verdict": "missed", "note": "aardvark"})
		h.wants(412, "ada", "PUT", "/incidents/INC-1/review/answers/detection", m{"verdict": "met"})
		h.wants(200, "ada", "PUT", "/incidents/INC-1/review/answers/detection", m{"verdict": "partly", "note": "aardvark"}, "If-Match", first.Header.Get("ETag"))
		if blind := h.wants(200, "bo", "GET", "/incidents/INC-1/review/answers", nil); strings.Contains(string(blind.text), "aardvark") || read[client.GivenAnswers](blind).Blind != 1 {
			h.t.Errorf("%s", blind.text)
		}
		h.wants(403, "bo", "POST", "/incidents/INC-1/review/answers/open", nil)
		h.wants(200, "facilitator", "POST", "/incidents/INC-1/review/answers/open", nil)
		if open := read[client.GivenAnswers](h.wants(200, "bo", "GET", "/incidents/INC-1/review/answers", nil)); !open.Opened || len(open.Answers) != 1 || !open.Answers[0].Blind {
			h.t.Errorf("%+v", open)
		}
		h.wants(404, "facilitator", "GET", "/incidents/INC-1/review/note", nil)
		note := h.wants(200, "facilitator", "PUT", "/incidents/INC-1/review/note", m{"text": "mine"})
		h.wants(200, "facilitator", "PUT", "/incidents/INC-1/review/note", m{"text": "mine too"}, "If-Match", note.Header.Get("ETag"))
		h.wants(404, "admin", "GET", "/incidents/INC-1/review/note", nil)
	})
}

func TestActions(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2"})
		made := h.wants(201, "ada", "POST", "/incidents/INC-1/actions", m{"title": "Add an alert", "owner": m{"user": "usr_ada", "name": "ada"}, "due": "2020-01-01", "change": "alerting"})
		v := read[client.Action](made)
		if v.Incident != "INC-1" || !v.Overdue || v.State != "open" || *v.Due != "2020-01-01" {
			h.t.Errorf("%+v", v)
		}
		place := strings.TrimPrefix(made.Header.Get("Location"), "/api/v1")
		h.wants(422, "ada", "PATCH", place, m{"due": "2030-01-01"}, "If-Match", made.Header.Get("ETag"))
		changed := h.wants(200, "ada", "PATCH", place, m{"due": "2030-01-01", "reason": "waits for parts"}, "If-Match", made.Header.Get("ETag"))
		if v = read[client.Action](changed); *v.FirstDue != "2020-01-01" || v.Overdue || *v.Change != "alerting" {
			h.t.Errorf("%+v", v)
		}
		h.wants(412, "ada", "PATCH", place, m{"title": "y"}, "If-Match", made.Header.Get("ETag"))
		done := h.wants(200, "ada", "POST", place+"/state", m{"to": "done"}, "If-Match", changed.Header.Get("ETag"))
		h.wants(403, "ada", "POST", place+"/state", m{"to": "verified"}, "If-Match", done.Header.Get("ETag"))
		proof := read[client.Proof](h.wants(201, "ada", "POST", place+"/proofs", m{"kind": "attestation", "subject": "the alert"}))
		h.wants(403, "ada", "POST", "/proofs/"+proof.ID+"/attestations", m{"outcome": "holds", "seen": "it"})
		v = read[client.Action](h.wants(200, "bo", "POST", "/proofs/"+proof.ID+"/attestations", m{"outcome": "holds", "seen": "it fired"}))
		if v.Proof != "holds" || len(v.Proofs) != 1 || len(v.Proofs[0].Results) != 1 {
			h.t.Errorf("%+v", v)
		}
		now := h.wants(200, "bo", "GET", place, nil).Header.Get("ETag")
		if v = read[client.Action](h.wants(200, "admin", "POST", place+"/state", m{"to": "verified"}, "If-Match", now)); v.State != "verified" {
			h.t.Errorf("%+v", v)
		}
		for query, want := range map[string]int{"": 1, "?overdue=true": 0, "?state=verified&change=alerting": 1, "?owner=usr_ada": 1, "?owner=usr_bo": 0, "?incident=INC-1&proof=holds": 1, "?q=alert&sort=owner": 1} {
			if got := read[client.Page[client.Action]](h.wants(200, "bo", "GET", "/actions"+query, nil)); len(got.Items) != want {
				h.t.Errorf("%s: %d", query, len(got.Items))
			}
		}
		h.wants(404, "bo", "GET", "/actions?incident=INC-99", nil)
	})
}
