package actions

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Step is a change of state that an action's state table has.
type Step struct {
	hindcast.Transition[hindcast.ActionState]
	Refused []error // Refused is what keeps the actor from taking it; empty when nothing does.
}

// Allowed is what an actor may do with an action beside moving it.
type Allowed struct {
	Change bool // Change what it says.
	Prove  bool // Prove it: add proofs, check them, attest.
	Judge  bool // Judge its effect.
}

// standing is where an action stands when somebody asks for a step.
type standing struct {
	policy   hindcast.Policy
	severity hindcast.Severity                     // severity is its incident's.
	review   hindcast.Review                       // review is its incident's; the zero one when there is none.
	claimed  map[hindcast.ActionID]hindcast.UserID // claimed is who said last that an action is done.
}

// refused is what keeps somebody from a step with an action, which has its proofs.
func (s standing) refused(by hindcast.Actor, a hindcast.Action, step hindcast.Transition[hindcast.ActionState]) (why []error) {
	if err := mayMove(by, a, step, s.policy.Actions, s.review); err != nil {
		why = append(why, err)
	}
	if step.To == hindcast.ActionVerified && by.User != "" && s.claimed[a.ID] == by.User && !a.Owner.Same(by.Person()) {
		why = append(why, &hindcast.Error{Code: hindcast.Forbidden, Op: "actions.Move", Message: "you said that it is done; somebody else verifies it"})
	}
	if step.To == hindcast.ActionVerified && s.policy.Gates.VerifiedByProof.On(s.severity) {
		if err := a.Proven(); err != nil {
			why = append(why, err)
		}
	}
	return why
}

// steps are all steps from where an action stands.
func (s standing) steps(by hindcast.Actor, a hindcast.Action) (steps []Step) {
	for _, t := range hindcast.ActionTransitions() {
		if t.From == a.State {
			steps = append(steps, Step{t, s.refused(by, a, t)})
		}
	}
	return steps
}

// allowed is what somebody may do with an action of the review.
func (s standing) allowed(by hindcast.Actor) Allowed {
	may := func(p hindcast.Permission) bool {
		return by.May(p, hindcast.Subject{Review: s.review.ID, Facilitator: s.review.Facilitator.User}) == nil
	}
	return Allowed{Change: may(hindcast.MayContribute), Prove: by.May(hindcast.MayOwnActions, hindcast.Subject{}) == nil, Judge: may(hindcast.MayRunReview)}
}

// standingOf loads where the actions of an incident stand.
func (s *Service) standingOf(ctx context.Context, by hindcast.Actor, of hindcast.Incident) (standing, error) {
	policy, err := s.policy(ctx)
	if err != nil {
		return standing{}, err
	}
	review, err := s.reviewOf(ctx, by, of.ID)
	return standing{policy: policy, severity: of.Severity, review: review}, err
}

// Offered are the steps that a board offers for each of its rows: those that the
// actor's role, the action's owner, whoever said that it is done and its proofs
// allow. It asks for no review, so
// that what only its facilitator may do is left to the action's own page.
func (s *Service) Offered(ctx context.Context, by hindcast.Actor, rows []Row) (map[hindcast.ActionID][]Step, error) {
	policy, err := s.policy(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]hindcast.ActionID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Action.ID)
	}
	claimed, err := s.store.ClaimedBy(ctx, by, ids)
	if err != nil {
		return nil, err
	}
	offered := map[hindcast.ActionID][]Step{}
	for _, r := range rows {
		for _, step := range (standing{policy: policy, severity: r.Incident.Severity, claimed: claimed}).steps(by, r.Action) {
			if len(step.Refused) == 0 {
				offered[r.Action.ID] = append(offered[r.Action.ID], step)
			}
		}
	}
	return offered, nil
}
