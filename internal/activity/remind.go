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
	"github.com/hindcast/hindcast/internal/safehttp"
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
	Ring   *keyring.Ring  // Ring signs the links by which reminders are stopped, and seals the addresses of channels.
	Door   *safehttp.Door // Door is the way to the chats.
	Now    func() time.Time
	Policy func(ctx context.Context) (hindcast.Policy, error)
	Mail   func(ctx context.Context, m notify.Mail) error // Mail is nil without a mail server.
	Base   string                                         // Base is how browsers reach the program.
	// Documents says which are to be looked at again, and when.
	Documents func(ctx context.Context) ([]Cared, error)
}

// Cared is a document that somebody looks after.
type Cared struct {
	ID    hindcast.DocumentID
	Owner hindcast.UserID
	Due   hindcast.Date // Due is when it is to be looked at again.
}

// NewReminders returns reminders over a store.
func NewReminders(st *store.Store, r Reminding) *Reminders {
	return &Reminders{store: st, Reminding: r}
}

// item is one thing somebody is reminded of.
type item struct {
	Kind hindcast.ReminderKind
	ID   string        // ID is that of the action, the review, the document, or what else it is about.
	Due  hindcast.Date // Due is the deadline it is about, or the day it happened; a reminder of a deadline that was moved is not sent.
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

// round is what one look for reminders goes by.
type round struct {
	policy    hindcast.Policy
	documents []Cared
	latest    []store.Happened // latest is what happened lately that somebody is told of
}

// Collect has everybody told whose time it is of what waits for them. This is the
// one way in which a letter to a person comes about, but for the link that
// somebody asks for to sign in. Each is enqueued in the update that notes it, once
// on all nodes together.
func (s *Reminders) Collect(ctx context.Context, _ store.Job) error {
	r, err := s.look(ctx)
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
		if u.Value.Disabled || u.Value.Email == "" {
			continue
		}
		if err := s.remind(ctx, u.Value, wants, r); err != nil {
			return err
		}
	}
	return s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.ForgetReminded(s.Now().Add(-longRemembered)) })
}

// look reads what all reminders go by.
func (s *Reminders) look(ctx context.Context) (r round, err error) {
	if r.policy, err = s.Policy(ctx); err != nil {
		return r, err
	}
	if r.documents, err = s.Documents(ctx); err != nil {
		return r, err
	}
	r.latest, err = s.store.Happened(ctx, newsVerbs(), s.store.Known()-farBack, s.Now().Add(-oldNews))
	return r, err
}

// remind enqueues what one person is to be told now.
func (s *Reminders) remind(ctx context.Context, to hindcast.User, wants hindcast.Reminders, r round) error {
	if wants.Digest == hindcast.NoReminders || wants.Quiet(s.Now().In(wants.Location(r.policy.Calendar.Zone))) {
		return nil
	}
	happened, err := s.news(ctx, to.Actor(""), r.latest)
	if err != nil {
		return err
	}
	m, ready := wants.Mailing(s.Now(), r.policy.Calendar.Zone)
	urgent := slices.DeleteFunc(slices.Clone(happened), func(i item) bool { return !i.Kind.Urgent() })
	if err := s.enqueue(ctx, to, wants, "", urgent); err != nil || !ready {
		return err
	}
	digest := ""
	if m.Name != "" {
		digest = string(to.ID) + " " + m.Name
		if sent, err := s.store.RemindedAlready(ctx, []string{digest}); err != nil || sent[digest] {
			return err
		}
	}
	list, err := s.due(ctx, to, m, r)
	for _, i := range happened {
		if !i.Kind.Urgent() && i.Due.Compare(m.Since) >= 0 {
			list = append(list, i)
		}
	}
	if err != nil {
		return err
	}
	return s.enqueue(ctx, to, wants, digest, list)
}

// enqueue enqueues those of some items that somebody wants and was not sent:
// together under the name of a digest, or each by itself without one.
func (s *Reminders) enqueue(ctx context.Context, to hindcast.User, wants hindcast.Reminders, digest string, list []item) error {
	var names []string
	for _, i := range list {
		names = append(names, i.name(to.ID))
	}
	sent, err := s.store.RemindedAlready(ctx, names)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(i item) bool { return !wants.Wants(i.Kind) || sent[i.name(to.ID)] })
	if len(list) == 0 {
		return nil
	}
	return s.store.Update(ctx, program(), func(tx *store.Tx) error { return enqueueReminders(tx, to.ID, digest, list) })
}

// enqueueReminders notes what is sent and enqueues it, unless another node did.
func enqueueReminders(tx *store.Tx, to hindcast.UserID, digest string, list []item) error {
	together := digest != ""
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
