package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func webhookTable() *table[hindcast.Webhook] {
	type W = hindcast.Webhook
	columns := []column[W]{
		text("name", func(w *W) *string { return &w.Name }),
		text("url", func(w *W) *string { return &w.URL }),
		list("kinds", func(w *W) *[]string { return &w.Kinds }),
		text("secret", func(w *W) *string { return &w.Secret }),
		text("state", func(w *W) *hindcast.WebhookState { return &w.State }),
		text("because", func(w *W) *string { return &w.Because }),
		instant("created_at", func(w *W) *time.Time { return &w.CreatedAt }),
	}
	return &table[W]{
		name: "webhooks", kind: "webhook",
		columns: append(columns, person("owner", func(w *W) *hindcast.Person { return &w.Owner })...),
		id:      text("id", func(w *W) *hindcast.WebhookID { return &w.ID }),
		// The secret is sealed with a key that can be changed; a copy in the ledger
		// could not be sealed anew. Sealed texts are random, so they salt themselves.
		seal: &seal[W]{
			secret: []string{"secret"},
			salt:   func(w *W) string { return w.Secret },
			sealed: func(*W) bool { return true },
		},
		private: func(q *query, by hindcast.Actor) {
			if by.Role != hindcast.Admin {
				q.add(" and t.owner_user = ? and t.owner_user <> ''", string(by.User))
			}
		},
		derived: func(k *Kept[W]) []derivedColumn { return []derivedColumn{{"sent", k.Added}} },
	}
}

// Webhooks changes subscriptions to the ledger.
func (t *Tx) Webhooks() Shelf[hindcast.Webhook] {
	return Shelf[hindcast.Webhook]{t, t.store.tables.webhooks}
}

// Webhooks reads the actor's own subscriptions; admins read everybody's.
func (s *Store) Webhooks() Reader[hindcast.Webhook] {
	return Reader[hindcast.Webhook]{s, s.tables.webhooks}
}

// FollowingWebhook is an active subscription with what it is delivered by.
type FollowingWebhook struct {
	hindcast.Webhook
	Version int64
	Owner   hindcast.User // Owner as they are now; zero when there is none any more.
	Sent    int64         // Sent is up to which number the ledger was gone through.
	Failing time.Time     // Failing is since when no delivery succeeded; zero while they do.
}

// FollowingWebhooks returns the subscriptions that are active and have not gone
// through the ledger up to a number.
func (s *Store) FollowingWebhooks(ctx context.Context, head int64) ([]FollowingWebhook, error) {
	var q query
	q.add(" where t.state = 'active' and t.sent < ? order by t.added", head)
	return s.following(ctx, &q)
}

// FollowingWebhook returns a subscription. The error is NotFound when there is
// none, or it is not active.
func (s *Store) FollowingWebhook(ctx context.Context, id hindcast.WebhookID) (FollowingWebhook, error) {
	var q query
	q.add(" where t.state = 'active' and t.id = ?", string(id))
	found, err := s.following(ctx, &q)
	if err == nil && len(found) == 0 {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "store.FollowingWebhook", Message: "there is no such webhook, or it is not active"}
	}
	if err != nil {
		return FollowingWebhook{}, err
	}
	return found[0], nil
}

func (s *Store) following(ctx context.Context, where *query) ([]FollowingWebhook, error) {
	q := query{args: where.args}
	q.text.WriteString(s.tables.webhooks.selection("t.sent", "t.failing", "coalesce(u.id, '')", "coalesce(u.name, '')", "coalesce(u.email, '')",
		"coalesce(u.role, '')", "coalesce(u.guest, '')", "coalesce(u.disabled, 0)") + " left join users u on u.id = t.owner_user" + where.text.String())
	return found(ctx, s, "read the webhooks", &q, func(scan row) (w FollowingWebhook, err error) {
		var failing, disabled int64
		u := &w.Owner
		k, err := s.tables.webhooks.scan(scan, &w.Sent, &failing, &u.ID, &u.Name, &u.Email, &u.Role, &u.Guest, &disabled)
		w.Webhook, w.Version, u.Disabled = k.Value, k.Version, disabled == 1
		if failing != 0 {
			w.Failing = fromMicros(failing)
		}
		return w, err
	})
}

// SealedWebhooks returns every subscription, whosever it is: for sealing their
// secrets anew.
func (t *Tx) SealedWebhooks() ([]Kept[hindcast.Webhook], error) {
	found, err := t.store.tables.webhooks.all(t.ctx, t.sql, t.store.tables.webhooks.selection()+" order by t.added")
	return found, t.note("read the webhooks", err)
}
