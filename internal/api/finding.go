package api

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

func (a *API) registerFindings() {
	register(a, hindcast.MayContribute, creates(op("POST /incidents/{key}/review/findings", "Add a finding")), a.addFinding)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/review/findings/{id}", "Get a finding"), a.getFinding)
	register(a, hindcast.MayContribute, op("PUT /incidents/{key}/review/findings/{id}", "Change a finding"), a.changeFinding)
	register(a, hindcast.MayContribute, describes(op("DELETE /incidents/{key}/review/findings/{id}", "Remove a finding"), "Unless actions came of it."), a.removeFinding)
	register(a, hindcast.MayContribute, describes(op("PUT /incidents/{key}/review/findings/{id}/disposition", "Decide about a finding"),
		"Who decides is the caller. A risk is accepted by an approver who did not write the finding, until a day to come."), a.dispose)
	register(a, hindcast.MayContribute, describes(op("POST /incidents/{key}/review/findings/{id}/move", "Move a finding"),
		"Before or behind its neighbour among those of its kind. Answers with all findings in their order."), a.moveFinding)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/review/answers", "List what people answered"), a.listAnswers)
	register(a, hindcast.MayContribute, describes(op("PUT /incidents/{key}/review/answers/{question}", "Answer a question yourself"),
		"Nobody else reads it until the answers are opened. Without If-Match for the first answer."), a.answer)
	register(a, hindcast.MayRunReview, describes(op("POST /incidents/{key}/review/answers/open", "Open the answers"), "It cannot be taken back."), a.openAnswers)
}

func finding(k reviews.Kept[hindcast.Finding], actions []hindcast.Action) client.Finding {
	f := k.Value
	form := client.Finding{ID: string(f.ID), Version: k.Version, Kind: string(f.Kind), Text: f.Text, Events: words(f.Events), Learned: f.Learned(actions)}
	if d := f.Disposition; d.Kind != hindcast.Undisposed {
		form.Disposition = &client.Disposition{Kind: string(d.Kind), By: person(d.By), Because: d.Because}
		if !d.Expires.IsZero() {
			form.Disposition.Expires = d.Expires.String()
		}
	}
	return form
}

func readFinding(n client.NewFinding) reviews.Finding {
	return reviews.Finding{Kind: hindcast.FindingKind(n.Kind), Text: n.Text, Events: named[hindcast.EventID](n.Events)}
}

func (a *API) addFinding(ctx context.Context, by hindcast.Actor, in *inside[client.NewFinding]) (*made[client.Finding], error) {
	kept, err := a.Reviews.AddFinding(ctx, by, in.Key, readFinding(in.Body))
	if err != nil {
		return nil, err
	}
	return created(kept.Version, finding(kept, nil), "incidents", in.Key, "review", "findings", string(kept.Value.ID)), nil
}

