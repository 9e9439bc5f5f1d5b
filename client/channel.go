package client

import "time"

// Channel is where a team is reminded in chat, without its address.
type Channel struct {
	Version int64      `json:"version"`
	Shape   string     `json:"shape" enum:"slack,discord,text" doc:"How messages are written; text is {\"text\": …}, which Mattermost, Rocket.Chat, Teams and others take"`
	Host    string     `json:"host" doc:"The server its address leads to"`
	Failure string     `json:"failure" doc:"Why the last message was not taken; empty when it was"`
	Tried   *time.Time `json:"tried_at" doc:"When the last message was sent; null when none was"`
	Taken   *time.Time `json:"taken_at" doc:"When one was last taken"`
}

// NewChannel says where a team is to be reminded in chat.
type NewChannel struct {
	Shape   string `json:"shape" enum:"slack,discord,text"`
	Address string `json:"address,omitempty" maxLength:"2000" doc:"The incoming webhook; left out, the one there is stays"`
}
