package incidents

import (
	"context"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Stay is when somebody was paged, joined and left; zero times are not known.
type Stay struct{ Paged, Joined, Left time.Time }

// TookPart names somebody who took part, or gives further roles to whom is named
// already, and puts the times of their stay on the timeline, which is the only
// source of them.
func (s *Service) TookPart(ctx context.Context, by hindcast.Actor, key string, p hindcast.Participant, stay Stay) (did Span, err error) {
	if err := p.Validate(); err != nil {
		return did, err
	}
	events := stay.events(p)
	for _, e := range events {
		if err := e.Validate(); err != nil {
			return did, err
		}
	}
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if err := nameAs(tx, i, p); err != nil {
			return err
		}
		for _, e := range events {
			if _, err := addEvent(tx, i, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// nameAs adds a participant, or adds roles to the one there is.
func nameAs(tx *store.Tx, i hindcast.Incident, p hindcast.Participant) error {
	others, err := tx.Participants().Of(i.ID)
	if err != nil {
		return err
	}
	for _, o := range others {
		if !o.Value.Person.Same(p.Person) {
			continue
		}
		is := o.Value
		for _, r := range p.Roles {
			if !is.HasRole(r) {
				is.Roles = append(is.Roles[:len(is.Roles):len(is.Roles)], r)
			}
		}
		if is.Team == "" {
			is.Team = p.Team
		}
		if len(is.Roles) == len(o.Value.Roles) && is.Team == o.Value.Team {
			return nil
		}
		return tx.Participants().Change("participant.changed", &is, o.Version)
	}
	p.ID = hindcast.ParticipantID(tx.NewID("par"))
	return tx.Participants().Add("participant.added", i.ID, &p)
}

// events are what the timeline is told of a stay.
func (s Stay) events(p hindcast.Participant) []hindcast.TimelineEvent {
	var list []hindcast.TimelineEvent
	var role hindcast.Role
	as := ""
	if len(p.Roles) > 0 {
		role, as = p.Roles[0], " as "+p.Roles[0].Words()
	}
	add := func(at time.Time, kind hindcast.EventKind, text string) {
		if !at.IsZero() {
			list = append(list, hindcast.TimelineEvent{At: at, Precision: hindcast.PrecisionMinute, Kind: kind, Actor: p.Person, Role: role, Text: strings.TrimSpace(text)})
		}
	}
	add(s.Paged, hindcast.Page, "Paged "+p.Person.Name+as)
	add(s.Joined, hindcast.Join, p.Person.Name+" joined"+as)
	add(s.Left, hindcast.Leave, p.Person.Name+" left")
	return list
}
