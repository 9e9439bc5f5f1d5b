package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/markup"
)

// runbooksView lists the runbooks that are for an incident.
type runbooksView struct {
	Head headView
	Rows []runbookRow
}

type runbookRow struct{ Href, Title, For, Progress string }

// runbooks lists the runbooks that are for an incident.
func (p *Pages) runbooks(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	i, events, err := p.responded(r, by)
	if err != nil {
		return err
	}
	books, err := p.Library.Books(r.Context(), by, i)
	if err != nil {
		return err
	}
	v := runbooksView{Head: headView{Trail: incidentTrail(i), Title: "Runbooks for this incident", Lead: "By its type and services. Follow one step by step; what is ticked stands on the timeline."}}
	for _, b := range books {
		row := runbookRow{Href: incidentAddress(i) + "/runbook/" + string(b.Document.ID), Title: b.Document.Title, For: appliesTo(b.Document)}
		row.Progress = progress(citing(b, events))
		v.Rows = append(v.Rows, row)
	}
	return p.render(w, r, by, Shell{Title: "Runbooks for " + i.Key, Section: IncidentsSection, Live: string(i.ID)}, runbooksPage(v))
}

// responded loads an incident with its timeline.
func (p *Pages) responded(r *http.Request, by hindcast.Actor) (hindcast.Incident, []incidents.Event, error) {
	row, err := p.Incidents.Row(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return hindcast.Incident{}, nil, err
	}
	events, err := p.Incidents.Events(r.Context(), by, r.PathValue("key"))
	return row.Incident, events, err
}

func incidentTrail(i hindcast.Incident) []pageLink {
	return []pageLink{{"Incidents", "/incidents"}, {i.Key + " " + titleOf(i), incidentAddress(i)}}
}

// citing are the events that cite each step of a runbook by its identifier, and
// under "" those that name the runbook and no step of it.
func citing(b library.Book, events []incidents.Event) map[string][]incidents.Event {
	found := map[string][]incidents.Event{}
	for _, k := range events {
		s := k.Value.Response
		if s == nil || hindcast.Fold(s.Runbook) != hindcast.Fold(b.Document.Title) {
			continue
		}
		step, _ := hindcast.FindStep(b.Steps, s.Step)
		found[step.ID] = append(found[step.ID], k)
	}
	return found
}

// progress counts what was done with the steps of a runbook.
func progress(found map[string][]incidents.Event) string {
	by := map[hindcast.StepMode]int{}
	for _, events := range found {
		for _, k := range events {
			by[k.Value.Response.Mode]++
		}
	}
	var parts []string
	for _, m := range []hindcast.StepMode{hindcast.StepFollowed, hindcast.StepSkipped, hindcast.StepImprovised} {
		if by[m] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", by[m], m))
		}
	}
	return strings.Join(parts, ", ")
}

// runbookView is a runbook as it is followed in an incident.
type runbookView struct {
	Head     headView
	Action   string
	Document pageLink
	Phases   []runbookPhase
	Beside   []tickView // Beside are improvised steps that the runbook does not have.
	MayTick  bool
	Now      string // Now is offered as the time of a tick; empty when the response is over.
	Typed    tickForm
	Empty    bool
}

type runbookPhase struct {
	Heading string
	Steps   []followedStep
}

// followedStep is a step with what was done about it.
type followedStep struct {
	ID, Text string // Text is safe inline HTML.
	Ticks    []tickView
	Wrong    *hindcast.Error
}

// tickView is an event that cites a step.
type tickView struct {
	Mode, Text, Who, Href string
	At                    momentView
	Event, Version        string
	Tone                  tone
}

// tickForm is a tick as it is typed.
type tickForm struct {
	Step, Mode, Note, At string
	Wrong                *hindcast.Error
}

// runbook shows a runbook as it is followed in an incident.
func (p *Pages) runbook(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showRunbook(w, r, by, tickForm{})
}

func (p *Pages) showRunbook(w http.ResponseWriter, r *http.Request, by hindcast.Actor, f tickForm) error {
	i, events, err := p.responded(r, by)
	if err != nil {
		return err
	}
	e, err := p.Library.Get(r.Context(), by, hindcast.DocumentID(r.PathValue("document")))
	if err != nil {
		return err
	}
	v := newRunbookView(i, e, events, p.options.Now())
	v.MayTick, v.Typed = by.Might(hindcast.MayWriteTimeline) == nil, f
	return p.renderAs(w, r, by, statusOf(f.Wrong), Shell{Title: e.Document.Title + " in " + i.Key, Section: IncidentsSection, Live: string(i.ID)}, runbookPage(v))
}

func newRunbookView(i hindcast.Incident, e library.Entry, events []incidents.Event, now time.Time) runbookView {
	book := library.Book{Document: e.Document, Steps: e.Steps()}
	found := citing(book, events)
	v := runbookView{Action: incidentAddress(i) + "/runbook/" + string(e.Document.ID), Document: pageLink{e.Document.Title, "/library/" + string(e.Document.ID)},
		Head:  headView{Trail: append(incidentTrail(i), pageLink{"Runbooks", incidentAddress(i) + "/runbook"}), Title: e.Document.Title},
		Empty: len(book.Steps) == 0}
	if i.State == hindcast.IncidentActive || i.State == hindcast.IncidentMitigated {
		v.Now = formInstant(now.Truncate(time.Minute))
	}
	done := 0
	for _, s := range book.Steps {
		if n := len(v.Phases); n == 0 || v.Phases[n-1].Heading != s.Phase {
			v.Phases = append(v.Phases, runbookPhase{Heading: s.Phase})
		}
		step := followedStep{ID: s.ID, Text: markup.Inline(s.Text)}
		for _, k := range found[s.ID] {
			step.Ticks = append(step.Ticks, newTick(i, k, now))
		}
		if len(step.Ticks) > 0 {
			done++
		}
		last := &v.Phases[len(v.Phases)-1]
		last.Steps = append(last.Steps, step)
	}
	for _, k := range found[""] {
		v.Beside = append(v.Beside, newTick(i, k, now))
	}
	v.Head.Facts = []factView{{"Steps settled", fmt.Sprintf("%d of %d", done, len(book.Steps))}, {"So far", firstOf(progress(found), "nothing yet")}}
	return v
}

