package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/client"
)

// TestWhatChanged: an action that was proven is a change, counted, gathered with
// hashes and part of the trend; an open one is not, and a guest of another
// review is told of neither.
func TestWhatChanged(t *testing.T) {
	each(t, func(h *house) {
		h.wants(201, "ada", "POST", "/incidents", m{"title": "x", "severity": "P2"})
		h.wants(201, "ada", "POST", "/incidents/INC-1/actions", m{"title": "Write it down", "change": "runbook", "hierarchy": "weaker"})
		added := h.wants(201, "ada", "POST", "/incidents/INC-1/actions",
			m{"title": "Page on errors", "change": "alerting", "hierarchy": "stronger", "owner": m{"user": "usr_ada", "name": "ada"}, "due": "2026-12-01"})
		place := strings.TrimPrefix(added.Header.Get("Location"), "/api/v1")
		if list := read[client.Page[client.LessonChange]](h.wants(200, "ada", "GET", "/changes", nil)); len(list.Items) != 0 {
			h.t.Fatalf("nothing changed yet: %+v", list.Items)
		}
		proof := read[client.Proof](h.wants(201, "ada", "POST", place+"/proofs", m{"kind": "attestation", "subject": "The rotation pages"}))
		h.wants(200, "ada", "POST", place+"/state", m{"to": "done"}, "If-Match", h.wants(200, "ada", "GET", place, nil).Header.Get("ETag"))
		h.wants(200, "admin", "POST", "/proofs/"+proof.ID+"/attestations", m{"outcome": "holds", "seen": "It paged"})
		h.wants(200, "admin", "POST", place+"/state", m{"to": "verified"}, "If-Match", h.wants(200, "admin", "GET", place, nil).Header.Get("ETag"))

		for _, narrowed := range []string{"", "?change=alerting", "?proof=holds", "?incident=INC-1"} {
			list := read[client.Page[client.LessonChange]](h.wants(200, "ada", "GET", "/changes"+narrowed, nil)).Items
			if len(list) != 1 || list[0].Title != "Page on errors" || list[0].State != "verified" || list[0].Verified == nil || list[0].Proof != "holds" {
				h.t.Errorf("%s: %+v", narrowed, list)
			}
		}
		for _, other := range []string{"?change=runbook", "?proof=broken", "?quarter=2001Q1"} {
			if list := read[client.Page[client.LessonChange]](h.wants(200, "ada", "GET", "/changes"+other, nil)).Items; len(list) != 0 {
				h.t.Errorf("%s: %+v", other, list)
			}
		}
		if got, want := read[client.ChangeCounts](h.wants(200, "ada", "GET", "/changes/counts", nil)), (client.ChangeCounts{All: 1, Verified: 1, Holding: 1}); got != want {
			h.t.Errorf("counts: %+v", got)
		}
		h.wants(404, "ada", "GET", "/changes?incident=INC-9", nil)
		h.hashed(h.wants(200, "ada", "GET", "/changes/pack?incident=INC-1", nil))
		trend := read[client.ActionTrend](h.wants(200, "ada", "GET", "/actions/trend", nil))
		if q := trend.Quarters[len(trend.Quarters)-1]; q.Added != 2 || q.Stronger != 1 || q.Weaker != 1 || q.Done != 1 || q.Verified != 1 || q.Verify.N != 1 || q.Verify.Median == nil || trend.Verify.N != 1 {
			h.t.Errorf("trend: %+v of %+v", q, trend.Verify)
		}

		if list := read[client.Page[client.LessonChange]](h.wants(200, "guest", "GET", "/changes", nil)).Items; len(list) != 0 {
			h.t.Errorf("the guest is told of %+v", list)
		}
		if got := read[client.ChangeCounts](h.wants(200, "guest", "GET", "/changes/counts", nil)); got != (client.ChangeCounts{}) {
			h.t.Errorf("the guest is told of %+v", got)
		}
		h.wants(404, "guest", "GET", "/changes/pack?incident=INC-1", nil)
		if pack := h.wants(200, "guest", "GET", "/changes/pack", nil); strings.Contains(string(pack.text), "Page on errors") {
			h.t.Errorf("the guest is given %s", pack.text)
		}
		for _, q := range read[client.ActionTrend](h.wants(200, "guest", "GET", "/actions/trend", nil)).Quarters {
			if q.Added != 0 {
				h.t.Errorf("the guest is told of %+v", q)
			}
		}
	})
}

// hashed checks every hash of a pack the way its documentation says.
func (h *house) hashed(a answer) {
	h.t.Helper()
	var pack struct {
		SHA256 string            `json:"sha256"`
		Parts  []json.RawMessage `json:"parts"`
	}
	if err := json.Unmarshal(a.text, &pack); err != nil || len(pack.Parts) == 0 {
		h.t.Fatalf("%v in %s", err, a.text)
	}
	for _, raw := range pack.Parts {
		part := struct {
			Name    string `json:"name"`
			SHA256  string `json:"sha256"`
			Content any    `json:"content"`
		}{}
		if err := json.Unmarshal(raw, &part); err != nil {
			h.t.Fatal(err)
		}
		text, err := json.Marshal(part.Content) // keys in order, no blanks
		if sum := sha256.Sum256(text); err != nil || hex.EncodeToString(sum[:]) != part.SHA256 {
			h.t.Errorf("part %s has the hash %x, not %s: %v", part.Name, sum, part.SHA256, err)
		}
	}
}

// TestStarterSet: documents are proposed once each, and what is no starter is
// refused.
func TestStarterSet(t *testing.T) {
	each(t, func(h *house) {
		set := read[client.Page[client.Starter]](h.wants(200, "ada", "GET", "/starters", nil)).Items
		if len(set) < 11 {
			h.t.Fatalf("%d starters", len(set))
		}
		choice := m{"names": []string{set[0].Name, set[1].Name}}
		taken := read[client.Page[client.Starter]](h.wants(200, "ada", "POST", "/starters", choice)).Items
		if len(taken) != 2 || !taken[0].Taken || taken[0].Name != set[0].Name {
			h.t.Errorf("taken: %+v", taken)
		}
		if again := read[client.Page[client.Starter]](h.wants(200, "ada", "POST", "/starters", choice)).Items; len(again) != 0 {
			h.t.Errorf("taken again: %+v", again)
		}
		for i, s := range read[client.Page[client.Starter]](h.wants(200, "ada", "GET", "/starters", nil)).Items {
			if s.Taken != (i < 2) {
				h.t.Errorf("%s is taken: %v", s.Name, s.Taken)
			}
		}
		h.wants(422, "ada", "POST", "/starters", m{"names": []string{"no-such"}})
		h.wants(403, "viewer", "POST", "/starters", choice)
		h.wants(403, "guest", "POST", "/starters", choice)
	})
}
