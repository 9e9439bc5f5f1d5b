package hindcast

import (
	"strings"
	"time"
	"unicode"
)

// MaxEmail is the longest e-mail address that is kept, in characters: what RFC
// 5321 allows.
const MaxEmail = 254

// User is a person who can sign in.
type User struct {
	ID        UserID
	Name      string
	Email     string // Email is folded by FoldEmail; no two users share one.
	Role      OrgRole
	Guest     ReviewID // Guest is the one review a guest takes part in; empty for everybody else.
	Disabled  bool     // Disabled users cannot sign in, and what they are signed in with ends.
	CreatedAt time.Time
	CreatedBy Person
}

// Person returns the user as a person of the record.
func (u User) Person() Person { return Person{User: u.ID, Name: u.Name} }

// Actor returns the user as somebody who acts, from an address.
func (u User) Actor(from string) Actor {
	return Actor{User: u.ID, Name: u.Name, Email: u.Email, Role: u.Role, Guest: u.Guest, From: from}
}

// Validate checks the user by itself.
func (u User) Validate() error {
	var p Problems
	checkLine(&p, "name", u.Name, MaxName, true)
	checkLine(&p, "email", u.Email, MaxEmail, false)
	if !looksLikeEmail(u.Email) {
		p.Add("email", "must be an e-mail address, such as kim@example.org")
	}
	if !oneOf(u.Role, OrgRoles()) {
		p.Add("role", "must be admin, facilitator, member, viewer or guest")
	}
	if u.Role == Guest && u.Guest == "" {
		p.Add("guest", "a guest takes part in one review; name it")
	}
	if u.Role != Guest && u.Guest != "" {
		p.Add("guest", "only guests are bound to one review")
	}
	return p.Err("the user")
}

// FoldEmail makes two spellings of an e-mail address comparable. Servers may tell
// upper from lower case before the @; people do not.
func FoldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// looksLikeEmail reports whether a text has the shape of an address. Whether it
// reaches somebody only sending to it shows.
func looksLikeEmail(s string) bool {
	local, domain, found := strings.Cut(s, "@")
	odd := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>,;"\`, r)
	}
	return found && local != "" && domain != "" && !strings.Contains(domain, "@") && strings.IndexFunc(s, odd) < 0
}

// Outranks reports whether a role may do more than another.
func (r OrgRole) Outranks(other OrgRole) bool { return r.rank() > other.rank() }

func (r OrgRole) rank() int {
	for i, role := range OrgRoles() {
		if role == r {
			return len(OrgRoles()) - i
		}
	}
	return 0
}
