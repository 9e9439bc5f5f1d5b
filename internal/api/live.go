package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
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
	stream := server.NewEventStream(w)
	caller := func() (hindcast.Actor, error) { return a.authenticate(r) }
	err := a.Activity.Follow(r.Context(), server.ResumedAt(r), caller, func(b activity.Batch) error {
		events, err := liveEvents(b)
		if err != nil {
			return err
		}
		return stream.Send(events...)
	})
	if stream.Begun() || errors.Is(err, context.Canceled) {
		return nil // whoever still listens comes back, and is refused then if they must be
	}
	return err
}

func liveEvents(b activity.Batch) ([]server.Event, error) {
	var events []server.Event
	if b.Reset {
		events = append(events, server.Event{ID: b.Head, Name: "reset"})
	}
	for _, c := range b.Changes {
		form := client.Change{Number: c.Number, Verb: c.Verb, Kind: c.Subject.Kind, Subject: c.Subject.ID, Incident: text(string(c.Subject.Incident))}
		said, err := json.Marshal(form)
		if err != nil {
			return nil, fmt.Errorf("write a change: %w", err)
		}
		events = append(events, server.Event{ID: c.Number, Name: "change", Data: said})
	}
	return events, nil
}
