package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func userTable() *table[hindcast.User] {
	type U = hindcast.User
	columns := []column[U]{
		text("name", func(u *U) *string { return &u.Name }),
		text("email", func(u *U) *string { return &u.Email }),
		text("role", func(u *U) *hindcast.OrgRole { return &u.Role }),
		text("guest", func(u *U) *hindcast.ReviewID { return &u.Guest }),
		flag("disabled", func(u *U) *bool { return &u.Disabled }),
		instant("created_at", func(u *U) *time.Time { return &u.CreatedAt }),
	}
	return &table[U]{
		name: "users", kind: "user",
		columns: append(columns, person("created_by", func(u *U) *hindcast.Person { return &u.CreatedBy })...),
		id:      text("id", func(u *U) *hindcast.UserID { return &u.ID }),
	}
}

// Users changes who can sign in. What they sign in with is kept apart.
func (t *Tx) Users() Shelf[hindcast.User] { return Shelf[hindcast.User]{t, t.store.tables.users} }

// Users reads who can sign in.
func (s *Store) Users() Reader[hindcast.User] { return Reader[hindcast.User]{s, s.tables.users} }

// UserByEmail finds a user for signing in, when nobody acts yet. The error is
// NotFound when there is none.
func (s *Store) UserByEmail(ctx context.Context, email string) (Kept[hindcast.User], error) {
	return s.oneUser(ctx, "t.email = $1 and t.email <> ''", email)
}

// UserByID finds a user for signing in, when nobody acts yet. The error is
// NotFound when there is none.
func (s *Store) UserByID(ctx context.Context, id hindcast.UserID) (Kept[hindcast.User], error) {
	return s.oneUser(ctx, "t.id = $1", string(id))
}

func (s *Store) oneUser(ctx context.Context, where string, args ...any) (k Kept[hindcast.User], err error) {
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.User", Message: "there is no such user"}
	for _, arg := range args {
		if text, ok := arg.(string); ok && !fits(text) {
			return k, absent
		}
	}
	k, err = s.tables.users.scan(s.readers.QueryRowContext(ctx, s.tables.users.selection()+" where "+where, args...).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return k, absent
	}
	return k, s.dialect.explain("read the user", err)
}

// Admins returns the admins who can sign in, the first one added first.
func (s *Store) Admins(ctx context.Context) ([]Kept[hindcast.User], error) {
	found, err := admins(ctx, s.readers, s.tables.users)
	return found, s.dialect.explain("read the admins", err)
}

// Admins is Store.Admins as this update sees it.
func (t *Tx) Admins() ([]Kept[hindcast.User], error) {
	found, err := admins(t.ctx, t.sql, t.store.tables.users)
	return found, t.note("read the admins", err)
}

func admins(ctx context.Context, q querier, users *table[hindcast.User]) ([]Kept[hindcast.User], error) {
	return users.all(ctx, q, users.selection()+" where t.role = $1 and t.disabled = 0 order by t.added", string(hindcast.Admin))
}

// Strangers are the approvers whom rules name for some kinds of change, for all
// when none is given, and who are no users that could approve anything.
func (s *Store) Strangers(ctx context.Context, r hindcast.ActionRules, kinds ...hindcast.ChangeKind) (list []hindcast.Stranger, err error) {
	if len(kinds) == 0 {
		kinds = hindcast.ChangeKinds()
	}
	for _, kind := range kinds {
		for _, named := range r.Approvers[kind] {
			k, err := s.oneUser(ctx, "(t.id = $1 or t.email = $2 and t.email <> '') and t.disabled = 0", named, hindcast.FoldEmail(named))
			if err == nil && k.Value.Role != hindcast.Guest {
				continue
			}
			if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
				return nil, err
			}
			list = append(list, hindcast.Stranger{Kind: kind, Named: named})
		}
	}
	return list, nil
}
