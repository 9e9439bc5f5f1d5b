package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Link lets somebody in once. Like a session, it is known by the SHA-256 of its
// secret.
type Link struct {
	ID        string
	Kind      string          // Kind is what it is for; the caller's word.
	User      hindcast.UserID // User is whom it signs in; empty for one that makes the first admin.
	MadeAt    time.Time
	ExpiresAt time.Time
}

const linkColumns = "id, kind, user_id, made_at, expires_at"

func scanLink(scan func(...any) error) (l Link, err error) {
	var made, expires int64
	err = scan(&l.ID, &l.Kind, &l.User, &made, &expires)
	l.MadeAt, l.ExpiresAt = fromMicros(made), fromMicros(expires)
	if errors.Is(err, sql.ErrNoRows) {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "store.Link", Message: "this link was used already, or is not one of ours", Err: err}
	}
	return l, err
}

// AddLink keeps a link under the hash of its secret, and forgets links that
// expired.
func (t *Tx) AddLink(hash string, l Link) error {
	l.ID = t.NewID("lnk")
	if _, err := t.execQuietly("delete from links where expires_at < $1", toMicros(t.now)); err != nil {
		return err
	}
	if _, err := t.exec("insert into links (id, hash, kind, user_id, made_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
		l.ID, hash, l.Kind, string(l.User), toMicros(t.now), toMicros(l.ExpiresAt)); err != nil {
		return err
	}
	return t.Record("link.made", linkSubject(l.ID), map[string]any{"kind": l.Kind, "user": l.User})
}

func linkSubject(id string) Subject { return Subject{Kind: "link", ID: id} }

// TakeLink uses a link up: of those who try at once, one gets it, and the others
// get NotFound. Whether it had expired is the caller's affair.
func (t *Tx) TakeLink(hash string) (Link, error) {
	l, err := scanLink(t.sql.QueryRowContext(t.ctx, "delete from links where hash = $1 returning "+linkColumns, hash).Scan)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return l, err
	}
	if err := t.note("take the link", err); err != nil {
		return l, err
	}
	t.changed = true
	return l, t.Record("link.used", linkSubject(l.ID), map[string]any{"kind": l.Kind, "user": l.User})
}

// DropLinks makes the unused links of a user worthless; those of "" are the ones
// that make the first admin.
func (t *Tx) DropLinks(user hindcast.UserID) error {
	rows, err := t.exec("delete from links where user_id = $1", string(user))
	if err != nil || rows == 0 {
		return err
	}
	return t.Record("link.dropped", Subject{Kind: "user", ID: string(user)}, map[string]any{"links": rows})
}

// LinkByHash finds a link without using it. The error is NotFound when there is
// none.
func (s *Store) LinkByHash(ctx context.Context, hash string) (Link, error) {
	l, err := scanLink(s.readers.QueryRowContext(ctx, "select "+linkColumns+" from links where hash = $1", hash).Scan)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return l, err
	}
	return l, s.dialect.explain("read the link", err)
}
