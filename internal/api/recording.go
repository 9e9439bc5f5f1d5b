package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// registerRecording registers what makes recording quick, beside events, people
// and evidence themselves.
func (a *API) registerRecording() {
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/undo", "Undo your own changes"),
		"Takes back what you changed of timeline, people and impact between two numbers of the ledger: what was added goes, what was corrected is as before, what was removed is there again. What somebody changed since is refused."), a.undo)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/events/lines", "Add pasted lines"),
		"What is not understood is left out and said; the rest is added."), a.addLines)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/events/lines/read", "Read pasted lines"), "What would be added, without adding it."), a.readLines)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/participants/stays", "Say who took part, and from when to when"),
		"The times become events of the timeline, from which they are read again. Whoever is named already gets the further roles."), a.tookPart)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/impact/known", "State impact and when it was known"), "The instant becomes an event that the statement cites."), a.knownImpact)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/events/{id}/mark", "Mark an event"),
		"Puts a milestone on an event, or takes it off. What another event bears moves."), a.mark)
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/inferred", "Get what the timeline implies"),
		"Milestones that a rule finds, and people whom events name: nothing of it counts until it is confirmed."), a.inferred)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/inferred", "Confirm what the timeline implies"),
		"All of it, or nothing when another event bears one of the milestones by now."), a.confirm)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/evidence/{id}/support", "Say which event evidence supports"),
		"Or, with on false, that it does not."), a.support)
}

func (a *API) undo(ctx context.Context, by hindcast.Actor, in *inside[client.LedgerSpan]) (*plain[client.LedgerSpan], error) {
	return a.spanned(a.Incidents.Undo(ctx, by, in.Key, incidents.Span{From: in.Body.From, Through: in.Body.Through}))
}

func (a *API) mark(ctx context.Context, by hindcast.Actor, in *partChange[client.Mark]) (*plain[client.LedgerSpan], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return a.spanned(a.Incidents.Mark(ctx, by, in.Key, hindcast.EventID(in.ID), version, hindcast.Milestone(in.Body.Milestone), in.Body.On))
}

// spanned answers with the entries that were made.
func (a *API) spanned(did incidents.Span, err error) (*plain[client.LedgerSpan], error) {
	if err != nil {
		return nil, err
	}
	return &plain[client.LedgerSpan]{Body: client.LedgerSpan{From: did.From, Through: did.Through}}, nil
}

// dayOf is the day of times that name none: today where it is left out.
func (a *API) dayOf(day string) (hindcast.Date, error) {
	on, err := readDay("day", day)
	if err == nil && on.IsZero() {
		on = hindcast.DateOf(a.options.Now().UTC())
	}
	return on, err
}

func readOutcomes(outcomes []incidents.LineOutcome) *list[client.LineResult] {
	return whole(outcomes, func(o incidents.LineOutcome) client.LineResult {
		return client.LineResult{Line: o.Line, Events: page(o.Events, "", event).Items, Problem: text(o.Problem)}
	})
}

func (a *API) addLines(ctx context.Context, by hindcast.Actor, in *inside[client.NewLines]) (*list[client.LineResult], error) {
	on, err := a.dayOf(in.Body.Day)
	if err != nil {
		return nil, err
	}
	outcomes, err := a.Incidents.AddLines(ctx, by, in.Key, in.Body.Lines, on)
	if err != nil {
		return nil, err
	}
	return readOutcomes(outcomes), nil
}

func (a *API) readLines(ctx context.Context, by hindcast.Actor, in *inside[client.NewLines]) (*list[client.LineResult], error) {
	on, err := a.dayOf(in.Body.Day)
	if err != nil {
		return nil, err
	}
	outcomes, err := a.Incidents.ReadLines(ctx, by, in.Key, in.Body.Lines, on, a.options.Now())
	if err != nil {
		return nil, err
	}
	return readOutcomes(outcomes), nil
}

func (a *API) tookPart(ctx context.Context, by hindcast.Actor, in *inside[client.NewStay]) (*plain[client.LedgerSpan], error) {
	n := in.Body
	return a.spanned(a.Incidents.TookPart(ctx, by, in.Key, readParticipant(n.NewParticipant), incidents.Stay{Paged: when(n.Paged), Joined: when(n.Joined), Left: when(n.Left)}))
}

func (a *API) knownImpact(ctx context.Context, by hindcast.Actor, in *inside[client.KnownImpact]) (*plain[client.LedgerSpan], error) {
	return a.spanned(a.Incidents.StateImpact(ctx, by, in.Key, readImpact(in.Body.NewImpact), 0, in.Body.Known.UTC()))
}

func (a *API) inferred(ctx context.Context, by hindcast.Actor, in *OfIncident) (*plain[client.Inferred], error) {
	r, err := a.Incidents.Record(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	found := incidents.Infer(r)
	body := client.Inferred{Marks: []client.InferredMark{}, People: []client.InferredPerson{}}
	for _, m := range found.Marks {
		why, _ := incidents.Rule(m.Rule)
		body.Marks = append(body.Marks, client.InferredMark{Milestone: string(m.Milestone), Event: string(m.Event.ID), Because: why})
	}
	for _, p := range found.People {
		body.People = append(body.People, client.InferredPerson{Person: client.Person{User: text(p.Person.User), Name: p.Person.Name}, Role: text(p.Role), Event: string(p.Event.ID)})
	}
	return &plain[client.Inferred]{Body: body}, nil
}

func (a *API) confirm(ctx context.Context, by hindcast.Actor, in *inside[client.ConfirmedInference]) (*plain[client.LedgerSpan], error) {
	c := incidents.Confirmation{Marks: map[hindcast.Milestone]hindcast.EventID{}}
	for _, m := range in.Body.Marks {
		c.Marks[hindcast.Milestone(m.Milestone)] = hindcast.EventID(m.Event)
	}
	for _, p := range in.Body.People {
		c.People = append(c.People, readParticipant(p))
	}
	return a.spanned(a.Incidents.Confirm(ctx, by, in.Key, c))
}

// supporting names a piece of evidence and what it supports.
type supporting struct {
	Part
	Body client.Support
}

func (a *API) support(ctx context.Context, by hindcast.Actor, in *supporting) (*one[client.Evidence], error) {
	kept, err := a.Incidents.Support(ctx, by, in.Key, hindcast.EvidenceID(in.ID), hindcast.EventID(in.Body.Event), in.Body.On)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, evidence(kept)), nil
}

// plain answers with what has no version.
type plain[F any] struct{ Body F }
