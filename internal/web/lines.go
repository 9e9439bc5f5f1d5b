package web

import (
	"net/http"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/markup"
)

// composerView is where lines of the timeline are typed.
type composerView struct {
	Action  string
	Day     string // Day is that of times that name none.
	Text    string // Text is what was typed and not understood.
	Refused []refusedLine
	Added   int
	Wrong   *hindcast.Error
	More    []pageLink // More are the forms with every field.
}

// parsedView is an event as it was read from a line.
type parsedView struct {
	Time, Kind, Who, Text string
	Marks                 []string
	Warn                  string
}

func newParsed(e hindcast.TimelineEvent) parsedView {
	v := parsedView{Time: hindcast.FormatInstant(e.At, e.Precision), Kind: words(e.Kind), Who: personName(e.Actor), Text: markup.InlineText(e.Text)}
	if s := e.Severity; s != nil {
		v.Marks = append(v.Marks, s.To.String()+" "+s.To.Name())
	}
	for _, m := range e.Milestones {
		v.Marks = append(v.Marks, m.Words())
	}
	return v
}

// readView is what lines would become.
type readView struct {
	Events  []parsedView
	Refused []refusedLine
	More    int // More counts the events that are not listed.
}

// mostPreviewed keeps the preview of a pasted log short; ours.
const mostPreviewed = 12

// previewLines says how lines that are being typed would be read.
func (p *Pages) previewLines(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if _, err := p.Incidents.Row(r.Context(), by, r.PathValue("key")); err != nil {
		return err
	}
	day, err := dayIn(r.PostFormValue("day"))
	if err != nil {
		return err
	}
	outcomes, err := p.Incidents.ReadLines(r.Context(), by, r.PathValue("key"), r.PostFormValue("lines"), day, p.options.Now())
	if err != nil {
		return err
	}
	var v readView
	for _, o := range outcomes {
		if len(o.Events) == 0 && len(v.Refused) < mostPreviewed {
			v.Refused = append(v.Refused, refusedLine{o.Line, sentenceOf(o.Problem)})
		}
		for _, e := range o.Events {
			if len(v.Events) == mostPreviewed {
				v.More++
				continue
			}
			parsed := newParsed(e.Value)
			parsed.Warn = aheadWords(e.Value.At, p.options.Now())
			v.Events = append(v.Events, parsed)
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return linesRead(v).Render(r.Context(), w)
}

// dayIn is the day that times without one are of. The error is Invalid.
func dayIn(text string) (hindcast.Date, error) {
	day, err := hindcast.ParseDate(text)
	if err != nil {
		err = &hindcast.Error{Code: hindcast.Invalid, Message: "the day is not one of the calendar", Fields: []hindcast.FieldError{{Field: "day", Reason: "must be a day such as 2026-05-31"}}}
	}
	return day, err
}

// refusedLine is a line that was not understood, and why.
type refusedLine struct{ Line, Problem string }

// newComposer offers the day the incident is at: today while it goes on, the day
// of its last event afterwards.
func (p *Pages) newComposer(r *hindcast.Record) composerView {
	today := hindcast.DateOf(p.options.Now())
	address := incidentAddress(r.Incident)
	v := composerView{Action: address + "/lines", Day: today.String(), More: []pageLink{
		{"a message", address + "/events/new?kind=communication"}, {"a response step", address + "/events/new?kind=response"}, {"anything else", address + "/events/new"}}}
	if r.Incident.State == hindcast.IncidentActive || r.Incident.State == hindcast.IncidentMitigated {
		return v
	}
	for _, e := range r.Timeline {
		if !e.At.IsZero() {
			v.Day = hindcast.DateOf(e.At.UTC()).String()
		}
	}
	return v
}

// addLines puts typed lines on the timeline. Those not understood stay in the
// form, with the reason.
func (p *Pages) addLines(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	v := composerView{Text: r.PostFormValue("lines"), Day: r.PostFormValue("day")}
	day, err := dayIn(v.Day)
	var outcomes []incidents.LineOutcome
	if err == nil {
		outcomes, err = p.Incidents.AddLines(r.Context(), by, r.PathValue("key"), v.Text, day)
	}
	if err != nil {
		if v.Wrong, err = refusedForm(err); err != nil {
			return err
		}
		return p.showIncident(w, r, by, &v)
	}
	var left []string
	var did incidents.Span
	last := ""
	for _, o := range outcomes {
		if len(o.Events) == 0 {
			left, v.Refused = append(left, o.Line), append(v.Refused, refusedLine{o.Line, sentenceOf(o.Problem)})
			continue
		}
		v.Added++
		end := o.Events[len(o.Events)-1]
		last, did.Through = string(end.Value.ID), end.Added
		if did.From == 0 {
			did.From = o.Events[0].Added
		}
	}
	if len(left) == 0 {
		http.Redirect(w, r, doneAddress(r.PathValue("key"), did, last), http.StatusSeeOther)
		return nil
	}
	v.Text = strings.Join(left, "\n")
	return p.showIncident(w, r, by, &v)
}
