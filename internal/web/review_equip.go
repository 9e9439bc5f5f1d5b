package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// blindView leads to where people answer alone.
type blindView struct {
	Href, Text string
	MayOpen    bool
	Opened     bool
}

// noteView is the facilitator's own note.
type noteView struct {
	Action, Version string
	Text            fieldView
	Open            bool
	Wrong           *hindcast.Error
	Now             string
}

const noteForm = "note"

// equip adds to a review what its reader may do, and what other reviews know.
func (p *Pages) equip(ctx context.Context, by hindcast.Actor, v reviews.View, page *reviewView, t typedForm) error {
	colleagues, err := p.Accounts.Colleagues(ctx, by)
	if err != nil {
		return err
	}
	for _, c := range colleagues {
		page.Lists = append(page.Lists, choiceView{Value: personName(c)})
	}
	if v.May.Run && (v.Open || !page.Held) {
		page.Plan = newPlan(v, colleagues, t)
	}
	if !page.Held {
		return nil
	}
	if v.May.Run {
		page.Moves = newMoves(v, t)
	}
	page.Seats = newMeeting(v, by, colleagues, p.options.Now(), t)
	shared, err := p.Reviews.Shared(ctx, by, v.Record)
	if err != nil {
		return err
	}
	page.Factors = factorsOf(v.Record, shared)
	if err := p.equipAnswers(ctx, by, v, page, t); err != nil {
		return err
	}
	if v.May.Contribute && v.Open {
		if err := p.equipWriters(ctx, by, v, page, t); err != nil {
			return err
		}
	}
	return p.equipNote(ctx, by, v, page, t)
}

func (p *Pages) equipAnswers(ctx context.Context, by hindcast.Actor, v reviews.View, page *reviewView, t typedForm) error {
	given, err := p.Reviews.Answers(ctx, by, v.Record.Incident.Key)
	if err != nil {
		return err
	}
	page.Blind = blindView{Href: incidentAddress(v.Record.Incident) + "/review/answers", Opened: given.Opened, MayOpen: v.May.Run && v.Open && v.Blind > 0, Text: answeredBy(given.Blind, len(v.Record.Review.Invited))}
	if given.Opened {
		page.Blind.Text = "The answers are open."
	}
	if !v.May.Contribute || !v.Open || by.User == "" {
		return nil
	}
	for n := range page.Answers {
		own := answerForm(v, page.Answers[n].ID, given, by, t)
		own.Back = "review"
		page.Answers[n].Own = own
	}
	return nil
}

// equipWriters adds the forms of those who take part.
func (p *Pages) equipWriters(ctx context.Context, by hindcast.Actor, v reviews.View, page *reviewView, t typedForm) error {
	known, err := p.Reviews.Factors(ctx, by, "")
	if err != nil {
		return err
	}
	page.Causes, page.Cites = newCauses(v, known, t), citable(v.Record)
	base, err := p.newActionForm(ctx, by, hindcast.Action{})
	if err != nil {
		return err
	}
	kept, err := p.Reviews.Findings(ctx, by, v.Record.Incident.Key)
	if err != nil {
		return err
	}
	byID := map[hindcast.FindingID]reviews.Kept[hindcast.Finding]{}
	for _, k := range kept {
		byID[k.Value.ID] = k
	}
	page.Gates.inPlace(func(id string) bool { return byID[hindcast.FindingID(id)].Version > 0 })
	for n := range page.Findings {
		g := &page.Findings[n]
		g.Add = addForm(v, g.Kind, t)
		for m := range g.Findings {
			f := &g.Findings[m]
			k, there := byID[f.ID]
			if !there {
				continue // taken away meanwhile
			}
			f.Change, f.Decide, f.Act, f.Movable = changeForm(v, k, t), newDisposal(v, k, t), actionOf(v, k.Value, base, t), len(g.Findings) > 1
		}
	}
	return nil
}

func (p *Pages) equipNote(ctx context.Context, by hindcast.Actor, v reviews.View, page *reviewView, t typedForm) error {
	if by.User == "" || v.Record.Review.Facilitator.User != by.User {
		return nil
	}
	kept, err := p.Reviews.Note(ctx, by, v.Record.Incident.Key)
	if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
		return err
	}
	n := &noteView{Action: incidentAddress(v.Record.Incident) + "/review/note", Version: strconv.FormatInt(kept.Version, 10), Wrong: t.wrong(noteForm), Open: t.Name == noteForm}
	if t.stale(noteForm) {
		n.Now = kept.Value.Text
	}
	n.Text = fieldView{Scope: "note-", Name: "note", Label: "Your own note", Type: "textarea", Value: t.or(noteForm, "note", kept.Value.Text),
		Hint: "Only you read it: neither admins nor whoever facilitates after you.", Error: wrongWith(n.Wrong, "text")}
	page.Note = n
	return nil
}

// keepNote keeps the facilitator's own note.
func (p *Pages) keepNote(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	_, err := p.Reviews.KeepNote(r.Context(), by, r.PathValue("key"), r.PostFormValue("note"), versionIn(r))
	return p.doneInReview(w, r, by, noteForm, noteForm, err)
}
