package api

import (
	"context"
	"strconv"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) registerWebhooks() {
	register(a, hindcast.MayRead, describes(op("GET /webhooks", "List webhooks"), "Your own, the newest first; for admins everybody's."), a.listWebhooks)
	register(a, hindcast.MayRead, secret(creates(describes(op("POST /webhooks", "Add a webhook"),
		"The secret is in this answer and nowhere else. A webhook belongs to a person, whose access decides what is delivered: a service token cannot add one."))), a.addWebhook)
	register(a, hindcast.MayRead, op("GET /webhooks/{id}", "Get a webhook"), a.getWebhook)
	register(a, hindcast.MayRead, describes(op("PUT /webhooks/{id}", "Change, pause or resume a webhook"),
		"One that is resumed hears of what happens from then on. A token needs the scope admin."), a.changeWebhook)
	register(a, hindcast.MayRead, describes(op("GET /webhooks/{id}/deliveries", "List what a webhook was told"), "Entries you may see, the newest first; kept for 30 days."), a.listDeliveries)
	register(a, hindcast.MayRead, describes(op("POST /webhooks/{id}/deliveries/{delivery}/replay", "Deliver something once more"),
		"While the webhook is active. A token needs the scope admin."), a.replayDelivery)
}

func webhook(k activity.Webhook) client.Webhook {
	w := k.Value
	return client.Webhook{ID: string(w.ID), Version: k.Version, Name: w.Name, URL: w.URL, Kinds: words(w.Kinds), State: string(w.State), Because: text(w.Because),
		Owner: person(w.Owner), Created: w.CreatedAt.UTC()}
}

func readWebhook(n client.NewWebhook) activity.NewWebhook {
	return activity.NewWebhook{Name: n.Name, URL: n.URL, Kinds: n.Kinds, Paused: n.Paused}
}

func (a *API) listWebhooks(ctx context.Context, by hindcast.Actor, in *Paging) (*list[client.Webhook], error) {
	found, next, err := a.Webhooks.List(ctx, by, accounts.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.Webhook]{Body: page(found, next, webhook)}, nil
}

func (a *API) addWebhook(ctx context.Context, by hindcast.Actor, in *body[client.NewWebhook]) (*made[client.CreatedWebhook], error) {
	kept, key, err := a.Webhooks.Subscribe(ctx, by, readWebhook(in.Body))
	if err != nil {
		return nil, err
	}
	form := client.CreatedWebhook{Webhook: webhook(activity.Webhook{Value: kept, Version: 1}), Secret: key}
	return created(1, form, "webhooks", form.ID), nil
}

func (a *API) getWebhook(ctx context.Context, by hindcast.Actor, in *Thing) (*one[client.Webhook], error) {
	k, err := a.Webhooks.Get(ctx, by, hindcast.WebhookID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(k.Version, webhook(k)), nil
}

func (a *API) changeWebhook(ctx context.Context, by hindcast.Actor, in *thingChange[client.NewWebhook]) (*one[client.Webhook], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	if err := a.Webhooks.Change(ctx, by, hindcast.WebhookID(in.ID), version, readWebhook(in.Body)); err != nil {
		return nil, err
	}
	return a.getWebhook(ctx, by, &in.Thing)
}

type deliveryQuery struct {
	Thing
	Paging
}

func (a *API) listDeliveries(ctx context.Context, by hindcast.Actor, in *deliveryQuery) (*list[client.Delivery], error) {
	before, err := in.entered()
	if err != nil {
		return nil, err
	}
	found, err := a.Webhooks.Log(ctx, by, hindcast.WebhookID(in.ID), before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	var next string
	if len(found) > in.Limit {
		found = found[:in.Limit]
		next = strconv.FormatInt(found[in.Limit-1].Change.Number, 10)
	}
	return &list[client.Delivery]{Body: page(found, next, delivery)}, nil
}

func delivery(d activity.Delivery) client.Delivery {
	return client.Delivery{ID: d.ID, Number: d.Change.Number, Verb: d.Change.Verb, At: d.At.UTC(), State: string(d.State), Attempts: d.Attempts, Tried: instant(d.TriedAt),
		Status: number(d.Status), Answer: text(d.Answer), Failure: text(d.Failure), TookMS: d.Took.Milliseconds()}
}

func (a *API) replayDelivery(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Delivery string `path:"delivery" maxLength:"100"`
}) (*nothing, error) {
	return nil, a.Webhooks.Replay(ctx, by, hindcast.WebhookID(in.ID), in.Delivery)
}
