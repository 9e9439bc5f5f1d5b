package store

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// KnownFactor is a contributing factor that reviews name already.
type KnownFactor struct {
	ID      hindcast.FactorID
	Text    string
	Reviews int // Reviews counts those that name it, among those the reader may see.
}

// deriveReview writes down what lists and searches need to know of a review.
func deriveReview(t *Tx, k *Kept[hindcast.Review], s step) error {
	if err := deriveReviewed(t, k, s); err != nil {
		return err
	}
	return deriveFactors(t, k, s)
}

// deriveFactors writes down which factors a review names. They have no rows of
// their own, because a factor is known to whoever may see an incident that it
// contributed to, and to nobody else.
func deriveFactors(t *Tx, k *Kept[hindcast.Review], s step) error {
	if s != adding {
		if _, err := t.execQuietly("delete from review_factors where review_id = $1", string(k.Value.ID)); err != nil || s == removing {
			return err
		}
	}
	rows, seen := &rowValues{}, map[string]bool{"": true}
	for _, f := range k.Value.Factors {
		if folded := hindcast.Fold(f.Text); !seen[folded] {
			seen[folded] = true
			rows.row()
			rows.add(string(k.Value.ID), folded, string(k.Incident), string(f.ID), f.Text)
		}
	}
	return t.insertDerived("review_factors (review_id, factor, incident_id, factor_id, body)", rows)
}

// Factors finds contributing factors by part of their text, those that most
// reviews name first. Only reviews of incidents that the actor may see count.
func (s *Store) Factors(ctx context.Context, by hindcast.Actor, typed string, limit int) ([]KnownFactor, error) {
	var q query
	q.add(`select max(f.factor_id), max(f.body), count(*) from review_factors f join incidents i on i.id = f.incident_id where f.factor like ? escape '\' and `,
		"%"+likeLiteral(hindcast.Fold(typed))+"%")
	q.visible("i", by, toMicros(s.now()))
	q.add(" group by f.factor order by count(*) desc, f.factor limit ?", int64(max(0, min(limit, MaxPage))))
	q.planned = true
	return found(ctx, s, "find factors", &q, func(scan row) (f KnownFactor, err error) {
		return f, scan(&f.ID, &f.Text, &f.Reviews)
	})
}
