package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// covers reads which incidents a review is about: the one it belongs to, and
// those named beside it, all of which the actor has to see.
func (s *Service) covers(ctx context.Context, by hindcast.Actor, home hindcast.IncidentID, named []string) ([]hindcast.IncidentID, error) {
	list := []hindcast.IncidentID{home}
	var p hindcast.Problems
	for _, key := range named {
		i, err := s.store.Incident(ctx, by, key)
		switch {
		case hindcast.CodeOf(err) == hindcast.NotFound:
			p.Add("covers", "names %q, which is no incident that you can see", key)
		case err != nil:
			return nil, err
		case !slices.Contains(list, i.ID):
			list = append(list, i.ID)
		}
	}
	return list, p.Err("the review")
}

// unseen are the incidents of a review that the actor does not see, and so does
// not take off it either.
func (s *Service) unseen(ctx context.Context, by hindcast.Actor, r hindcast.Review) (hidden []hindcast.IncidentID) {
	for _, id := range r.Incidents {
		if _, err := s.store.Incident(ctx, by, string(id)); hindcast.CodeOf(err) == hindcast.NotFound {
			hidden = append(hidden, id)
		}
	}
	return hidden
}

// unreviewed refuses incidents that another review is about.
func unreviewed(tx *store.Tx, review hindcast.ReviewID, incidents []hindcast.IncidentID) error {
	var p hindcast.Problems
	for _, id := range incidents {
		there, err := tx.ReviewsAbout(id)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(there, func(r hindcast.ReviewID) bool { return r != review }) {
			i, err := tx.Incidents().Get(string(id))
			if err != nil {
				return err
			}
			p.Add("covers", "names %s, which another review is about", i.Value.Key)
		}
	}
	return p.Err("the review")
}

// covered loads the records of the further incidents of a review, as far as the
// actor may see them.
func (s *Service) covered(ctx context.Context, by hindcast.Actor, of *hindcast.Record) (list []*hindcast.Record, err error) {
	for _, id := range of.Review.Incidents {
		if id == of.Incident.ID {
			continue
		}
		r, err := s.store.Record(ctx, by, string(id))
		if hindcast.CodeOf(err) == hindcast.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}
