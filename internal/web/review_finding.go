package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
	"github.com/hindcast/hindcast/internal/reviews"
)

// findingForm is a finding as it is typed: a new one of a kind, or one that there
// is.
type findingForm struct {
	Name, Action, Version string
	Text, Events, Kinds   fieldView
	Hints                 []reviews.Hint
	Verb                  string
	Open                  bool
	Now                   string // Now is what somebody else wrote meanwhile.
	Wrong                 *hindcast.Error
}

// disposal is the form that decides about a finding.
type disposal struct {
	Name, Action, Version string
	Choices               []checkView
	Because, Expires      fieldView
	Open                  bool
	Wrong                 *hindcast.Error
}

// offspring is the form that makes an action of a finding.
type offspring struct {
	Verb, Action string
	Form         actionForm
	Open         bool
}

// addForm is the form that adds a finding of a kind.
func addForm(v reviews.View, kind hindcast.FindingKind, t typedForm) *findingForm {
	name := "finding-" + string(kind)
	f := &findingForm{Name: name, Action: incidentAddress(v.Record.Incident) + "/review/findings", Verb: "Add", Wrong: t.wrong(name), Open: t.Name == name}
	f.controls(name, map[hindcast.FindingKind]string{
		hindcast.Strength: "What should be done again next time?", hindcast.Weakness: "What made the response harder than it had to be?",
		hindcast.Luck: "What would have been worse at another hour?"}[kind], t.or(name, "text", ""), t.or(name, "events", ""))
	f.Kinds = fieldView{Name: "kind", Value: string(kind)}
	return f
}

// changeForm is the form of a finding that there is.
func changeForm(v reviews.View, k reviews.Kept[hindcast.Finding], t typedForm) *findingForm {
	name := string(k.Value.ID)
	f := &findingForm{Name: name, Action: incidentAddress(v.Record.Incident) + "/review/findings/" + name, Version: strconv.FormatInt(k.Version, 10),
		Verb: "Save", Wrong: t.wrong(name), Open: t.Name == name}
	if t.stale(name) {
		f.Now = k.Value.Text
	}
	text := t.or(name, "text", k.Value.Text)
	f.controls(name, "What it is", text, t.or(name, "events", reviews.Cites(v.Record, k.Value.Events)))
	f.Kinds = fieldView{Scope: name + "-", Name: "kind", Label: "Kind", Value: t.or(name, "kind", string(k.Value.Kind)), Choices: choicesOf(hindcast.FindingKinds(), "")}
	f.Hints = reviews.Hints(text)
	return f
}

func (f *findingForm) controls(name, ask, text, events string) {
	f.Text = fieldView{Scope: name + "-", Name: "text", Label: ask, Type: "textarea", Value: text, Required: true, Hints: true, Error: wrongWith(f.Wrong, "text")}
	f.Events = fieldView{Scope: name + "-", Name: "events", Label: "Seen in", Hint: "Times of the timeline, as #14:32 #15:01", Value: events, List: citesID, Optional: true, Autocomplete: "off", Error: wrongWith(f.Wrong, "events")}
}

// citesID is the id of the events that are offered while citing.
const citesID = "cites"

// citable are the events offered while citing.
func citable(r *hindcast.Record) (list []choiceView) {
	const most = 500
	for _, e := range r.Timeline {
		if len(list) < most && !e.At.IsZero() {
			list = append(list, choiceView{reviews.CiteOf(r, e), eventText(e)})
		}
	}
	return list
}

// newDisposal is the form that decides about a finding.
func newDisposal(v reviews.View, k reviews.Kept[hindcast.Finding], t typedForm) *disposal {
	name, was := "decide-"+string(k.Value.ID), k.Value.Disposition
	d := &disposal{Name: name, Action: incidentAddress(v.Record.Incident) + "/review/findings/" + string(k.Value.ID) + "/disposition",
		Version: strconv.FormatInt(k.Version, 10), Wrong: t.wrong(name), Open: t.Name == name}
	chosen := t.or(name, "kind", string(was.Kind))
	offer := func(kind hindcast.DispositionKind, label, hint string) {
		d.Choices = append(d.Choices, checkView{Type: "radio", Name: "kind", Value: string(kind), Label: label, Hint: hint, On: chosen == string(kind)})
	}
	offer(hindcast.DisposedAction, "An action", "Something will be different. Write the action down beside this.")
	if v.May.Accept {
		offer(hindcast.AcceptedRisk, "Accept the risk", "You answer for it by name, until a day on which it is looked at again.")
	}
	offer(hindcast.NoChange, "No change", "You decide so by name, because …")
	if was.Kind != hindcast.Undisposed {
		offer(hindcast.Undisposed, "Undecided again", "")
	}
	d.Because = fieldView{Scope: name + "-", Name: "because", Label: "Because", Value: t.or(name, "because", was.Because), Autocomplete: "off", Error: wrongWith(d.Wrong, "because")}
	expires := was.Expires
	if expires.IsZero() && v.May.Accept {
		expires = v.Today.AddDays(90)
	}
	d.Expires = fieldView{Scope: name + "-", Name: "expires", Label: "Risk accepted until", Type: "date", Value: t.or(name, "expires", dayValue(expires)), Error: wrongWith(d.Wrong, "expires")}
	return d
}

