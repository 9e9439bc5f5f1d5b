// Package activity is the ledger as people may see it: what changed lately, the
// audit page, the live stream that open pages follow, and what waits for whom.
package activity

import (
	"github.com/hindcast/hindcast/internal/store"
)

// Service reads the ledger for people.
type Service struct {
	store *store.Store
	bells bells
}

// New returns a service over a store.
func New(st *store.Store) *Service { return &Service{store: st} }

// What the ledger is asked for with and made of.
type (
	Head     = store.Head         // Head names the end of the ledger.
	Change   = store.Change       // Change is an entry without its texts.
	Incident = store.IncidentLine // Incident is what a line says of the incident it belongs to.
)

// Known is the number of the last entry this node has heard of. It is never
// ahead of what reading shows.
func (s *Service) Known() int64 { return s.store.Known() }
