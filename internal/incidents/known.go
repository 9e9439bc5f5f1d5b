package incidents

import (
	"cmp"
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// StateImpact states harm, new or, with an identifier, anew, and when that was
// known: by the event it cites already when that was then, else by an event of
// its own. A zero time leaves it undated.
func (s *Service) StateImpact(ctx context.Context, by hindcast.Actor, key string, statement hindcast.ImpactStatement, version int64, known time.Time) (did Span, err error) {
	if err := statement.Validate(); err != nil {
		return did, err
	}
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if statement.ID == "" {
			if statement.Event, err = knownBy(tx, i, statement, "", known); err != nil {
				return err
			}
			statement.ID = hindcast.ImpactID(tx.NewID("imp"))
			return tx.Impact().Add("impact.added", i.ID, &statement)
		}
		was, err := part(tx.Impact(), i, string(statement.ID))
		if err != nil {
			return err
		}
		statement.Origin = was.Value.Origin
		if statement.Event, err = knownBy(tx, i, statement, was.Value.Event, known); err != nil {
			return err
		}
		return tx.Impact().Change("impact.changed", &statement, version)
	})
}

// knownBy is the event that made a statement known at a time.
func knownBy(tx *store.Tx, i hindcast.Incident, statement hindcast.ImpactStatement, cited hindcast.EventID, known time.Time) (hindcast.EventID, error) {
	if known.IsZero() {
		return "", nil
	}
	if cited != "" {
		k, err := part(tx.Events(), i, string(cited))
		if err == nil && k.Value.At.Truncate(time.Minute).Equal(known.Truncate(time.Minute)) {
			return cited, nil
		}
		if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
			return "", err
		}
	}
	k, err := addEvent(tx, i, hindcast.TimelineEvent{At: known, Precision: hindcast.PrecisionMinute, Kind: hindcast.ImpactEvent, Text: cmp.Or(statement.Text, "Impact became known")})
	return k.Value.ID, err
}
