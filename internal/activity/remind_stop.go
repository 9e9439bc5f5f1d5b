package activity

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// everyKind stands for all kinds of reminder in a link that stops them.
const everyKind = "all"

// sealedFor is what links that stop reminders are sealed for.
const sealedFor = "reminders.stop"

// Wants is how the actor is reminded.
func (s *Reminders) Wants(ctx context.Context, by hindcast.Actor) (hindcast.Reminders, error) {
	if err := hasReminders(by); err != nil {
		return hindcast.Reminders{}, err
	}
	a, err := s.store.Attention(ctx, by.User)
	return a.Reminders, err
}

// Change keeps how the actor wants to be reminded. The error is Stale when they
// chose otherwise since.
func (s *Reminders) Change(ctx context.Context, by hindcast.Actor, r hindcast.Reminders) error {
	if err := hasReminders(by); err != nil {
		return err
	}
	if err := r.Validate(); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.Remind(by.User, r) })
}

func hasReminders(by hindcast.Actor) error {
	if by.User == "" || by.Token != "" {
		return &hindcast.Error{Code: hindcast.Forbidden, Op: "activity.Reminders", Message: "reminders are a person's; sign in as one"}
	}
	return nil
}

// Mails reports whether reminders are sent at all here.
func (s *Reminders) Mails() bool { return s.Mail != nil }

// StopLink is the address of a page that stops one kind of reminder, or all, for
// whoever was sent it: it works without signing in.
func (s *Reminders) StopLink(to hindcast.UserID, kind string) string {
	return s.Base + "/reminders/stop/" + base64.RawURLEncoding.EncodeToString([]byte(s.Ring.Seal(sealedFor, string(to)+" "+kind)))
}

// Stopping is what a link stops.
type Stopping struct {
	Person hindcast.User
	Kind   hindcast.ReminderKind // Kind is empty for all.
}

// Stopping says what a link stops. The error is NotFound for one that nobody was
// sent.
func (s *Reminders) Stopping(ctx context.Context, token string) (Stopping, error) {
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "activity.Stopping", Message: "this link stops nothing; sign in and look at your account"}
	sealed, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return Stopping{}, absent
	}
	said, err := s.Ring.Open(sealedFor, string(sealed))
	if err != nil {
		return Stopping{}, absent
	}
	id, kind, _ := strings.Cut(said, " ")
	user, err := s.store.UserByID(ctx, hindcast.UserID(id))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return Stopping{}, absent
	}
	if kind == everyKind {
		kind = ""
	}
	return Stopping{Person: user.Value, Kind: hindcast.ReminderKind(kind)}, err
}

// Stop stops what a link stops. Doing so again changes nothing.
func (s *Reminders) Stop(ctx context.Context, token, from string) error {
	stop, err := s.Stopping(ctx, token)
	if err != nil {
		return err
	}
	a, err := s.store.Attention(ctx, stop.Person.ID)
	if err != nil {
		return err
	}
	r := a.Reminders
	switch {
	case stop.Kind == "" && r.Digest != hindcast.NoReminders:
		r.Digest = hindcast.NoReminders
	case stop.Kind != "" && !slices.Contains(r.Stopped, stop.Kind):
		r.Stopped = append(r.Stopped, stop.Kind)
	default:
		return nil
	}
	return s.store.Update(ctx, stop.Person.Actor(from), func(tx *store.Tx) error { return tx.Remind(stop.Person.ID, r) })
}
