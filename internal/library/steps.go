package library

import (
	"cmp"
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// followed reports whether documents of a kind have steps that are followed.
func followed(kind hindcast.DocumentKind) bool {
	return kind == hindcast.Runbook || kind == hindcast.Playbook
}

// stepsIn are the names of the steps in a text, nil where documents of its kind
// have none.
func stepsIn(kind hindcast.DocumentKind, body string) []string {
	if !followed(kind) {
		return nil
	}
	var names []string
	for _, st := range hindcast.ReadOutline(body).Steps {
		names = append(names, st.Name)
	}
	return names
}

// Steps are the steps of the revision in force, with the identifiers they have had
// through all revisions: those in its text, or those listed beside it.
func (e Entry) Steps() []hindcast.RunbookStep {
	var texts []string
	for _, r := range e.Document.Revisions {
		texts = append(texts, r.Body)
	}
	if steps := hindcast.StepsOver(texts...); len(steps) > 0 || len(e.Document.Steps) == 0 {
		return steps
	}
	return hindcast.StepsOf(e.Document.Steps)
}

// Book is a runbook or playbook with its steps.
type Book struct {
	Document hindcast.Document
	Steps    []hindcast.RunbookStep
}

// Books are the runbooks and playbooks in force that are for an incident, those
// that name its type or a service of it first. Guests see none.
func (s *Service) Books(ctx context.Context, by hindcast.Actor, i hindcast.Incident) ([]Book, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	outlines, err := s.store.Outlines(ctx, by)
	if err != nil {
		return nil, err
	}
	marks, err := s.store.MarksOn(ctx, by, "")
	if err != nil {
		return nil, err
	}
	var own, general []Book
	for _, o := range outlines {
		d := o.Document.Value
		if _, retired := marks[d.ID].Retired(); retired || !followed(d.Kind) || o.Revisions == 0 || !d.AppliesTo(i) {
			continue
		}
		revisions, err := s.store.RevisionsOf(ctx, by, d.ID)
		if err != nil {
			return nil, err
		}
		for _, r := range revisions {
			d.Revisions = append(d.Revisions, r.Value.Revision)
		}
		book := Book{Document: d, Steps: Entry{Document: d}.Steps()}
		if len(d.Types)+len(d.Services) > 0 {
			own = append(own, book)
		} else {
			general = append(general, book)
		}
	}
	return slices.Concat(own, general), nil
}

// Template is a communication template in force.
type Template struct {
	Document hindcast.Document
	Body     string
}

// Templates are the communication templates in force, in the order of their
// titles.
func (s *Service) Templates(ctx context.Context, by hindcast.Actor) ([]Template, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	rows, err := s.rows(ctx, by)
	if err != nil {
		return nil, err
	}
	var list []Template
	for _, row := range rows {
		if row.Document.Kind != hindcast.CommunicationTemplate || row.Retired || row.Revisions == 0 {
			continue
		}
		latest, err := s.store.LatestRevision(ctx, row.Document.ID)
		if err != nil {
			return nil, err
		}
		list = append(list, Template{row.Document, latest.Revision.Body})
	}
	slices.SortFunc(list, func(a, b Template) int { return cmp.Compare(a.Document.Title, b.Document.Title) })
	return list, nil
}
