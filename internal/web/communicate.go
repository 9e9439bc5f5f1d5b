package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/markup"
)

// communicateView picks a template, fills it, and records it as sent.
type communicateView struct {
	Head              headView
	Action            string
	Templates         []templateLink
	Chosen            string // Chosen is the identifier of the template; empty until one is picked.
	Title             string
	Fields            []fieldView // Fields are the variables of the template.
	Audiences         fieldView
	Channel, Next, At string
	Preview           string // Preview is safe HTML.
	Text              string // Text is what is to be copied and sent.
	Wrong             *hindcast.Error
}

// templateLink is a template to choose.
type templateLink struct {
	Title, Href string
	Current     bool
}

// messageForm is a message as it is typed.
type messageForm struct {
	Template, Audience, Channel, Next, At string
	Values                                map[string]string
	Wrong                                 *hindcast.Error
	Preview                               bool
}

// variablePrefix stands before the names of variables among a form's fields.
const variablePrefix = "var."

func typedMessage(r *http.Request) messageForm {
	v := r.PostFormValue
	f := messageForm{Template: v("template"), Audience: v("audience"), Channel: v("channel"), Next: v("next"), At: v("at"), Values: map[string]string{}, Preview: v("do") == "preview"}
	for name, values := range r.PostForm {
		if name, is := strings.CutPrefix(name, variablePrefix); is && len(values) > 0 {
			f.Values[name] = strings.TrimSpace(values[0])
		}
	}
	return f
}

// communicating offers the templates, and the form of the one that was picked.
func (p *Pages) communicating(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showCommunicate(w, r, by, messageForm{Template: r.URL.Query().Get("template"), At: formInstant(p.options.Now().Truncate(time.Minute))})
}

// communicate shows how a message reads, or records it as sent.
func (p *Pages) communicate(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	f := typedMessage(r)
	if f.Preview {
		return p.showCommunicate(w, r, by, f)
	}
	record, err := p.Incidents.Record(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	chosen, err := p.templateNamed(r, by, f.Template)
	if err != nil {
		return err
	}
	event, err := f.event(chosen, record, by)
	if err == nil {
		kept, problem := p.Incidents.AddEvent(r.Context(), by, r.PathValue("key"), event)
		if err = problem; err == nil {
			if event.At.Before(p.options.Now()) {
				if _, err := p.Library.Used(r.Context(), by, chosen.Document.ID, event.At); err != nil {
					return err
				}
			}
			http.Redirect(w, r, incidentAddress(record.Incident)+"#"+string(kept.Value.ID), http.StatusSeeOther)
			return nil
		}
	}
	if f.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showCommunicate(w, r, by, f)
}

// templateNamed is a communication template in force.
func (p *Pages) templateNamed(r *http.Request, by hindcast.Actor, id string) (library.Template, error) {
	list, err := p.Library.Templates(r.Context(), by)
	if err != nil {
		return library.Template{}, err
	}
	for _, t := range list {
		if string(t.Document.ID) == id {
			return t, nil
		}
	}
	return library.Template{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such communication template in force"}
}

// event is the communication event that the form tells. The error is Invalid, and
// names the variables that nobody filled.
func (f messageForm) event(t library.Template, record *hindcast.Record, by hindcast.Actor) (hindcast.TimelineEvent, error) {
	var p hindcast.Problems
	at, next := readInstant(&p, "at", f.At), readInstant(&p, "next", f.Next)
	if at.IsZero() && f.At == "" {
		p.Add("at", "say when it was sent")
	}
	if !next.IsZero() && next.Before(at) {
		p.Add("next", "is before the message itself")
	}
	text, missing := hindcast.Fill(t.Body, f.values(record, at, next))
	for _, name := range missing {
		if name == "next_update" {
			p.Add("next", "is promised in the template: say when")
			continue
		}
		p.Add(variablePrefix+name, "must be filled in, with “–” where there is nothing to say")
	}
	if len(text) > hindcast.MaxText {
		p.Add("template", "gives a message of %d bytes; the timeline keeps at most %d", len(text), hindcast.MaxText)
	}
	return hindcast.TimelineEvent{Kind: hindcast.Communicated, At: at, Precision: hindcast.PrecisionMinute, Actor: by.Person(), Text: strings.TrimSpace(text),
		Communication: &hindcast.Communication{Audience: hindcast.Audience(f.Audience), Channel: line(f.Channel), Template: t.Document.Title, NextUpdate: next}}, p.Err("the message")
}

// values are what was typed over what the record knows.
func (f messageForm) values(record *hindcast.Record, at, next time.Time) map[string]string {
	values := hindcast.MessageValues(record, at, next)
	for name, v := range f.Values {
		if v != "" {
			values[name] = v
		}
	}
	return values
}

func (p *Pages) showCommunicate(w http.ResponseWriter, r *http.Request, by hindcast.Actor, f messageForm) error {
	record, err := p.Incidents.Record(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	templates, err := p.Library.Templates(r.Context(), by)
	if err != nil {
		return err
	}
	i := record.Incident
	v := communicateView{Head: headView{Trail: incidentTrail(i), Title: "Tell people", Lead: "Pick a template, fill it in, send it where your people read, and record it here: the timeline then knows who was told what, and when the next message is promised."},
		Action: incidentAddress(i) + "/communicate", Channel: f.Channel, Next: f.Next, At: f.At, Wrong: f.Wrong}
	for _, t := range templates {
		link := templateLink{t.Document.Title, v.Action + "?template=" + string(t.Document.ID), string(t.Document.ID) == f.Template}
		v.Templates = append(v.Templates, link)
		if link.Current {
			v.Chosen, v.Title = f.Template, t.Document.Title
			v.fill(f, t, record)
		}
	}
	if f.Template != "" && v.Chosen == "" {
		_, err := p.templateNamed(r, by, f.Template)
		return err
	}
	return p.renderAs(w, r, by, statusOf(f.Wrong), Shell{Title: "Tell people about " + i.Key, Section: IncidentsSection}, communicatePage(v))
}

// fill makes the form of a template, with what is known already.
func (v *communicateView) fill(f messageForm, t library.Template, record *hindcast.Record) {
	var ignored hindcast.Problems // what is no time is told when the message is recorded
	at, next := readInstant(&ignored, "at", f.At), readInstant(&ignored, "next", f.Next)
	known := f.values(record, at, next)
	for _, name := range hindcast.Variables(t.Body) {
		if name == "next_update" {
			continue // it has a field of its own
		}
		value := known[name]
		if name == "now" && f.Values[name] == "" {
			value = known["now"]
		}
		field := fieldView{Name: variablePrefix + name, Label: hindcast.Capital(words(name)), Value: value, Autocomplete: "off", Error: wrongWith(f.Wrong, variablePrefix+name)}
		if f.Values == nil && value != "" {
			field.Hint = "From the record."
		}
		v.Fields = append(v.Fields, field)
	}
	audience := firstOf(f.Audience, string(hindcast.ToExternal))
	if f.Audience == "" && strings.Contains(hindcast.Fold(t.Document.Title), "internal") {
		audience = string(hindcast.ToInternal)
	}
	v.Audiences = fieldView{Name: "audience", Label: "Told", Value: audience, Choices: choicesOf([]hindcast.Audience{hindcast.ToInternal, hindcast.ToExternal}, ""), Error: wrongWith(f.Wrong, "audience")}
	if f.Preview || f.Wrong != nil {
		v.Text, _ = hindcast.Fill(t.Body, known)
		v.Preview = markup.HTML(v.Text, markup.Options{TopHeading: 3, IDPrefix: "message-"})
	}
}
