package accounts

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// How long somebody stays signed in: at most, and without being seen. Ours,
// within what OWASP's session management cheat sheet calls low risk.
const (
	SessionLength = 30 * 24 * time.Hour
	SessionIdle   = 7 * 24 * time.Hour
)

// Ways to sign in, as sessions and the ledger name them.
const (
	ByLink     = "link"
	ByPassword = "password"
	ByPasskey  = "passkey"
	ByOIDC     = "oidc"
)

// Session says who is signed in by the secret of a session. The error is
// Unauthenticated when nobody is: it never was one, it ended, was revoked, or its
// user is disabled.
func (s *Service) Session(ctx context.Context, secret, from string) (hindcast.Actor, error) {
	if secret == "" {
		return hindcast.Actor{}, refused("sign in first")
	}
	found, err := s.store.SessionByHash(ctx, hashOf(secret))
	if err != nil {
		return hindcast.Actor{}, s.knocked(hashOf(secret), from, err)
	}
	now, session := s.cfg.Now(), found.Session
	if found.User.Disabled || !session.ExpiresAt.After(now) || !session.SeenAt.Add(SessionIdle).After(now) {
		return hindcast.Actor{}, refused("this session has ended; sign in again") // it was a session: no guess
	}
	if now.Sub(session.SeenAt) >= time.Minute {
		// That somebody was seen is worth a write a minute, not a failed request.
		_ = s.store.Update(ctx, program(from), func(tx *store.Tx) error { return tx.SawSession(session.ID, from) })
	}
	by := found.User.Actor(from)
	by.Teams = found.Teams
	return by, nil
}

// signIn opens a session for a user within an update and returns its secret.
func (s *Service) signIn(tx *store.Tx, user hindcast.UserID, method string, v Visit) (secret string, err error) {
	k, err := tx.Users().Get(string(user))
	if err != nil {
		return "", err
	}
	if k.Value.Disabled {
		return "", &hindcast.Error{Code: hindcast.Forbidden, Message: "this account is disabled; ask an admin"}
	}
	secret = newSecret()
	return secret, tx.OpenSession(hashOf(secret), store.Session{
		User: user, Method: method, Agent: cut(v.Agent, 300), From: v.From, ExpiresAt: s.cfg.Now().Add(SessionLength),
	})
}

// cut keeps the beginning of what a stranger's browser says.
func cut(text string, max int) string {
	if len(text) > max {
		text = text[:max]
	}
	return text
}

// OpenSession is a session as its owner sees it.
type OpenSession struct {
	Session
	Current bool // Current is the one that asks.
}

// Sessions lists where the actor is signed in. secret is that of the session
// that asks.
func (s *Service) Sessions(ctx context.Context, by hindcast.Actor, secret string) ([]OpenSession, error) {
	if by.User == "" {
		return nil, refused("sign in first")
	}
	current, err := s.store.SessionByHash(ctx, hashOf(secret))
	if err != nil && hindcast.CodeOf(err) != hindcast.Unauthenticated {
		return nil, err
	}
	all, err := s.store.Sessions(ctx, by.User)
	if err != nil {
		return nil, err
	}
	var open []OpenSession
	now := s.cfg.Now()
	for _, each := range all {
		if each.ExpiresAt.After(now) && each.SeenAt.Add(SessionIdle).After(now) {
			open = append(open, OpenSession{Session: each, Current: each.ID == current.Session.ID})
		}
	}
	return open, nil
}

// Revoke ends one of the actor's sessions. The error is NotFound when it is not
// one of theirs.
func (s *Service) Revoke(ctx context.Context, by hindcast.Actor, id string) error {
	if by.User == "" {
		return refused("sign in first")
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.CloseSession(by.User, id) })
}

// SignOut ends the session of a secret. One that has ended already is no error.
func (s *Service) SignOut(ctx context.Context, by hindcast.Actor, secret string) error {
	found, err := s.store.SessionByHash(ctx, hashOf(secret))
	if err == nil {
		err = s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.CloseSession(found.User.ID, found.Session.ID) })
	}
	if code := hindcast.CodeOf(err); code == hindcast.Unauthenticated || code == hindcast.NotFound {
		return nil
	}
	return err
}

// SignOutEverywhere ends every session of the actor and makes their unused links
// worthless.
func (s *Service) SignOutEverywhere(ctx context.Context, by hindcast.Actor) error {
	if by.User == "" {
		return refused("sign in first")
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return shutOut(tx, by.User) })
}

// SignOutUser ends every session of somebody, whom an admin does not trust their
// device to, and makes their unused links worthless. They may sign in again.
func (s *Service) SignOutUser(ctx context.Context, by hindcast.Actor, id hindcast.UserID) error {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := tx.Users().Get(string(id)); err != nil {
			return err
		}
		return shutOut(tx, id)
	})
}

// shutOut ends whatever a user is signed in with, or could be by a link.
func shutOut(tx *store.Tx, user hindcast.UserID) error {
	if _, err := tx.CloseSessions(user); err != nil {
		return err
	}
	return tx.DropLinks(user)
}