// actionOf is the form that makes an action of a finding: of a strength, the one
// that makes it the rule.
func actionOf(v reviews.View, f hindcast.Finding, base actionForm, t typedForm) *offspring {
	name := "act-" + string(f.ID)
	o := &offspring{Verb: "Add an action", Action: incidentAddress(v.Record.Incident) + "/review/findings/" + string(f.ID) + "/actions", Form: base, Open: t.Name == name}
	if f.Kind == hindcast.Strength {
		o.Verb = "Make this the rule"
		o.Form.Title = "Make it the rule: " + hindcast.Shorten(line(markup.InlineText(f.Text)), 120)
	}
	if o.Open {
		o.Form.read(t.Values)
		o.Form.Wrong = t.Wrong
	}
	o.Form.Scope = name + "-"
	return o
}

// readFinding reads the form of a finding. The error is Invalid.
func (p *Pages) readFinding(r *http.Request, by hindcast.Actor) (f reviews.Finding, err error) {
	f = reviews.Finding{Kind: hindcast.FindingKind(r.PostFormValue("kind")), Text: strings.TrimSpace(r.PostFormValue("text"))}
	v, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return f, err
	}
	typed := r.PostFormValue("events")
	events, unknown := reviews.Cited(v.Record, typed)
	for _, k := range v.Record.Review.Findings {
		if string(k.ID) == r.PathValue("id") && line(typed) == reviews.Cites(v.Record, k.Events) {
			events, unknown = k.Events, nil // nobody touched them
		}
	}
	f.Events = events
	var problems hindcast.Problems
	if len(unknown) > 0 {
		problems.Add("events", "name %s, which is no time of the timeline", strings.Join(unknown, ", "))
	}
	return f, problems.Err("the finding")
}

func (p *Pages) addFinding(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	form, place := "finding-"+r.PostFormValue("kind"), "writeup"
	f, err := p.readFinding(r, by)
	if err == nil {
		var kept reviews.Kept[hindcast.Finding]
		kept, err = p.Reviews.AddFinding(r.Context(), by, r.PathValue("key"), f)
		place = string(kept.Value.ID)
	}
	return p.doneInReview(w, r, by, form, place, err)
}

func (p *Pages) changeFinding(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.FindingID(r.PathValue("id"))
	f, err := p.readFinding(r, by)
	if err == nil {
		_, err = p.Reviews.ChangeFinding(r.Context(), by, id, f, versionIn(r))
	}
	return p.doneInReview(w, r, by, string(id), string(id), err)
}

func (p *Pages) removeFinding(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.FindingID(r.PathValue("id"))
	err := p.Reviews.RemoveFinding(r.Context(), by, id, versionIn(r))
	return p.doneInReview(w, r, by, string(id), "writeup", err)
}

func (p *Pages) moveFinding(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.FindingID(r.PathValue("id"))
	err := p.Reviews.MoveFinding(r.Context(), by, id, r.PostFormValue("to") == "up")
	return p.doneInReview(w, r, by, string(id), string(id), err)
}

func (p *Pages) dispose(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id, f := hindcast.FindingID(r.PathValue("id")), r.PostFormValue
	d := hindcast.Disposition{Kind: hindcast.DispositionKind(f("kind"))}
	var problems hindcast.Problems
	switch d.Kind {
	case hindcast.AcceptedRisk:
		d.Because = strings.TrimSpace(f("because"))
		day, err := hindcast.ParseDate(line(f("expires")))
		if err != nil {
			problems.Add("expires", "must be a day such as 2026-05-31")
		}
		d.Expires = day
	case hindcast.NoChange:
		d.Because = strings.TrimSpace(f("because"))
	}
	err := problems.Err("the decision")
	if err == nil {
		_, err = p.Reviews.Dispose(r.Context(), by, id, d, versionIn(r))
	}
	if wrong := asError(err); wrong != nil && wrong.Code == hindcast.Forbidden && by.Might(hindcast.MayContribute) == nil && d.Kind == hindcast.AcceptedRisk {
		err = &hindcast.Error{Code: hindcast.Conflict, Message: wrong.Message + "; a risk is accepted by an approver who did not write the finding"}
	}
	return p.doneInReview(w, r, by, "decide-"+string(id), string(id), err)
}

// actOnFinding makes an action of a finding.
func (p *Pages) actOnFinding(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.FindingID(r.PathValue("id"))
	typed, err := p.typedAction(r.Context(), by, r)
	if err != nil {
		return err
	}
	a, err := typed.action(hindcast.Action{Finding: id})
	if err == nil {
		_, err = p.Actions.Add(r.Context(), by, r.PathValue("key"), a)
	}
	return p.doneInReview(w, r, by, "act-"+string(id), string(id), err)
}

// hints answers with what could be asked differently in a text that somebody is
// writing.
func (p *Pages) hints(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	text := r.PostFormValue("text")
	if len(text) > hindcast.MaxText {
		text = ""
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	return hintList(reviews.Hints(text)).Render(r.Context(), w)
}

// addWords words the button that adds a finding.
func addWords(kind hindcast.FindingKind) string {
	if kind == hindcast.Luck {
		return "Add where luck helped"
	}
	return "Add a " + string(kind)
}
