package activity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/store"
)

// DeliverJob is the kind of the jobs that subscriptions are delivered by.
const DeliverJob = "webhook.deliver"

// How deliveries are paced; ours.
const (
	answerTime = 15 * time.Second    // a receiver has so long to answer
	patience   = 3 * 24 * time.Hour  // a subscription that failed for so long is paused
	keptLog    = 30 * 24 * time.Hour // deliveries are kept in the log for so long
)

func deliverJob(id hindcast.WebhookID) store.Job {
	return store.Job{Kind: DeliverJob, UniqueKey: string(id), Body: string(id)}
}

// program is who acts when subscriptions are served.
func program() hindcast.Actor { return hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin} }

// Feed goes through the ledger as it grows, until ctx ends, and keeps a delivery
// of each entry for each subscription whose owner may see it. Every node runs it:
// how far a subscription is moves in the update that keeps its deliveries, so
// that each is kept once.
func (s *Webhooks) Feed(ctx context.Context) error {
	for ctx.Err() == nil {
		head := s.store.Known()
		if err := s.feed(ctx, head); err != nil && ctx.Err() == nil && hindcast.CodeOf(err) != hindcast.Unavailable {
			return err
		}
		waiting, stop := context.WithTimeout(ctx, heartbeat)
		_, err := s.store.Wait(waiting, head)
		stop()
		if err != nil && !errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			return err
		}
	}
	return nil
}

func (s *Webhooks) feed(ctx context.Context, head int64) error {
	behind, err := s.store.FollowingWebhooks(ctx, head)
	for _, w := range behind {
		if err = s.take(ctx, w, head); err != nil {
			return err
		}
	}
	return err
}

// take keeps what one subscription is owed up to the head.
func (s *Webhooks) take(ctx context.Context, w store.FollowingWebhook, head int64) error {
	for after := w.Sent; after < head; {
		changes, err := s.store.Changes(ctx, w.Owner.Actor(""), after, batch)
		if err != nil {
			return err
		}
		through := head
		if len(changes) == batch {
			through = min(head, changes[batch-1].Number)
		}
		var numbers []int64
		for _, c := range changes {
			if c.Number <= through && (len(w.Kinds) == 0 || slices.Contains(w.Kinds, c.Subject.Kind)) {
				numbers = append(numbers, c.Number)
			}
		}
		err = s.store.Update(ctx, program(), func(tx *store.Tx) error {
			if err := tx.AddDeliveries(w.ID, after, through, numbers); err != nil || len(numbers) == 0 {
				return err
			}
			return tx.Enqueue(deliverJob(w.ID))
		})
		if hindcast.CodeOf(err) == hindcast.Conflict {
			return nil // another node was first
		}
		if err != nil {
			return err
		}
		after = through
	}
	return nil
}

// Deliver does a job of the kind DeliverJob: it sends what waits for a
// subscription, in the order of the ledger, until nothing does or one fails. The
// job is then tried again later, the one that failed first.
func (s *Webhooks) Deliver(ctx context.Context, j store.Job) error {
	id := hindcast.WebhookID(j.Body)
	for done := 0; ; done++ {
		w, err := s.store.FollowingWebhook(ctx, id)
		if hindcast.CodeOf(err) == hindcast.NotFound {
			return nil // it was paused meanwhile
		}
		if err != nil {
			return err
		}
		if w.Owner.ID == "" || w.Owner.Disabled || w.Owner.Role == hindcast.Guest {
			return s.pause(ctx, w, hindcast.WebhookPaused, "its owner has no account here any more")
		}
		d, visible, err := s.store.NextDelivery(ctx, w.Owner.Actor(""), id)
		if hindcast.CodeOf(err) == hindcast.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		if !visible {
			if err := s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.Withhold(d) }); err != nil {
				return err
			}
			continue
		}
		if err := s.attempt(ctx, w, d); err != nil {
			return s.failed(ctx, w, err, done > 0)
		}
	}
}

