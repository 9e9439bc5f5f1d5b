package store

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

// Shelf changes the values of one type within an update.
type Shelf[T any] struct {
	tx    *Tx
	table *table[T]
}

// Add keeps a new value under an incident, "" for what belongs to none, and
// records it. The error is Conflict when its identifier is taken,
// and Invalid when it holds what a database cannot keep.
func (s Shelf[T]) Add(verb string, incident hindcast.IncidentID, v *T) error {
	return s.table.add(s.tx, verb, incident, []*T{v})
}

// AddAll keeps many new values with few statements and records each; else it is
// like Add.
func (s Shelf[T]) AddAll(verb string, incident hindcast.IncidentID, values []*T) error {
	return s.table.add(s.tx, verb, incident, values)
}

// Change replaces a value and records both states. The error is Stale when the
// stored version is not the one given, NotFound when there is none.
func (s Shelf[T]) Change(verb string, v *T, version int64) error {
	return s.table.change(s.tx, verb, v, version, "")
}

// ChangeBecause is Change with a reason, which the entry states beside both
// states; see Entry.Because.
func (s Shelf[T]) ChangeBecause(verb string, v *T, version int64, reason string) error {
	return s.table.change(s.tx, verb, v, version, reason)
}

// Remove deletes a value; the ledger keeps what it was. Errors are those of
// Change.
func (s Shelf[T]) Remove(verb, id string, version int64) error {
	return s.table.remove(s.tx, verb, id, version)
}

// Get loads a value as this update sees it. Permission is the caller's affair:
// it has already been asked. The error is NotFound when there is none.
func (s Shelf[T]) Get(id string) (Kept[T], error) { return s.table.get(s.tx, id) }

// Of loads the values of an incident in the order they were added.
func (s Shelf[T]) Of(incident hindcast.IncidentID) ([]Kept[T], error) {
	if !fits(string(incident)) {
		return nil, nil
	}
	found, err := s.table.of(s.tx.ctx, s.tx.sql, incident)
	return found, s.tx.note("read each "+words(s.table.kind), err)
}
