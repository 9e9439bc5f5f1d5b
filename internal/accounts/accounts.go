// Package accounts is who may come in: users and what they sign in with, their
// sessions, one-time links, teams, guests and service tokens.
//
// Secrets are 256 random bits. They are shown or sent once and kept nowhere; the
// store holds their SHA-256, so that a stolen database lets nobody in. Nothing
// here is cached: every request asks the store whether its session or token still
// stands, so that what was revoked on one node is refused by all at once.
package accounts

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Config says how people sign in.
type Config struct {
	Now     func() time.Time // Now is the clock; never nil.
	BaseURL string           // BaseURL is where browsers reach us: "https://hindcast.example.org", without a slash at its end.

	Passwords bool // Passwords lets people sign in by one; off unless the operator says so.
	// Mail sends a message in plain text; nil when no mail server is set up, and
	// then there is no signing in by e-mail.
	Mail func(ctx context.Context, to, subject, text string) error
	OIDC *OIDC // OIDC is a provider that people sign in at; nil for none.
}

// Service decides who is who.
type Service struct {
	store *store.Store
	cfg   Config

	limits   *limiter
	hashing  chan struct{} // hashing bounds how many passwords are hashed at once
	provider provider
}

// New returns a service over a store.
func New(st *store.Store, cfg Config) *Service {
	cfg.BaseURL = strings.TrimSuffix(cfg.BaseURL, "/")
	return &Service{store: st, cfg: cfg, limits: newLimiter(cfg.Now), hashing: make(chan struct{}, hashesAtOnce)}
}

// What the pages are given.
type (
	Session = store.Session                // Session is somebody being signed in with one browser.
	Page    = store.Page                   // Page asks for part of a list.
	User    = hindcast.User                // User is a person who can sign in.
	Visit   = struct{ From, Agent string } // Visit is where a request came from: an address, and what the browser calls itself.
)

// program is who acts when nobody is signed in: the program itself, for somebody
// at an address.
func program(from string) hindcast.Actor {
	return hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin, From: from}
}

// newSecret draws 256 random bits, in a form that stands in an address or a
// cookie as it is.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashOf is what is kept of a secret. As secrets are random, a fast hash is
// enough: there is nothing to guess. Looking it up by index compares hashes, so
// time tells nothing about the secret.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func refused(message string) error {
	return &hindcast.Error{Code: hindcast.Unauthenticated, Message: message}
}
