package actions_test

import (
	"testing"

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
			if _, err := d.Move(ctx, fay, a.Value.ID, done.Version, hindcast.ActionVerified, ""); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
