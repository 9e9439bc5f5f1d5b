package insights_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
	"github.com/hindcast/hindcast/internal/store"
)

// did keeps one step of the only action.
func (r room) did(verb string, state hindcast.ActionState) {
	r.t.Helper()
	r.update(func(tx *store.Tx) error {
		k, err := tx.Actions().Get("act_1")
		if err != nil {
			return err
		}
		k.Value.State = state
		return tx.Actions().Change(verb, &k.Value, k.Version)
	})
}

func (r room) found(outcome hindcast.Outcome) {
	r.t.Helper()
	r.update(func(tx *store.Tx) error {
		c := store.ProofCheck{ID: tx.NewID("chk"), Proof: "prf_1", Result: hindcast.ProofResult{At: tx.Now(), Outcome: outcome, Seen: "<seen>"}}
		k, err := tx.Actions().Get("act_1")
		if err != nil {
			return err
		}
		return tx.ProofChecks().Add("proof.checked", k.Incident, &c)
	})
}

func (r room) changes(by hindcast.Actor, f insights.ChangeFilter) []insights.Change {
	r.t.Helper()
	list, _, err := r.Changes(ctx, by, f, store.Page{})
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

// TestChangeStaysWhenItsProofBreaks: done, verified, broken and reopened, it stands
// in the quarter it was made and tells its story.
func TestChangeStaysWhenItsProofBreaks(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		incident := r.opened("Gateway down", nil)
		r.update(func(tx *store.Tx) error {
			lesson := hindcast.Finding{ID: "fnd_1", Kind: hindcast.Weakness, Text: "Nobody was paged"}
			if err := tx.Findings().Add("finding.added", incident.ID, &lesson); err != nil {
				return err
			}
			for _, id := range []hindcast.ActionID{"act_1", "act_2"} {
				a := hindcast.Action{ID: id, Finding: "fnd_1", Title: "Page <somebody> & all", State: hindcast.ActionOpen, Change: hindcast.ChangeAlerting}
				if err := tx.Actions().Add("action.added", incident.ID, &a); err != nil {
					return err
				}
			}
			p := store.ActionProof{Action: "act_1", Proof: hindcast.Proof{ID: "prf_1", Kind: hindcast.ProofHTTP, Subject: "https://example.com"}}
			return tx.Proofs().Add("proof.added", incident.ID, &p)
		})
		if list := r.changes(viewer, insights.ChangeFilter{}); len(list) != 0 {
			t.Fatalf("nothing is done yet: %+v", list)
		}
		r.did("action.done", hindcast.ActionDone)
		made := r.clock.Now()
		r.found(hindcast.Holds)
		r.did("action.verified", hindcast.ActionVerified)
		r.clock.Advance(100 * 24 * time.Hour)
		r.found(hindcast.Broken)
		broken := r.clock.Now()
		r.clock.Advance(24 * time.Hour)
		r.found(hindcast.Broken)
		r.did("action.reopened", hindcast.ActionOpen)
		quarter := insights.QuarterOf(made, time.UTC)
		list := r.changes(viewer, insights.ChangeFilter{Quarter: quarter, Kind: hindcast.ChangeAlerting, Proof: hindcast.ProofsBroken, Incident: incident.Key})
		if len(list) != 1 {
			t.Fatalf("%+v", list)
		}
		if c := list[0]; c.Verified.IsZero() || c.Broken.Sub(broken).Abs() > time.Minute || !c.Holds.IsZero() || c.Finding == nil || len(c.Marks) != 4 || c.Changed.Sub(made).Abs() > time.Minute {
			t.Errorf("%+v", c)
		}
		for what, f := range map[string]insights.ChangeFilter{"another quarter": {Quarter: insights.QuarterOf(broken, time.UTC)}, "another kind": {Kind: hindcast.ChangeStaffing}, "another state": {Proof: hindcast.ProofsHold}, "a team": {Team: "team_x"}} {
			if list := r.changes(viewer, f); len(list) != 0 {
				t.Errorf("%s: %+v", what, list)
			}
		}
		if _, _, err := r.Changes(ctx, viewer, insights.ChangeFilter{Quarter: "2026Q5"}, store.Page{}); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("a fifth quarter: %v", err)
		}
		counts, err := r.Counts(ctx, viewer, insights.ChangeFilter{})
		if err != nil || counts != (insights.ChangeCounts{All: 1, Broken: 1}) {
			t.Errorf("%+v, %v", counts, err)
		}
		r.packs(incident)
	})
}

// packs checks the hashes of a pack as its reader would, and that what is
// restricted is in no pack of an outsider.
func (r room) packs(incident hindcast.Incident) {
	t := r.t
	pack, err := r.Pack(ctx, viewer, insights.ChangeFilter{Incident: incident.Key})
	if err != nil || len(pack.Changes) != 1 || len(pack.Undone) != 1 || len(pack.Parts) != 3 || !strings.Contains(pack.Head.String(), ":") {
		t.Fatalf("%+v, %v", pack, err)
	}
	for _, h := range pack.Histories {
		if h.All != len(h.Results) || h.All < 2 || h.Results[0].Hash == "" || h.Results[0].Number >= h.Results[1].Number {
			t.Errorf("a proof's history: %+v", h)
		}
	}
	if len(pack.Histories) == 0 || pack.Cut || len(pack.SHA256) != 64 {
		t.Errorf("%+v", pack)
	}
	for _, part := range pack.Parts {
		var content any
		if err := json.Unmarshal(part.Content, &content); err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		to := json.NewEncoder(&again)
		to.SetEscapeHTML(false)
		if err := to.Encode(content); err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(bytes.TrimSpace(again.Bytes())); hex.EncodeToString(sum[:]) != part.SHA256 {
			t.Errorf("%s: its hash is not of its content", part.Name)
		}
	}
	r.update(func(tx *store.Tx) error {
		k, err := tx.Incidents().Get(string(incident.ID))
		if err != nil {
			return err
		}
		k.Value.Visibility = hindcast.Restricted
		return tx.Incidents().Change("incident.changed", &k.Value, k.Version)
	})
	if _, err := r.Pack(ctx, viewer, insights.ChangeFilter{Incident: incident.Key}); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("a pack of a hidden incident: %v", err)
	}
	pack, err = r.Pack(ctx, viewer, insights.ChangeFilter{})
	counts, _ := r.Counts(ctx, viewer, insights.ChangeFilter{})
	if err != nil || len(pack.Changes)+len(pack.Parts)+counts.All != 0 {
		t.Errorf("%+v, %+v, %v", pack, counts, err)
	}
}
