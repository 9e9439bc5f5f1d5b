package incidents_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestUndoOfEvidence: what was just added goes; not by somebody else, and not what
// a proof rests on.
func TestUndoOfEvidence(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ctx, ada, key := t.Context(), storetest.Member("Ada"), b.open.Key
		add := func() incidents.Kept[hindcast.Evidence] {
			kept, err := b.AddLink(ctx, ada, key, hindcast.Evidence{URL: "https://logs.example/a", Source: "log"})
			if err != nil {
				t.Fatal(err)
			}
			return kept
		}
		span := func(k incidents.Kept[hindcast.Evidence]) incidents.Span {
			return incidents.Span{From: k.Entry, Through: k.Entry}
		}
		first := add()
		if _, err := b.Undo(ctx, storetest.Member("Bo"), key, span(first)); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("somebody else: %v", err)
		}
		if _, err := b.Undo(ctx, ada, key, span(first)); err != nil {
			t.Fatal(err)
		}
		if _, err := b.Undo(ctx, ada, key, span(first)); err == nil {
			t.Error("undone twice")
		}
		held := add()
		err := b.store.Update(ctx, ada, func(tx *store.Tx) error {
			a := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: "Alert", State: hindcast.ActionOpen}
			if err := tx.Actions().Add("action.added", b.open.ID, &a); err != nil {
				return err
			}
			p := store.ActionProof{Action: a.ID, Proof: hindcast.Proof{ID: hindcast.ProofID(tx.NewID("prf")), Kind: hindcast.ProofAttestation, Subject: "seen"}}
			if err := tx.Proofs().Add("proof.added", b.open.ID, &p); err != nil {
				return err
			}
			c := store.ProofCheck{ID: tx.NewID("chk"), Proof: p.Proof.ID, Result: hindcast.ProofResult{At: tx.Now(), Outcome: hindcast.Holds, Evidence: held.Value.ID}}
			return tx.ProofChecks().Add("proof.checked", b.open.ID, &c)
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Undo(ctx, ada, key, span(held)); hindcast.CodeOf(err) != hindcast.Conflict {
			t.Errorf("what a proof rests on: %v", err)
		}
	})
}
