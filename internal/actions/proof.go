package actions

import (
	"context"
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/store"
)

// AddProof keeps something that will show that an action's change is in place.
func (s *Service) AddProof(ctx context.Context, by hindcast.Actor, id hindcast.ActionID, p hindcast.Proof) (Proof, error) {
	if err := s.mayProve(ctx, by, id); err != nil {
		return Proof{}, err
	}
	p.Results = nil
	if err := stated(p); err != nil {
		return Proof{}, err
	}
	var kept Proof
	_, err := s.update(ctx, by, id, func(tx *store.Tx, a Kept) (err error) {
		p.ID = hindcast.ProofID(tx.NewID("prf"))
		if err := tx.Proofs().Add("proof.added", a.Incident, &store.ActionProof{Action: id, Proof: p}); err != nil {
			return err
		}
		kept, err = tx.Proofs().Get(string(p.ID))
		return err
	})
	return kept, err
}

// ChangeProof replaces what a proof looks at and expects. What it found before
// stays. It is refused while the action counts as verified by it.
func (s *Service) ChangeProof(ctx context.Context, by hindcast.Actor, p hindcast.Proof, version int64) (Proof, error) {
	was, err := s.seenProof(ctx, by, p.ID)
	if err != nil {
		return Proof{}, err
	}
	p.Results = nil
	if err := stated(p); err != nil {
		return Proof{}, err
	}
	var kept Proof
	_, err = s.update(ctx, by, was.Value.Action, func(tx *store.Tx, a Kept) (err error) {
		if err := notVerified(a.Value); err != nil {
			return err
		}
		if err := tx.Proofs().Change("proof.changed", &store.ActionProof{Action: a.Value.ID, Proof: p}, version); err != nil {
			return err
		}
		kept, err = tx.Proofs().Get(string(p.ID))
		return err
	})
	return kept, err
}

// RemoveProof takes a proof away that was never checked. One that was stays with
// what it found: a broken proof is not made good by removing it.
func (s *Service) RemoveProof(ctx context.Context, by hindcast.Actor, id hindcast.ProofID, version int64) error {
	was, err := s.seenProof(ctx, by, id)
	if err != nil {
		return err
	}
	_, err = s.update(ctx, by, was.Value.Action, func(tx *store.Tx, a Kept) error {
		proofs, err := proofsOf(tx, a)
		if err != nil {
			return err
		}
		for _, p := range proofs {
			if p.ID == id && len(p.Results) > 0 {
				return &hindcast.Error{Code: hindcast.Conflict, Op: "actions.RemoveProof", Message: "what a proof found is kept; change what it looks at instead"}
			}
		}
		return tx.Proofs().Remove("proof.removed", string(id), version)
	})
	return err
}

// stated checks a proof, and what it says where its kind can be checked.
func stated(p hindcast.Proof) error {
	if err := p.Validate(); err != nil || len(proof.Fields(p.Kind)) == 0 {
		return err
	}
	_, err := proof.Read(p)
	return err
}

func notVerified(a hindcast.Action) error {
	if a.State != hindcast.ActionVerified {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Conflict, Op: "actions.ChangeProof", Message: "the action is verified by its proofs as they are; reopen it to change them"}
}

// RecordResult keeps what a person found when they looked. An attestation is
// somebody else's than the owner's. A proof that is broken for the second time
// reopens its action.
func (s *Service) RecordResult(ctx context.Context, by hindcast.Actor, id hindcast.ProofID, r hindcast.ProofResult) (Kept, error) {
	was, err := s.seenProof(ctx, by, id)
	if err != nil {
		return Kept{}, err
	}
	r.By = by.Person()
	if r.By.IsZero() {
		return Kept{}, &hindcast.Error{Code: hindcast.Forbidden, Op: "actions.RecordResult", Message: "a result is given by a named person"}
	}
	return s.record(ctx, by, was, look{result: r})
}

