package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// live tells an open browser which changes there were: numbers, verbs and
// identifiers, never a text. Pages then read themselves anew.
func (p *Pages) live(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	stream := server.NewEventStream(w)
	caller := func() (hindcast.Actor, error) { return p.Authenticate(r) }
	err := p.Activity.Follow(r.Context(), server.ResumedAt(r), caller, func(b activity.Batch) error {
		events, err := liveEvents(b)
		if err != nil {
			return err
		}
		return stream.Send(events...)
	})
	if stream.Begun() || errors.Is(err, context.Canceled) {
		return nil // browsers come back by themselves, and are refused then if they must be
	}
	return err
}

// liveChange is what is said of a change.
type liveChange struct {
	Verb     string `json:"verb"`
	Kind     string `json:"kind"`
	ID       string `json:"id"`
	Incident string `json:"incident,omitempty"`
}

func liveEvents(b activity.Batch) ([]server.Event, error) {
	var events []server.Event
	if b.Reset {
		events = append(events, server.Event{ID: b.Head, Name: "reset"})
	}
	for _, c := range b.Changes {
		said, err := json.Marshal(liveChange{c.Verb, c.Subject.Kind, c.Subject.ID, string(c.Subject.Incident)})
		if err != nil {
			return nil, fmt.Errorf("write a change: %w", err)
		}
		events = append(events, server.Event{ID: c.Number, Name: "change", Data: said})
	}
	return events, nil
}
