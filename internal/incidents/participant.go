package incidents

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Participants returns who took part.
func (s *Service) Participants(ctx context.Context, by hindcast.Actor, key string) ([]Kept[hindcast.Participant], error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return nil, err
	}
	return s.store.Participants().Of(ctx, by, i.ID)
}

// AddParticipant names somebody who took part. They may see the incident from then
// on.
func (s *Service) AddParticipant(ctx context.Context, by hindcast.Actor, key string, p hindcast.Participant) (kept Kept[hindcast.Participant], err error) {
	if err := p.Validate(); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		others, err := tx.Participants().Of(i.ID)
		if err != nil {
			return err
		}
		for _, o := range others {
			if o.Value.Person.Same(p.Person) {
				return &hindcast.Error{Code: hindcast.Conflict, Message: "they are named as a participant already; change their roles instead"}
			}
		}
		p.ID = hindcast.ParticipantID(tx.NewID("par"))
		if err := tx.Participants().Add("participant.added", i.ID, &p); err != nil {
			return err
		}
		kept, err = tx.Participants().Get(string(p.ID))
		return err
	})
	return kept, err
}

// ChangeParticipant changes who somebody is, or in which roles they took part.
func (s *Service) ChangeParticipant(ctx context.Context, by hindcast.Actor, key string, p hindcast.Participant, version int64) (kept Kept[hindcast.Participant], err error) {
	if err := p.Validate(); err != nil {
		return kept, err
	}
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		was, err := part(tx.Participants(), i, string(p.ID))
		if err != nil {
			return err
		}
		p.Origin = was.Value.Origin
		if err := tx.Participants().Change("participant.changed", &p, version); err != nil {
			return err
		}
		kept, err = tx.Participants().Get(string(p.ID))
		return err
	})
	return kept, err
}

// RemoveParticipant takes somebody off the list; what the timeline tells of them
// stays.
func (s *Service) RemoveParticipant(ctx context.Context, by hindcast.Actor, key string, id hindcast.ParticipantID, version int64) (did Span, err error) {
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if _, err := part(tx.Participants(), i, string(id)); err != nil {
			return err
		}
		return tx.Participants().Remove("participant.removed", string(id), version)
	})
}