// record keeps a result of a proof and judges the action by it, at once. A proof
// that was changed while it was being looked at is Stale.
func (s *Service) record(ctx context.Context, by hindcast.Actor, p Proof, l look) (Kept, error) {
	r := l.result
	looked := hindcast.Proof{Kind: p.Value.Proof.Kind, Subject: p.Value.Proof.Subject, Results: []hindcast.ProofResult{r}}
	if err := looked.Validate(); err != nil {
		return Kept{}, err
	}
	return s.update(ctx, by, p.Value.Action, func(tx *store.Tx, a Kept) error {
		if p.Value.Proof.Kind == hindcast.ProofAttestation && r.By.Same(a.Value.Owner) {
			return &hindcast.Error{Code: hindcast.Forbidden, Op: "actions.RecordResult", Message: "somebody other than its owner attests that an action is in place"}
		}
		now, err := tx.Proofs().Get(string(p.Value.Proof.ID))
		if err != nil {
			return err
		}
		if now.Version != p.Version {
			return &hindcast.Error{Code: hindcast.Stale, Op: "actions.CheckNow", Message: "somebody changed this proof while it was being looked at; look again"}
		}
		if err := shownBy(tx, r.Evidence, a.Incident); err != nil {
			return err
		}
		if first, err := first(tx, p.Value.Proof.ID, l); err != nil || !first {
			return err
		}
		if r.At.IsZero() {
			r.At = tx.Now()
		}
		if r.Content, err = tx.KeepContent(l.content); err != nil {
			return err
		}
		check := store.ProofCheck{ID: tx.NewID("chk"), Proof: p.Value.Proof.ID, Result: r}
		if err := tx.ProofChecks().Add("proof.checked", a.Incident, &check); err != nil {
			return err
		}
		return judge(tx, a, p.Value.Proof.ID)
	})
}

// shownBy refuses evidence that is not the incident's.
func shownBy(tx *store.Tx, id hindcast.EvidenceID, incident hindcast.IncidentID) error {
	if id == "" {
		return nil
	}
	e, err := tx.Evidence().Get(string(id))
	if err == nil && e.Incident == incident {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Invalid, Op: "actions.RecordResult", Message: "what shows it is evidence of the action's own incident",
		Fields: []hindcast.FieldError{{Field: "evidence", Reason: "is not evidence of this incident"}}}
}

// first says whether nobody kept a result of the same look before.
func first(tx *store.Tx, id hindcast.ProofID, l look) (bool, error) {
	if l.due.IsZero() {
		return true, nil
	}
	return tx.JudgeRun(id, l.due)
}

// judge reopens an action whose change turned out not to be in place, and has a
// first sign of that confirmed.
func judge(tx *store.Tx, a Kept, checked hindcast.ProofID) error {
	p, err := tx.StandingProof(checked)
	if err != nil {
		return err
	}
	if p.NeedsConfirming() && p.Kind != hindcast.ProofAttestation {
		return tx.Enqueue(checkJob(checked, tx.Now().Add(confirming), " again"))
	}
	if p.Result() != hindcast.Broken {
		return nil
	}
	reason := fmt.Sprintf("the proof %q is broken: %s", p.Subject, p.Results[len(p.Results)-1].Seen)
	step, err := hindcast.Move(hindcast.ActionTransitions(), a.Value.State, hindcast.ActionOpen, reason)
	if err != nil || !step.ByBrokenProofs {
		return nil // it was not thought to be in place
	}
	return move(tx, a, a.Version, step, reason)
}

// mayProve asks whether somebody may add proofs of an action, or record results.
func (s *Service) mayProve(ctx context.Context, by hindcast.Actor, id hindcast.ActionID) error {
	if _, err := s.seen(ctx, by, id); err != nil {
		return err
	}
	return by.May(hindcast.MayOwnActions, hindcast.Subject{})
}

// Proof returns a proof with everything it found.
func (s *Service) Proof(ctx context.Context, by hindcast.Actor, id hindcast.ProofID) (Proof, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Proof{}, err
	}
	p, err := s.store.Proofs().Get(ctx, by, string(id))
	if err != nil {
		return Proof{}, err
	}
	checks, err := s.store.ProofChecks().Of(ctx, by, p.Incident)
	if err != nil {
		return Proof{}, err
	}
	kept, _ := joined(p.Value.Action, []Proof{p}, checks)
	return kept[0], nil
}

// seenProof loads a proof that the actor may see and work on.
func (s *Service) seenProof(ctx context.Context, by hindcast.Actor, id hindcast.ProofID) (Proof, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Proof{}, err
	}
	p, err := s.store.Proofs().Get(ctx, by, string(id))
	if err != nil {
		return Proof{}, err
	}
	return p, by.May(hindcast.MayOwnActions, hindcast.Subject{})
}
