package actions

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// TellOfEffects notes of which actions the effect is to be judged, since they were
// verified long enough ago, each day of the policy once. Whoever runs the review
// is told by what is noted. Days are those of the policy's zone.
func (s *Service) TellOfEffects(ctx context.Context, _ store.Job) error {
	policy, err := s.policy(ctx)
	if err != nil || len(policy.Actions.EffectCheckDays) == 0 {
		return err
	}
	terms, last := s.terms(policy), hindcast.ActionID("")
	first, final := terms.EffectDays[0], 0
	for _, d := range terms.EffectDays {
		first, final = min(first, d), max(final, d)
	}
	before := s.now().Add(-time.Duration(first-1) * 24 * time.Hour)
	for {
		list, err := s.store.VerifiedActions(ctx, before, final, last, batch)
		if err != nil || len(list) == 0 {
			return err
		}
		last = list[len(list)-1].Action
		err = s.store.Update(ctx, program(), func(tx *store.Tx) error {
			for _, v := range list {
				if err := effectDue(tx, v, terms); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// effectDue notes it of one action, if a day has come.
func effectDue(tx *store.Tx, v store.VerifiedAction, terms Terms) error {
	day := 0
	for _, d := range terms.EffectDays {
		if hindcast.DateOf(v.At.In(terms.Zone)).AddDays(d).Compare(terms.Today) <= 0 {
			day = max(day, d)
		}
	}
	if day <= v.Day {
		return nil
	}
	first, err := tx.EffectTold(v, day)
	if err != nil || !first {
		return err
	}
	return tx.Record("effect.due", store.Subject{Kind: "action", ID: string(v.Action), Incident: v.Incident}, map[string]any{"day": day})
}
