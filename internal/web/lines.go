package web

import (
	"net/http"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// composerView is where lines of the timeline are typed.
type composerView struct {
	Action  string
	Day     string // Day is that of times that name none.
	Text    string // Text is what was typed and not understood.
	Refused []refusedLine
	Added   int
	Wrong   *hindcast.Error
}

// refusedLine is a line that was not understood, and why.
type refusedLine struct{ Line, Problem string }

// newComposer offers the day the incident is at: today while it goes on, the day
// of its last event afterwards.
func (p *Pages) newComposer(r *hindcast.Record) composerView {
	today := hindcast.DateOf(p.options.Now())
	v := composerView{Action: incidentAddress(r.Incident) + "/lines", Day: today.String()}
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
	day, err := hindcast.ParseDate(r.PostFormValue("day"))
	if err != nil {
		day = hindcast.DateOf(p.options.Now())
	}
	v := composerView{Text: r.PostFormValue("lines")}
	outcomes, err := p.Incidents.AddLines(r.Context(), by, r.PathValue("key"), v.Text, day)
	if err != nil {
		if v.Wrong, err = refusedForm(err); err != nil {
			return err
		}
		return p.showIncident(w, r, by, &v)
	}
	var left []string
	last := ""
	for _, o := range outcomes {
		if len(o.Events) == 0 {
			left, v.Refused = append(left, o.Line), append(v.Refused, refusedLine{o.Line, sentenceOf(o.Problem)})
			continue
		}
		v.Added++
		last = string(o.Events[len(o.Events)-1].Value.ID)
	}
	if len(left) == 0 {
		http.Redirect(w, r, "/incidents/"+r.PathValue("key")+"#"+last, http.StatusSeeOther)
		return nil
	}
	v.Text = strings.Join(left, "\n")
	return p.showIncident(w, r, by, &v)
}
