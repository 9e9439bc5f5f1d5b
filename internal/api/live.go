package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func (a *API) registerLive() {
	o := describes(op("GET /live", "Follow changes as they happen"),
		"Server-sent events: change says what changed, never what is written there; reset says that changes were passed over and what is shown must be read anew. "+
			"Come back with Last-Event-ID, or after, and nothing is missed.")
	after := queryParameter("after", "Number of the last change heard of", false)
	last := queryParameter("Last-Event-ID", "The same, as browsers send it", false)
	last.In = "header"
	o.Parameters = []*huma.Param{after, last}
	o.Responses = map[string]*huma.Response{"200": {Description: "The stream; data is a Change", Content: bytesOf("text/event-stream")}}
	a.raw(hindcast.MayRead, o, 0, a.live)
	a.routes.list[len(a.routes.list)-1].Stream = true
}

// live tells about changes until the caller goes, or may not listen any more.
func (a *API) live(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	after := int64(-1)
	for _, text := range []string{r.URL.Query().Get("after"), r.Header.Get("Last-Event-ID")} {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 {
			after = n
		}
	}
	out := stream{to: w, control: http.NewResponseController(w)}
	err := a.Activity.Follow(r.Context(), after, func() (hindcast.Actor, error) { return a.authenticate(r) }, out.send)
	if out.begun || errors.Is(err, context.Canceled) {
		return nil // whoever still listens comes back, and is refused then if they must be
	}
	return err
}

// stream writes server-sent events.
type stream struct {
	to      http.ResponseWriter
	control *http.ResponseController
	begun   bool
}

// patience is how long a listener may take to read what was sent.
const patience = 10 * time.Second

func (s *stream) send(b activity.Batch) error {
	var text bytes.Buffer
	if !s.begun {
		s.begun = true
		s.to.Header().Set("Content-Type", "text/event-stream")
		s.to.Header().Set("X-Accel-Buffering", "no") // nginx would gather what has to arrive at once
		text.WriteString("retry: 1000\n\n")
	}
	if b.Reset {
		fmt.Fprintf(&text, "id: %d\nevent: reset\ndata:\n\n", b.Head)
	}
	for _, c := range b.Changes {
		form := client.Change{Number: c.Number, Verb: c.Verb, Kind: c.Subject.Kind, Subject: c.Subject.ID}
		if c.Subject.Incident != "" {
			id := string(c.Subject.Incident)
			form.Incident = &id
		}
		data, err := json.Marshal(form)
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "id: %d\nevent: change\ndata: %s\n\n", c.Number, data)
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
