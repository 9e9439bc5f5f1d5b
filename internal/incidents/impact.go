package incidents

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Impact returns what is stated about the harm done.
func (s *Service) Impact(ctx context.Context, by hindcast.Actor, key string) ([]Kept[hindcast.ImpactStatement], error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return nil, err
	}
	return s.store.Impact().Of(ctx, by, i.ID)
}

// AddImpact states harm. The event that made it known must be on the timeline.
func (s *Service) AddImpact(ctx context.Context, by hindcast.Actor, key string, statement hindcast.ImpactStatement) (kept Kept[hindcast.ImpactStatement], err error) {
	if err := statement.Validate(); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if err := onTimeline(tx, i, "event", statement.Event); err != nil {
			return err
		}
		statement.ID = hindcast.ImpactID(tx.NewID("imp"))
		if err := tx.Impact().Add("impact.added", i.ID, &statement); err != nil {
			return err
		}
		kept, err = tx.Impact().Get(string(statement.ID))
		return err
	})
	return kept, err
}

// ChangeImpact corrects a statement; the ledger keeps what it was.
func (s *Service) ChangeImpact(ctx context.Context, by hindcast.Actor, key string, statement hindcast.ImpactStatement, version int64) (kept Kept[hindcast.ImpactStatement], err error) {
	if err := statement.Validate(); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		was, err := part(tx.Impact(), i, string(statement.ID))
		if err != nil {
			return err
		}
		if err := onTimeline(tx, i, "event", statement.Event); err != nil {
			return err
		}
		statement.Origin = was.Value.Origin
		if err := tx.Impact().Change("impact.changed", &statement, version); err != nil {
			return err
		}
		kept, err = tx.Impact().Get(string(statement.ID))
		return err
	})
	return kept, err
}

// RemoveImpact withdraws a statement.
func (s *Service) RemoveImpact(ctx context.Context, by hindcast.Actor, key string, id hindcast.ImpactID, version int64) (did Span, err error) {
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if _, err := part(tx.Impact(), i, string(id)); err != nil {
			return err
		}
		return tx.Impact().Remove("impact.removed", string(id), version)
	})
}

// onTimeline checks that events which are cited are events of the incident.
func onTimeline(tx *store.Tx, i hindcast.Incident, field string, ids ...hindcast.EventID) error {
	for _, id := range ids {
		if id == "" {
			continue
		}
		if _, err := part(tx.Events(), i, string(id)); err != nil {
			if hindcast.CodeOf(err) == hindcast.NotFound {
				return invalid("what is cited is not on the timeline", field, "is not an event of "+i.Key)
			}
			return err
		}
	}
	return nil
}
