package hindcast

import "time"

// TokenID names a service token.
type TokenID string

// ServiceToken lets a program act. Its secret is shown once and kept nowhere:
// only the SHA-256 of it is.
type ServiceToken struct {
	ID     TokenID
	Name   string
	Hash   string  // Hash is the SHA-256 of the secret, in hex.
	Role   OrgRole // Role is what it may do at most; never more than its creator may.
	Scopes []Scope
	// Teams let it see the restricted incidents that these teams see. Without any
	// it sees what is visible to everyone.
	Teams     []TeamID
	CreatedAt time.Time
	CreatedBy Person
	ExpiresAt time.Time // ExpiresAt is zero when it does not expire.
	RevokedAt time.Time // RevokedAt is zero while it is in use.
}

// Scopes lists the scopes, the narrowest first.
func Scopes() []Scope { return []Scope{ScopeRead, ScopeWrite, ScopeAdmin} }

// Validate checks the token by itself.
func (s ServiceToken) Validate() error {
	var p Problems
	checkLine(&p, "name", s.Name, MaxName, true)
	if !oneOf(s.Role, OrgRoles()) || s.Role == Guest {
		p.Add("role", "must be admin, facilitator, member or viewer")
	}
	if len(s.Scopes) == 0 {
		p.Add("scopes", "choose at least one of read, write, admin")
	}
	for i, scope := range s.Scopes {
		if !oneOf(scope, Scopes()) {
			p.Add(index("scopes", i), "must be read, write or admin")
		}
	}
	if !s.ExpiresAt.IsZero() && !s.ExpiresAt.After(s.CreatedAt) {
		p.Add("expires_at", "must lie in the future")
	}
	return p.Err("the token")
}

// Usable reports whether the token still lets anybody in.
func (s ServiceToken) Usable(now time.Time) bool {
	return s.RevokedAt.IsZero() && (s.ExpiresAt.IsZero() || s.ExpiresAt.After(now))
}
