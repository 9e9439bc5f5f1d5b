package client

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// User is a person who can sign in.
type User struct {
	ID       string    `json:"id"`
	Version  int64     `json:"version"`
	Name     string    `json:"name"`
	Email    *string   `json:"email"`
	Role     string    `json:"role" enum:"admin,facilitator,member,viewer,guest"`
	Guest    *string   `json:"guest" doc:"The one review a guest takes part in"`
	Disabled bool      `json:"disabled"`
	Created  time.Time `json:"created"`
}

// NewUser invites somebody.
type NewUser struct {
	Name  string `json:"name" minLength:"1" maxLength:"200"`
	Email string `json:"email" format:"email"`
	Role  string `json:"role" enum:"admin,facilitator,member,viewer,guest"`
	Guest string `json:"guest,omitempty" doc:"The one review a guest takes part in"`
}

// InvitedUser shows the link they come in by, once.
type InvitedUser struct {
	User
	Link string `json:"link" doc:"Opens once; hand it over in confidence"`
}

// Caller is whom the API takes the caller for.
type Caller struct {
	User   *string  `json:"user" doc:"Null for service tokens"`
	Name   string   `json:"name"`
	Role   string   `json:"role"`
	Token  *string  `json:"token"`
	Scopes []string `json:"scopes" doc:"Of a token; empty for people, whose role alone counts"`
	Teams  []string `json:"teams"`
}

// UserChange names what is to be different; what is left out stays.
type UserChange struct {
	Name     *string `json:"name,omitempty"`
	Email    *string `json:"email,omitempty"`
	Role     *string `json:"role,omitempty" enum:"admin,facilitator,member,viewer,guest"`
	Guest    *string `json:"guest,omitempty"`
	Disabled *bool   `json:"disabled,omitempty"`
}

// Team looks after services.
type Team struct {
	ID      string   `json:"id"`
	Version int64    `json:"version"`
	Name    string   `json:"name"`
	Members []Person `json:"members"`
}

// NewTeam is a team to be added, or what a change makes of one.
type NewTeam struct {
	Name    string   `json:"name" minLength:"1" maxLength:"200"`
	Members []Person `json:"members,omitempty"`
}

// Token is a service token, without its secret.
type Token struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Role     string     `json:"role" enum:"admin,facilitator,member,viewer"`
	Scopes   []string   `json:"scopes"`
	Teams    []string   `json:"teams" doc:"Empty when it is not bound to teams"`
	Created  time.Time  `json:"created"`
	By       *Person    `json:"by"`
	Expires  *time.Time `json:"expires"`
	LastUsed *time.Time `json:"last_used"`
	Revoked  bool       `json:"revoked"`
}

// NewToken asks for a token.
type NewToken struct {
	Name    string     `json:"name" minLength:"1" maxLength:"200"`
	Role    string     `json:"role,omitempty" enum:"admin,facilitator,member,viewer" doc:"The caller's own when it is left out"`
	Scopes  []string   `json:"scopes" minItems:"1" maxItems:"3" enum:"read,write,admin"`
	Teams   []string   `json:"teams,omitempty"`
	Expires *time.Time `json:"expires,omitempty"`
}

// CreatedToken shows the secret, once.
type CreatedToken struct {
	Token
	Secret string `json:"secret"`
}

// Session is a browser that somebody is signed in with.
type Session struct {
	ID      string    `json:"id"`
	Method  string    `json:"method" enum:"link,password,passkey,oidc"`
	Agent   string    `json:"agent" doc:"What the browser calls itself"`
	From    string    `json:"from" doc:"Address it was last seen at"`
	Opened  time.Time `json:"opened"`
	Seen    time.Time `json:"seen"`
	Expires time.Time `json:"expires"`
}

// Users lists users whose name or address holds a text.
func (c *Client) Users(ctx context.Context, text, after string, limit int) (p Page[User], err error) {
	v := url.Values{}
	set(v, "q", text)
	return p, c.do(ctx, call{method: http.MethodGet, path: "/users", query: paging{after, limit}.onto(v), answer: &p})
}

// Invite adds a user and returns the link they come in by.
func (c *Client) Invite(ctx context.Context, n NewUser) (u InvitedUser, err error) {
	return u, c.do(ctx, call{method: http.MethodPost, path: "/users", body: n, answer: &u})
}

// ChangeUser changes a user, from the version they were read with.
func (c *Client) ChangeUser(ctx context.Context, id string, version int64, change UserChange) (u User, err error) {
	return u, c.do(ctx, call{method: http.MethodPatch, path: at("users", id), body: change, answer: &u, version: version})
}

// SignOutUser ends every session of a user.
func (c *Client) SignOutUser(ctx context.Context, id string) error {
	return c.do(ctx, call{method: http.MethodDelete, path: at("users", id, "sessions")})
}

// Tokens lists service tokens, the newest first.
func (c *Client) Tokens(ctx context.Context, after string, limit int) (p Page[Token], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: "/tokens", query: paging{after, limit}.onto(url.Values{}), answer: &p})
}

// CreateToken makes a service token and returns it with its secret.
func (c *Client) CreateToken(ctx context.Context, n NewToken) (t CreatedToken, err error) {
	return t, c.do(ctx, call{method: http.MethodPost, path: "/tokens", body: n, answer: &t})
}

// RevokeToken ends a service token, at once and for good.
func (c *Client) RevokeToken(ctx context.Context, id string) error {
	return c.do(ctx, call{method: http.MethodDelete, path: at("tokens", id)})
}
