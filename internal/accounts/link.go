package accounts

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// LinkKind is what a one-time link is for.
type LinkKind string

// The kinds.
const (
	SetupLink      LinkKind = "setup"      // makes the first admin
	SignInLink     LinkKind = "sign_in"    // signs one user in
	InvitationLink LinkKind = "invitation" // signs in somebody who was invited
)

// length is how long a link of a kind can be used; ours.
func (k LinkKind) length() time.Duration {
	switch k {
	case SetupLink:
		return 24 * time.Hour
	case InvitationLink:
		return 7 * 24 * time.Hour
	}
	return 15 * time.Minute
}

// OperatorLink is how long a link made by an operator can be used: long enough to
// be passed on.
const OperatorLink = 24 * time.Hour

// Setup returns a link that makes the first admin. needed is false, and there is
// no link, when an admin exists: then somebody can sign in, or an operator can
// make them a link.
func (s *Service) Setup(ctx context.Context) (link string, needed bool, err error) {
	admins, err := s.store.Admins(ctx)
	if err != nil || len(admins) > 0 {
		return "", false, err
	}
	err = s.store.Update(ctx, program("setup"), func(tx *store.Tx) error {
		link, err = s.makeLink(tx, SetupLink, "", SetupLink.length())
		return err
	})
	return link, true, err
}

// LinkFor makes a link that signs a user in, for an operator who passes it on:
// admins, and whoever can read the data anyway.
func (s *Service) LinkFor(ctx context.Context, by hindcast.Actor, email string) (link string, err error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return "", err
	}
	user, err := s.store.UserByEmail(ctx, hindcast.FoldEmail(email))
	if err != nil {
		return "", err
	}
	if user.Value.Disabled {
		return "", &hindcast.Error{Code: hindcast.Conflict, Message: "the account of " + user.Value.Email + " is disabled; enable it first"}
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		link, err = s.makeLink(tx, SignInLink, user.Value.ID, OperatorLink)
		return err
	})
	return link, err
}

// AdminLink makes a link that lets an operator in as an admin: the first one
// there is, or the first to be.
func (s *Service) AdminLink(ctx context.Context, by hindcast.Actor) (string, error) {
	if err := by.Might(hindcast.MayAdminister); err != nil {
		return "", err
	}
	admins, err := s.store.Admins(ctx)
	if err != nil {
		return "", err
	}
	if len(admins) > 0 {
		return s.LinkFor(ctx, by, admins[0].Value.Email)
	}
	link, _, err := s.Setup(ctx)
	return link, err
}

func (s *Service) makeLink(tx *store.Tx, kind LinkKind, user hindcast.UserID, length time.Duration) (string, error) {
	secret := newSecret()
	err := tx.AddLink(hashOf(secret), store.Link{Kind: string(kind), User: user, ExpiresAt: s.cfg.Now().Add(length)})
	return s.cfg.BaseURL + "/sign-in/link/" + secret, err
}

// Offer is what a link offers to whoever opens it, before it is used.
type Offer struct {
	Kind LinkKind
	User User // User is whom it signs in; zero for a setup link.
}

// Look says what a link is for without using it. The error is NotFound when it
// cannot be used, whatever the reason.
func (s *Service) Look(ctx context.Context, secret string, v Visit) (Offer, error) {
	link, err := s.store.LinkByHash(ctx, hashOf(secret))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		err = firstError(s.limits.take(knocking, neighbourhood(v.From)), err)
	}
	if err != nil {
		return Offer{}, err
	}
	if !link.ExpiresAt.After(s.cfg.Now()) {
		return Offer{}, expired()
	}
	offer := Offer{Kind: LinkKind(link.Kind)}
	if link.User == "" {
		return offer, nil
	}
	user, err := s.store.UserByID(ctx, link.User)
	offer.User = user.Value
	return offer, err
}

func expired() error {
	return &hindcast.Error{Code: hindcast.NotFound, Message: "this link is too old; ask for a new one"}
}

// LinkUse is somebody using a link.
type LinkUse struct {
	Secret      string
	Name, Email string // Name and Email are the first admin's, for a setup link.
	Visit       Visit
}

// UseLink signs in whoever a link is for, once, and returns the secret of their
// session. The error is NotFound when it was used, has expired or never was, and
// Invalid when a setup link comes without a name or e-mail address; it can be
// used again then.
func (s *Service) UseLink(ctx context.Context, use LinkUse) (secret string, err error) {
	offer, err := s.Look(ctx, use.Secret, use.Visit)
	if err != nil {
		return "", err
	}
	by := offer.User.Actor(use.Visit.From)
	if offer.Kind == SetupLink {
		by = program(use.Visit.From)
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		link, err := tx.TakeLink(hashOf(use.Secret))
		if err != nil {
			return err
		}
		if !link.ExpiresAt.After(s.cfg.Now()) {
			return expired()
		}
		user := link.User
		if offer.Kind == SetupLink {
			if user, err = s.firstAdmin(tx, use.Name, use.Email); err != nil {
				return err
			}
		}
		secret, err = s.signIn(tx, user, ByLink, use.Visit)
		return err
	})
	return secret, err
}

// firstAdmin makes the admin of an empty installation.
func (s *Service) firstAdmin(tx *store.Tx, name, email string) (hindcast.UserID, error) {
	admins, err := tx.Admins()
	if err != nil {
		return "", err
	}
	if len(admins) > 0 {
		return "", &hindcast.Error{Code: hindcast.NotFound, Message: "this installation has an admin already; ask them to invite you"}
	}
	user, err := newUser(tx, name, email, hindcast.Admin)
	if err != nil {
		return "", err
	}
	return user.ID, tx.DropLinks("")
}
