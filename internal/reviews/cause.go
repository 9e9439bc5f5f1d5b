package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// AddFactor names a contributing factor of an incident. One that the actor knows
// from other reviews, in whatever case, is the same there and here.
func (s *Service) AddFactor(ctx context.Context, by hindcast.Actor, key, text string) (hindcast.ContributingFactor, error) {
	factors, err := s.named(ctx, by, []hindcast.ContributingFactor{{Text: text}})
	if err != nil {
		return hindcast.ContributingFactor{}, err
	}
	f := factors[0]
	err = s.changeCauses(ctx, by, key, func(tx *store.Tx, r *hindcast.Review) error {
		var p hindcast.Problems
		if hindcast.Fold(f.Text) == "" {
			p.Add("text", "must not be empty")
		}
		if slices.ContainsFunc(r.Factors, func(was hindcast.ContributingFactor) bool { return hindcast.Fold(was.Text) == hindcast.Fold(f.Text) }) {
			p.Add("text", "is named already")
		}
		if err := p.Err("the factor"); err != nil {
			return err
		}
		if f.ID == "" {
			f.ID = hindcast.FactorID(tx.NewID("fac"))
		}
		r.Factors = append(r.Factors, f)
		return nil
	})
	return f, err
}

// RemoveFactor takes a factor off an incident. Other reviews keep theirs.
func (s *Service) RemoveFactor(ctx context.Context, by hindcast.Actor, key string, id hindcast.FactorID) error {
	return s.changeCauses(ctx, by, key, func(_ *store.Tx, r *hindcast.Review) error {
		at := factorIn(*r, id)
		if at < 0 {
			return noFactor()
		}
		r.Factors = slices.Delete(slices.Clone(r.Factors), at, at+1)
		return nil
	})
}

// MarkPrimary marks a factor as the primary one, or takes the mark off it.
func (s *Service) MarkPrimary(ctx context.Context, by hindcast.Actor, key string, id hindcast.FactorID, primary bool) error {
	return s.changeCauses(ctx, by, key, func(_ *store.Tx, r *hindcast.Review) error {
		at := factorIn(*r, id)
		if at < 0 {
			return noFactor()
		}
		r.Factors = slices.Clone(r.Factors)
		for i := range r.Factors {
			r.Factors[i].Primary = primary && i == at
		}
		return nil
	})
}

// ChangeWhys replaces the five whys. was is the chain that the change was made
// from; one that somebody changed meanwhile is Stale.
func (s *Service) ChangeWhys(ctx context.Context, by hindcast.Actor, key string, whys, was []hindcast.Why) error {
	return s.changeCauses(ctx, by, key, func(_ *store.Tx, r *hindcast.Review) error {
		if !slices.EqualFunc(r.FiveWhys, was, func(a, b hindcast.Why) bool { return a.Question == b.Question && a.Answer == b.Answer }) {
			return &hindcast.Error{Code: hindcast.Stale, Message: "somebody else changed the five whys in the meantime"}
		}
		r.FiveWhys = whys
		return nil
	})
}

func (s *Service) changeCauses(ctx context.Context, by hindcast.Actor, key string, edit func(*store.Tx, *hindcast.Review) error) error {
	h, err := s.held(ctx, by, key, hindcast.MayContribute)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		_, err := changed(tx, h.review.Value.ID, "review.changed", func(r *hindcast.Review) error {
			if err := edit(tx, r); err != nil {
				return err
			}
			return r.Validate()
		})
		return err
	})
}

func factorIn(r hindcast.Review, id hindcast.FactorID) int {
	return slices.IndexFunc(r.Factors, func(f hindcast.ContributingFactor) bool { return f.ID == id && id != "" })
}

func noFactor() error {
	return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such factor in this review"}
}

// Shared says which other incidents each factor of an incident contributed to,
// among those the actor may see, by the factor's folded text.
func (s *Service) Shared(ctx context.Context, by hindcast.Actor, of *hindcast.Record) (map[string][]Line, error) {
	var texts []string
	for _, f := range of.Review.Factors {
		texts = append(texts, f.Text)
	}
	return s.store.SharingFactors(ctx, by, of.Incident.ID, texts)
}

// Line is what lists say of an incident.
type Line = store.IncidentLine
