package actions

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Move takes an action to another state along the state table. Its owner, or who
// runs the review, starts it, puts it back and says that it is done. Somebody else
// verifies it, neither its owner nor who said that it is done, once a proof holds,
// and somebody else drops it. Anybody who may own
// actions reopens one.
func (s *Service) Move(ctx context.Context, by hindcast.Actor, id hindcast.ActionID, version int64, to hindcast.ActionState, reason string) (Kept, error) {
	was, err := s.seen(ctx, by, id)
	if err != nil {
		return Kept{}, err
	}
	incident, err := s.store.Incident(ctx, by, string(was.Incident))
	if err != nil {
		return Kept{}, err
	}
	standing, err := s.standingOf(ctx, by, incident)
	if err != nil {
		return Kept{}, err
	}
	if standing.claimed, err = s.store.ClaimedBy(ctx, by, []hindcast.ActionID{id}); err != nil {
		return Kept{}, err
	}
	return s.update(ctx, by, id, func(tx *store.Tx, now Kept) error {
		step, err := hindcast.Move(hindcast.ActionTransitions(), now.Value.State, to, reason)
		if err != nil {
			return err
		}
		if now.Value.Proofs, err = proofsOf(tx, now); err != nil {
			return err
		}
		if why := standing.refused(by, now.Value, step); len(why) > 0 {
			return why[0]
		}
		return move(tx, now, version, step, reason)
	})
}

// mayMove asks whether somebody may take a step with an action.
func mayMove(by hindcast.Actor, a hindcast.Action, step hindcast.Transition[hindcast.ActionState], rules hindcast.ActionRules, review hindcast.Review) error {
	if err := by.May(hindcast.MayOwnActions, hindcast.Subject{Review: review.ID}); err != nil {
		return err
	}
	if step.NeedsApprover {
		return mayApprove(by, a, step.Verb, rules)
	}
	runs := by.May(hindcast.MayRunReview, hindcast.Subject{Review: review.ID, Facilitator: review.Facilitator.User}) == nil
	if step.NeedsReason || runs || a.Owner.IsZero() || a.Owner.Same(by.Person()) {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Forbidden, Op: "actions.Move", Message: "only its owner says how far an action is"}
}

// mayApprove asks whether somebody may verify or drop an action: never its owner.
func mayApprove(by hindcast.Actor, a hindcast.Action, verb string, rules hindcast.ActionRules) error {
	refuse := func(message string) error {
		return &hindcast.Error{Code: hindcast.Forbidden, Op: "actions.Move", Message: message}
	}
	if err := by.Might(hindcast.MayApprove); err != nil {
		return err
	}
	if by.Person().IsZero() {
		return refuse("an action is verified or dropped by a named person")
	}
	if a.Owner.Same(by.Person()) {
		return refuse("an owner cannot " + verb + " their own action; somebody else does")
	}
	subject := hindcast.Subject{Owner: a.Owner.User}
	if rules.Names(a.Change, by) {
		subject.Approvers = []hindcast.UserID{by.User}
	}
	if by.May(hindcast.MayApprove, subject) != nil {
		return refuse("to " + verb + " is for an admin, a facilitator, or whom the policy names for this kind of change")
	}
	return nil
}

// move writes the step down, and why it was taken.
func move(tx *store.Tx, a Kept, version int64, step hindcast.Transition[hindcast.ActionState], reason string) error {
	a.Value.State, a.Value.Proofs = step.To, nil
	verb := map[string]string{"start": "action.started", "put back": "action.put_back", "finish": "action.done",
		"verify": "action.verified", "drop": "action.dropped", "reopen": "action.reopened"}[step.Verb]
	if err := tx.Actions().Change(verb, &a.Value, version); err != nil || hindcast.Fold(reason) == "" {
		return err
	}
	return explain(tx, a, "action.explained", map[string]any{"reason": reason})
}

// proofsOf loads an action's proofs with their results, as an update sees them.
func proofsOf(tx *store.Tx, a Kept) ([]hindcast.Proof, error) {
	proofs, err := tx.Proofs().Of(a.Incident)
	if err != nil {
		return nil, err
	}
	checks, err := tx.ProofChecks().Of(a.Incident)
	_, values := joined(a.Value.ID, proofs, checks)
	return values, err
}
