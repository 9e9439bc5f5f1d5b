package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// correctionView is one event of a timeline, to be corrected or added.
type correctionView struct {
	Head                       headView
	New                        bool   // New is an event that is not there yet.
	Full                       string // Full is the page with every field, for the row that is edited in place.
	Close                      string
	Kind                       string
	Action, Version, Text      string
	At, Until, Who, Reason     string
	Precisions, Kinds, Roles   fieldView
	Noticers                   fieldView
	Milestones                 []checkView
	Audiences                  fieldView
	Person, Template, Runbooks fieldView
	Channel, Promised          string
	Levels                     fieldView
	Because                    string
	Modes                      fieldView
	Step                       string
	History                    []correctionRow
	Supports                   []supportRow // Supports are the pieces of evidence of the incident.
	Theirs                     []factView   // Theirs is what somebody else wrote meanwhile, where it differs.
	Wrong                      *hindcast.Error
}

// correctionRow is what was corrected before.
type correctionRow struct{ At, Who, Field, Was, Became, Reason string }

// event shows one event with the form that corrects it.
func (p *Pages) event(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Incidents.Event(r.Context(), by, r.PathValue("key"), hindcast.EventID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showEvent(w, r, by, k, formOf(k.Value), nil)
}

// correctEvent keeps a correction; the history has both.
func (p *Pages) correctEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Incidents.Event(r.Context(), by, r.PathValue("key"), hindcast.EventID(r.PathValue("id")))
	if err != nil {
		return err
	}
	typed, version := typedEvent(r), versionIn(r)
	e, err := typed.event(k.Value)
	var kept incidents.Event
	if err == nil {
		kept, err = p.Incidents.ChangeEvent(r.Context(), by, r.PathValue("key"), e, version, r.PostFormValue("reason"))
	}
	if hindcast.CodeOf(err) == hindcast.Stale { // both texts are shown; who saves again has seen the other
		v := p.newCorrection(r, by, k, typed, nil)
		v.Theirs = differingEvent(formOf(k.Value), typed)
		return p.renderAs(w, r, by, http.StatusPreconditionFailed, Shell{Title: v.Head.Title, Section: IncidentsSection}, eventPage(v))
	}
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		k.Version = version
		return p.showEvent(w, r, by, k, typed, wrong)
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), incidents.Span{From: kept.Entry, Through: kept.Entry}, string(e.ID)), http.StatusSeeOther)
	return nil
}

// removeEvent takes an event off the timeline.
func (p *Pages) removeEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	did, err := p.Incidents.RemoveEvent(r.Context(), by, r.PathValue("key"), hindcast.EventID(r.PathValue("id")), versionIn(r))
	if err != nil {
		return err
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "timeline"), http.StatusSeeOther)
	return nil
}

// versionIn is the version that a form was made from; 0, which is always stale,
// when somebody took it out.
func versionIn(r *http.Request) int64 {
	n, _ := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	return n
}

func (p *Pages) showEvent(w http.ResponseWriter, r *http.Request, by hindcast.Actor, k incidents.Event, f eventForm, wrong *hindcast.Error) error {
	v := p.newCorrection(r, by, k, f, wrong)
	v.Supports = p.supportsOf(r, by, k.Value.ID)
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: v.Head.Title, Section: IncidentsSection}, eventPage(v))
}

