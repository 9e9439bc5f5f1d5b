package api

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

func (a *API) registerMeetings() {
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/review/meeting", "Get the meeting of a review"),
		"With its agenda: the timeline, the questions on which answers differ, findings, actions."), a.getMeeting)
	register(a, hindcast.MayRunReview, op("POST /incidents/{key}/review/meeting", "Begin, move on or end the meeting"), a.conductMeeting)
	register(a, hindcast.MayContribute, creates(op("POST /incidents/{key}/review/meeting/remarks", "Write something down in the meeting")), a.addRemark)
	register(a, hindcast.MayContribute, describes(op("PUT /incidents/{key}/review/meeting/remarks/{id}", "Put a remark aside, or take it back"), "Nothing of it is lost."), a.parkRemark)
	register(a, hindcast.MayContribute, describes(op("POST /incidents/{key}/review/meeting/remarks/{id}/finding", "Make a finding of a remark"), "Made twice, it is there once."), a.findingOfRemark)
	register(a, hindcast.MayRead, describes(op("GET /meetings", "List the meetings of your reviews"), "Of those you run or are invited to."), a.listMeetings)
	register(a, hindcast.MayContribute, describes(op("PUT /incidents/{key}/review/meeting/events/{id}", "Confirm or dispute an event yourself"),
		"Saying it again replaces what was said."), a.confirmEvent)
}

func (a *API) getMeeting(ctx context.Context, by hindcast.Actor, in *OfIncident) (*body[client.Meeting], error) {
	t, err := a.Reviews.Table(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return &body[client.Meeting]{Body: meeting(t, a.options.Now())}, nil
}

func meeting(t reviews.Table, now time.Time) client.Meeting {
	m := t.Meeting.Value
	form := client.Meeting{BeganAt: instant(m.BeganAt), EndedAt: instant(m.EndedAt), AgreedAt: instant(m.AgreedAt), Topic: text(m.Topic), Since: instant(m.Since),
		Agenda: []client.Topic{}, Remarks: []client.Remark{}, Confirmations: []client.Confirmation{}}
	for _, topic := range t.Agenda {
		form.Agenda = append(form.Agenda, client.Topic{ID: topic.ID, Planned: int64(topic.Planned / time.Second), Spent: m.TimeOn(topic.ID, now).Seconds(), Done: m.Through(topic.ID)})
	}
	for _, k := range t.Remarks {
		form.Remarks = append(form.Remarks, remark(k.Value))
	}
	for _, k := range t.Confirmations {
		c := k.Value
		form.Confirmations = append(form.Confirmations, client.Confirmation{Event: string(c.Event), By: person(c.By), At: instant(c.At), Disputed: c.Disputed, Note: c.Note})
	}
	return form
}

func remark(r hindcast.Remark) client.Remark {
	return client.Remark{ID: string(r.ID), Topic: r.Topic, Parked: r.Kind == hindcast.RemarkParked, Text: r.Text, Event: text(r.Event), By: person(r.By), At: instant(r.At), Became: text(r.Became)}
}

func (a *API) conductMeeting(ctx context.Context, by hindcast.Actor, in *inside[client.MeetingStep]) (*body[client.Meeting], error) {
	var err error
	switch in.Body.Do {
	case "begin":
		err = a.Reviews.Begin(ctx, by, in.Key)
	case "take":
		err = a.Reviews.Take(ctx, by, in.Key, in.Body.Topic, in.Body.Done)
	case "agree":
		err = a.Reviews.AgreeTimeline(ctx, by, in.Key)
	case "end":
		err = a.Reviews.End(ctx, by, in.Key)
	}
	if err != nil {
		return nil, err
	}
	return a.getMeeting(ctx, by, &in.OfIncident)
}

func (a *API) addRemark(ctx context.Context, by hindcast.Actor, in *inside[client.NewRemark]) (*made[client.Remark], error) {
	r := hindcast.Remark{Kind: hindcast.RemarkNote, Text: in.Body.Text, Topic: in.Body.Topic, Event: hindcast.EventID(in.Body.Event)}
	if in.Body.Parked {
		r.Kind = hindcast.RemarkParked
	}
	kept, err := a.Reviews.Remark(ctx, by, in.Key, r)
	if err != nil {
		return nil, err
	}
	return created(kept.Version, remark(kept.Value), "incidents", in.Key, "review", "meeting"), nil
}

type confirming struct {
	Part
	Body client.NewConfirmation
}

func (a *API) confirmEvent(ctx context.Context, by hindcast.Actor, in *confirming) (*body[client.Meeting], error) {
	if err := a.Reviews.Confirm(ctx, by, in.Key, hindcast.EventID(in.ID), in.Body.Disputed, in.Body.Note); err != nil {
		return nil, err
	}
	return a.getMeeting(ctx, by, &in.OfIncident)
}

func (a *API) parkRemark(ctx context.Context, by hindcast.Actor, in *struct {
	Part
	Body client.RemarkChange
}) (*body[client.Meeting], error) {
	if err := a.Reviews.Park(ctx, by, in.Key, hindcast.RemarkID(in.ID), in.Body.Parked); err != nil {
		return nil, err
	}
	return a.getMeeting(ctx, by, &in.OfIncident)
}

func (a *API) findingOfRemark(ctx context.Context, by hindcast.Actor, in *struct {
	Part
	Body client.RemarkFinding
}) (*body[client.Meeting], error) {
	if err := a.Reviews.FindingOf(ctx, by, in.Key, hindcast.RemarkID(in.ID), hindcast.FindingKind(in.Body.Kind)); err != nil {
		return nil, err
	}
	return a.getMeeting(ctx, by, &in.OfIncident)
}

func (a *API) listMeetings(ctx context.Context, by hindcast.Actor, _ *nothing) (*list[client.PlannedMeeting], error) {
	found, err := a.Reviews.Meetings(ctx, by)
	if err != nil {
		return nil, err
	}
	return whole(found, func(m reviews.Meeting) client.PlannedMeeting {
		return client.PlannedMeeting{Incident: m.Incident.Key, Title: m.Incident.Title, At: instant(m.Review.MeetingAt), Minutes: int(m.Length / time.Minute)}
	}), nil
}