func (a *API) getFinding(ctx context.Context, by hindcast.Actor, in *Part) (*one[client.Finding], error) {
	r, err := a.review(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(r.Findings, func(f client.Finding) bool { return f.ID == in.ID })
	if at < 0 {
		return nil, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such thing on this incident"}
	}
	return shown(r.Findings[at].Version, r.Findings[at]), nil
}

// findingOf says which finding of an incident is meant. That of another is not
// there.
func (a *API) findingOf(ctx context.Context, by hindcast.Actor, p Part, m Matching) (hindcast.FindingID, int64, error) {
	version, err := m.version()
	if err != nil {
		return "", 0, err
	}
	return hindcast.FindingID(p.ID), version, a.isFinding(ctx, by, p)
}

func (a *API) isFinding(ctx context.Context, by hindcast.Actor, p Part) error {
	findings, err := a.Reviews.Findings(ctx, by, p.Key)
	if err == nil && !slices.ContainsFunc(findings, func(k reviews.Kept[hindcast.Finding]) bool { return string(k.Value.ID) == p.ID }) {
		err = &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such finding in this review"}
	}
	return err
}

func (a *API) moveFinding(ctx context.Context, by hindcast.Actor, in *struct {
	Part
	Body client.FindingMove
}) (*list[client.Finding], error) {
	if err := a.isFinding(ctx, by, in.Part); err != nil {
		return nil, err
	}
	if err := a.Reviews.MoveFinding(ctx, by, hindcast.FindingID(in.ID), in.Body.To == "up"); err != nil {
		return nil, err
	}
	form, err := a.review(ctx, by, in.Key)
	return whole(form.Findings, func(f client.Finding) client.Finding { return f }), err
}

func (a *API) changeFinding(ctx context.Context, by hindcast.Actor, in *partChange[client.NewFinding]) (*one[client.Finding], error) {
	id, version, err := a.findingOf(ctx, by, in.Part, in.Matching)
	if err != nil {
		return nil, err
	}
	kept, err := a.Reviews.ChangeFinding(ctx, by, id, readFinding(in.Body), version)
	if err != nil {
		return nil, err
	}
	return a.answerFinding(ctx, by, in.Key, kept)
}

func (a *API) answerFinding(ctx context.Context, by hindcast.Actor, key string, kept reviews.Kept[hindcast.Finding]) (*one[client.Finding], error) {
	record, err := a.Incidents.Record(ctx, by, key)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, finding(kept, record.Actions)), nil
}

func (a *API) removeFinding(ctx context.Context, by hindcast.Actor, in *partRemoval) (*nothing, error) {
	id, version, err := a.findingOf(ctx, by, in.Part, in.Matching)
	if err != nil {
		return nil, err
	}
	return nil, a.Reviews.RemoveFinding(ctx, by, id, version)
}

func (a *API) dispose(ctx context.Context, by hindcast.Actor, in *partChange[client.NewDisposition]) (*one[client.Finding], error) {
	id, version, err := a.findingOf(ctx, by, in.Part, in.Matching)
	if err != nil {
		return nil, err
	}
	expires, err := readDay("expires", in.Body.Expires)
	if err != nil {
		return nil, err
	}
	kept, err := a.Reviews.Dispose(ctx, by, id, hindcast.Disposition{Kind: hindcast.DispositionKind(in.Body.Kind), Because: in.Body.Because, Expires: expires}, version)
	if err != nil {
		return nil, err
	}
	return a.answerFinding(ctx, by, in.Key, kept)
}

func (a *API) listAnswers(ctx context.Context, by hindcast.Actor, in *OfIncident) (*body[client.GivenAnswers], error) {
	given, err := a.Reviews.Answers(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	form := client.GivenAnswers{Opened: given.Opened, Blind: given.Blind, Answers: []client.GivenAnswer{}}
	for _, k := range given.Answers {
		form.Answers = append(form.Answers, givenAnswer(k))
	}
	return &body[client.GivenAnswers]{Body: form}, nil
}

func givenAnswer(k reviews.Kept[reviews.Answer]) client.GivenAnswer {
	v := k.Value
	return client.GivenAnswer{Version: k.Version, Question: string(v.Question), By: person(v.Person), Verdict: string(v.Verdict), Note: v.Note, Opened: v.Opened, Blind: v.Blind}
}

type ownAnswer struct {
	OfIncident
	Matching
	Question string `path:"question" enum:"detection,severity,people,runbook,communication,evidence,change"`
	Body     client.NewAnswer
}

func (a *API) answer(ctx context.Context, by hindcast.Actor, in *ownAnswer) (*one[client.GivenAnswer], error) {
	version, err := in.orFirst()
	if err != nil {
		return nil, err
	}
	kept, err := a.Reviews.Answer(ctx, by, in.Key, hindcast.Question(in.Question), hindcast.Verdict(in.Body.Verdict), in.Body.Note, version)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, givenAnswer(kept)), nil
}

func (a *API) openAnswers(ctx context.Context, by hindcast.Actor, in *OfIncident) (*body[client.GivenAnswers], error) {
	if err := a.Reviews.OpenAnswers(ctx, by, in.Key); err != nil {
		return nil, err
	}
	return a.listAnswers(ctx, by, in)
}
