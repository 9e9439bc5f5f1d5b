package web

import (
	"net/http"
	"net/url"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// addActionView is the form that adds an action to an incident.
type addActionView struct {
	Incident fieldView
	Form     actionForm
	Finding  string
}

// recentIncidents is how many incidents are offered to choose from. It is ours;
// the key of any other can be typed.
const recentIncidents = 50

// newAction shows the form that adds an action.
func (p *Pages) newAction(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	form, err := p.newActionForm(r.Context(), by, hindcast.Action{Owner: by.Person()})
	if err != nil {
		return err
	}
	return p.showAddAction(w, r, by, line(r.URL.Query().Get("incident")), form)
}

func (p *Pages) showAddAction(w http.ResponseWriter, r *http.Request, by hindcast.Actor, key string, form actionForm) error {
	rows, _, err := p.Incidents.List(r.Context(), by, incidents.Filter{}, incidents.Newest, incidents.Page{Limit: recentIncidents})
	if err != nil {
		return err
	}
	v := addActionView{Form: form, Incident: fieldView{Name: "incident", Label: "Incident it comes from", Value: key, Required: true, List: fieldID("incidents"), Autocomplete: "off",
		Hint: "Its key, such as INC-42.", Error: wrongWith(form.Wrong, "incident")}}
	for _, row := range rows {
		v.Incident.Choices = append(v.Incident.Choices, choiceView{row.Incident.Key, row.Incident.Key + " " + titleOf(row.Incident)})
	}
	return p.renderAs(w, r, by, statusOf(form.Wrong), Shell{Title: "Add an action", Section: ActionsSection}, addActionPage(v))
}

// addAction keeps the action and leads to its page.
func (p *Pages) addAction(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	form, err := p.typedAction(r.Context(), by, r)
	if err != nil {
		return err
	}
	key := line(r.PostFormValue("incident"))
	a, err := form.action(hindcast.Action{})
	if err == nil {
		_, err = p.Incidents.Row(r.Context(), by, key)
		if hindcast.CodeOf(err) == hindcast.NotFound {
			err = &hindcast.Error{Code: hindcast.Invalid, Message: "an action belongs to an incident that you can see",
				Fields: []hindcast.FieldError{{Field: "incident", Reason: "must be the key of one, such as INC-42"}}}
		}
	}
	if err == nil {
		kept, failed := p.Actions.Add(r.Context(), by, key, a)
		if failed == nil {
			http.Redirect(w, r, "/actions/"+url.PathEscape(string(kept.Value.ID)), http.StatusSeeOther)
			return nil
		}
		err = failed
	}
	if form.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showAddAction(w, r, by, key, form)
}
