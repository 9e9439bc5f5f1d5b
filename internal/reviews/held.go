package reviews

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Kept is a value with its version, which a change has to name.
type Kept[T any] = store.Kept[T]

// held is the review of an incident that somebody wants to work with.
type held struct {
	incident hindcast.Incident
	review   Kept[hindcast.Review]
}

// subject is what permissions are asked about.
func (h held) subject() hindcast.Subject {
	return hindcast.Subject{Review: h.review.Value.ID, Facilitator: h.review.Value.Facilitator.User}
}

// held loads the review of an incident the actor may see and asks whether they
// may do something with it.
func (s *Service) held(ctx context.Context, by hindcast.Actor, key string, p hindcast.Permission) (held, error) {
	if err := by.Might(p); err != nil {
		return held{}, err
	}
	incident, err := s.store.Incident(ctx, by, key)
	if err != nil {
		return held{}, err
	}
	return s.heldOf(ctx, by, incident, p)
}

func (s *Service) heldOf(ctx context.Context, by hindcast.Actor, incident hindcast.Incident, p hindcast.Permission) (held, error) {
	found, err := s.store.Reviews().Of(ctx, by, incident.ID)
	if err != nil {
		return held{}, err
	}
	if len(found) == 0 {
		return held{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no review of " + incident.Key + " yet; open one first"}
	}
	h := held{incident, found[len(found)-1]}
	return h, by.May(p, h.subject())
}

// writable refuses to change what is signed or waived.
func writable(r hindcast.Review) error {
	if open(r) {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Conflict, Message: "the review is " + words(r.State) + "; reopen it to change it"}
}

// changed applies a change to a review as the update sees it.
func changed(tx *store.Tx, id hindcast.ReviewID, verb string, edit func(*hindcast.Review) error) (hindcast.Review, error) {
	now, err := tx.Reviews().Get(string(id))
	if err != nil {
		return hindcast.Review{}, err
	}
	if err := writable(now.Value); err != nil {
		return hindcast.Review{}, err
	}
	if err := edit(&now.Value); err != nil {
		return hindcast.Review{}, err
	}
	return now.Value, tx.Reviews().Change(verb, &now.Value, now.Version)
}

// stale refuses a version that is not the present one.
func stale(r hindcast.Review, version int64) error {
	if r.Version == version {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Stale, Message: "somebody else changed this review in the meantime"}
}
