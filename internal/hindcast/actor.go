package hindcast

import "time"

// Actor is who acts. It is always passed as an argument, never hidden in a
// context.
type Actor struct {
	User   UserID
	Name   string
	Email  string // Email is a user's address, folded; empty for tokens.
	Role   OrgRole
	Teams  []TeamID
	Guest  ReviewID // Guest is the one review a guest may take part in.
	Token  string   // Token names the service token used, if one was.
	Scopes []Scope  // Scopes limit a token; empty for people.
	From   string   // From is the address the request came from, for the ledger.
	At     time.Time
	Once   Once // Once keeps the request acted on from taking effect a second time.
}

// OrgRole is what somebody may do in the whole organisation.
type OrgRole string

// The organisation roles. Nobody is the zero value.
const (
	Nobody      OrgRole = ""
	Admin       OrgRole = "admin"
	Facilitator OrgRole = "facilitator"
	Member      OrgRole = "member"
	Viewer      OrgRole = "viewer"
	Guest       OrgRole = "guest"
)

// OrgRoles lists the roles, the widest first.
func OrgRoles() []OrgRole { return []OrgRole{Admin, Facilitator, Member, Viewer, Guest} }

// Scope limits what a service token may do.
type Scope string

// The scopes.
const (
	ScopeRead  Scope = "read"
	ScopeWrite Scope = "write"
	ScopeAdmin Scope = "admin"
)

// Person returns the actor as a person of the record.
func (a Actor) Person() Person { return Person{User: a.User, Name: a.Name} }
