package server

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Patience is how long a listener may take to read what was sent; whoever takes
// longer is let go, and comes back by number.
const Patience = 10 * time.Second

// Event is one server-sent event (WHATWG HTML, section 9.2). Data is one line.
type Event struct {
	ID   int64
	Name string
	Data []byte
}

// EventStream writes server-sent events to one listener.
type EventStream struct {
	to      http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

// NewEventStream prepares a stream; nothing is sent, and the request can still be
// refused, before the first Send.
func NewEventStream(w http.ResponseWriter) *EventStream {
	return &EventStream{to: w, control: http.NewResponseController(w)}
}

// Begun reports whether an answer was begun, so that it is too late to refuse.
func (s *EventStream) Begun() bool { return s.begun }

// Send writes events at once, and a heartbeat where there is none: proxies end
// connections that are silent.
func (s *EventStream) Send(events ...Event) error {
	var text bytes.Buffer
	if !s.begun {
		s.begin()
		text.WriteString("retry: 1000\n\n")
	}
	for _, e := range events {
		fmt.Fprintf(&text, "id: %d\nevent: %s\ndata: %s\n\n", e.ID, e.Name, e.Data)
	}
	if len(events) == 0 {
		text.WriteString(": \n\n")
	}
	if err := s.control.SetWriteDeadline(time.Now().Add(Patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := s.to.Write(text.Bytes()); err != nil {
		return err
	}
	return s.control.Flush()
}

func (s *EventStream) begin() {
	h := s.to.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would gather what has to arrive at once
	s.begun = true
}

// ResumedAt is the number of the last event that a listener has heard of, as
// browsers (Last-Event-ID) or addresses (after) say it; negative when they ask
// for what is new.
func ResumedAt(r *http.Request) int64 {
	for _, text := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")} {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 {
			return n
		}
	}
	return -1
}
