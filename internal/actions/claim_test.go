package actions_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestWhoClaimsDoesNotVerify: neither where nobody owns the action, nor where its
// facilitator said for the owner that it is done, nor by giving it away first.
func TestWhoClaimsDoesNotVerify(t *testing.T) {
	each(t, hindcast.VisibleToEveryone, func(d desk) {
		for name, owner := range map[string]hindcast.Person{"nobody's": {}, "somebody else's": ann.Person(), "given away": fay.Person()} {
			a, err := d.Add(ctx, ann, d.incident.Key, hindcast.Action{Title: "Page on errors", Owner: owner, Change: hindcast.ChangeAlerting})
			d.ok(err)
			if owner == fay.Person() {
				changed := a.Value
				changed.Owner = ann.Person()
				a, err = d.Change(ctx, fay, changed, a.Version, "")
				d.ok(err)
			}
			p, err := d.AddProof(ctx, ann, a.Value.ID, hindcast.Proof{Kind: hindcast.ProofAttestation, Subject: "It pages"})
			d.ok(err)
			_, err = d.RecordResult(ctx, bo, p.Value.Proof.ID, hindcast.ProofResult{Outcome: hindcast.Holds, Seen: "it paged"})
			d.ok(err)
			done, err := d.Move(ctx, storetest.Admin(), a.Value.ID, a.Version, hindcast.ActionDone, "")
			d.ok(err)
			if _, err := d.Move(ctx, storetest.Admin(), a.Value.ID, done.Version, hindcast.ActionVerified, ""); hindcast.CodeOf(err) != hindcast.Forbidden {
				t.Errorf("%s: verified by who said that it is done: %v", name, err)
			}
			if d.offersToVerify(storetest.Admin(), a.Value.ID) {
				t.Errorf("%s: the board offers to verify to who said that it is done", name)
			}
			if !d.offersToVerify(fay, a.Value.ID) {
				t.Errorf("%s: the board offers to verify to nobody else", name)
			}
			if _, err := d.Move(ctx, fay, a.Value.ID, done.Version, hindcast.ActionVerified, ""); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// offersToVerify reports whether the board offers somebody to verify an action.
func (d desk) offersToVerify(by hindcast.Actor, id hindcast.ActionID) bool {
	d.t.Helper()
	board, err := d.Board(ctx, by, actions.Filter{States: []hindcast.ActionState{hindcast.ActionDone}})
	d.ok(err)
	for _, column := range board {
		offered, err := d.Offered(ctx, by, column.Rows)
		d.ok(err)
		for _, step := range offered[id] {
			if step.To == hindcast.ActionVerified {
				return true
			}
		}
	}
	return false
}
