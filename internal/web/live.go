package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// live tells an open browser which changes there were: numbers, verbs and
// identifiers, never a text. Pages then read themselves anew.
func (p *Pages) live(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	stream := eventStream{to: w, control: http.NewResponseController(w)}
	caller := func() (hindcast.Actor, error) { return p.Authenticate(r) }
	err := p.Activity.Follow(r.Context(), resumedAt(r), caller, stream.send)
	if stream.begun || errors.Is(err, context.Canceled) {
		return nil // browsers come back by themselves, and are refused then if they must be
	}
	return err
}

// resumedAt is the number of the last change that a browser has heard of,
// negative when it asks for what is new.
func resumedAt(r *http.Request) int64 {
	text := r.Header.Get("Last-Event-ID")
	if text == "" {
		text = r.URL.Query().Get("after")
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// eventStream writes server-sent events.
type eventStream struct {
	to      http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

// patience is how long a browser may take to read what it was sent.
const patience = 10 * time.Second

// liveChange is what is said of a change.
type liveChange struct {
	Verb     string `json:"verb"`
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Incident string `json:"incident,omitempty"`
}

// send writes a batch at once. Whoever does not read it in time is let go, and
// comes back by number.
func (s *eventStream) send(b activity.Batch) error {
	var text bytes.Buffer
	if !s.begun {
		s.begin()
		text.WriteString("retry: 1000\n\n")
	}
	if b.Reset {
		fmt.Fprintf(&text, "id: %d\nevent: reset\ndata:\n\n", b.Head)
	}
	for _, c := range b.Changes {
		said, err := json.Marshal(liveChange{c.Verb, c.Subject.Kind, c.Subject.ID, string(c.Subject.Incident)})
		if err != nil {
			return fmt.Errorf("write a change: %w", err)
		}
		fmt.Fprintf(&text, "id: %d\nevent: change\ndata: %s\n\n", c.Number, said)
	}
	if len(b.Changes) == 0 {
		text.WriteString(": \n\n") // a heartbeat, for proxies that end silent connections
	}
	if err := s.control.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := s.to.Write(text.Bytes()); err != nil {
		return err
	}
	return s.control.Flush()
}

func (s *eventStream) begin() {
	h := s.to.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would gather what has to arrive at once
	s.begun = true
}
