// Package actions is what people do with actions: own them, move them on, prove
// that their change is in place, verify, drop and reopen them.
package actions

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/store"
)

// Service does what people ask for with actions.
type Service struct {
	store  *store.Store
	policy func(context.Context) (hindcast.Policy, error)
	now    func() time.Time
	looks  *proof.Checker
	ring   *keyring.Ring
	page   string
}

// Outside is what proofs are looked at with.
type Outside struct {
	Ring        *keyring.Ring  // Ring seals the secrets of sources; never nil.
	Door, Large *safehttp.Door // Large is the door to Git repositories, which answer with more; neither is nil.
	Folders     []string       // Folders are where local Git repositories may be.
	Base        string         // Base is how browsers reach the program, for mail.
}

// New returns a service over a store. policy returns the policy in force.
func New(st *store.Store, policy func(context.Context) (hindcast.Policy, error), now func() time.Time, o Outside) *Service {
	s := &Service{store: st, policy: policy, now: now, ring: o.Ring, page: o.Base}
	s.looks = &proof.Checker{Door: o.Door, Large: o.Large, Folders: o.Folders, Source: s.openSource}
	return s
}
