package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) getChannel(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Channel], error) {
	c, err := a.Reminders.Channel(ctx, by, hindcast.TeamID(in.ID))
	if err != nil {
		return nil, err
	}
	if c.Version == 0 {
		return nil, &hindcast.Error{Code: hindcast.NotFound, Op: "api.getChannel", Message: "this team is not reminded in chat"}
	}
	return shown(c.Version, client.Channel{Version: c.Version, Shape: string(c.Shape), Host: c.Host, Failure: c.Failure, Tried: instant(c.Tried), Taken: instant(c.Taken)}), nil
}

// channelChange is where a team is to be reminded, and what that was made from.
type channelChange struct {
	Thing
	Matching
	Body client.NewChannel
}

func (a *API) setChannel(ctx context.Context, by hindcast.Actor, in *channelChange) (*one[client.Channel], error) {
	version, err := in.orFirst()
	if err != nil {
		return nil, err
	}
	if err := a.Reminders.SetChannel(ctx, by, hindcast.TeamID(in.ID), version, hindcast.ChatShape(in.Body.Shape), in.Body.Address); err != nil {
		return nil, err
	}
	return a.getChannel(ctx, by, &in.Thing)
}

func (a *API) removeChannel(ctx context.Context, by hindcast.Actor, in *thingRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return nil, a.Reminders.RemoveChannel(ctx, by, hindcast.TeamID(in.ID), version)
}

func (a *API) tryChannel(ctx context.Context, by hindcast.Actor, in *Thing) (*nothing, error) {
	return nil, a.Reminders.TryChannel(ctx, by, hindcast.TeamID(in.ID))
}
