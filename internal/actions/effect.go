package actions

import (
	"context"
	"fmt"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// JudgeEffect keeps the judgement of who runs the review whether a verified action
// did what it was for, on one of the days the policy names.
func (s *Service) JudgeEffect(ctx context.Context, by hindcast.Actor, c hindcast.EffectCheck) error {
	a, err := s.seen(ctx, by, c.Action)
	if err != nil {
		return err
	}
	review, err := s.reviewOf(ctx, by, a.Incident)
	if err != nil {
		return err
	}
	if err := by.May(hindcast.MayRunReview, hindcast.Subject{Review: review.ID, Facilitator: review.Facilitator.User}); err != nil {
		return err
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return err
	}
	if err := validEffect(c, policy.Actions.EffectCheckDays); err != nil {
		return err
	}
	_, err = s.update(ctx, by, c.Action, func(tx *store.Tx, now Kept) error {
		if now.Value.State != hindcast.ActionVerified {
			return &hindcast.Error{Code: hindcast.Conflict, Op: "actions.JudgeEffect", Message: "the effect of an action is judged once it is verified"}
		}
		c.At, c.By = tx.Now(), by.Person()
		return tx.Effects().Add("effect.judged", now.Incident, &store.ActionEffect{ID: tx.NewID("eff"), Check: c})
	})
	return err
}

func validEffect(c hindcast.EffectCheck, days []int) error {
	var p hindcast.Problems
	if !slices.Contains(days, c.Day) {
		p.Add("day", "must be one of %s", fmt.Sprint(days))
	}
	if c.Effect != hindcast.Effective && c.Effect != hindcast.NotEffective && c.Effect != hindcast.TooEarly {
		p.Add("effect", "must be effective, not_effective or too_early")
	}
	if len(c.Note) > hindcast.MaxText {
		p.Add("note", "must be at most %d bytes", hindcast.MaxText)
	}
	return p.Err("the effect check")
}
