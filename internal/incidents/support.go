package incidents

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Support says that a piece of evidence supports an event, or no longer does.
func (s *Service) Support(ctx context.Context, by hindcast.Actor, key string, id hindcast.EvidenceID, event hindcast.EventID, on bool) (kept Kept[hindcast.Evidence], err error) {
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		k, err := part(tx.Evidence(), i, string(id))
		if err != nil {
			return err
		}
		if err := onTimeline(tx, i, "event", event); err != nil {
			return err
		}
		e := k.Value
		e.Events = slices.DeleteFunc(slices.Clone(e.Events), func(has hindcast.EventID) bool { return has == event })
		if on {
			e.Events = append(e.Events, event)
		}
		if len(e.Events) == len(k.Value.Events) {
			kept = k
			return nil
		}
		if err := tx.Evidence().Change("evidence.cited", &e, k.Version); err != nil {
			return err
		}
		kept, err = tx.Evidence().Get(string(id))
		return err
	})
	return kept, err
}
