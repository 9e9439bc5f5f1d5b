// Package library is what people do with documents: runbooks, playbooks,
// policies, procedures, templates. Every revision says why it was made and which
// lesson caused it. The policy in force is one of them.
package library

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
)

// Service does what people ask for with documents.
type Service struct {
	store *store.Store
	now   func() time.Time
}

// New returns a service over a store.
func New(st *store.Store, now func() time.Time) *Service { return &Service{store: st, now: now} }

// Policy returns the policy in force: the default one, as no other can be set yet.
func (s *Service) Policy(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }
