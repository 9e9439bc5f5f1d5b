package accounts

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Passkey is a key that somebody signs in with.
type Passkey = store.Credential

// relying is what authenticators are told about us: the host of our address.
func (s *Service) relying() (*webauthn.WebAuthn, error) {
	base, err := url.Parse(s.cfg.BaseURL)
	if err != nil || base.Host == "" {
		return nil, &hindcast.Error{Code: hindcast.Unavailable, Message: "passkeys need the address of this server; set its base URL"}
	}
	w, err := webauthn.New(&webauthn.Config{
		RPID: base.Hostname(), RPDisplayName: "Hindcast", RPOrigins: []string{base.Scheme + "://" + base.Host},
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
		AttestationPreference: protocol.PreferNoAttestation,
	})
	if err != nil {
		return nil, &hindcast.Error{Code: hindcast.Unavailable, Message: "passkeys need a host name in the base URL, not an address of numbers", Err: err}
	}
	return w, nil
}

// keyOwner is a user as the library wants them.
type keyOwner struct {
	user User
	keys []webauthn.Credential
}

func (o keyOwner) WebAuthnID() []byte                         { return []byte(o.user.ID) }
func (o keyOwner) WebAuthnName() string                       { return o.user.Email }
func (o keyOwner) WebAuthnDisplayName() string                { return o.user.Name }
func (o keyOwner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

// keyOwner loads a user with their passkeys.
func (s *Service) keyOwner(ctx context.Context, id hindcast.UserID) (o keyOwner, err error) {
	k, err := s.store.UserByID(ctx, id)
	if err != nil {
		return o, err
	}
	o.user = k.Value
	all, err := s.store.Credentials(ctx, id)
	for _, c := range all {
		if c.Kind != ByPasskey {
			continue
		}
		var key webauthn.Credential
		if err := json.Unmarshal([]byte(c.Secret), &key); err != nil {
			return o, err
		}
		o.keys = append(o.keys, key)
	}
	return o, err
}

// BeginPasskey returns what a browser is asked in order to make a passkey for the
// actor, and the cookie that the answer has to come with.
func (s *Service) BeginPasskey(ctx context.Context, by hindcast.Actor) (options any, cookie string, err error) {
	if by.User == "" {
		return nil, "", refused("sign in first")
	}
	cookie = s.newCeremony()
	creation, _, _, err := s.registration(ctx, by, cookie)
	return creation, cookie, err
}

func (s *Service) registration(ctx context.Context, by hindcast.Actor, cookie string) (*protocol.CredentialCreation, *webauthn.SessionData, keyOwner, error) {
	owner, err := s.keyOwner(ctx, by.User)
	if err != nil {
		return nil, nil, owner, err
	}
	w, err := s.relying()
	if err != nil {
		return nil, nil, owner, err
	}
	var known []protocol.CredentialDescriptor
	for _, key := range owner.keys {
		known = append(known, key.Descriptor())
	}
	creation, session, err := w.BeginRegistration(owner, webauthn.WithExclusions(known))
	if err != nil {
		return nil, nil, owner, err
	}
	creation.Response.Challenge = fromCeremony(cookie, "make a passkey for "+string(by.User))
	session.Challenge = creation.Response.Challenge.String()
	return creation, session, owner, nil
}

// AddPasskey keeps the passkey that a browser made.
func (s *Service) AddPasskey(ctx context.Context, by hindcast.Actor, cookie, name string, answer []byte) error {
	if by.User == "" {
		return refused("sign in first")
	}
	if err := s.answered(cookie); err != nil {
		return err
	}
	_, session, owner, err := s.registration(ctx, by, cookie)
	if err != nil {
		return err
	}
	w, err := s.relying()
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBody(bytes.NewReader(answer))
	if err != nil {
		return notKept(err)
	}
	key, err := w.CreateCredential(owner, *session, parsed)
	if err != nil {
		return notKept(err)
	}
	body, err := json.Marshal(key)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		return tx.AddCredential(store.Credential{User: by.User, Kind: ByPasskey, Name: keyName(name), Handle: handleOf(key.ID), Secret: string(body)})
	})
}

