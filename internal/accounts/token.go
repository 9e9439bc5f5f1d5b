package accounts

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// TokenPrefix begins every token's secret, so that scanners of code and logs can
// find one that was left there.
const TokenPrefix = "hct_"

// Token says who acts by the secret of a service token. The error is
// Unauthenticated when it is none, was revoked, has expired, or whoever made it
// was disabled. It may do no more than its maker may at this moment.
func (s *Service) Token(ctx context.Context, secret, from string) (hindcast.Actor, error) {
	if !strings.HasPrefix(secret, TokenPrefix) {
		return hindcast.Actor{}, s.knocked(hashOf(secret), from, refused("this is no token of ours; tokens begin with "+TokenPrefix))
	}
	found, err := s.store.TokenByHash(ctx, hashOf(secret))
	if err != nil {
		return hindcast.Actor{}, s.knocked(hashOf(secret), from, err)
	}
	now, token := s.cfg.Now(), found.Token
	if !token.Usable(now) || found.Creator.Disabled {
		return hindcast.Actor{}, s.knocked(hashOf(secret), from, refused("this token is not one of ours, or was revoked")) // as for one that never was
	}
	if now.Sub(found.UsedAt) >= time.Minute {
		// That it was used is worth a write a minute, not a failed request.
		_ = s.store.Update(ctx, program(from), func(tx *store.Tx) error { return tx.UsedToken(token.ID) })
	}
	by := hindcast.Actor{Name: token.Name, Role: token.Role, Teams: token.Teams, Token: string(token.ID), Scopes: token.Scopes, From: from}
	if found.Creator.ID != "" && by.Role.Outranks(found.Creator.Role) {
		by.Role = found.Creator.Role
	}
	return by, nil
}

// NewToken is what a token is made from.
type NewToken struct {
	Name      string
	Role      hindcast.OrgRole // Role is the maker's own when it is empty.
	Scopes    []hindcast.Scope
	Teams     []hindcast.TeamID
	ExpiresAt time.Time
}

// MakeToken makes a service token and returns its secret, which is not shown
// again. A token never may more than who makes it.
func (s *Service) MakeToken(ctx context.Context, by hindcast.Actor, n NewToken) (secret string, token hindcast.ServiceToken, err error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return "", token, err
	}
	token = hindcast.ServiceToken{
		Name: strings.TrimSpace(n.Name), Role: cmp.Or(n.Role, by.Role), Scopes: n.Scopes, Teams: n.Teams, ExpiresAt: n.ExpiresAt.UTC().Truncate(time.Microsecond),
		CreatedAt: s.cfg.Now().UTC().Truncate(time.Microsecond), CreatedBy: by.Person(),
	}
	if n.ExpiresAt.IsZero() {
		token.ExpiresAt = time.Time{}
	}
	if err := tokenWithin(by, token); err != nil {
		return "", token, err
	}
	secret = TokenPrefix + newSecret()
	token.Hash = hashOf(secret)
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		token.ID = hindcast.TokenID(tx.NewID("tok"))
		for _, team := range token.Teams {
			if _, err := tx.Teams().Get(string(team)); err != nil {
				return err
			}
		}
		return tx.Tokens().Add("token.made", "", &token)
	})
	return secret, token, err
}

// tokenWithin refuses a token that is not valid, or may more than its maker.
func tokenWithin(by hindcast.Actor, token hindcast.ServiceToken) error {
	if err := token.Validate(); err != nil {
		return err
	}
	var p hindcast.Problems
	if token.Role.Outranks(by.Role) {
		p.Add("role", "must not be wider than your own")
	}
	if by.Token != "" { // a token makes another
		for _, team := range token.Teams {
			if !slices.Contains(by.Teams, team) {
				p.Add("teams", "must be among those of the token that is used")
				break
			}
		}
	}
	return p.Err("the token")
}

// ListedToken is a token with when it was last used.
type ListedToken struct {
	hindcast.ServiceToken
	Version int64
	UsedAt  time.Time // UsedAt is zero for one that was never used.
	Usable  bool
}

// Tokens lists service tokens, the newest first.
func (s *Service) Tokens(ctx context.Context, by hindcast.Actor, page Page) (list []ListedToken, next string, err error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return nil, "", err
	}
	found, next, err := s.store.Tokens().List(ctx, by, page)
	if err != nil {
		return nil, "", err
	}
	used, err := s.store.TokensUsed(ctx)
	for _, k := range found {
		list = append(list, ListedToken{ServiceToken: k.Value, Version: k.Version, UsedAt: used[k.Value.ID], Usable: k.Value.Usable(s.cfg.Now())})
	}
	return list, next, err
}

// TokenByID loads one service token.
func (s *Service) TokenByID(ctx context.Context, by hindcast.Actor, id hindcast.TokenID) (ListedToken, error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return ListedToken{}, err
	}
	k, err := s.store.Tokens().Get(ctx, by, string(id))
	if err != nil {
		return ListedToken{}, err
	}
	used, err := s.store.TokensUsed(ctx)
	return ListedToken{ServiceToken: k.Value, Version: k.Version, UsedAt: used[id], Usable: k.Value.Usable(s.cfg.Now())}, err
}

// RevokeToken ends a token, at once and for good. One that was revoked already is
// left as it is.
func (s *Service) RevokeToken(ctx context.Context, by hindcast.Actor, id hindcast.TokenID) error {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		k, err := tx.Tokens().Get(string(id))
		if err != nil || !k.Value.RevokedAt.IsZero() {
			return err
		}
		k.Value.RevokedAt = tx.Now()
		return tx.Tokens().Change("token.revoked", &k.Value, k.Version)
	})
}
