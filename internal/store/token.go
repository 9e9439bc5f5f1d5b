package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func tokenTable() *table[hindcast.ServiceToken] {
	type S = hindcast.ServiceToken
	columns := []column[S]{
		text("name", func(s *S) *string { return &s.Name }),
		text("hash", func(s *S) *string { return &s.Hash }),
		text("role", func(s *S) *hindcast.OrgRole { return &s.Role }),
		list("scopes", func(s *S) *[]hindcast.Scope { return &s.Scopes }),
		list("teams", func(s *S) *[]hindcast.TeamID { return &s.Teams }),
		instant("created_at", func(s *S) *time.Time { return &s.CreatedAt }),
		instant("expires_at", func(s *S) *time.Time { return &s.ExpiresAt }),
		instant("revoked_at", func(s *S) *time.Time { return &s.RevokedAt }),
	}
	return &table[S]{
		name: "tokens", kind: "token",
		columns: append(columns, person("created_by", func(s *S) *hindcast.Person { return &s.CreatedBy })...),
		id:      text("id", func(s *S) *hindcast.TokenID { return &s.ID }),
		derived: func(*Kept[S]) []derivedColumn { return []derivedColumn{{"used_at", unrecorded}} },
	}
}

// Tokens changes the service tokens.
func (t *Tx) Tokens() Shelf[hindcast.ServiceToken] {
	return Shelf[hindcast.ServiceToken]{t, t.store.tables.tokens}
}

// Tokens reads the service tokens.
func (s *Store) Tokens() Reader[hindcast.ServiceToken] {
	return Reader[hindcast.ServiceToken]{s, s.tables.tokens}
}

// UsedToken is a token with its creator as they are now and when it was last
// used.
type UsedToken struct {
	Token   hindcast.ServiceToken
	Creator hindcast.User
	UsedAt  time.Time // UsedAt is zero for one that was never used.
}

// TokenByHash finds the token of a secret. The error is Unauthenticated when
// there is none. Whether it still lets anybody in is the caller's affair.
func (s *Store) TokenByHash(ctx context.Context, hash string) (found UsedToken, err error) {
	var used, disabled int64
	u := &found.Creator
	row := s.readers.QueryRowContext(ctx, s.tables.tokens.selection("t.used_at", "coalesce(u.id, '')", "coalesce(u.name, '')", "coalesce(u.role, '')", "coalesce(u.disabled, 0)")+
		" left join users u on u.id = t.created_by_user where t.hash = $1 and t.hash <> ''", hash)
	k, err := s.tables.tokens.scan(row.Scan, &used, &u.ID, &u.Name, &u.Role, &disabled)
	if errors.Is(err, sql.ErrNoRows) {
		return found, &hindcast.Error{Code: hindcast.Unauthenticated, Op: "store.TokenByHash", Message: "this token is not one of ours, or was revoked", Err: err}
	}
	found.Token, found.UsedAt, u.Disabled = k.Value, fromMicros(used), disabled == 1
	return found, s.dialect.explain("read the token", err)
}

// UsedToken notes that a token is in use, unless that was noted within the last
// minute. It is not in the ledger.
func (t *Tx) UsedToken(id hindcast.TokenID) error {
	_, err := t.execQuietly("update tokens set used_at = $1 where id = $2 and used_at <= $3", toMicros(t.now), string(id), toMicros(t.now.Add(-time.Minute)))
	return err
}

// TokensUsed returns when each token was last used.
func (s *Store) TokensUsed(ctx context.Context) (map[hindcast.TokenID]time.Time, error) {
	const attempt = "read when tokens were used"
	rows, err := s.readers.QueryContext(ctx, "select id, used_at from tokens")
	if err != nil {
		return nil, s.dialect.explain(attempt, err)
	}
	defer rows.Close()
	used := map[hindcast.TokenID]time.Time{}
	for rows.Next() {
		var id hindcast.TokenID
		var at int64
		if err := rows.Scan(&id, &at); err != nil {
			return nil, s.dialect.explain(attempt, err)
		}
		used[id] = fromMicros(at)
	}
	return used, s.dialect.explain(attempt, rows.Err())
}
