package actions

import (
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
)

// ProofField is one thing that the form of a kind of proof asks for.
type ProofField = proof.Field

// ProofFields lists what the form of a kind asks for, what is looked at first.
// There are none for kinds that cannot be checked yet.
func ProofFields(kind hindcast.ProofKind) []ProofField { return proof.Fields(kind) }

// ProofKinds lists the kinds that can be checked, in the order they are offered.
func ProofKinds() []hindcast.ProofKind { return proof.Kinds() }

// ComposeProof makes a proof of what a form holds, by the names of the fields.
// The error is Invalid, and its paths are those names.
func ComposeProof(kind hindcast.ProofKind, values map[string]string) (hindcast.Proof, error) {
	return proof.Compose(kind, values)
}

// ProofValues is what a form shows of a proof. What is not written as its kind
// states it is returned as far as it can be told: what is looked at.
func ProofValues(p hindcast.Proof) map[string]string {
	values, err := proof.Values(p)
	if err == nil {
		return values
	}
	if fields := proof.Fields(p.Kind); len(fields) > 0 {
		return map[string]string{fields[0].Name: p.Subject}
	}
	return map[string]string{}
}
