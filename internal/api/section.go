package api

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// registerSections registers the texts of the write-up, as people write them
// together, and what was signed of a review.
func (a *API) registerSections() {
	register(a, hindcast.MayContribute, describes(op("GET /incidents/{key}/review/sections", "List the texts of the write-up"),
		"As those who write them see them, a word ahead of the review itself."), a.listSections)
	register(a, hindcast.MayContribute, op("GET /incidents/{key}/review/sections/{section}", "Get a text of the write-up"), a.getSection)
	register(a, hindcast.MayContribute, describes(op("PUT /incidents/{key}/review/sections/{section}", "Replace a text of the write-up"),
		"Whoever has it open sees the change arrive. What somebody wrote meanwhile is not lost: the request is refused (412)."), a.replaceSection)
	register(a, hindcast.MayRead, describes(op("GET /incidents/{key}/review/rounds", "List what was signed"), "Every round, the first before the others."), a.listRounds)
}

func section(t reviews.SharedText) client.Section {
	return client.Section{Section: string(t.Section), Version: t.Version, Text: t.Text}
}

func (a *API) listSections(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Section], error) {
	written, err := a.Reviews.Written(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(written.Texts, section), nil
}

// OfSection names a section of an incident's review.
type OfSection struct {
	OfIncident
	Section string `path:"section" enum:"summary,primary_cause,meeting_notes"`
}

func (a *API) getSection(ctx context.Context, by hindcast.Actor, in *OfSection) (*one[client.Section], error) {
	written, err := a.Reviews.Written(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(written.Texts, func(t reviews.SharedText) bool { return string(t.Section) == in.Section })
	if at < 0 {
		return nil, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such section"}
	}
	return shown(written.Texts[at].Version, section(written.Texts[at])), nil
}

func (a *API) replaceSection(ctx context.Context, by hindcast.Actor, in *struct {
	OfSection
	Matching
	Body client.NewSection
}) (*one[client.Section], error) {
	version, err := in.from(0)
	if err != nil {
		return nil, err
	}
	t, err := a.Reviews.Replace(ctx, by, in.Key, hindcast.ReviewSection(in.Section), in.Body.Text, version)
	if err != nil {
		return nil, err
	}
	return shown(t.Version, section(t)), nil
}

func (a *API) listRounds(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Round], error) {
	if _, err := a.Reviews.Findings(ctx, by, in.Key); err != nil { // there is no review, or none to be seen
		return nil, err
	}
	record, err := a.Incidents.Record(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	return whole(record.Review.Rounds, func(r hindcast.SignedRound) client.Round {
		form := client.Round{SignedAt: instant(r.SignedAt), SignedBy: person(r.SignedBy), Policy: text(r.PolicyUsed), Answers: []client.Answer{},
			ReopenedAt: instant(r.ReopenedAt), ReopenedBy: person(r.ReopenedBy), Reason: text(r.ReopenReason)}
		for _, answer := range r.Answers {
			form.Answers = append(form.Answers, answered(answer))
		}
		return form
	}), nil
}
