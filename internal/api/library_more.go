package api

import (
	"cmp"
	"context"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

func outline(e library.Entry) *client.DocumentOutline {
	latest, _ := e.Latest()
	read := hindcast.ReadOutline(latest.Body)
	form := &client.DocumentOutline{Steps: []client.RunbookStep{}, Checklist: []client.ChecklistItem{}, Variables: words(read.Variables)}
	if e.Document.Kind == hindcast.Runbook || e.Document.Kind == hindcast.Playbook {
		form.Steps = steps(e.Steps())
	}
	for _, c := range read.Checklist {
		form.Checklist = append(form.Checklist, client.ChecklistItem{Phase: c.Phase, Text: c.Text, Ticked: c.Ticked})
	}
	return form
}

func steps(list []hindcast.RunbookStep) []client.RunbookStep {
	out := make([]client.RunbookStep, 0, len(list))
	for _, s := range list {
		out = append(out, client.RunbookStep{ID: s.ID, Phase: s.Phase, Name: s.Name, Text: s.Text})
	}
	return out
}

func (a *API) markDocument(ctx context.Context, by hindcast.Actor, in *struct {
	Thing
	Body client.NewDocumentMark
}) (*one[client.Document], error) {
	id, m := hindcast.DocumentID(in.ID), in.Body
	var err error
	at := cmp.Or(when(m.At), a.options.Now())
	switch hindcast.DocumentMarkKind(m.Kind) {
	case "used":
		_, err = a.Library.Used(ctx, by, id, at)
	case "drilled":
		_, err = a.Library.Drilled(ctx, by, id, at)
	case hindcast.MarkReviewed:
		err = a.Library.Reviewed(ctx, by, id, m.Note)
	case hindcast.MarkContradicted:
		err = a.Library.Contradict(ctx, by, id, hindcast.FindingID(m.Lesson), m.Note)
	case hindcast.MarkRetired:
		err = a.Library.Retire(ctx, by, id, m.Note)
	case hindcast.MarkRestored:
		err = a.Library.Restore(ctx, by, id, m.Note)
	}
	return a.documentNow(ctx, by, id, err)
}

func (a *API) listStarters(ctx context.Context, by hindcast.Actor, _ *nothing) (*list[client.Starter], error) {
	set, err := a.Library.Starters(ctx, by)
	return &list[client.Starter]{Body: page(set, "", starter)}, err
}

func starter(st library.Starter) client.Starter {
	return client.Starter{Name: st.Name, Kind: string(st.Document.Kind), Title: st.Document.Title, Taken: st.Taken}
}

func (a *API) takeStarters(ctx context.Context, by hindcast.Actor, in *body[client.StarterChoice]) (*list[client.Starter], error) {
	taken, err := a.Library.TakeStarters(ctx, by, in.Body.Names)
	return &list[client.Starter]{Body: page(taken, "", func(st library.Starter) client.Starter {
		st.Taken = true
		return starter(st)
	})}, err
}

func (a *API) policyEffect(ctx context.Context, by hindcast.Actor, in *body[client.PolicyText]) (*body[client.PolicyEffect], error) {
	e, err := a.Library.Effect(ctx, by, in.Body.Text)
	form := client.PolicyEffect{Judged: e.Judged, More: e.More, Changed: []client.ChangedAnswer{}}
	for _, c := range e.Changed {
		form.Changed = append(form.Changed, client.ChangedAnswer{Incident: c.Incident.Key, Question: string(c.Question), Before: string(c.Before), After: string(c.After), Signed: text(c.Signed), Reason: c.Reason})
	}
	return &body[client.PolicyEffect]{Body: form}, err
}

func (a *API) listRunbooks(ctx context.Context, by hindcast.Actor, in *OfIncident) (*list[client.Runbook], error) {
	row, err := a.Incidents.Row(ctx, by, in.Key)
	if err != nil {
		return nil, err
	}
	books, err := a.Library.Books(ctx, by, row.Incident)
	return &list[client.Runbook]{Body: page(books, "", func(b library.Book) client.Runbook {
		return client.Runbook{ID: string(b.Document.ID), Title: b.Document.Title, Steps: steps(b.Steps)}
	})}, err
}

func (a *API) findLessons(ctx context.Context, by hindcast.Actor, in *factorQuery) (*list[client.FoundLesson], error) {
	found, err := a.Library.FindLessons(ctx, by, in.Text)
	if err != nil {
		return nil, err
	}
	return whole(found, func(l library.Lesson) client.FoundLesson {
		return client.FoundLesson{ID: string(l.Finding.ID), Kind: string(l.Finding.Kind), Text: l.Finding.Text, Incident: l.Incident.Key, Title: l.Incident.Title}
	}), nil
}
