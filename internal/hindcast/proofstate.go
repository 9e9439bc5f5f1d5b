package hindcast

// ProofState is how the proofs of one action stand together.
type ProofState string

// The proof states. One broken proof makes an action's broken; they hold only
// when each of them does.
const (
	NoProof       ProofState = "none"    // nothing proves it
	ProofsHold    ProofState = "holds"   // every proof holds
	ProofsBroken  ProofState = "broken"  // a proof is known to be broken
	ProofsStale   ProofState = "stale"   // the last three checks of a proof could not tell
	ProofsUnknown ProofState = "unknown" // a proof was never checked, or could not be yet
)

// ProofStates lists the states, what needs somebody first.
func ProofStates() []ProofState {
	return []ProofState{ProofsBroken, ProofsStale, ProofsUnknown, NoProof, ProofsHold}
}

// ProofState judges the action's proofs.
func (a Action) ProofState() ProofState {
	if len(a.Proofs) == 0 {
		return NoProof
	}
	state := ProofsHold
	for _, p := range a.Proofs {
		switch result := p.Result(); {
		case result == Broken:
			return ProofsBroken
		case p.Stale():
			state = ProofsStale
		case result != Holds && state == ProofsHold:
			state = ProofsUnknown
		}
	}
	return state
}
