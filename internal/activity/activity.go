// Package activity is the ledger as people may see it: what changed lately, the
// audit page, the live stream that open pages follow.
package activity

import (
	"github.com/hindcast/hindcast/internal/store"
)

// Service reads the ledger for people.
type Service struct {
	store *store.Store
}

// New returns a service over a store.
func New(st *store.Store) *Service { return &Service{store: st} }
