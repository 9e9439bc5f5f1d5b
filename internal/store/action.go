package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// An action's proofs and their results are rows of their own: results are kept
// for ever.
func actionTable() *table[hindcast.Action] {
	type A = hindcast.Action
	columns := []column[A]{
		text("finding_id", func(a *A) *hindcast.FindingID { return &a.Finding }),
		text("title", func(a *A) *string { return &a.Title }),
		day("due", func(a *A) *hindcast.Date { return &a.Due }),
		text("due_text", func(a *A) *string { return &a.DueText }),
		day("first_due", func(a *A) *hindcast.Date { return &a.FirstDue }),
		text("state", func(a *A) *hindcast.ActionState { return &a.State }),
		text("change", func(a *A) *hindcast.ChangeKind { return &a.Change }),
		text("intent", func(a *A) *hindcast.Intent { return &a.Intent }),
		text("hierarchy", func(a *A) *hindcast.Hierarchy { return &a.Hierarchy }),
		text("priority", func(a *A) *hindcast.Priority { return &a.Priority }),
		list("origin", func(a *A) *hindcast.Origin { return &a.Origin }),
	}
	return &table[A]{
		name: "actions", kind: "action",
		columns: append(columns, person("owner", func(a *A) *hindcast.Person { return &a.Owner })...),
		id:      text("id", func(a *A) *hindcast.ActionID { return &a.ID }),
		version: func(a *A) *int64 { return &a.Version },
		words:   func(a *A) (string, string) { return a.Title, a.Owner.Name },
		derived: derivedActionColumns,
		follow:  followAction,
	}
}

// Actions changes actions. Proofs are kept by Proofs, not with the action.
func (t *Tx) Actions() Shelf[hindcast.Action] {
	return Shelf[hindcast.Action]{t, t.store.tables.actions}
}

// ActionProof is a proof with the action whose change it is about. Its Results
// are kept by ProofChecks.
type ActionProof struct {
	Action hindcast.ActionID
	Proof  hindcast.Proof
}

func proofTable() *table[ActionProof] {
	return &table[ActionProof]{
		name: "proofs", kind: "proof",
		columns: []column[ActionProof]{
			text("action_id", func(p *ActionProof) *hindcast.ActionID { return &p.Action }),
			text("kind", func(p *ActionProof) *hindcast.ProofKind { return &p.Proof.Kind }),
			text("subject", func(p *ActionProof) *string { return &p.Proof.Subject }),
			text("expect", func(p *ActionProof) *string { return &p.Proof.Expect }),
			span("every", func(p *ActionProof) *time.Duration { return &p.Proof.Every }),
		},
		id: text("id", func(p *ActionProof) *hindcast.ProofID { return &p.Proof.ID }),
		follow: func(t *Tx, k *Kept[ActionProof], s step) error {
			t.proveLater(k.Value.Action)
			if s != changing {
				return nil
			}
			_, err := t.execQuietly("update proofs set due_at = 0 where id = $1", string(k.Value.Proof.ID)) // it is planned anew
			return err
		},
	}
}

// Proofs changes what proves that actions are in place.
func (t *Tx) Proofs() Shelf[ActionProof] { return Shelf[ActionProof]{t, t.store.tables.proofs} }

// ProofCheck is one result of a proof.
type ProofCheck struct {
	ID     string
	Proof  hindcast.ProofID
	Result hindcast.ProofResult
}

func checkTable() *table[ProofCheck] {
	columns := []column[ProofCheck]{
		text("proof_id", func(c *ProofCheck) *hindcast.ProofID { return &c.Proof }),
		instant("at", func(c *ProofCheck) *time.Time { return &c.Result.At }),
		text("outcome", func(c *ProofCheck) *hindcast.Outcome { return &c.Result.Outcome }),
		text("seen", func(c *ProofCheck) *string { return &c.Result.Seen }),
		span("took", func(c *ProofCheck) *time.Duration { return &c.Result.Took }),
		text("content", func(c *ProofCheck) *string { return &c.Result.Content }),
		text("evidence", func(c *ProofCheck) *hindcast.EvidenceID { return &c.Result.Evidence }),
	}
	return &table[ProofCheck]{
		name: "proof_checks", kind: "proof_check",
		columns: append(columns, person("checked_by", func(c *ProofCheck) *hindcast.Person { return &c.Result.By })...),
		id:      text("id", func(c *ProofCheck) *string { return &c.ID }),
		follow:  followCheck,
	}
}

// ProofChecks adds results of proofs.
func (t *Tx) ProofChecks() Shelf[ProofCheck] {
	return Shelf[ProofCheck]{t, t.store.tables.checks}
}
