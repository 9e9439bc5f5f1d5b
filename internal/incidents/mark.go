package incidents

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Mark puts a milestone on an event, or takes it off. What another event bears
// moves: there is one of each.
func (s *Service) Mark(ctx context.Context, by hindcast.Actor, key string, id hindcast.EventID, version int64, m hindcast.Milestone, on bool) (did Span, err error) {
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if !m.Valid() {
			return invalid("there is no such milestone", "milestone", "must be one that is offered")
		}
		k, err := part(tx.Events(), i, string(id))
		if err != nil {
			return err
		}
		if on {
			if err := unmarkOthers(tx, i, id, m); err != nil {
				return err
			}
		}
		reason := "marked “" + m.Words() + "”"
		if !on {
			reason = "no longer marked “" + m.Words() + "”"
		}
		return remark(tx, k, version, m, on, reason)
	})
}

// unmarkOthers takes a milestone off every event but one.
func unmarkOthers(tx *store.Tx, i hindcast.Incident, id hindcast.EventID, m hindcast.Milestone) error {
	events, err := tx.Events().Of(i.ID)
	for _, k := range events {
		if err == nil && k.Value.ID != id && k.Value.Marks(m) {
			err = remark(tx, k, k.Version, m, false, "“"+m.Words()+"” is marked on another event")
		}
	}
	return err
}

func remark(tx *store.Tx, k Event, version int64, m hindcast.Milestone, on bool, reason string) error {
	e := k.Value
	e.Milestones = slices.DeleteFunc(slices.Clone(e.Milestones), func(has hindcast.Milestone) bool { return has == m })
	if on {
		e.Milestones = append(e.Milestones, m)
	}
	if len(e.Milestones) == len(k.Value.Milestones) { // it was so already
		return nil
	}
	_, err := correct(tx, k, e, version, reason)
	return err
}
