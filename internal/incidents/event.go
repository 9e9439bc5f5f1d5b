package incidents

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Event is a timeline event as it is kept.
type Event = Kept[hindcast.TimelineEvent]

// AddEvent puts an event on the timeline. A message to an audience is an event of
// kind communication.
func (s *Service) AddEvent(ctx context.Context, by hindcast.Actor, key string, e hindcast.TimelineEvent) (kept Event, err error) {
	if err := e.Validate(); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) (err error) {
		if err = milestonesFree(tx, i, e); err == nil {
			kept, err = addEvent(tx, i, e)
		}
		return err
	})
	return kept, err
}

// AddLine puts one typed line on the timeline, such as "14:32 alert fired". A line
// that tells several things becomes several events. day is that of times that name
// none.
func (s *Service) AddLine(ctx context.Context, by hindcast.Actor, key, line string, day hindcast.Date) (kept []Event, err error) {
	read := LineOutcome{Line: line}
	events := read.read(&entry.Clock{Day: day})
	if events == nil {
		return nil, invalid("the line is not understood", "line", read.Problem)
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		for _, e := range events {
			if err := milestonesFree(tx, i, e); err != nil {
				return err
			}
			k, err := addEvent(tx, i, e)
			if err != nil {
				return err
			}
			kept = append(kept, k)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// addEvent keeps a new event as entered now by who makes the change.
func addEvent(tx *store.Tx, i hindcast.Incident, e hindcast.TimelineEvent) (Event, error) {
	fresh(tx, &e)
	if err := tx.Events().Add("event.added", i.ID, &e); err != nil {
		return Event{}, err
	}
	return tx.Events().Get(string(e.ID))
}

// fresh gives an event what is not the caller's to say.
func fresh(tx *store.Tx, e *hindcast.TimelineEvent) {
	e.ID, e.EnteredAt, e.EnteredBy, e.History = hindcast.EventID(tx.NewID("evt")), tx.Now(), tx.By().Person(), nil
}

// milestonesFree refuses an event that marks what another event marks already.
func milestonesFree(tx *store.Tx, i hindcast.Incident, e hindcast.TimelineEvent) error {
	if len(e.Milestones) == 0 {
		return nil
	}
	others, err := tx.Events().Of(i.ID)
	if err != nil {
		return err
	}
	for _, m := range e.Milestones {
		if slices.ContainsFunc(others, func(k Event) bool { return k.Value.ID != e.ID && k.Value.Marks(m) }) {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "another event is marked “" + m.Words() + "” already; take the mark from it first",
				Fields: []hindcast.FieldError{{Field: "milestones", Reason: m.Words() + " is marked already"}}}
		}
	}
	return nil
}

// ChangeEvent corrects an event. What it said before is kept beside it, with the
// reason.
func (s *Service) ChangeEvent(ctx context.Context, by hindcast.Actor, key string, e hindcast.TimelineEvent, version int64, reason string) (kept Event, err error) {
	if err := required("a correction", reason); err != nil {
		return kept, err
	}
	if err := e.Validate(); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		was, err := part(tx.Events(), i, string(e.ID))
		if err != nil {
			return err
		}
		if err := milestonesFree(tx, i, e); err != nil {
			return err
		}
		kept, err = correct(tx, was, e, version, reason)
		return err
	})
	return kept, err
}

// correct keeps another state of an event, and what it was beside it.
func correct(tx *store.Tx, was Event, e hindcast.TimelineEvent, version int64, reason string) (Event, error) {
	e.EnteredAt, e.EnteredBy, e.Origin = was.Value.EnteredAt, was.Value.EnteredBy, was.Value.Origin
	e.History = append(slices.Clone(was.Value.History), corrections(was.Value, e, tx.Now(), tx.By().Person(), reason)...)
	if err := tx.Events().ChangeBecause("event.corrected", &e, version, reason); err != nil {
		return Event{}, err
	}
	return tx.Events().Get(string(e.ID))
}

// corrections are the fields in which two states of an event differ.
func corrections(was, is hindcast.TimelineEvent, at time.Time, by hindcast.Person, reason string) []hindcast.Correction {
	var list []hindcast.Correction
	for _, f := range []struct {
		name string
		of   func(hindcast.TimelineEvent) string
	}{
		{"at", func(e hindcast.TimelineEvent) string { return instantText(e.At) }},
		{"until", func(e hindcast.TimelineEvent) string { return instantText(e.Until) }},
		{"precision", func(e hindcast.TimelineEvent) string { return string(e.Precision) }},
		{"kind", func(e hindcast.TimelineEvent) string { return string(e.Kind) }},
		{"text", func(e hindcast.TimelineEvent) string { return e.Text }},
		{"actor", func(e hindcast.TimelineEvent) string { return e.Actor.Name }},
		{"role", func(e hindcast.TimelineEvent) string { return string(e.Role) }},
		{"noticed_by", func(e hindcast.TimelineEvent) string { return string(e.NoticedBy) }},
		{"milestones", func(e hindcast.TimelineEvent) string {
			names := make([]string, len(e.Milestones))
			for n, m := range e.Milestones {
				names[n] = string(m)
			}
			return strings.Join(names, ", ")
		}},
	} {
		if before, after := f.of(was), f.of(is); before != after {
			list = append(list, hindcast.Correction{At: at, By: by, Reason: reason, Field: f.name, Was: before, Became: after})
		}
	}
	if len(list) == 0 { // a detail changed: the ledger has both states
		list = append(list, hindcast.Correction{At: at, By: by, Reason: reason, Field: "details"})
	}
	return list
}

func instantText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// RemoveEvent takes an event off the timeline; the ledger keeps what it was.
func (s *Service) RemoveEvent(ctx context.Context, by hindcast.Actor, key string, id hindcast.EventID, version int64) (did Span, err error) {
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if _, err := part(tx.Events(), i, string(id)); err != nil {
			return err
		}
		return tx.Events().Remove("event.removed", string(id), version)
	})
}

// Event loads one event of an incident.
func (s *Service) Event(ctx context.Context, by hindcast.Actor, key string, id hindcast.EventID) (Event, error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return Event{}, err
	}
	k, err := s.store.Events().Get(ctx, by, string(id))
	if err == nil && k.Incident != i.ID {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "incidents.Event", Message: "there is no such event on " + i.Key}
	}
	return k, err
}
