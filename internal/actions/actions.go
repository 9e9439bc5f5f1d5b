// Package actions is what people do with actions: own them, move them on, prove
// that their change is in place, verify, drop and reopen them.
package actions

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Service does what people ask for with actions.
type Service struct {
	store  *store.Store
	policy func(context.Context) (hindcast.Policy, error)
	now    func() time.Time
}

// New returns a service over a store. policy returns the policy in force.
func New(st *store.Store, policy func(context.Context) (hindcast.Policy, error), now func() time.Time) *Service {
	return &Service{store: st, policy: policy, now: now}
}
