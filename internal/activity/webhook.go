package activity

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/keyring"
	"github.com/hindcast/hindcast/internal/safehttp"
	"github.com/hindcast/hindcast/internal/store"
)

// Hooks is what subscriptions to the ledger are kept and delivered with.
type Hooks struct {
	Ring *keyring.Ring  // Ring seals the secrets that sign deliveries; never nil.
	Door *safehttp.Door // Door is the way to the receivers; never nil.
	Now  func() time.Time
}

// Webhooks keeps subscriptions to the ledger and delivers what they are owed.
type Webhooks struct {
	store *store.Store
	Hooks
}

// NewWebhooks returns the subscriptions kept in a store.
func NewWebhooks(st *store.Store, h Hooks) *Webhooks { return &Webhooks{store: st, Hooks: h} }

// Webhook is a subscription as it is kept. Its secret is sealed.
type Webhook = store.Kept[hindcast.Webhook]

// Delivery is one entry on its way to a subscription, or what became of it.
type Delivery = store.Delivery

// NewWebhook is what somebody types to subscribe, or to change a subscription.
type NewWebhook struct {
	Name, URL string
	Kinds     []string // Kinds of subject; all when empty.
	Paused    bool
}

// Subscribe adds a subscription of the actor and returns the secret that
// deliveries are signed with, which is not shown again.
func (s *Webhooks) Subscribe(ctx context.Context, by hindcast.Actor, n NewWebhook) (kept hindcast.Webhook, secret string, err error) {
	if err := subscriber(by); err != nil {
		return kept, "", err
	}
	kept = hindcast.Webhook{
		Name: strings.TrimSpace(n.Name), URL: strings.TrimSpace(n.URL), Kinds: n.Kinds, State: hindcast.WebhookActive,
		Owner: by.Person(), CreatedAt: s.Now().UTC().Truncate(time.Microsecond),
	}
	if err := kept.Validate(); err != nil {
		return kept, "", err
	}
	secret = newSecret()
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		kept.ID = hindcast.WebhookID(tx.NewID("whk"))
		kept.Secret = s.Ring.Seal(string(kept.ID), secret)
		return tx.Webhooks().Add("webhook.added", "", &kept)
	})
	return kept, secret, err
}

// subscriber reports whether somebody may have subscriptions: people who see the
// organisation's incidents. A token has nobody whose eyes would decide.
func subscriber(by hindcast.Actor) error {
	if err := by.May(hindcast.MayRead, hindcast.Subject{}); err != nil {
		return err
	}
	if by.User == "" || by.Token != "" {
		return &hindcast.Error{Code: hindcast.Forbidden, Message: "a webhook belongs to a person, whose access decides what is delivered; sign in to add one"}
	}
	return nil
}

// keeper reports whether somebody may change subscriptions that are theirs to see.
// Reading is all a person needs; a token that only reads changes nothing.
func keeper(by hindcast.Actor) error {
	if by.Token == "" {
		return nil
	}
	return by.Might(hindcast.MayAdminister)
}

// newSecret draws a secret as the Standard Webhooks specification writes them.
func newSecret() string {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails
	return "whsec_" + base64.StdEncoding.EncodeToString(raw[:])
}

// List returns the actor's subscriptions, for admins everybody's, the newest
// first.
func (s *Webhooks) List(ctx context.Context, by hindcast.Actor, page store.Page) (list []Webhook, next string, err error) {
	if err := by.May(hindcast.MayRead, hindcast.Subject{}); err != nil {
		return nil, "", err
	}
	return s.store.Webhooks().List(ctx, by, page)
}

// Get returns one of them. The error is NotFound when it is not the actor's.
func (s *Webhooks) Get(ctx context.Context, by hindcast.Actor, id hindcast.WebhookID) (Webhook, error) {
	if err := by.May(hindcast.MayRead, hindcast.Subject{}); err != nil {
		return Webhook{}, err
	}
	return s.store.Webhooks().Get(ctx, by, string(id))
}

// Change changes a subscription. One that is set going again hears of what
// happens from then on; what waited was dropped when it was paused.
func (s *Webhooks) Change(ctx context.Context, by hindcast.Actor, id hindcast.WebhookID, version int64, n NewWebhook) error {
	if err := keeper(by); err != nil {
		return err
	}
	was, err := s.Get(ctx, by, id)
	if err != nil {
		return err
	}
	w := was.Value
	w.Name, w.URL, w.Kinds, w.State = strings.TrimSpace(n.Name), strings.TrimSpace(n.URL), n.Kinds, hindcast.WebhookActive
	if n.Paused {
		w.State = hindcast.WebhookPaused
	} else {
		w.Because = ""
	}
	if err := w.Validate(); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if err := tx.Webhooks().Change("webhook.changed", &w, version); err != nil {
			return err
		}
		switch {
		case n.Paused:
			return tx.DropDeliveries(id)
		case was.Value.State != hindcast.WebhookActive:
			return tx.ResumeDeliveries(id)
		}
		return nil
	})
}

// Log returns the last deliveries of a subscription, of entries the actor may
// see, before a number; zero begins with the newest.
func (s *Webhooks) Log(ctx context.Context, by hindcast.Actor, id hindcast.WebhookID, before int64, limit int) ([]Delivery, error) {
	if _, err := s.Get(ctx, by, id); err != nil {
		return nil, err
	}
	return s.store.Deliveries(ctx, by, id, before, limit)
}

// Replay delivers something once more. The error is NotFound when there is no
// such delivery, and Conflict when the subscription is not active.
func (s *Webhooks) Replay(ctx context.Context, by hindcast.Actor, id hindcast.WebhookID, delivery string) error {
	if err := keeper(by); err != nil {
		return err
	}
	w, err := s.Get(ctx, by, id)
	if err != nil {
		return err
	}
	if w.Value.State != hindcast.WebhookActive {
		return &hindcast.Error{Code: hindcast.Conflict, Message: "this webhook is " + string(w.Value.State) + "; set it going first"}
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if err := tx.Replay(id, delivery); err != nil {
			return err
		}
		if err := tx.Record("webhook.replayed", store.Subject{Kind: "webhook", ID: string(id)}, map[string]any{"delivery": delivery}); err != nil {
			return err
		}
		return tx.Enqueue(deliverJob(id))
	})
}

// Reseal seals the secrets anew with the key that seals now, and returns how many
// there were.
func (s *Webhooks) Reseal(ctx context.Context, by hindcast.Actor) (sealed int, err error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return 0, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		all, err := tx.SealedWebhooks()
		if err != nil {
			return err
		}
		for _, k := range all {
			renewed, err := s.Ring.Renew(string(k.Value.ID), &k.Value.Secret)
			if err != nil {
				return err
			}
			if !renewed {
				continue
			}
			if err := tx.Webhooks().Change("webhook.sealed", &k.Value, k.Version); err != nil {
				return err
			}
			sealed++
		}
		return nil
	})
	return sealed, err
}
