package incidents

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Kept is a value with its version, as the store keeps it.
type Kept[T any] = store.Kept[T]

// find loads an incident by its identifier or key and asks whether the actor may
// do something to it. What they may not see is NotFound before anything else is
// said of it; a role that never may is told so without a look.
func (s *Service) find(ctx context.Context, by hindcast.Actor, p hindcast.Permission, key string) (hindcast.Incident, error) {
	if err := by.Might(p); err != nil {
		return hindcast.Incident{}, err
	}
	i, err := s.store.Incident(ctx, by, key)
	if err != nil {
		return hindcast.Incident{}, err
	}
	return i, by.May(p, subjectOf(by))
}

// subjectOf is what permission is asked about once an incident was found: a guest
// finds only those that their own review covers.
func subjectOf(by hindcast.Actor) hindcast.Subject { return hindcast.Subject{Review: by.Guest} }

// change finds an incident whose timeline the actor may write and updates it.
func (s *Service) change(ctx context.Context, by hindcast.Actor, key string, do func(*store.Tx, hindcast.Incident) error) error {
	i, err := s.find(ctx, by, hindcast.MayWriteTimeline, key)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return do(tx, i) })
}

// part loads what belongs to an incident within an update. What belongs to another
// is not there, and is said to be so in the same words.
func part[T any](shelf store.Shelf[T], i hindcast.Incident, id string) (Kept[T], error) {
	k, err := shelf.Get(id)
	if err == nil && k.Incident != i.ID || hindcast.CodeOf(err) == hindcast.NotFound {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "incidents", Message: "there is no such thing on " + i.Key}
	}
	return k, err
}

func invalid(message, field, reason string) error {
	return &hindcast.Error{Code: hindcast.Invalid, Message: message, Fields: []hindcast.FieldError{{Field: field, Reason: reason}}}
}

func required(what, reason string) error {
	if hindcast.Fold(reason) == "" {
		return invalid(what+" needs a reason", "reason", "must not be empty")
	}
	return nil
}
