package accounts

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// OIDC is a provider that people sign in at, by authorisation code with PKCE.
type OIDC struct {
	Name         string // Name is what people call it, on the button.
	Issuer       string
	ClientID     string
	ClientSecret string
	HTTP         *http.Client // HTTP reaches the provider; never nil.

	Scopes      []string                    // Scopes are asked for beside "openid", "profile" and "email".
	GroupsClaim string                      // GroupsClaim is where groups stand; "groups" when empty.
	Roles       map[string]hindcast.OrgRole // Roles by group; the widest counts. When there are any, they decide at every sign-in.
	Teams       map[string]string           // Teams are names of teams by group; membership of these follows the groups.
	Default     hindcast.OrgRole            // Default is the role of those in no such group; empty lets only invited people in.
	Dropped     Dropping                    // Dropped says what becomes of somebody known whom groups give a role no longer.
}

// provider is what the OIDC provider says of itself, learned at the first need.
type provider struct {
	mu    sync.Mutex
	known *oidc.Provider
}

// OIDCName is what the provider is called; empty when there is none.
func (s *Service) OIDCName() string {
	if s.cfg.OIDC == nil {
		return ""
	}
	if s.cfg.OIDC.Name == "" {
		return "single sign-on"
	}
	return s.cfg.OIDC.Name
}

// RedirectPath is where the provider sends people back to.
const RedirectPath = "/sign-in/oidc/return"

// flow returns what a code is asked for and exchanged with.
func (s *Service) flow(ctx context.Context) (context.Context, *oidc.Provider, oauth2.Config, error) {
	o := s.cfg.OIDC
	if o == nil || o.HTTP == nil {
		return ctx, nil, oauth2.Config{}, &hindcast.Error{Code: hindcast.Forbidden, Message: "signing in at a provider is not set up here"}
	}
	s.provider.mu.Lock()
	defer s.provider.mu.Unlock()
	if s.provider.known == nil {
		// The keys of the provider are fetched with this context later on as well.
		known, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), o.HTTP), o.Issuer)
		if err != nil {
			return ctx, nil, oauth2.Config{}, unreachable(err)
		}
		s.provider.known = known
	}
	return oidc.ClientContext(ctx, o.HTTP), s.provider.known, oauth2.Config{
		ClientID: o.ClientID, ClientSecret: o.ClientSecret, Endpoint: s.provider.known.Endpoint(), RedirectURL: s.cfg.BaseURL + RedirectPath,
		Scopes: append([]string{oidc.ScopeOpenID, "profile", "email"}, o.Scopes...),
	}, nil
}

func unreachable(err error) error {
	return &hindcast.Error{Code: hindcast.Unavailable, Message: "the sign-in provider does not answer as it should; try again, or use another way to sign in", Err: err}
}

// BeginOIDC returns where to send somebody who wants to sign in at the provider,
// and the cookie that they have to come back with.
func (s *Service) BeginOIDC(ctx context.Context, v Visit) (address, cookie string, err error) {
	_, _, flow, err := s.flow(ctx)
	if err == nil {
		err = s.limits.take(signingIn, neighbourhood(v.From))
	}
	if err != nil {
		return "", "", err
	}
	cookie = s.newCeremony()
	return flow.AuthCodeURL(textFromCeremony(cookie, "state"), oidc.Nonce(textFromCeremony(cookie, "nonce")),
		oauth2.S256ChallengeOption(textFromCeremony(cookie, "verifier"))), cookie, nil
}

// identity is what the provider says of somebody.
type identity struct {
	Subject  string
	Email    string
	Verified bool
	Name     string
	Groups   []string
}

// SignInWithOIDC signs in whoever comes back from the provider with a code, and
// returns the secret of their session.
func (s *Service) SignInWithOIDC(ctx context.Context, cookie, state, code string, v Visit) (secret string, err error) {
	if err := s.answered(cookie); err != nil {
		return "", err
	}
	if subtle.ConstantTimeCompare([]byte(state), []byte(textFromCeremony(cookie, "state"))) != 1 {
		return "", refused("this answer is not to a question of ours; try again")
	}
	who, err := s.identify(ctx, cookie, code)
	if err != nil {
		return "", err
	}
	secret, err = s.admit(ctx, who, v)
	if err == nil {
		s.limits.give(signingIn, neighbourhood(v.From))
	}
	return secret, err
}

// identify exchanges a code for who somebody is.
func (s *Service) identify(ctx context.Context, cookie, code string) (who identity, err error) {
	ctx, provider, flow, err := s.flow(ctx)
	if err != nil {
		return who, err
	}
	token, err := flow.Exchange(ctx, code, oauth2.VerifierOption(textFromCeremony(cookie, "verifier")))
	if err != nil {
		return who, notSignedIn(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := provider.VerifierContext(ctx, &oidc.Config{ClientID: flow.ClientID, Now: s.cfg.Now}).Verify(ctx, raw)
	if err != nil {
		return who, notSignedIn(err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(textFromCeremony(cookie, "nonce"))) != 1 {
		return who, refused("this answer is not to a question of ours; try again")
	}
	claims := map[string]any{}
	if err := id.Claims(&claims); err != nil {
		return who, notSignedIn(err)
	}
	if s.cfg.OIDC.wantsMore(claims) && provider.UserInfoEndpoint() != "" { // many keep addresses and groups there
		info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil || info.Subject != id.Subject {
			return who, notSignedIn(err)
		}
		more := map[string]any{}
		if err := info.Claims(&more); err != nil {
			return who, notSignedIn(err)
		}
		for name, value := range more {
			if claims[name] == nil {
				claims[name] = value
			}
		}
	}
	return s.cfg.OIDC.read(id.Subject, claims), nil
}

// read takes out of claims what is used here.
func (o *OIDC) read(subject string, claims map[string]any) identity {
	text := func(name string) string { t, _ := claims[name].(string); return t }
	who := identity{Subject: subject, Email: hindcast.FoldEmail(text("email")), Name: strings.TrimSpace(text("name"))}
	switch v := claims["email_verified"].(type) {
	case bool:
		who.Verified = v
	case string: // some say it in words
		who.Verified = v == "true"
	}
	if who.Name == "" {
		who.Name = who.Email
	}
	groups, _ := claims[o.groupsClaim()].([]any)
	for _, g := range groups {
		if name, ok := g.(string); ok {
			who.Groups = append(who.Groups, name)
		}
	}
	return who
}

// wantsMore reports whether claims lack what is used here.
func (o *OIDC) wantsMore(claims map[string]any) bool {
	return claims["email"] == nil || claims[o.groupsClaim()] == nil && len(o.Roles)+len(o.Teams) > 0
}

func (o *OIDC) groupsClaim() string {
	if o.GroupsClaim == "" {
		return "groups"
	}
	return o.GroupsClaim
}

// role is what the groups give somebody; decided is false where the provider has
// no say.
func (o *OIDC) role(groups []string) (role hindcast.OrgRole, decided bool) {
	for _, g := range groups {
		if r := o.Roles[g]; r.Outranks(role) {
			role = r
		}
	}
	if role == hindcast.Nobody {
		role = o.Default
	}
	return role, len(o.Roles) > 0
}
