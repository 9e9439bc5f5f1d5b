package demo

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// following is what became of an action: it moved on, its proofs were checked,
// and its effect was judged.
func (b *book) following(a hindcast.Action, n actionNote) []act {
	var all []act
	for _, m := range n.Moves {
		all = append(all, b.update(m.At.Time, m.By, func(tx *store.Tx) error {
			k, err := tx.Actions().Get(string(a.ID))
			if err != nil {
				return err
			}
			k.Value.State = m.To
			if err := tx.Actions().Change(moveVerb(m.To), &k.Value, k.Version); err != nil || m.Because == "" {
				return err
			}
			return tx.Record("action.explained", store.Subject{Kind: "action", ID: string(a.ID), Incident: k.Incident}, map[string]any{"reason": m.Because})
		}))
	}
	for i, p := range n.Proofs {
		for _, c := range p.Checks {
			all = append(all, b.checks(a.Proofs[i].ID, c)...)
		}
	}
	for _, e := range n.Effects {
		all = append(all, b.update(e.At.Time, e.By, func(tx *store.Tx) error {
			k, err := tx.Actions().Get(string(a.ID))
			if err != nil {
				return err
			}
			return tx.Effects().Add("effect.judged", k.Incident, &store.ActionEffect{ID: tx.NewID("eff"),
				Check: hindcast.EffectCheck{Action: a.ID, Day: e.Day, At: e.At.Time, By: b.org.person(e.By), Effect: e.Effect, Note: e.Note}})
		}))
	}
	return all
}

func moveVerb(to hindcast.ActionState) string {
	switch to {
	case hindcast.ActionInProgress:
		return "action.started"
	case hindcast.ActionOpen:
		return "action.reopened"
	}
	return "action." + string(to)
}

// lookedAt is what a check of a proof looked at.
func (b *book) lookedAt(p hindcast.Proof, n checkNote, at time.Time) (content string) {
	if p.Kind != hindcast.ProofDocument {
		return n.Content
	}
	for _, d := range b.documents {
		for _, r := range d.Revisions {
			if d.Title == p.Subject && r.Approved != "" && !r.At.After(at) {
				content = r.Body
			}
		}
	}
	return content
}

// checks is a run of checks of a proof with the same outcome.
func (b *book) checks(proof hindcast.ProofID, n checkNote) []act {
	var all []act
	for i := range max(n.Times, 1) {
		at := n.At.AddDate(0, 0, i*n.Every)
		all = append(all, b.update(at, n.By, func(tx *store.Tx) error {
			k, err := tx.Proofs().Get(string(proof))
			if err != nil {
				return err
			}
			result := hindcast.ProofResult{At: at, Outcome: n.Outcome, Seen: n.Seen}
			if n.By == "" {
				result.Took = 240 * time.Millisecond
			} else {
				result.By = b.org.person(n.By)
			}
			if result.Content, err = tx.KeepContent(b.lookedAt(k.Value.Proof, n, at)); err != nil {
				return err
			}
			return tx.ProofChecks().Add("proof.checked", k.Incident, &store.ProofCheck{ID: tx.NewID("chk"), Proof: proof, Result: result})
		}))
	}
	return all
}
