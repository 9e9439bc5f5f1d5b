package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Note is what a facilitator keeps for themselves about a review.
type Note = store.Note

// Note returns the facilitator's own note. For anybody else there is none:
// neither role nor broken glass opens it, and who succeeds a facilitator begins
// with an empty one.
func (s *Service) Note(ctx context.Context, by hindcast.Actor, key string) (Kept[Note], error) {
	h, err := s.heldByFacilitator(ctx, by, key, hindcast.MayRead)
	if err != nil {
		return Kept[Note]{}, err
	}
	notes, err := s.store.Notes().Of(ctx, by, h.incident.ID)
	if err != nil {
		return Kept[Note]{}, err
	}
	at := slices.IndexFunc(notes, func(k Kept[Note]) bool { return k.Value.Review == h.review.Value.ID })
	if at < 0 {
		return Kept[Note]{}, noNote()
	}
	return notes[at], nil
}

// KeepNote replaces the facilitator's own note; version is 0 for the first.
func (s *Service) KeepNote(ctx context.Context, by hindcast.Actor, key, text string, version int64) (Kept[Note], error) {
	h, err := s.heldByFacilitator(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return Kept[Note]{}, err
	}
	if len(text) > hindcast.MaxText {
		return Kept[Note]{}, &hindcast.Error{Code: hindcast.Invalid, Message: "the note is too long", Fields: []hindcast.FieldError{{Field: "text", Reason: "must be shorter"}}}
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		notes, err := tx.Notes().Of(h.incident.ID)
		if err != nil {
			return err
		}
		n := Note{Review: h.review.Value.ID, Keeper: by.Person(), Text: text, Salt: tx.Salt()}
		at := slices.IndexFunc(notes, func(k Kept[Note]) bool { return k.Value.Review == n.Review && k.Value.Keeper.User == by.User })
		if at >= 0 {
			n.ID = notes[at].Value.ID
			return tx.Notes().Change("note.changed", &n, version)
		}
		if version != 0 {
			return &hindcast.Error{Code: hindcast.Stale, Message: "there is no earlier note of yours to change"}
		}
		n.ID = tx.NewID("not")
		return tx.Notes().Add("note.added", h.incident.ID, &n)
	})
	if err != nil {
		return Kept[Note]{}, err
	}
	return s.Note(ctx, by, key)
}

// heldByFacilitator refuses everybody but the facilitator of the review, as if
// there were nothing.
func (s *Service) heldByFacilitator(ctx context.Context, by hindcast.Actor, key string, p hindcast.Permission) (held, error) {
	h, err := s.held(ctx, by, key, hindcast.MayRead)
	if err != nil {
		return h, err
	}
	if by.User == "" || h.review.Value.Facilitator.User != by.User {
		return h, noNote()
	}
	return h, by.May(p, h.subject())
}

func noNote() error {
	return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such note"}
}
