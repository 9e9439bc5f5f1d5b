package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// glassView is the form by which an admin opens a restricted incident.
type glassView struct {
	Key, Reason, Hours string
	Choices            []choiceView
	Wrong              *hindcast.Error
}

// glass shows the form. It says the same whether the incident exists or not.
func (p *Pages) glass(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showGlass(w, r, by, glassView{Key: r.URL.Query().Get("key")})
}

func (p *Pages) showGlass(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v glassView) error {
	v.Choices = []choiceView{{"1h", "1 hour"}, {"4h", "4 hours"}, {"12h", "12 hours"}, {"24h", "24 hours"}}
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "Open a restricted incident", Section: IncidentsSection}, glassPage(v))
}

// breakGlass opens the incident for a while. One that the admin sees anyway is
// simply shown.
func (p *Pages) breakGlass(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	v := glassView{Key: strings.TrimSpace(r.PostFormValue("key")), Reason: r.PostFormValue("reason"), Hours: r.PostFormValue("hours")}
	row, err := p.Incidents.Row(r.Context(), by, v.Key)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		length, _ := time.ParseDuration(v.Hours) // none is refused with a reason
		err = p.Incidents.BreakGlass(r.Context(), by, v.Key, p.options.Now().Add(length), v.Reason)
		if err == nil {
			row, err = p.Incidents.Row(r.Context(), by, v.Key)
		}
	}
	if err != nil {
		if v.Wrong, err = refusedGlass(err); err != nil {
			return err
		}
		return p.showGlass(w, r, by, v)
	}
	http.Redirect(w, r, incidentAddress(row.Incident), http.StatusSeeOther)
	return nil
}

// refusedGlass is what the form is shown again with.
func refusedGlass(err error) (*hindcast.Error, error) {
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "nothing was opened", Fields: []hindcast.FieldError{{Field: "key", Reason: "names no incident"}}}, nil
	}
	return refusedForm(err)
}
