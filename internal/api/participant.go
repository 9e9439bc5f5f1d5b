package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

func (a *API) registerParticipants() {
	register(a, hindcast.MayRead, op("GET /incidents/{key}/participants", "List who took part"), a.listParticipants)
	register(a, hindcast.MayWriteTimeline, creates(describes(op("POST /incidents/{key}/participants", "Name somebody who took part"),
		"Whoever can sign in sees the incident from then on, also when it is restricted.")), a.addParticipant)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/participants/{id}", "Get a participant"), a.getParticipant)
	register(a, hindcast.MayWriteTimeline, op("PUT /incidents/{key}/participants/{id}", "Change who took part"), a.changeParticipant)
	register(a, hindcast.MayWriteTimeline, op("DELETE /incidents/{key}/participants/{id}", "Remove a participant"), a.removeParticipant)
}

// present returns how a participant is shown, with when they were paged, joined
// and left as the timeline tells it.
func (a *API) present(ctx context.Context, by hindcast.Actor, key string) (func(incidents.Kept[hindcast.Participant]) client.Participant, error) {
	events, err := a.Incidents.Events(ctx, by, key)
	if err != nil {
		return nil, err
	}
	var told hindcast.Record
	for _, e := range events {
		told.Timeline = append(told.Timeline, e.Value)
	}
	at := func(e *hindcast.TimelineEvent) hindcast.TimelineEvent {
		if e == nil {
			return hindcast.TimelineEvent{}
		}
		return *e
	}
	return func(k incidents.Kept[hindcast.Participant]) client.Participant {
		p, there := k.Value, told.Presence(k.Value)
		return client.Participant{ID: string(p.ID), Version: k.Version, Person: client.Person{User: text(p.Person.User), Name: p.Person.Name}, Roles: words(p.Roles), Team: text(p.Team),
			Paged: instant(at(there.Paged).At), Joined: instant(at(there.Joined).At), Left: instant(at(there.Left).At)}
	}, nil
}

func (a *API) listParticipants(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Participant], error) {
	kept, err := a.Incidents.Participants(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	form, err := a.present(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(kept, form), nil
}

func (a *API) getParticipant(ctx context.Context, by hindcast.Actor, in *Part) (*one[client.Participant], error) {
	all, err := a.Incidents.Participants(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	k, err := amongst(all, func(p hindcast.Participant) bool { return string(p.ID) == in.ID })
	if err != nil {
		return nil, err
	}
	form, err := a.present(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return shown(k.Version, form(k)), nil
}

func readParticipant(n client.NewParticipant) hindcast.Participant {
	return hindcast.Participant{Person: readPerson(&n.Person), Roles: named[hindcast.Role](n.Roles), Team: n.Team}
}

func (a *API) addParticipant(ctx context.Context, by hindcast.Actor, in *inside[client.NewParticipant]) (*made[client.Participant], error) {
	kept, err := a.Incidents.AddParticipant(ctx, by, in.Key, readParticipant(in.Body))
	if err != nil {
		return nil, err
	}
	form, err := a.present(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return created(kept.Version, form(kept), "incidents", in.Key, "participants", string(kept.Value.ID)), nil
}

func (a *API) changeParticipant(ctx context.Context, by hindcast.Actor, in *partChange[client.NewParticipant]) (*one[client.Participant], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	p := readParticipant(in.Body)
	p.ID = hindcast.ParticipantID(in.ID)
	kept, err := a.Incidents.ChangeParticipant(ctx, by, in.Key, p, version)
	if err != nil {
		return nil, err
	}
	form, err := a.present(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, form(kept)), nil
}

func (a *API) removeParticipant(ctx context.Context, by hindcast.Actor, in *partRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	_, err = a.Incidents.RemoveParticipant(ctx, by, in.Key, hindcast.ParticipantID(in.ID), version)
	return nil, err
}
