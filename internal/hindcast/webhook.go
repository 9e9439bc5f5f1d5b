package hindcast

import (
	"net/url"
	"time"
)

// WebhookID names a subscription.
type WebhookID string

// Webhook is a subscription to the ledger: a program that is told of changes its
// owner may see, by number and identifier, never by text.
type Webhook struct {
	ID     WebhookID
	Name   string
	URL    string
	Kinds  []string // Kinds of subject it is told of; all when empty.
	Secret string   // Secret signs what is delivered; sealed, see keyring.
	State  WebhookState
	// Because says why it is paused or ended, where that was not its owner's wish.
	Because   string
	Owner     Person // Owner decides by what they may see what is delivered.
	CreatedAt time.Time
}

// WebhookState says whether anything is delivered.
type WebhookState string

// The states of a subscription.
const (
	WebhookActive WebhookState = "active"
	WebhookPaused WebhookState = "paused" // nothing is delivered; what happens meanwhile is passed over
	WebhookEnded  WebhookState = "ended"  // the receiver answered that it is gone
)

// WebhookKinds are the kinds of subject a subscription can be narrowed to.
func WebhookKinds() []string {
	return []string{"incident", "event", "participant", "impact", "evidence", "alert", "writeup", "review", "answer", "finding",
		"action", "proof", "proof_check", "effect_check", "known_check", "document", "revision", "proposal", "publication", "lesson", "service", "team"}
}

// MaxURL is the longest address that is kept, in characters; ours.
const MaxURL = 2000

// Validate checks the subscription by itself.
func (w Webhook) Validate() error {
	var p Problems
	checkLine(&p, "name", w.Name, MaxName, true)
	checkLine(&p, "url", w.URL, MaxURL, true)
	if u, err := url.Parse(w.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		p.Add("url", "must be an address such as https://example.com/hook")
	} else if u.User != nil {
		p.Add("url", "must hold no password: deliveries are signed instead")
	}
	for i, kind := range w.Kinds {
		if !oneOf(kind, WebhookKinds()) {
			p.Add(index("kinds", i), "is no kind of entry that can be subscribed to")
		}
	}
	if !oneOf(w.State, []WebhookState{WebhookActive, WebhookPaused, WebhookEnded}) {
		p.Add("state", "must be active, paused or ended")
	}
	return p.Err("the webhook")
}
