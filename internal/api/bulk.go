package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// maxBulk is the largest body of many events; ours.
const maxBulk = 32 << 20

func (a *API) registerBulk() {
	o := describes(op("POST /incidents/{key}/events/bulk", "Add many events"),
		"Up to 10,000 events in one change. Those that are not valid are left out and said so, each in its place, and the answer is 207; with whole, one that is not valid refuses them all.")
	o.Responses = map[string]*huma.Response{"207": {Description: "Some were refused", Content: map[string]*huma.MediaType{"application/json": {
		Schema: a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[client.EventResults](), true, "")}}}}
	o.SkipValidateBody = true // each event is read and refused by itself
	register(a, hindcast.MayWriteTimeline, takes(o, maxBulk), a.addEvents)
}

// newEvents is client.NewEvents before its events are read.
type newEvents struct {
	Events []unread `json:"events" minItems:"1" maxItems:"10000"`
	Whole  bool     `json:"whole,omitempty" doc:"Add all of them or none"`
}

// unread is an event as it was sent.
type unread struct{ json.RawMessage }

// Schema is that of a new event.
func (unread) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[client.NewEvent](), true, "")
}

// manyResults answers 207 when some were refused.
type manyResults struct {
	Status int
	Body   client.EventResults
}

func (a *API) addEvents(ctx context.Context, by hindcast.Actor, in *inside[newEvents]) (*manyResults, error) {
	if n := len(in.Body.Events); n == 0 || n > incidents.MostEvents {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "send 1 to 10,000 events at once", Fields: []hindcast.FieldError{{Field: "events", Reason: "must be 1 to 10,000"}}}
	}
	out := &manyResults{Status: http.StatusOK, Body: client.EventResults{Results: make([]client.EventResult, len(in.Body.Events))}}
	var events []hindcast.TimelineEvent
	var places []int // places of the events among what was sent
	for n, raw := range in.Body.Events {
		e, errs := a.readUnread(raw)
		if out.Body.Results[n].Errors = errs; len(errs) == 0 {
			events, places = append(events, e), append(places, n)
		}
	}
	if in.Body.Whole && len(places) < len(in.Body.Events) {
		return nil, wholeRefused(out.Body.Results)
	}
	if len(events) > 0 {
		outcomes, err := a.Incidents.AddEvents(ctx, by, in.Key, events, in.Body.Whole)
		if err != nil {
			return nil, err
		}
		for n, o := range outcomes {
			out.Body.Results[places[n]] = client.EventResult{ID: text(o.ID), Errors: problemFields(o.Fields)}
		}
	} else if _, err := a.Incidents.Row(ctx, by, in.Key); err != nil {
		return nil, err // what may not be seen is not said to refuse events
	}
	for _, r := range out.Body.Results {
		if r.ID == nil {
			out.Body.Refused++
		} else {
			out.Body.Added++
		}
	}
	if out.Body.Refused > 0 {
		out.Status = http.StatusMultiStatus
	}
	return out, nil
}

// readUnread reads one event and says what is wrong with it.
func (a *API) readUnread(raw unread) (hindcast.TimelineEvent, []client.ProblemField) {
	var plain any
	if err := json.Unmarshal(raw.RawMessage, &plain); err != nil {
		return hindcast.TimelineEvent{}, []client.ProblemField{{Message: "is no JSON"}}
	}
	registry := a.huma.OpenAPI().Components.Schemas
	var result huma.ValidateResult
	huma.Validate(registry, unread{}.Schema(registry), huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, plain, &result)
	var n client.NewEvent
	if len(result.Errors) == 0 {
		if err := json.Unmarshal(raw.RawMessage, &n); err != nil {
			result.Errors = append(result.Errors, err)
		}
	}
	errs := []client.ProblemField{}
	for _, err := range result.Errors {
		if detail, ok := errors.AsType[*huma.ErrorDetail](err); ok {
			errs = append(errs, client.ProblemField{Location: detail.Location, Message: detail.Message})
			continue
		}
		errs = append(errs, client.ProblemField{Message: "is not read: a time or number is out of range"})
	}
	return readEvent(n), errs
}

func problemFields(fields []hindcast.FieldError) []client.ProblemField {
	out := []client.ProblemField{}
	for _, f := range fields {
		out = append(out, client.ProblemField{Location: f.Field, Message: f.Reason})
	}
	return out
}

// wholeRefused refuses all events for the sake of some.
func wholeRefused(results []client.EventResult) error {
	var p hindcast.Problems
	for n, r := range results {
		for _, e := range r.Errors {
			p.Add(strings.TrimSuffix("events["+strconv.Itoa(n)+"]."+e.Location, "."), "%s", e.Message)
		}
	}
	return p.Err("the list of events")
}
