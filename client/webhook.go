package client

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Webhook is a subscription to the ledger: a program that is told of changes its
// owner may see, by number and identifier, never by text.
type Webhook struct {
	ID      string    `json:"id"`
	Version int64     `json:"version"`
	Name    string    `json:"name"`
	URL     string    `json:"url"`
	Kinds   []string  `json:"kinds" doc:"Kinds of subject it is told of; all when empty"`
	State   string    `json:"state" enum:"active,paused,ended" doc:"Ended: the receiver answered that it is gone"`
	Because *string   `json:"because" doc:"Why it was stopped, where that was not its owner's wish"`
	Owner   *Person   `json:"owner" doc:"What they may see is delivered"`
	Created time.Time `json:"created"`
}

// NewWebhook is a subscription to be added, or what a change makes of one.
type NewWebhook struct {
	Name   string   `json:"name" minLength:"1" maxLength:"200"`
	URL    string   `json:"url" format:"uri" maxLength:"2000" doc:"Deliveries are posted here"`
	Kinds  []string `json:"kinds,omitempty" doc:"Kinds of subject it is told of; all when left out"`
	Paused bool     `json:"paused,omitempty" doc:"Nothing is delivered; what happens meanwhile is passed over"`
}

// CreatedWebhook shows the secret that signs deliveries, once.
type CreatedWebhook struct {
	Webhook
	Secret string `json:"secret" doc:"As the Standard Webhooks specification writes it"`
}

// Delivery is one entry of the ledger on its way to a webhook, or what became of it.
type Delivery struct {
	ID       string     `json:"id" doc:"The webhook-id header of every attempt"`
	Number   int64      `json:"number" doc:"Of the entry in the ledger"`
	Verb     string     `json:"verb"`
	At       time.Time  `json:"at" doc:"When the entry was made"`
	State    string     `json:"state" enum:"waiting,delivered,withheld,dropped"`
	Attempts int        `json:"attempts"`
	Tried    *time.Time `json:"tried"`
	Status   *int       `json:"status" doc:"What the receiver answered last"`
	Answer   *string    `json:"answer" doc:"How its answer began"`
	Failure  *string    `json:"failure"`
	TookMS   int64      `json:"took_ms"`
}

// Webhooks lists the caller's webhooks; admins see everybody's.
func (c *Client) Webhooks(ctx context.Context, after string, limit int) (p Page[Webhook], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: "/webhooks", query: paging{after, limit}.onto(url.Values{}), answer: &p})
}

// ChangeWebhook changes, pauses or resumes a webhook, from the version it was read
// with.
func (c *Client) ChangeWebhook(ctx context.Context, id string, version int64, n NewWebhook) (w Webhook, err error) {
	return w, c.do(ctx, call{method: http.MethodPut, path: at("webhooks", id), body: n, answer: &w, version: version})
}

// Deliveries lists what a webhook was told, the newest entry first.
func (c *Client) Deliveries(ctx context.Context, id, after string, limit int) (p Page[Delivery], err error) {
	return p, c.do(ctx, call{method: http.MethodGet, path: at("webhooks", id, "deliveries"), query: paging{after, limit}.onto(url.Values{}), answer: &p})
}

// Replay delivers something once more.
func (c *Client) Replay(ctx context.Context, webhook, delivery string) error {
	return c.do(ctx, call{method: http.MethodPost, path: at("webhooks", webhook, "deliveries", delivery, "replay")})
}
