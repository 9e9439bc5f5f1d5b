package web

import (
	"net/http"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/report"
)

// inferredView offers what the timeline implies and nobody has stated. Boxes that
// stay ticked are stated.
type inferredView struct {
	Action  string
	Heading string
	Marks   []inferredRow
	People  []inferredRow
}

// inferredRow is a milestone, or somebody who took part, with the event that tells.
type inferredRow struct {
	Value string // Value names it in the form.
	What  string
	At    report.Cite
	Text  string
	Why   string // Why is the rule, in a sentence.
}

// newInferred is what is offered; nil when there is nothing.
func newInferred(r *hindcast.Record) *inferredView {
	found := incidents.Infer(r)
	v := &inferredView{Action: incidentAddress(r.Incident) + "/inferred", Heading: counted(len(found.Marks)+len(found.People), "thing", "things") + " the timeline implies"}
	cite := report.NewCiter("", r)
	for _, m := range found.Marks {
		why, _ := incidents.Rule(m.Rule)
		v.Marks = append(v.Marks, inferredRow{string(m.Milestone) + " " + string(m.Event.ID), hindcast.Capital(m.Milestone.Words()), cite.At(m.Event.ID), hindcast.Shorten(m.Event.Text, hindcast.SubjectRoom), why})
	}
	for _, p := range found.People {
		what := personName(p.Person)
		if p.Role != "" {
			what += ", " + p.Role.Words()
		}
		v.People = append(v.People, inferredRow{string(p.Role) + " " + p.Person.Name, what, cite.At(p.Event.ID), hindcast.Shorten(p.Event.Text, hindcast.SubjectRoom), ""})
	}
	if len(v.Marks)+len(v.People) == 0 {
		return nil
	}
	return v
}

// confirmInferred states what stayed ticked.
func (p *Pages) confirmInferred(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := r.ParseForm(); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the form could not be read", Err: err}
	}
	c := incidents.Confirmation{Marks: map[hindcast.Milestone]hindcast.EventID{}}
	for _, said := range r.PostForm["mark"] {
		m, id, _ := strings.Cut(said, " ")
		c.Marks[hindcast.Milestone(m)] = hindcast.EventID(id)
	}
	for _, said := range r.PostForm["who"] {
		role, name, _ := strings.Cut(said, " ")
		part := hindcast.Participant{Person: p.colleague(r, by, line(name))}
		if role != "" {
			part.Roles = []hindcast.Role{hindcast.Role(role)}
		}
		c.People = append(c.People, part)
	}
	did, err := p.Incidents.Confirm(r.Context(), by, r.PathValue("key"), c)
	if err != nil {
		return err
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "timeline"), http.StatusSeeOther)
	return nil
}
