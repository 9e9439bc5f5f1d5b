package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// ChatMessage is a text to one channel of a chat.
type ChatMessage struct {
	Address string // Address is that of an incoming webhook.
	Shape   hindcast.ChatShape
	Text    string // Text is plain, in lines; addresses in it become links by themselves.
}

// discordRoom is how many characters Discord takes.
const discordRoom = 2000

// Chat sends a message. What is in the text calls nobody and formats nothing: it
// may be a title that somebody typed. The error is Invalid or Forbidden when the
// address takes nothing any more, Unavailable when it is worth trying again.
func Chat(ctx context.Context, door *safehttp.Door, m ChatMessage) error {
	body, err := json.Marshal(m.form())
	if err != nil {
		return fmt.Errorf("write the message: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, m.Address, bytes.NewReader(body))
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the address of this channel cannot be used"}
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := door.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	switch status := response.StatusCode; {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusTooManyRequests || status >= 500:
		return &hindcast.Error{Code: hindcast.Unavailable, Message: fmt.Sprintf("the chat answered %d; it is tried again", status)}
	default:
		return &hindcast.Error{Code: hindcast.Forbidden, Message: fmt.Sprintf("the chat answered %d; its address may be wrong, or was taken back there", status)}
	}
}

// form is the message as its receiver wants it.
func (m ChatMessage) form() any {
	const apart = "\u200b" // a space of no width: “@all” is then no call
	text := strings.ReplaceAll(m.Text, "@", "@"+apart)
	switch m.Shape {
	case hindcast.ChatSlack:
		return map[string]any{"text": strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)}
	case hindcast.ChatDiscord:
		return map[string]any{"content": hindcast.Shorten(text, discordRoom), "allowed_mentions": map[string]any{"parse": []string{}}}
	}
	return map[string]any{"text": text}
}
