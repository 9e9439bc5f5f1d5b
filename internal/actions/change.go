package actions

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Add keeps a new action of an incident, which may come from one of its findings.
// One with a priority and no deadline gets the deadline the policy gives that
// priority.
func (s *Service) Add(ctx context.Context, by hindcast.Actor, incident string, a hindcast.Action) (Kept, error) {
	if err := by.Might(hindcast.MayContribute); err != nil {
		return Kept{}, err
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return Kept{}, err
	}
	of, err := s.store.Incident(ctx, by, incident)
	if err != nil {
		return Kept{}, err
	}
	if err := s.mayContribute(ctx, by, of.ID); err != nil {
		return Kept{}, err
	}
	days, given := policy.Actions.DueDays[a.Priority]
	if given && a.Due.IsZero() && a.DueText == "" {
		a.Due = s.today(policy).AddDays(days)
	}
	a.State, a.FirstDue, a.Proofs = hindcast.ActionOpen, a.Due, nil
	if err := a.Validate(); err != nil {
		return Kept{}, err
	}
	var kept Kept
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		if err := ofIncident(tx, a.Finding, of.ID); err != nil {
			return err
		}
		a.ID = hindcast.ActionID(tx.NewID("act"))
		if err := tx.Actions().Add("action.added", of.ID, &a); err != nil {
			return err
		}
		if err := dispose(tx, a.Finding); err != nil {
			return err
		}
		kept, err = tx.Actions().Get(string(a.ID))
		return err
	})
	return kept, err
}

// dispose notes that a finding, about which nothing was decided yet, is met by an
// action.
func dispose(tx *store.Tx, id hindcast.FindingID) error {
	if id == "" {
		return nil
	}
	f, err := tx.Findings().Get(string(id))
	if err != nil || f.Value.Disposition.Kind != hindcast.Undisposed {
		return err
	}
	f.Value.Disposition = hindcast.Disposition{Kind: hindcast.DisposedAction}
	return tx.Findings().Change("finding.disposed", &f.Value, f.Version)
}

// ofIncident refuses a finding that is not the incident's.
func ofIncident(tx *store.Tx, id hindcast.FindingID, incident hindcast.IncidentID) error {
	if id == "" {
		return nil
	}
	f, err := tx.Findings().Get(string(id))
	if err == nil && f.Incident == incident {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Invalid, Op: "actions.Add", Message: "an action comes from a finding of its own incident",
		Fields: []hindcast.FieldError{{Field: "finding", Reason: "is not a finding of this incident"}}}
}

// mayContribute asks for an incident's review, for the sake of guests.
func (s *Service) mayContribute(ctx context.Context, by hindcast.Actor, incident hindcast.IncidentID) error {
	review, err := s.reviewOf(ctx, by, incident)
	if err != nil {
		return err
	}
	return by.May(hindcast.MayContribute, hindcast.Subject{Review: review.ID})
}

// reviewOf is the newest review of an incident; the zero review when there is
// none.
func (s *Service) reviewOf(ctx context.Context, by hindcast.Actor, incident hindcast.IncidentID) (r hindcast.Review, err error) {
	reviews, err := s.store.Reviews().Of(ctx, by, incident)
	if n := len(reviews); n > 0 {
		r = reviews[n-1].Value
	}
	return r, err
}

// Change replaces what an action says: title, owner, deadline, kind of change,
// intent, hierarchy level, priority. Moving a deadline needs a reason, which the
// ledger keeps, and leaves the first one standing. Whose claim it is that it is
// done cannot be changed any more: reopen it first. State and proofs have methods
// of their own.
func (s *Service) Change(ctx context.Context, by hindcast.Actor, a hindcast.Action, version int64, reason string) (Kept, error) {
	was, err := s.seen(ctx, by, a.ID)
	if err != nil {
		return Kept{}, err
	}
	if err := s.mayContribute(ctx, by, was.Incident); err != nil {
		return Kept{}, err
	}
	if err := a.Validate(); err != nil {
		return Kept{}, err
	}
	return s.update(ctx, by, a.ID, func(tx *store.Tx, now Kept) error {
		if err := replaceable(now.Value, a, reason); err != nil {
			return err
		}
		a.State, a.Finding, a.Origin, a.FirstDue, a.Proofs = now.Value.State, now.Value.Finding, now.Value.Origin, now.Value.FirstDue, nil
		if a.FirstDue.IsZero() {
			a.FirstDue = firstOf(now.Value.Due, a.Due)
		}
		if err := tx.Actions().Change("action.changed", &a, version); err != nil {
			return err
		}
		if !moved(now.Value, a) {
			return nil
		}
		return explain(tx, now, "action.moved", map[string]any{"reason": reason, "from": now.Value.Due.String(), "to": a.Due.String()})
	})
}

// moved reports whether a deadline that was set becomes another.
func moved(was, is hindcast.Action) bool { return !was.Due.IsZero() && was.Due != is.Due }

func replaceable(was, is hindcast.Action, reason string) error {
	if moved(was, is) && hindcast.Fold(reason) == "" {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "actions.Change", Message: "moving a deadline needs a reason",
			Fields: []hindcast.FieldError{{Field: "reason", Reason: "must not be empty"}}}
	}
	claimed := was.State == hindcast.ActionDone || was.State == hindcast.ActionVerified
	if claimed && was.Owner != is.Owner {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "actions.Change", Message: "it is its owner's claim that it is done; reopen it before somebody else owns it"}
	}
	return nil
}

func firstOf(dates ...hindcast.Date) hindcast.Date {
	for _, d := range dates {
		if !d.IsZero() {
			return d
		}
	}
	return hindcast.Date{}
}

// update runs a change of one action and returns the action as it is then.
func (s *Service) update(ctx context.Context, by hindcast.Actor, id hindcast.ActionID, do func(*store.Tx, Kept) error) (kept Kept, err error) {
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		now, err := tx.Actions().Get(string(id))
		if err != nil {
			return err
		}
		if err := do(tx, now); err != nil {
			return err
		}
		kept, err = tx.Actions().Get(string(id))
		return err
	})
	return kept, err
}

// explain keeps the reason of a change beside it in the ledger.
func explain(tx *store.Tx, a Kept, verb string, payload map[string]any) error {
	return tx.Record(verb, store.Subject{Kind: "action", ID: string(a.Value.ID), Incident: a.Incident}, payload)
}
