package api

import (
	"context"
	"strings"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

func (a *API) registerReviews() {
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/assessment", "Answer the seven questions"),
		"Computed from what is recorded, with the measures and the events they rest on; the signed answers once the review is signed off."), a.getAssessment)
	register(a, hindcast.MayRead, describes(op("GET /reviews", "List reviews"), "The one due first before the others; those without a due date come before all."), a.listReviews)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/review", "Get the review"), a.getReview)
	register(a, hindcast.MayRunReview, creates(op("POST /incidents/{key}/review", "Open the review")), a.openReview)
	register(a, hindcast.MayContribute, op("PATCH /incidents/{key}/review", "Change the write-up"), a.changeReview)
	register(a, hindcast.MayRunReview, op("PUT /incidents/{key}/review/plan", "Plan the review"), a.planReview)
	register(a, hindcast.MayRunReview, describes(op("POST /incidents/{key}/review/state", "Move the review to another state"),
		"Begin, share, sign off, reopen, waive: along the state table. Signing off asks that nothing stands in the gates."), a.moveReview)
	register(a, hindcast.MayRunReview, op("POST /incidents/{key}/review/invitations", "Invite people to the review"), a.invite)
	register(a, hindcast.MayRunReview, describes(op("POST /incidents/{key}/review/invitations/involved", "Invite everybody who took part"), "Whoever the incident names and the review has not invited yet."), a.inviteInvolved)
	register(a, hindcast.MayRunReview, op("POST /incidents/{key}/review/invitations/taken-back", "Take invitations back"), a.uninvite)
	register(a, hindcast.MayRunReview, op("POST /incidents/{key}/review/attendance/taken-back", "Note who did not come after all"), a.miss)
	register(a, hindcast.MayContribute, describes(op("POST /incidents/{key}/review/attendance", "Note who came"),
		"Whoever may contribute notes themselves; others are noted by whoever runs the review."), a.attend)
	register(a, hindcast.MayRead, op("GET /incidents/{key}/review/gates", "List what stands before sign-off"), a.listGates)
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/review/note", "Get your private note"), "For the facilitator alone; for anybody else there is none."), a.getNote)
	register(a, hindcast.MayRunReview, describes(op("PUT /incidents/{key}/review/note", "Keep your private note"), "Without If-Match for the first."), a.keepNote)
	register(a, hindcast.MayRead, op("GET /factors", "Find contributing factors that reviews name already"), a.listFactors)
}

