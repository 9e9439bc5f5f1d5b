package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

func (a *API) registerEvents() {
	register(a, hindcast.MayRead, op("GET /incidents/{key}/events", "List the events of an incident"), a.listEvents)
	register(a, hindcast.MayWriteTimeline, creates(op("POST /incidents/{key}/events", "Add an event")), a.addEvent)
	register(a, hindcast.MayWriteTimeline, creates(describes(op("POST /incidents/{key}/events/line", "Add events as typed"),
		"A line that tells several things becomes several events.")), a.addLine)
	a.registerBulk()
	register(a, hindcast.MayRead, op("GET /incidents/{key}/events/{id}", "Get an event"), a.getEvent)
	register(a, hindcast.MayWriteTimeline, describes(op("PUT /incidents/{key}/events/{id}", "Correct an event"),
		"The event becomes what the request says, as a whole. What it said before is kept beside it."), a.correctEvent)
	register(a, hindcast.MayWriteTimeline, op("DELETE /incidents/{key}/events/{id}", "Remove an event"), a.removeEvent)
}

// eventQuery narrows the events of an incident.
type eventQuery struct {
	OfIncident
	Paging
	Text      string    `query:"q" maxLength:"500" doc:"Part of the text, in any case"`
	Kind      []string  `query:"kind,explode" enum:"signal,page,join,leave,observation,hypothesis,decision,response,change,communication,severity,impact,adversary,note"`
	Milestone []string  `query:"milestone,explode" enum:"began,detected,responded,cause_found,mitigated,resolved"`
	From      time.Time `query:"from" doc:"At this instant or later"`
	To        time.Time `query:"to" doc:"Before this instant"`
}

func (q eventQuery) admits(e hindcast.TimelineEvent) bool {
	return (q.Text == "" || strings.Contains(hindcast.Fold(e.Text), hindcast.Fold(q.Text))) &&
		(len(q.Kind) == 0 || slices.Contains(q.Kind, string(e.Kind))) &&
		(len(q.Milestone) == 0 || slices.ContainsFunc(e.Milestones, func(m hindcast.Milestone) bool { return slices.Contains(q.Milestone, string(m)) })) &&
		(q.From.IsZero() || !e.At.IsZero() && !e.At.Before(q.From)) && (q.To.IsZero() || !e.At.IsZero() && e.At.Before(q.To))
}

// listEvents pages through a timeline in the order it was entered, in which
// nothing moves while it is read.
func (a *API) listEvents(ctx context.Context, by hindcast.Actor, in *eventQuery) (*list[client.Event], error) {
	after, err := in.entered()
	if err != nil {
		return nil, err
	}
	found, err := a.Incidents.EventsAfter(ctx, by, in.Key, after, in.Limit+1, in.admits)
	if err != nil {
		return nil, err
	}
	var next string
	if len(found) > in.Limit {
		found = found[:in.Limit]
		next = strconv.FormatInt(found[in.Limit-1].Added, 10)
	}
	return &list[client.Event]{Body: page(found, next, event)}, nil
}

// entered reads a cursor made of the ledger's number.
func (p Paging) entered() (int64, error) {
	if p.After == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(p.After, 10, 64)
	if err != nil || n < 1 {
		return 0, &hindcast.Error{Code: hindcast.Invalid, Message: "this cursor was not made for this list"}
	}
	return n, nil
}

func (a *API) addEvent(ctx context.Context, by hindcast.Actor, in *inside[client.NewEvent]) (*made[client.Event], error) {
	kept, err := a.Incidents.AddEvent(ctx, by, in.Key, readEvent(in.Body))
	if err != nil {
		return nil, err
	}
	return created(kept.Version, event(kept), "incidents", in.Key, "events", string(kept.Value.ID)), nil
}

func (a *API) addLine(ctx context.Context, by hindcast.Actor, in *inside[client.NewLine]) (*list[client.Event], error) {
	on, err := a.dayOf(in.Body.Day)
	if err != nil {
		return nil, err
	}
	kept, err := a.Incidents.AddLine(ctx, by, in.Key, in.Body.Line, on)
	if err != nil {
		return nil, err
	}
	return whole(kept, event), nil
}

