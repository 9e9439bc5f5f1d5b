package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// A session's row is known by the SHA-256 of its secret, so that somebody who
// reads the database is not let in by it. Opening and closing is in the ledger;
// when it was last seen is not.

// Session is somebody being signed in with one browser.
type Session struct {
	ID        string
	User      hindcast.UserID
	Method    string // Method is how they signed in: link, password, passkey, oidc.
	Agent     string // Agent is what the browser calls itself.
	From      string // From is the address it was last seen at.
	OpenedAt  time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
}

// SignedIn is a session with whom it belongs to.
type SignedIn struct {
	Session Session
	User    hindcast.User
	Teams   []hindcast.TeamID
}

const sessionColumns = "s.id, s.user_id, s.method, s.agent, s.address, s.opened_at, s.seen_at, s.expires_at"

func scanSession(scan func(...any) error, more ...any) (s Session, err error) {
	var opened, seen, expires int64
	err = scan(append([]any{&s.ID, &s.User, &s.Method, &s.Agent, &s.From, &opened, &seen, &expires}, more...)...)
	s.OpenedAt, s.SeenAt, s.ExpiresAt = fromMicros(opened), fromMicros(seen), fromMicros(expires)
	return s, err
}

// OpenSession signs somebody in under the hash of a secret, and forgets sessions
// that expired.
func (t *Tx) OpenSession(hash string, s Session) error {
	if s.ID == "" {
		s.ID = t.NewID("ses")
	}
	s.Agent, s.From = storable(s.Agent), storable(s.From)
	if _, err := t.execQuietly("delete from sessions where expires_at < $1", toMicros(t.now)); err != nil {
		return err
	}
	_, err := t.exec("insert into sessions (id, hash, user_id, method, agent, address, opened_at, seen_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
		s.ID, hash, string(s.User), s.Method, s.Agent, s.From, toMicros(t.now), toMicros(s.ExpiresAt))
	if err != nil {
		return err
	}
	return t.Record("session.opened", sessionSubject(s.ID), map[string]any{"user": s.User, "method": s.Method, "agent": s.Agent})
}

func sessionSubject(id string) Subject { return Subject{Kind: "session", ID: id} }

// CloseSession ends one session of a user. The error is NotFound when they have
// no such session.
func (t *Tx) CloseSession(user hindcast.UserID, id string) error {
	rows, err := int64(0), error(nil)
	if fits(id) && fits(string(user)) {
		rows, err = t.exec("delete from sessions where id = $1 and user_id = $2", id, string(user))
	}
	if err == nil && rows == 0 {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "store.Tx.CloseSession", Message: "there is no such session; it may have ended already"}
	}
	if err != nil {
		return err
	}
	return t.Record("session.closed", sessionSubject(id), map[string]any{"user": user})
}

// CloseSessions ends every session of a user and returns how many there were.
func (t *Tx) CloseSessions(user hindcast.UserID) (closed int, err error) {
	open, err := sessionsOf(t.ctx, t.sql, user)
	if err != nil {
		return 0, t.note("read the sessions", err)
	}
	for _, s := range open {
		if err := t.CloseSession(user, s.ID); err != nil {
			return 0, err
		}
	}
	return len(open), nil
}

// SawSession notes that a session is in use, unless that was noted within the
// last minute. It is not in the ledger.
func (t *Tx) SawSession(id, from string) error {
	_, err := t.execQuietly("update sessions set seen_at = $1, address = $2 where id = $3 and seen_at <= $4",
		toMicros(t.now), storable(from), id, toMicros(t.now.Add(-time.Minute)))
	return err
}

// Sessions returns the sessions of a user, the one opened last first. Whose they
// may be is the caller's affair.
func (s *Store) Sessions(ctx context.Context, user hindcast.UserID) ([]Session, error) {
	found, err := sessionsOf(ctx, s.readers, user)
	return found, s.dialect.explain("read the sessions", err)
}

func sessionsOf(ctx context.Context, q querier, user hindcast.UserID) ([]Session, error) {
	if !fits(string(user)) {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, "select "+sessionColumns+" from sessions s where s.user_id = $1 order by s.opened_at desc, s.id desc", string(user))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Session
	for rows.Next() {
		s, err := scanSession(rows.Scan)
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, rows.Err()
}

// SessionByHash finds the session of a secret with its user and the teams they
// are in, in one query: every request asks it. The error is Unauthenticated when
// there is none. Whether it still lets anybody in is the caller's affair.
func (s *Store) SessionByHash(ctx context.Context, hash string) (found SignedIn, err error) {
	rows, err := s.readers.QueryContext(ctx, "select "+sessionColumns+", u.name, u.email, u.role, u.guest, u.disabled, coalesce(m.team_id, '')"+
		" from sessions s join users u on u.id = s.user_id left join team_members m on m.user_id = u.id where s.hash = $1", hash)
	if err != nil {
		return found, s.dialect.explain("read the session", err)
	}
	defer rows.Close()
	for rows.Next() {
		var team hindcast.TeamID
		var disabled int64
		u := &found.User
		if found.Session, err = scanSession(rows.Scan, &u.Name, &u.Email, &u.Role, &u.Guest, &disabled, &team); err != nil {
			return found, s.dialect.explain("read the session", err)
		}
		u.ID, u.Disabled = found.Session.User, disabled == 1
		if team != "" {
			found.Teams = append(found.Teams, team)
		}
	}
	err = rows.Err()
	if err == nil && found.Session.ID == "" {
		err = &hindcast.Error{Code: hindcast.Unauthenticated, Op: "store.SessionByHash", Message: "this session has ended; sign in again", Err: sql.ErrNoRows}
	}
	if errors.Is(err, sql.ErrNoRows) {
		return found, err
	}
	return found, s.dialect.explain("read the session", err)
}