// attempt sends one delivery and keeps what became of it.
func (s *Webhooks) attempt(ctx context.Context, w store.FollowingWebhook, d Delivery) error {
	secret, err := s.Ring.Open(string(w.ID), w.Secret)
	if err != nil {
		return err
	}
	body, err := json.Marshal(payloadOf(d))
	if err != nil {
		return fmt.Errorf("write the delivery: %w", err)
	}
	waiting, stop := context.WithTimeout(ctx, answerTime)
	receipt, failure := notify.Deliver(waiting, s.Door, notify.Delivery{URL: w.URL, Secret: secret, ID: d.ID, At: s.Now(), Body: body})
	stop()
	d.State, d.Failure, d.Status, d.Answer, d.Took = store.DeliveryDone, "", receipt.Status, receipt.Body, receipt.Took
	if failure != nil {
		d.State, d.Failure = store.DeliveryWaiting, messageOf(failure)
	}
	if ctx.Err() != nil {
		return ctx.Err() // we stopped it; that is no failure of the receiver
	}
	return errors.Join(failure, s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.Tried(d) }))
}

func messageOf(err error) string {
	if known, ok := errors.AsType[*hindcast.Error](err); ok {
		return known.Message
	}
	return err.Error()
}

// payload is what a receiver is told: what to look up, and never a text.
type payload struct {
	Type    string    `json:"type"`
	At      time.Time `json:"timestamp"`
	Number  int64     `json:"number"`
	Subject struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
	} `json:"subject"`
	Incident string `json:"incident,omitempty"`
}

func payloadOf(d Delivery) payload {
	p := payload{Type: d.Change.Verb, At: d.At, Number: d.Change.Number, Incident: string(d.Change.Subject.Incident)}
	p.Subject.Kind, p.Subject.ID = d.Change.Subject.Kind, d.Change.Subject.ID
	return p
}

// failed decides what becomes of a subscription after a failure. Where something
// was delivered before it, the count of attempts begins anew.
func (s *Webhooks) failed(ctx context.Context, w store.FollowingWebhook, because error, progress bool) error {
	switch code := hindcast.CodeOf(because); {
	case ctx.Err() != nil:
		return because
	case code == hindcast.Forbidden && s.gone(ctx, w.ID):
		return s.pause(ctx, w, hindcast.WebhookEnded, "the receiver answered that it wants no more (410 Gone)")
	case code == hindcast.Forbidden || code == hindcast.Invalid:
		return s.pause(ctx, w, hindcast.WebhookPaused, messageOf(because))
	case !w.Failing.IsZero() && s.Now().Sub(w.Failing) >= patience:
		return s.pause(ctx, w, hindcast.WebhookPaused, fmt.Sprintf("nothing was taken for %d days; at last: %s", int(patience.Hours()/24), messageOf(because)))
	case progress:
		return s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.Enqueue(deliverJob(w.ID)) })
	}
	return because
}

// gone reports whether the attempt that just failed was answered with 410.
func (s *Webhooks) gone(ctx context.Context, id hindcast.WebhookID) bool {
	const gone = 410
	d, _, err := s.store.NextDelivery(ctx, program(), id)
	return err == nil && d.Status == gone
}

// pause stops a subscription and drops what waits for it. Its owner is told; see
// newsVerbs.
func (s *Webhooks) pause(ctx context.Context, w store.FollowingWebhook, state hindcast.WebhookState, because string) error {
	w.Webhook.State, w.Because = state, because
	return s.store.Update(ctx, program(), func(tx *store.Tx) error {
		if err := tx.Webhooks().Change("webhook."+string(state), &w.Webhook, w.Version); err != nil {
			return err
		}
		return tx.DropDeliveries(w.ID)
	})
}

// Forget removes what is too old from the log of deliveries.
func (s *Webhooks) Forget(ctx context.Context) error {
	return s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.ForgetDeliveries(s.Now().Add(-keptLog)) })
}