func newTick(i hindcast.Incident, k incidents.Event, now time.Time) tickView {
	e := k.Value
	v := tickView{Mode: string(e.Response.Mode), Who: firstOf(personName(e.Actor), personName(e.EnteredBy)), Href: incidentAddress(i) + "#" + string(e.ID),
		At: momentOf(e.At, now, "time not recorded"), Event: string(e.ID), Version: strconv.FormatInt(k.Version, 10), Text: e.Text}
	switch e.Response.Mode {
	case hindcast.StepFollowed:
		v.Tone = good
	case hindcast.StepImprovised:
		v.Tone = warn
	}
	return v
}

// tick records what was done about a step, or takes that back.
func (p *Pages) tick(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	key, v := r.PathValue("key"), r.PostFormValue
	back := "/incidents/" + key + "/runbook/" + r.PathValue("document")
	if v("do") == "undo" {
		if _, err := p.Incidents.RemoveEvent(r.Context(), by, key, hindcast.EventID(v("event")), versionIn(r)); err != nil {
			return err
		}
		http.Redirect(w, r, back, http.StatusSeeOther)
		return nil
	}
	e, err := p.Library.Get(r.Context(), by, hindcast.DocumentID(r.PathValue("document")))
	if err != nil {
		return err
	}
	f := tickForm{Step: v("step"), Mode: v("mode"), Note: v("note"), At: v("at")}
	event, step, err := f.event(e, by)
	if err == nil {
		if _, err = p.Incidents.AddEvent(r.Context(), by, key, event); err == nil {
			if err = p.used(r, by, e.Document, event); err != nil {
				return err
			}
			http.Redirect(w, r, back+"#step-"+step.ID, http.StatusSeeOther)
			return nil
		}
	}
	if f.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showRunbook(w, r, by, f)
}

// event is the response event that the form tells.
func (f tickForm) event(e library.Entry, by hindcast.Actor) (hindcast.TimelineEvent, hindcast.RunbookStep, error) {
	var p hindcast.Problems
	step, known := hindcast.FindStep(e.Steps(), f.Step)
	mode, note := hindcast.StepMode(f.Mode), strings.TrimSpace(f.Note)
	t := hindcast.TimelineEvent{Kind: hindcast.ResponseEvent, Actor: by.Person(), Precision: hindcast.PrecisionUnknown, At: readInstant(&p, "at", f.At),
		Response: &hindcast.ResponseStep{Mode: mode, Runbook: e.Document.Title, Step: step.Name}}
	if !t.At.IsZero() {
		t.Precision = hindcast.PrecisionMinute
	}
	switch {
	case f.Step != "" && !known:
		p.Add("step", "is no step of the runbook in force; it may have been revised while you read")
	case f.Step == "" && (mode != hindcast.StepImprovised || note == ""):
		p.Add("note", "say what was done that the runbook does not have")
	case note != "":
		t.Text = note
	case mode == hindcast.StepSkipped:
		t.Text = "Skipped: " + step.Name
	case mode == hindcast.StepImprovised:
		t.Text = "Done otherwise: " + step.Name
	default:
		t.Text = step.Name
	}
	return t, step, p.Err("the step")
}

// used notes on the document that it was followed in a response, or exercised.
func (p *Pages) used(r *http.Request, by hindcast.Actor, d hindcast.Document, e hindcast.TimelineEvent) error {
	row, err := p.Incidents.Row(r.Context(), by, r.PathValue("key"))
	if err != nil || e.At.IsZero() || e.At.After(p.options.Now()) || e.Response.Mode != hindcast.StepFollowed {
		return err
	}
	mark, last := p.Library.Used, d.LastUsed
	if row.Incident.Kind == hindcast.ExerciseIncident {
		mark, last = p.Library.Drilled, d.LastDrilled
	}
	if !last.IsZero() && !last.Before(e.At.Add(-time.Hour)) {
		return nil // every tick of one response need not say so again
	}
	_, err = mark(r.Context(), by, d.ID, e.At)
	return err
}

// typedAt, typedNote and wrongFor are what was typed for a step that was refused.
func typedAt(v runbookView, step string) string {
	if v.Typed.Wrong != nil && v.Typed.Step == step {
		return v.Typed.At
	}
	return ""
}

func typedNote(v runbookView, step string) string {
	if v.Typed.Wrong != nil && v.Typed.Step == step {
		return v.Typed.Note
	}
	return ""
}

func typedBeside(v runbookView) string { return typedNote(v, "") }

func wrongFor(v runbookView, step, field string) string {
	if v.Typed.Step != step {
		return ""
	}
	return wrongWith(v.Typed.Wrong, field)
}
