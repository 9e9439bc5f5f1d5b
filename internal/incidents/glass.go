package incidents

import (
	"context"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// BreakGlass lets an admin see a restricted incident until an instant, records
// that they did and why. Its facilitator is told, as of all that concerns them. Whether there is an incident
// of that identifier or key is only told to who states a reason and a time.
func (s *Service) BreakGlass(ctx context.Context, by hindcast.Actor, idOrKey string, until time.Time, reason string) error {
	if err := by.May(hindcast.MayBreakGlass, hindcast.Subject{}); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		id, err := tx.Named(strings.TrimSpace(idOrKey))
		if err != nil {
			return err
		}
		return tx.BreakGlass(id, by.User, until, reason)
	})
}
