package hindcast

import (
	"net/url"
	"time"
)

// Channel is where a team is reminded in chat: the address of an incoming webhook.
// Whoever has the address can write there, so nobody reads it again.
type Channel struct {
	Team      TeamID
	Shape     ChatShape
	Address   string // Address is sealed, see keyring.
	CreatedAt time.Time
	By        Person // By gave the address.
}

// ChatShape says how a message to a chat is written.
type ChatShape string

// The shapes.
const (
	ChatText    ChatShape = "text"  // {"text": "…"}: Mattermost, Rocket.Chat, Teams, Google Chat and others
	ChatSlack   ChatShape = "slack" // the same, with what Slack reads as markup made harmless
	ChatDiscord ChatShape = "discord"
)

// ChatShapes lists the shapes in the order they are offered.
func ChatShapes() []ChatShape { return []ChatShape{ChatSlack, ChatDiscord, ChatText} }

// ValidateChat checks a shape and an address as somebody typed them.
func ValidateChat(shape ChatShape, address string) error {
	var p Problems
	if !oneOf(shape, ChatShapes()) {
		p.Add("shape", "must be one of %s", join(ChatShapes()))
	}
	checkLine(&p, "address", address, MaxURL, true)
	if u, err := url.Parse(address); address != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		p.Add("address", "must be the address of an incoming webhook, such as https://hooks.slack.com/services/…")
	}
	return p.Err("the channel")
}
