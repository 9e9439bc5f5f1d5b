package api

import (
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/reviews"
)

func (a *API) registerNeeds() {
	register(a, hindcast.MayRead, describes(op("GET /me/needs", "List what needs you"),
		"Your actions, reviews, proofs that broke, effects to judge, and what waits for anybody: incidents without a review, proposals you may approve, documents of yours to look through. Some of each, the most pressing first."), a.getNeeds)
	register(a, hindcast.MayRead, describes(op("GET /recent", "List what changed lately"), "The newest first; what one person did to one thing in a row counts as one."), a.listRecent)
}

func (a *API) getNeeds(ctx context.Context, by hindcast.Actor, _ *nothing) (*body[client.Needs], error) {
	policy, err := a.Library.Policy(ctx)
	if err != nil {
		return nil, err
	}
	now := a.options.Now()
	n, err := a.Activity.Needs(ctx, by, policy, now)
	if err != nil {
		return nil, err
	}
	waiting, err := a.Library.Waiting(ctx, by)
	if err != nil {
		return nil, err
	}
	due, err := a.Library.Due(ctx, by, by.Person())
	if err != nil {
		return nil, err
	}
	today := hindcast.DateOf(now.In(policy.Calendar.Zone))
	ofAction := func(r actions.Row) client.Action { return actionRow(r, today) }
	ofReview := func(r activity.ReviewNeed) client.ReviewLine { return reviewLine(reviews.Row(r.ReviewRow)) }
	return &body[client.Needs]{Body: client.Needs{
		Actions: page(n.Actions, "", ofAction).Items, Broken: page(n.Broken, "", ofAction).Items, Effects: page(n.Effects, "", ofAction).Items,
		Meetings: page(n.Meetings, "", ofReview).Items, Reviews: page(n.Reviews, "", ofReview).Items,
		Unreviewed: page(n.Unreviewed, "", func(r incidents.Row) client.Incident { return incidentRow(r) }).Items,
		Proposals: page(waiting, "", func(w library.Waiting) client.WaitingProposal {
			return client.WaitingProposal{Proposal: w.Proposal.Value.ID, Document: string(w.Document.ID), Title: w.Document.Title, By: person(w.Proposal.Value.Author), Reason: w.Proposal.Value.Reason}
		}).Items,
		Documents: page(due, "", func(r library.Row) client.Document { return document(r.Document, 0, r.DueAt) }).Items,
	}}, nil
}

type recentQuery struct {
	Limit int `query:"limit" minimum:"1" maximum:"50" default:"10"`
}

func (a *API) listRecent(ctx context.Context, by hindcast.Actor, in *recentQuery) (*list[client.RecentChange], error) {
	found, err := a.Activity.Recent(ctx, by, in.Limit)
	if err != nil {
		return nil, err
	}
	return whole(found, func(l activity.Line) client.RecentChange {
		return client.RecentChange{Number: l.Number, At: l.At.UTC(), Verb: l.Verb, Kind: l.Subject.Kind, Subject: l.Subject.ID, Incident: text(l.Incident.Key), Name: text(l.Who), Did: l.Did, Title: text(l.Title), Count: l.Count}
	}), nil
}