func (a *API) getAssessment(ctx context.Context, by hindcast.Actor, in *OfIncident) (*body[client.Assessment], error) {
	found, err := a.Reviews.Assessed(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	form := client.Assessment{Policy: found.Policy.Name, Level: text(found.Level.String()), Signed: found.Signed(), Answers: []client.Answer{}}
	for _, answer := range found.Answers {
		form.Answers = append(form.Answers, answered(answer))
	}
	return &body[client.Assessment]{Body: form}, nil
}

func answered(an hindcast.Answer) client.Answer {
	form := client.Answer{Question: string(an.Question), Text: an.Question.Text(), Verdict: string(an.Verdict), Reason: an.Reason, Measures: []client.Measure{},
		Missing: words(an.Missing), People: []client.PersonVerdict{}}
	for _, m := range an.Measures {
		form.Measures = append(form.Measures, client.Measure{Name: m.Name, Label: m.Label, Unit: string(m.Unit), Value: m.Value, Low: m.Low, High: m.High, Target: m.Target,
			AtLeast: m.AtLeast, Word: text(m.Word), Verdict: text(m.Verdict), Events: words(m.Events), Missing: text(m.Missing), Note: text(m.Note)})
	}
	for _, p := range an.People {
		form.People = append(form.People, client.PersonVerdict{By: person(p.By), Verdict: string(p.Verdict), Note: p.Note})
	}
	return form
}

func (a *API) getReview(ctx context.Context, by hindcast.Actor, in *OfIncident) (*one[client.Review], error) {
	form, err := a.review(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return shown(form.Version, form), nil
}

// review is the review of an incident as the actor sees it now.
func (a *API) review(ctx context.Context, by hindcast.Actor, key string) (client.Review, error) {
	findings, err := a.Reviews.Findings(ctx, by, key)
	if err != nil {
		return client.Review{}, err
	}
	record, err := a.Incidents.Record(ctx, by, key)
	if err != nil {
		return client.Review{}, err
	}
	r := record.Review
	form := client.Review{
		ID: string(r.ID), Version: r.Version, Incident: record.Incident.Key, State: string(r.State), Facilitator: person(r.Facilitator), DueAt: instant(r.DueAt),
		Summary: r.Summary, PrimaryCause: r.PrimaryCause, Factors: []client.Factor{}, FiveWhys: []client.Why{}, Findings: []client.Finding{}, Invited: people(r.Invited),
		Attendees: people(r.Attendees), MeetingAt: instant(r.MeetingAt), MeetingNotes: r.MeetingNotes, PolicyUsed: text(r.PolicyUsed), Rounds: len(r.Rounds),
	}
	for _, f := range r.Factors {
		form.Factors = append(form.Factors, client.Factor{ID: string(f.ID), Text: f.Text, Primary: f.Primary})
	}
	for _, w := range r.FiveWhys {
		form.FiveWhys = append(form.FiveWhys, client.Why{Question: w.Question, Answer: w.Answer})
	}
	for _, k := range findings {
		form.Findings = append(form.Findings, finding(k, record.Actions))
	}
	return form, nil
}

type reviewQuery struct {
	Paging
	State       []string  `query:"state,explode" enum:"scheduled,drafting,in_review,signed_off,waived"`
	Facilitator string    `query:"facilitator" maxLength:"200" doc:"User who runs them, or the name of somebody without an account"`
	Person      string    `query:"person" maxLength:"200" doc:"User who runs them, is invited or attended"`
	Due         time.Time `query:"due_before" doc:"Due before this instant"`
}

func (a *API) listReviews(ctx context.Context, by hindcast.Actor, in *reviewQuery) (*list[client.ReviewLine], error) {
	rows, next, err := a.Reviews.List(ctx, by, reviews.Filter{States: named[hindcast.ReviewState](in.State), Facilitator: somebody(in.Facilitator), Person: somebody(in.Person), DueBefore: in.Due},
		reviews.Page{After: in.After, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	return &list[client.ReviewLine]{Body: page(rows, next, reviewLine)}, nil
}

func reviewLine(r reviews.Row) client.ReviewLine {
	return client.ReviewLine{ID: string(r.Review.ID), Version: r.Review.Version, Incident: r.Incident.Key, Title: r.Incident.Title, State: string(r.Review.State),
		Facilitator: person(r.Review.Facilitator), DueAt: instant(r.Review.DueAt), MeetingAt: instant(r.Review.MeetingAt)}
}

// somebody is who is asked for: a user by their identifier, anybody else by name.
func somebody(asked string) hindcast.Person {
	if strings.HasPrefix(asked, "usr_") {
		return hindcast.Person{User: hindcast.UserID(asked)}
	}
	return hindcast.Person{Name: asked}
}

func readPlan(p client.ReviewPlan) reviews.Plan {
	return reviews.Plan{Facilitator: readPerson(p.Facilitator), DueAt: when(p.DueAt), MeetingAt: when(p.MeetingAt), Covers: p.Covers}
}

func (a *API) openReview(ctx context.Context, by hindcast.Actor, in *inside[client.ReviewPlan]) (*made[client.PlannedReview], error) {
	_, warnings, err := a.Reviews.Open(ctx, by, in.Key, readPlan(in.Body))
	if err != nil {
		return nil, err
	}
	form, err := a.review(ctx, by, in.Key)
	return created(form.Version, client.PlannedReview{Review: form, Warnings: words(warnings)}, "incidents", in.Key, "review"), err
}

func (a *API) planReview(ctx context.Context, by hindcast.Actor, in *insideChange[client.ReviewPlan]) (*one[client.PlannedReview], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	_, warnings, err := a.Reviews.Schedule(ctx, by, in.Key, readPlan(in.Body), version)
	if err != nil {
		return nil, err
	}
	form, err := a.review(ctx, by, in.Key)
	return shown(form.Version, client.PlannedReview{Review: form, Warnings: words(warnings)}), err
}

// changeReview changes parts of the write-up, which the service keeps as a whole:
// the version that is asked for is that of what the rest is taken from.
func (a *API) changeReview(ctx context.Context, by hindcast.Actor, in *insideChange[client.ReviewChange]) (*one[client.Review], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	record, err := a.Incidents.Record(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	now, c := record.Review, in.Body
	w := reviews.Writeup{Summary: now.Summary, PrimaryCause: now.PrimaryCause, Factors: now.Factors, FiveWhys: now.FiveWhys, MeetingNotes: now.MeetingNotes}
	for _, f := range []struct{ to, from *string }{{&w.Summary, c.Summary}, {&w.PrimaryCause, c.PrimaryCause}, {&w.MeetingNotes, c.MeetingNotes}} {
		if f.from != nil {
			*f.to = *f.from
		}
	}
	if c.Factors != nil {
		w.Factors = nil
		for _, f := range *c.Factors {
			w.Factors = append(w.Factors, hindcast.ContributingFactor{ID: hindcast.FactorID(f.ID), Text: f.Text, Primary: f.Primary})
		}
	}
	if c.FiveWhys != nil {
		w.FiveWhys = nil
		for _, y := range *c.FiveWhys {
			w.FiveWhys = append(w.FiveWhys, hindcast.Why{Question: y.Question, Answer: y.Answer})
		}
	}
	_, err = a.Reviews.Change(ctx, by, in.Key, w, version)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) answerReview(ctx context.Context, by hindcast.Actor, key string, err error) (*one[client.Review], error) {
	if err != nil {
		return nil, err
	}
	form, err := a.review(ctx, by, key)
	return shown(form.Version, form), err
}

func (a *API) moveReview(ctx context.Context, by hindcast.Actor, in *insideChange[client.ReviewMove]) (*one[client.Review], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	_, err = a.Reviews.Move(ctx, by, in.Key, hindcast.ReviewState(in.Body.To), in.Body.Reason, version)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) invite(ctx context.Context, by hindcast.Actor, in *inside[client.NamedPeople]) (*one[client.Review], error) {
	_, err := a.Reviews.Invite(ctx, by, in.Key, readPeople(in.Body.People)...)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) inviteInvolved(ctx context.Context, by hindcast.Actor, in *OfIncident) (*one[client.Review], error) {
	_, err := a.Reviews.InviteInvolved(ctx, by, in.Key)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) uninvite(ctx context.Context, by hindcast.Actor, in *inside[client.NamedPeople]) (*one[client.Review], error) {
	_, err := a.Reviews.Uninvite(ctx, by, in.Key, readPeople(in.Body.People)...)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) miss(ctx context.Context, by hindcast.Actor, in *inside[client.NamedPeople]) (*one[client.Review], error) {
	_, err := a.Reviews.Miss(ctx, by, in.Key, readPeople(in.Body.People)...)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) attend(ctx context.Context, by hindcast.Actor, in *inside[client.NamedPeople]) (*one[client.Review], error) {
	_, err := a.Reviews.Attend(ctx, by, in.Key, readPeople(in.Body.People)...)
	return a.answerReview(ctx, by, in.Key, err)
}

func (a *API) listGates(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Gate], error) {
	gates, err := a.Reviews.Gates(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(gates, func(g hindcast.GateFinding) client.Gate {
		return client.Gate{Gate: g.Gate, Message: g.Message, Field: g.Field, Warning: g.Warning}
	}), nil
}

func (a *API) getNote(ctx context.Context, by hindcast.Actor, in *OfIncident) (*one[client.Note], error) {
	kept, err := a.Reviews.Note(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, client.Note{Version: kept.Version, Text: kept.Value.Text}), nil
}

func (a *API) keepNote(ctx context.Context, by hindcast.Actor, in *insideChange[client.Note]) (*one[client.Note], error) {
	version, err := in.orFirst()
	if err != nil {
		return nil, err
	}
	kept, err := a.Reviews.KeepNote(ctx, by, in.Key, in.Body.Text, version)
	if err != nil {
		return nil, err
	}
	return shown(kept.Version, client.Note{Version: kept.Version, Text: kept.Value.Text}), nil
}

type factorQuery struct {
	Text string `query:"q" maxLength:"500" doc:"Part of the text"`
}

func (a *API) listFactors(ctx context.Context, by hindcast.Actor, in *factorQuery) (*list[client.KnownFactor], error) {
	known, err := a.Reviews.Factors(ctx, by, in.Text)
	if err != nil {
		return nil, err
	}
	return whole(known, func(f reviews.KnownFactor) client.KnownFactor {
		return client.KnownFactor{ID: string(f.ID), Text: f.Text, Reviews: f.Reviews}
	}), nil
}
