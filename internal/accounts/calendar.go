package accounts

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// byCalendar is the kind of credential that a calendar program reads with. It
// signs nobody in.
const byCalendar = "calendar"

// CalendarAddress is the secret address of somebody's meetings.
type CalendarAddress struct {
	ID   string // ID is empty when there is none.
	Made time.Time
}

// Calendar returns whether the actor has an address for their calendar program,
// and since when. The address itself was shown once.
func (s *Service) Calendar(ctx context.Context, by hindcast.Actor) (CalendarAddress, error) {
	if by.User == "" {
		return CalendarAddress{}, refused("sign in first")
	}
	all, err := s.store.Credentials(ctx, by.User)
	for _, c := range all {
		if c.Kind == byCalendar {
			return CalendarAddress{ID: c.ID, Made: c.CreatedAt}, err
		}
	}
	return CalendarAddress{}, err
}

// BaseURL is where browsers and calendar programs reach us.
func (s *Service) BaseURL() string { return s.cfg.BaseURL }

// MakeCalendar makes a secret address for the actor's calendar program; an
// earlier one is worth nothing from then on.
func (s *Service) MakeCalendar(ctx context.Context, by hindcast.Actor) (address string, err error) {
	was, err := s.Calendar(ctx, by)
	if err != nil {
		return "", err
	}
	secret := newSecret()
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		if was.ID != "" {
			if err := tx.RemoveCredential(by.User, was.ID); err != nil {
				return err
			}
		}
		return tx.AddCredential(store.Credential{User: by.User, Kind: byCalendar, Name: "calendar", Handle: hashOf(secret)})
	})
	return s.cfg.BaseURL + "/calendar/" + secret, err
}

// RevokeCalendar makes the actor's address worth nothing.
func (s *Service) RevokeCalendar(ctx context.Context, by hindcast.Actor) error {
	was, err := s.Calendar(ctx, by)
	if err != nil || was.ID == "" {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.RemoveCredential(by.User, was.ID) })
}

// CalendarReader says whose meetings a secret address shows. The error is
// NotFound when it is nobody's, or of somebody who may not sign in any more.
func (s *Service) CalendarReader(ctx context.Context, secret, from string) (hindcast.Actor, error) {
	absent := &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such calendar; its address may have been revoked"}
	c, err := s.store.CredentialByHandle(ctx, byCalendar, hashOf(secret))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return hindcast.Actor{}, firstError(s.limits.take(knocking, neighbourhood(from)), absent)
	}
	if err != nil {
		return hindcast.Actor{}, err
	}
	user, err := s.store.UserByID(ctx, c.User)
	if err != nil || user.Value.Disabled {
		return hindcast.Actor{}, absent
	}
	return user.Value.Actor(from), nil
}
