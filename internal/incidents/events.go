package incidents

import (
	"context"
	"errors"
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// MostEvents is how many events are added at once.
const MostEvents = 10_000

// Outcome is what became of one of many events.
type Outcome struct {
	ID     hindcast.EventID      // ID is empty when the event was not kept.
	Fields []hindcast.FieldError // Fields say what was wrong with it.
}

// AddEvents puts many events on the timeline in one update. Those that are not
// valid are left out, and said in the outcomes, which stand in the order of the
// events; when the whole is to be kept or nothing, one that is not valid refuses
// them all.
func (s *Service) AddEvents(ctx context.Context, by hindcast.Actor, key string, events []hindcast.TimelineEvent, whole bool) ([]Outcome, error) {
	if len(events) == 0 || len(events) > MostEvents {
		return nil, invalid("the events are not valid", "events", fmt.Sprintf("must be 1 to %d", MostEvents))
	}
	outcomes := make([]Outcome, len(events))
	err := s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		marked, err := milestonesOf(tx, i)
		if err != nil {
			return err
		}
		var good []*hindcast.TimelineEvent
		for n := range events {
			e := events[n]
			if outcomes[n].Fields = problemsOf(e, marked); len(outcomes[n].Fields) > 0 {
				continue
			}
			for _, m := range e.Milestones {
				marked[m] = true
			}
			fresh(tx, &e)
			outcomes[n].ID = e.ID
			good = append(good, &e)
		}
		if whole && len(good) < len(events) {
			return refusal(outcomes)
		}
		if len(good) == 0 {
			return nil
		}
		return tx.Events().AddAll("event.added", i.ID, good)
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

func milestonesOf(tx *store.Tx, i hindcast.Incident) (map[hindcast.Milestone]bool, error) {
	events, err := tx.Events().Of(i.ID)
	return marksOf(events), err
}

// marksOf are the milestones that events mark.
func marksOf(events []Event) map[hindcast.Milestone]bool {
	marked := map[hindcast.Milestone]bool{}
	for _, k := range events {
		for _, m := range k.Value.Milestones {
			marked[m] = true
		}
	}
	return marked
}

// problemsOf says what is wrong with one of many events.
func problemsOf(e hindcast.TimelineEvent, marked map[hindcast.Milestone]bool) []hindcast.FieldError {
	var p hindcast.Problems
	if err := e.Validate(); err != nil {
		if refused, ok := errors.AsType[*hindcast.Error](err); ok {
			p = append(p, refused.Fields...)
		}
	}
	for _, m := range e.Milestones {
		if marked[m] {
			p.Add("milestones", "%s is marked already", m.Words())
		}
	}
	return p
}

// refusal says of each event what was wrong with it.
func refusal(outcomes []Outcome) error {
	var p hindcast.Problems
	for n, o := range outcomes {
		for _, f := range o.Fields {
			p.Add(fmt.Sprintf("events[%d].%s", n, f.Field), "%s", f.Reason)
		}
	}
	return p.Err("the list of events")
}

// EventsAfter returns the first events of an incident that were entered after a
// ledger entry and that admits lets through, at most limit of them. It reads no
// more of a long timeline than it has to.
func (s *Service) EventsAfter(ctx context.Context, by hindcast.Actor, key string, added int64, limit int, admits func(hindcast.TimelineEvent) bool) (found []Event, err error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return nil, err
	}
	for {
		batch, err := s.store.Events().After(ctx, by, i.ID, added, store.MaxPage)
		if err != nil {
			return nil, err
		}
		for _, e := range batch {
			if admits(e.Value) {
				found = append(found, e)
			}
			if len(found) == limit {
				return found, nil
			}
		}
		if len(batch) < store.MaxPage {
			return found, nil
		}
		added = batch[len(batch)-1].Added
	}
}

// Events returns the timeline of an incident in the order it was entered.
func (s *Service) Events(ctx context.Context, by hindcast.Actor, key string) ([]Event, error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return nil, err
	}
	return s.store.Events().Of(ctx, by, i.ID)
}
