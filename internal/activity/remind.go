package activity

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/store"
)

// RemindJob is the kind of the jobs that send reminders. They hold what is
// reminded of and no text: that is read when it is sent, as whoever gets it.
const RemindJob = "reminder.send"

// Reminders reminds people of what waits for them.
type Reminders struct {
	store *store.Store
	Reminding
}

// Reminding is what reminders need.
type Reminding struct {
	Ring   *keyring.Ring // Ring signs the links by which reminders are stopped.
	Now    func() time.Time
	Policy func(ctx context.Context) (hindcast.Policy, error)
	Mail   func(ctx context.Context, m notify.Mail) error // Mail is nil without a mail server.
	Base   string                                         // Base is how browsers reach the program.
}

// NewReminders returns reminders over a store.
func NewReminders(st *store.Store, r Reminding) *Reminders {
	return &Reminders{store: st, Reminding: r}
}

// item is one thing somebody is reminded of.
type item struct {
	Kind hindcast.ReminderKind
	ID   string        // ID is that of the action, the review or the document.
	Due  hindcast.Date // Due is the deadline it is about; a reminder of one that was moved is not sent.
	Step string
}

func (i item) name(to hindcast.UserID) string {
	return fmt.Sprintf("%s %s %s %s %s", to, i.Kind, i.ID, i.Due, i.Step)
}

// remindBody is the argument of a job.
type remindBody struct {
	To     hindcast.UserID
	Items  []item
	Digest bool
}

// longRemembered is for how long it is known what was sent.
const longRemembered = 400 * 24 * time.Hour

// Collect has everybody reminded whose time it is. Each reminder is enqueued in
// the update that notes it, once on all nodes together.
func (s *Reminders) Collect(ctx context.Context, _ store.Job) error {
	policy, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	users, err := s.store.Users().Every(ctx, program())
	if err != nil {
		return err
	}
	chosen, err := s.store.Attentions(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		wants := hindcast.DefaultReminders()
		if a, known := chosen[u.Value.ID]; known {
			wants = a.Reminders
		}
		m, ready := wants.Mailing(s.Now(), policy.Calendar.Zone)
		if !ready || u.Value.Disabled || u.Value.Email == "" {
			continue
		}
		if err := s.remind(ctx, u.Value, wants, m, policy); err != nil {
			return err
		}
	}
	return s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.ForgetReminded(s.Now().Add(-longRemembered)) })
}

// remind enqueues what one person is to be reminded of.
func (s *Reminders) remind(ctx context.Context, to hindcast.User, wants hindcast.Reminders, m hindcast.Mailing, policy hindcast.Policy) error {
	digest := string(to.ID) + " " + m.Name
	if m.Name != "" {
		if sent, err := s.store.RemindedAlready(ctx, []string{digest}); err != nil || sent[digest] {
			return err
		}
	}
	list, err := s.due(ctx, to, m, policy)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(i item) bool { return slices.Contains(wants.Stopped, i.Kind) })
	var names []string
	for _, i := range list {
		names = append(names, i.name(to.ID))
	}
	sent, err := s.store.RemindedAlready(ctx, names)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(i item) bool { return sent[i.name(to.ID)] })
	if len(list) == 0 {
		return nil
	}
	return s.store.Update(ctx, program(), func(tx *store.Tx) error { return enqueueReminders(tx, to.ID, digest, m.Name != "", list) })
}

// enqueueReminders notes what is sent and enqueues it, unless another node did.
func enqueueReminders(tx *store.Tx, to hindcast.UserID, digest string, together bool, list []item) error {
	if together {
		if first, err := tx.Reminded(digest); err != nil || !first {
			return err
		}
	}
	var fresh []item
	for _, i := range list {
		first, err := tx.Reminded(i.name(to))
		if err != nil {
			return err
		}
		if first {
			fresh = append(fresh, i)
		}
	}
	letters := [][]item{fresh}
	if !together {
		letters = slices.Collect(slices.Chunk(fresh, 1))
	}
	for _, items := range letters {
		body, err := json.Marshal(remindBody{To: to, Items: items, Digest: together})
		if err != nil {
			return err
		}
		if len(items) > 0 {
			if err := tx.Enqueue(store.Job{Kind: RemindJob, Body: string(body)}); err != nil {
				return err
			}
		}
	}
	return nil
}
