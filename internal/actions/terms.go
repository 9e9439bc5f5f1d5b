package actions

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Terms are what the policy in force says to somebody who writes an action down.
type Terms struct {
	Zone       *time.Location // Zone is where deadlines end.
	Today      hindcast.Date
	DueDays    map[hindcast.Priority]int // DueDays are how soon each priority is due.
	EffectDays []int                     // EffectDays are the days after verification on which the effect is judged.
}

// Terms returns what the policy in force says of actions.
func (s *Service) Terms(ctx context.Context) (Terms, error) {
	policy, err := s.policy(ctx)
	if err != nil {
		return Terms{}, err
	}
	return s.terms(policy), nil
}

func (s *Service) terms(policy hindcast.Policy) Terms {
	t := Terms{Zone: policy.Calendar.Zone, Today: s.today(policy), DueDays: policy.Actions.DueDays, EffectDays: policy.Actions.EffectCheckDays}
	if t.Zone == nil {
		t.Zone = time.UTC
	}
	return t
}