func (a *API) getEvent(ctx context.Context, by hindcast.Actor, in *Part) (*one[client.Event], error) {
	k, err := a.Incidents.Event(ctx, by, in.Key, hindcast.EventID(in.ID))
	if err != nil {
		return nil, err
	}
	return shown(k.Version, event(k)), nil
}

// amongst finds one of the parts of an incident.
func amongst[T any](parts []incidents.Kept[T], is func(T) bool) (incidents.Kept[T], error) {
	i := slices.IndexFunc(parts, func(k incidents.Kept[T]) bool { return is(k.Value) })
	if i < 0 {
		return incidents.Kept[T]{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such thing on this incident"}
	}
	return parts[i], nil
}

func (a *API) correctEvent(ctx context.Context, by hindcast.Actor, in *partChange[client.CorrectedEvent]) (*one[client.Event], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	e := readEvent(in.Body.NewEvent)
	e.ID = hindcast.EventID(in.ID)
	kept, err := a.Incidents.ChangeEvent(ctx, by, in.Key, e, version, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, event(kept)), nil
}

func (a *API) removeEvent(ctx context.Context, by hindcast.Actor, in *partRemoval) (*nothing, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	_, err = a.Incidents.RemoveEvent(ctx, by, in.Key, hindcast.EventID(in.ID), version)
	return nil, err
}

func event(k incidents.Event) client.Event {
	e := k.Value
	form := client.Event{
		ID: string(e.ID), Version: k.Version, At: instant(e.At), Until: instant(e.Until), Precision: string(e.Precision), Kind: string(e.Kind), Text: e.Text,
		Actor: person(e.Actor), Role: text(e.Role), Milestones: words(e.Milestones), NoticedBy: text(e.NoticedBy), ActedOn: e.ActedOn,
		EnteredAt: instant(e.EnteredAt), EnteredBy: person(e.EnteredBy), History: []client.Correction{},
	}
	if c := e.Communication; c != nil {
		form.Communication = &client.Communication{Audience: string(c.Audience), Channel: c.Channel, Template: c.Template, NextUpdate: instant(c.NextUpdate)}
	}
	if s := e.Severity; s != nil {
		form.Severity = &client.Severity{To: s.To.String(), Reason: s.Reason}
	}
	if r := e.Response; r != nil {
		form.Response = &client.Step{Mode: string(r.Mode), Runbook: r.Runbook, Step: r.Step}
	}
	for _, c := range e.History {
		form.History = append(form.History, client.Correction{At: c.At.UTC(), By: person(c.By), Reason: c.Reason, Field: c.Field, Was: c.Was, Became: c.Became})
	}
	return form
}

func readEvent(n client.NewEvent) hindcast.TimelineEvent {
	e := hindcast.TimelineEvent{
		At: when(n.At), Until: when(n.Until), Precision: hindcast.Precision(n.Precision), Kind: cmp.Or(hindcast.EventKind(n.Kind), hindcast.Note), Text: n.Text,
		Actor: readPerson(n.Actor), Role: hindcast.Role(n.Role), Milestones: named[hindcast.Milestone](n.Milestones), NoticedBy: hindcast.Noticer(n.NoticedBy), ActedOn: n.ActedOn,
	}
	switch {
	case e.Precision != "":
	case e.At.IsZero():
		e.Precision = hindcast.PrecisionUnknown
	default:
		e.Precision = hindcast.PrecisionExact
	}
	if c := n.Communication; c != nil {
		e.Communication = &hindcast.Communication{Audience: hindcast.Audience(c.Audience), Channel: c.Channel, Template: c.Template, NextUpdate: when(c.NextUpdate)}
	}
	if s := n.Severity; s != nil {
		e.Severity = &hindcast.SeverityChange{To: severity(s.To), Reason: s.Reason}
	}
	if r := n.Response; r != nil {
		e.Response = &hindcast.ResponseStep{Mode: hindcast.StepMode(r.Mode), Runbook: r.Runbook, Step: r.Step}
	}
	return e
}
