package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Writeup is the prose of a review: what its contributors edit as a whole.
type Writeup struct {
	Summary      string
	PrimaryCause string
	Factors      []hindcast.ContributingFactor
	FiveWhys     []hindcast.Why
	MeetingNotes string
}

// Change replaces the prose of a review. Factors that the actor can see in other
// reviews keep their identifier; new ones get one.
func (s *Service) Change(ctx context.Context, by hindcast.Actor, key string, w Writeup, version int64) (review hindcast.Review, err error) {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return review, err
	}
	if w.Factors, err = s.named(ctx, by, w.Factors); err != nil {
		return review, err
	}
	if err := s.settleReview(ctx, by, h.review.Value.ID); err != nil {
		return review, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err = changed(tx, h.review.Value.ID, "review.changed", func(r *hindcast.Review) error {
			if err := stale(*r, version); err != nil {
				return err
			}
			if err := settled(tx, *r); err != nil {
				return err
			}
			for i := range w.Factors {
				if w.Factors[i].ID == "" {
					w.Factors[i].ID = hindcast.FactorID(tx.NewID("fac"))
				}
			}
			r.Summary, r.PrimaryCause, r.Factors, r.FiveWhys, r.MeetingNotes = w.Summary, w.PrimaryCause, w.Factors, w.FiveWhys, w.MeetingNotes
			if author := by.Person(); !slices.ContainsFunc(r.Authors, author.Same) {
				r.Authors = append(r.Authors, author)
			}
			return r.Validate()
		})
		if err != nil {
			return err
		}
		return rejoin(tx, Kept[hindcast.Review]{Value: review, Incident: h.incident.ID})
	})
	return review, err
}

// KnownFactor is a contributing factor that other reviews name already.
type KnownFactor = store.KnownFactor

// Factors finds contributing factors by part of their text, those that most
// reviews name first, among the reviews the actor may see.
func (s *Service) Factors(ctx context.Context, by hindcast.Actor, typed string) ([]KnownFactor, error) {
	const most = 20
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	return s.store.Factors(ctx, by, typed, most)
}

// named gives factors the identifiers they have in other reviews.
func (s *Service) named(ctx context.Context, by hindcast.Actor, factors []hindcast.ContributingFactor) ([]hindcast.ContributingFactor, error) {
	factors = slices.Clone(factors)
	for i, f := range factors {
		if f.ID != "" || hindcast.Fold(f.Text) == "" {
			continue
		}
		known, err := s.Factors(ctx, by, f.Text)
		if err != nil {
			return nil, err
		}
		for _, k := range known {
			if hindcast.Fold(k.Text) == hindcast.Fold(f.Text) {
				factors[i].ID = k.ID
			}
		}
	}
	return factors, nil
}
