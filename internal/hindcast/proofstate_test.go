package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestProofState(t *testing.T) {
	for _, c := range []struct {
		proofs []string
		want   hindcast.ProofState
	}{
		{nil, hindcast.NoProof},
		{[]string{"h"}, hindcast.ProofsHold},
		{[]string{"h", "hb"}, hindcast.ProofsHold},
		{[]string{"h", "hbb"}, hindcast.ProofsBroken},
		{[]string{"uuu", "bb"}, hindcast.ProofsBroken},
		{[]string{"h", ""}, hindcast.ProofsUnknown},
		{[]string{"b"}, hindcast.ProofsUnknown},
		{[]string{"uu"}, hindcast.ProofsUnknown},
		{[]string{"huuu"}, hindcast.ProofsStale},
		{[]string{"huuu", ""}, hindcast.ProofsStale},
		{[]string{"", "huuu", "h"}, hindcast.ProofsStale},
	} {
		var a hindcast.Action
		for _, p := range c.proofs {
			a.Proofs = append(a.Proofs, proofOf(p))
		}
		if got := a.ProofState(); got != c.want {
			t.Errorf("%q: %s, want %s", c.proofs, got, c.want)
		}
	}
	if len(hindcast.ProofStates()) != 5 {
		t.Error("a proof state is not listed")
	}
}