func notKept(err error) error {
	return &hindcast.Error{Code: hindcast.Invalid, Message: "this passkey was not accepted; try again", Err: err}
}

func keyName(name string) string {
	if name = strings.TrimSpace(cut(name, hindcast.MaxName)); name == "" {
		return "passkey"
	}
	return name
}

func handleOf(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

// BeginSignIn returns what a browser is asked in order to sign in with whatever
// passkey it has for us, and the cookie that the answer has to come with.
func (s *Service) BeginSignIn(v Visit) (options any, cookie string, err error) {
	if err := s.limits.take(asking, neighbourhood(v.From)); err != nil {
		return nil, "", err
	}
	w, err := s.relying()
	if err != nil {
		return nil, "", err
	}
	cookie = s.newCeremony()
	assertion, _, err := w.BeginDiscoverableLogin(webauthn.WithChallenge(fromCeremony(cookie, "sign in with a passkey")))
	return assertion, cookie, err
}

// SignInWithPasskey signs in whoever the answer of a browser belongs to, and
// returns the secret of their session.
func (s *Service) SignInWithPasskey(ctx context.Context, cookie string, answer []byte, v Visit) (secret string, err error) {
	if err := s.limits.take(signingIn, neighbourhood(v.From)); err != nil {
		return "", err
	}
	if err := s.answered(cookie); err != nil {
		return "", err
	}
	w, err := s.relying()
	if err != nil {
		return "", err
	}
	_, session, err := w.BeginDiscoverableLogin(webauthn.WithChallenge(fromCeremony(cookie, "sign in with a passkey")))
	if err != nil {
		return "", err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBody(bytes.NewReader(answer))
	if err != nil {
		return "", notSignedIn(err)
	}
	var owner keyOwner
	find := func(_, handle []byte) (webauthn.User, error) {
		owner, err = s.keyOwner(ctx, hindcast.UserID(handle))
		return owner, err
	}
	_, key, err := w.ValidatePasskeyLogin(find, *session, parsed)
	if err != nil {
		return "", notSignedIn(err)
	}
	if key.Authenticator.CloneWarning {
		return "", notSignedIn(&hindcast.Error{Code: hindcast.Unauthenticated, Message: "the authenticator counts backwards: there may be a copy of it"})
	}
	secret, err = s.enterWithKey(ctx, owner.user, key, v)
	if err == nil {
		s.limits.give(signingIn, neighbourhood(v.From))
	}
	return secret, err
}

func (s *Service) enterWithKey(ctx context.Context, user User, key *webauthn.Credential, v Visit) (secret string, err error) {
	kept, err := s.store.CredentialByHandle(ctx, ByPasskey, handleOf(key.ID))
	if err != nil {
		return "", notSignedIn(err)
	}
	body, err := json.Marshal(key)
	if err != nil {
		return "", err
	}
	err = s.store.Update(ctx, user.Actor(v.From), func(tx *store.Tx) error {
		if err := tx.UsedCredential(kept.ID, string(body)); err != nil {
			return err
		}
		secret, err = s.signIn(tx, user.ID, ByPasskey, v)
		return err
	})
	return secret, err
}

// Passkeys lists the actor's passkeys.
func (s *Service) Passkeys(ctx context.Context, by hindcast.Actor) (keys []Passkey, err error) {
	if by.User == "" {
		return nil, refused("sign in first")
	}
	all, err := s.store.Credentials(ctx, by.User)
	for _, c := range all {
		if c.Kind == ByPasskey {
			keys = append(keys, c)
		}
	}
	return keys, err
}

// RemoveCredential takes a way to sign in from the actor. A link always remains.
func (s *Service) RemoveCredential(ctx context.Context, by hindcast.Actor, id string) error {
	if by.User == "" {
		return refused("sign in first")
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.RemoveCredential(by.User, id) })
}
