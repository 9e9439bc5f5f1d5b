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
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/events/{id}/mark", "Mark an event"),
		"Puts a milestone on an event, or takes it off. What another event bears moves."), a.mark)
	register(a, hindcast.MayWriteTimeline, describes(op("POST /incidents/{key}/evidence/{id}/support", "Say which event evidence supports"),
		"Or, with on false, that it does not."), a.support)
}

func (a *API) undo(ctx context.Context, by hindcast.Actor, in *inside[client.LedgerSpan]) (*plain[client.LedgerSpan], error) {
	did, err := a.Incidents.Undo(ctx, by, in.Key, incidents.Span{From: in.Body.From, Through: in.Body.Through})
	if err != nil {
		return nil, err
	}
	return &plain[client.LedgerSpan]{Body: client.LedgerSpan{From: did.From, Through: did.Through}}, nil
}

func (a *API) mark(ctx context.Context, by hindcast.Actor, in *partChange[client.Mark]) (*plain[client.LedgerSpan], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	did, err := a.Incidents.Mark(ctx, by, in.Key, hindcast.EventID(in.ID), version, hindcast.Milestone(in.Body.Milestone), in.Body.On)
	if err != nil {
		return nil, err
	}
	return &plain[client.LedgerSpan]{Body: client.LedgerSpan{From: did.From, Through: did.Through}}, nil
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
