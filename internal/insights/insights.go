// Package insights is what many incidents tell together: which are alike, what was
// known before one and not done, and what changed because of them.
package insights

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Service answers from the record of all incidents.
type Service struct {
	store  *store.Store
	policy func(context.Context) (hindcast.Policy, error)
	now    func() time.Time
}

// New returns a service over a store. policy returns the policy in force.
func New(st *store.Store, policy func(context.Context) (hindcast.Policy, error), now func() time.Time) *Service {
	return &Service{store: st, policy: policy, now: now}
}

// zone is where the policy's calendar is kept.
func (s *Service) zone(ctx context.Context) (*time.Location, error) {
	policy, err := s.policy(ctx)
	if err != nil || policy.Calendar.Zone == nil {
		return time.UTC, err
	}
	return policy.Calendar.Zone, nil
}

func (s *Service) today(ctx context.Context) (hindcast.Date, error) {
	zone, err := s.zone(ctx)
	return hindcast.DateOf(s.now().In(zone)), err
}
