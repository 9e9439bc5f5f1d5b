package demo_test

import (
	"context"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestProofsCanBeChecked: whoever presses "check now" in the sample organisation
// is answered: proofs are written as their kinds are, and those of documents find
// what their history says.
func TestProofsCanBeChecked(t *testing.T) {
	ctx, admin := context.Background(), storetest.Admin()
	st, _, _ := fill(t, storetest.SQLite(t))
	rows, _, err := st.ListActions(ctx, admin, store.ActionFilter{}, store.ActionsByDue, store.Page{Limit: store.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	checked := map[hindcast.Outcome]int{}
	for _, row := range rows {
		for _, p := range row.Action.Proofs {
			if len(proof.Fields(p.Kind)) == 0 || p.Kind == hindcast.ProofAttestation {
				continue
			}
			if _, err := proof.Read(p); err != nil {
				t.Errorf("%s, %s %q: %v", row.Incident.Key, p.Kind, p.Subject, err)
			}
			if p.Kind != hindcast.ProofDocument {
				continue
			}
			d, err := st.DocumentNamed(ctx, p.Subject)
			found := proof.OfDocument(ctx, p, d, err == nil, time.UTC)
			if known := p.Result(); known == hindcast.Holds && found.Outcome != known {
				t.Errorf("%s: %q is said to hold: %s", row.Incident.Key, p.Subject, found.Seen)
			}
			checked[found.Outcome]++
		}
	}
	if checked[hindcast.Holds] < 5 || checked[hindcast.Broken] == 0 {
		t.Errorf("too few proofs of documents to try: %v", checked)
	}
}

// TestABrokenProofReopened: the sample tells the story of a rule that was weakened
// after its action was verified.
func TestABrokenProofReopened(t *testing.T) {
	ctx, admin := context.Background(), storetest.Admin()
	st, _, _ := fill(t, storetest.SQLite(t))
	rows, _, err := st.ListActions(ctx, admin, store.ActionFilter{Proofs: []hindcast.ProofState{hindcast.ProofsBroken}, States: []hindcast.ActionState{hindcast.ActionOpen}}, store.ActionsByDue, store.Page{Limit: store.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, row := range rows {
		for _, p := range row.Action.Proofs {
			before, after, err := st.ProofChange(ctx, admin, p.ID)
			if err != nil {
				t.Fatal(err)
			}
			if row.Action.Finding != "" && before.Body != "" && before.Body != after.Body {
				told++
			}
		}
	}
	if told == 0 {
		t.Error("no broken proof shows what it saw before and after")
	}
}