// newCorrection is the form over an event; one without an identifier is new.
func (p *Pages) newCorrection(r *http.Request, by hindcast.Actor, k incidents.Event, f eventForm, wrong *hindcast.Error) correctionView {
	key := r.PathValue("key")
	known := p.knownNames(r.Context(), by, key)
	v := correctionView{
		Head:   headView{Trail: []pageLink{{"Incidents", "/incidents"}, {key, "/incidents/" + key}}, Title: "Correct an event", Lead: "What it said before is kept beside it, with your reason."},
		Action: "/incidents/" + key + "/events/" + string(k.Value.ID), Kind: f.Kind, Close: "/incidents/" + key + "#" + string(k.Value.ID),
		Version: strconv.FormatInt(k.Version, 10), Text: f.Text, At: f.At, Until: f.Until, Reason: r.PostFormValue("reason"),
		Person:     fieldView{Name: "actor", Label: "Who", Value: f.Who, Optional: true, Autocomplete: "off", Suggest: known.People, Error: wrongWith(wrong, "actor")},
		Precisions: fieldView{Name: "precision", Label: "Known to the", Value: f.Precision, Choices: choicesOf(hindcast.Precisions(), "")},
		Kinds:      fieldView{Name: "kind", Label: "Kind", Value: f.Kind, Choices: choicesOf(hindcast.EventKinds(), ""), Error: wrongWith(wrong, "kind")},
		Roles:      fieldView{Name: "role", Label: "As", Value: f.Role, Choices: choicesOf(hindcast.Roles(), "No role")},
		Noticers:   fieldView{Name: "noticed_by", Label: "Noticed by", Value: f.NoticedBy, Choices: choicesOf(hindcast.Noticers(), "Not recorded")},
		Audiences:  fieldView{Name: "audience", Label: "Told", Value: f.Audience, Choices: choicesOf([]hindcast.Audience{hindcast.ToInternal, hindcast.ToExternal}, "Nobody"), Error: wrongWith(wrong, "communication.audience")},
		Template:   fieldView{Name: "template", Label: "Template", Value: f.Template, Optional: true, Autocomplete: "off", Suggest: known.Templates},
		Channel:    f.Channel, Promised: f.Promised,
		Levels: fieldView{Name: "level", Label: "Severity declared", Value: f.Level, Choices: severityChoices("None"), Error: wrongWith(wrong, "severity.to")}, Because: f.Because,
		Modes:    fieldView{Name: "mode", Label: "Runbook step", Value: f.Mode, Choices: choicesOf([]hindcast.StepMode{hindcast.StepFollowed, hindcast.StepImprovised, hindcast.StepSkipped}, "Not said"), Error: wrongWith(wrong, "response.mode")},
		Runbooks: fieldView{Name: "runbook", Label: "Runbook", Value: f.Runbook, Optional: true, Autocomplete: "off", Suggest: known.Runbooks},
		Step:     f.Step, Wrong: wrong,
	}
	for _, m := range hindcast.Milestones() {
		v.Milestones = append(v.Milestones, checkView{Name: "milestone", Value: string(m), Label: hindcast.Capital(m.Words()), On: slices.Contains(f.Milestones, string(m))})
	}
	for _, c := range slices.Backward(k.Value.History) {
		v.History = append(v.History, correctionRow{c.At.UTC().Format("2006-01-02 15:04"), personName(c.By), strings.ReplaceAll(c.Field, "_", " "), c.Was, c.Became, c.Reason})
	}
	return v
}

// supportRow is a piece of evidence, and whether it supports the event.
type supportRow struct {
	ID, Name, Action string
	On               bool
}

// supportsOf are the pieces of evidence that may support an event.
func (p *Pages) supportsOf(r *http.Request, by hindcast.Actor, id hindcast.EventID) []supportRow {
	all, _ := p.Incidents.Evidence(r.Context(), by, r.PathValue("key")) // the event was found: so is its incident
	rows := []supportRow{}
	for _, k := range all {
		rows = append(rows, supportRow{string(k.Value.ID), k.Value.Name, "/incidents/" + r.PathValue("key") + "/events/" + string(id) + "/evidence", slices.Contains(k.Value.Events, id)})
	}
	return rows
}

// choicesOf offers each of a list of words; none stands for no choice, when it is
// not empty.
func choicesOf[T ~string](list []T, none string) []choiceView {
	var choices []choiceView
	if none != "" {
		choices = append(choices, choiceView{"", none})
	}
	for _, word := range list {
		choices = append(choices, choiceView{string(word), capitalOf(word)})
	}
	return choices
}

// formInstant writes a time for a form, no finer than it was given.
func formInstant(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Nanosecond() != 0:
		return t.UTC().Format(instantForm + ":05.999999")
	case t.Second() != 0:
		return t.UTC().Format(instantForm + ":05")
	}
	return t.UTC().Format(instantForm)
}
