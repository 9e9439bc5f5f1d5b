// Package incidents is what people do with incidents: open them, write their
// timeline, name who took part, state impact, keep evidence.
//
// A method reads: may they? then a rule of package hindcast, then one update of
// the store. What the caller may not see is NotFound.
package incidents

import (
	"context"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Service does what people ask for with incidents.
type Service struct {
	store    *store.Store
	evidence blob.Store
}

// New returns a service over a store and the bytes of its evidence.
func New(st *store.Store, evidence blob.Store) *Service {
	return &Service{store: st, evidence: evidence}
}

// What lists of incidents are asked for with and made of.
type (
	Filter = store.IncidentFilter // Filter narrows a list.
	Sort   = store.IncidentSort   // Sort is an order lists are offered in.
	Page   = store.Page           // Page asks for part of a list.
	Row    = store.IncidentRow    // Row is a line of a list.
)

// The sorts. Empty means Newest.
const (
	Newest = store.SortNewest
	Oldest = store.SortOldest
	Worst  = store.SortSeverity
	ByKey  = store.SortKey
)

// List returns a page of the incidents the actor may see, and where the next one
// begins, empty when there is none.
func (s *Service) List(ctx context.Context, by hindcast.Actor, f Filter, sort Sort, page Page) (rows []Row, next string, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, "", err
	}
	return s.store.Incidents(ctx, by, f, sort, page)
}

// Row loads one incident, by its identifier or key, as lists show it.
func (s *Service) Row(ctx context.Context, by hindcast.Actor, key string) (Row, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Row{}, err
	}
	return s.store.IncidentRow(ctx, by, key)
}

// Record loads everything about one incident by its identifier or key.
func (s *Service) Record(ctx context.Context, by hindcast.Actor, key string) (*hindcast.Record, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	return s.store.Record(ctx, by, key)
}
