package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

func (a *API) registerSessions() {
	register(a, server.SignedIn, op("GET /me/sessions", "List where you are signed in"), a.listSessions)
	register(a, server.SignedIn, op("DELETE /me/sessions", "Sign out everywhere"), a.endSessions)
	register(a, server.SignedIn, op("DELETE /me/sessions/{id}", "End a session of yours"), a.endSession)
	register(a, hindcast.MayAdminister, describes(op("DELETE /users/{id}/sessions", "Sign somebody out everywhere"), "They may sign in again; disable them to keep them out."), a.signOutUser)
}

// signedIn refuses tokens: they have no sessions, whatever their scope.
func signedIn(by hindcast.Actor) error {
	if by.User == "" {
		return &hindcast.Error{Code: hindcast.Forbidden, Message: "sessions belong to people; a service token has none"}
	}
	return nil
}

func (a *API) listSessions(ctx context.Context, by hindcast.Actor, _ *nothing) (*list[client.Session], error) {
	if err := signedIn(by); err != nil {
		return nil, err
	}
	open, err := a.Accounts.Sessions(ctx, by, "")
	if err != nil {
		return nil, err
	}
	return whole(open, func(s accounts.OpenSession) client.Session {
		return client.Session{ID: s.ID, Method: s.Method, Agent: s.Agent, From: s.From, Opened: s.OpenedAt.UTC(), Seen: s.SeenAt.UTC(), Expires: s.ExpiresAt.UTC()}
	}), nil
}

func (a *API) endSession(ctx context.Context, by hindcast.Actor, in *Thing) (*nothing, error) {
	if err := signedIn(by); err != nil {
		return nil, err
	}
	return nil, a.Accounts.Revoke(ctx, by, in.ID)
}

func (a *API) endSessions(ctx context.Context, by hindcast.Actor, _ *nothing) (*nothing, error) {
	if err := signedIn(by); err != nil {
		return nil, err
	}
	return nil, a.Accounts.SignOutEverywhere(ctx, by)
}

func (a *API) signOutUser(ctx context.Context, by hindcast.Actor, in *Thing) (*nothing, error) {
	return nil, a.Accounts.SignOutUser(ctx, by, hindcast.UserID(in.ID))
}
