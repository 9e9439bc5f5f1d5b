package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// editView is where it is said what an incident is, how severe, and how it stands.
type editView struct {
	Head                    headView
	Address, Version        string
	Title, Type             string
	Services, Labels        string
	Kinds, Visible, TLPs    fieldView
	NearMiss                checkView
	People                  fieldView   // People are those who may see it beside its participants, by name.
	Teams                   []checkView // Teams likewise.
	Levels                  fieldView
	Moves                   []moveView
	Now                     string
	Wrong, Severe, Standing *hindcast.Error // Severe and Standing are what was wrong with those two forms.
	Reason                  string
	Theirs                  []theirField // Theirs is what somebody else saved meanwhile.
}

// moveView is a state the incident may go to.
type moveView struct {
	To, Verb    string
	NeedsReason bool
}

// editIncident shows the forms.
func (p *Pages) editIncident(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	row, err := p.Incidents.Row(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	v := newEditView(row.Incident, p.options.Now())
	p.offerReaders(r.Context(), by, row.Incident, &v)
	return p.showEdit(w, r, by, v)
}

func (p *Pages) showEdit(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v editView) error {
	status := http.StatusOK
	if v.Wrong != nil || v.Severe != nil || v.Standing != nil {
		status = statusOf(cmp.Or(v.Wrong, v.Severe, v.Standing))
	}
	return p.renderAs(w, r, by, status, Shell{Title: v.Head.Title, Section: IncidentsSection}, editPage(v))
}

func newEditView(i hindcast.Incident, now time.Time) editView {
	v := editView{
		Head:    headView{Trail: []pageLink{{"Incidents", "/incidents"}, {i.Key, incidentAddress(i)}}, Title: "Change " + i.Key, Lead: titleOf(i)},
		Address: incidentAddress(i), Version: strconv.FormatInt(i.Version, 10), Title: i.Title, Type: i.Type,
		Services: strings.Join(i.Services, ", "), Labels: strings.Join(i.Labels, ", "), Now: formInstant(now.Truncate(time.Minute)),
		Kinds:    fieldView{Name: "kind", Label: "Kind", Value: string(i.Kind), Choices: incidentKindChoices()},
		Visible:  fieldView{Name: "visibility", Label: "Seen by", Value: string(i.Visibility), Choices: []choiceView{{string(hindcast.VisibleToEveryone), "Everyone in the organisation"}, {string(hindcast.Restricted), "Participants and those named on it"}}},
		TLPs:     fieldView{Name: "tlp", Label: "Marking", Value: string(i.TLP), Choices: tlpChoices()},
		NearMiss: checkView{Name: "near_miss", Label: "Near miss", On: i.NearMiss},
		Levels:   fieldView{Name: "severity", Label: "Severity", Value: i.Severity.String(), Choices: severityChoices("Not declared")},
	}
	for _, t := range hindcast.IncidentTransitions() {
		if t.From == i.State {
			v.Moves = append(v.Moves, moveView{To: string(t.To), Verb: hindcast.Capital(t.Verb), NeedsReason: t.NeedsReason})
		}
	}
	return v
}

func tlpChoices() []choiceView {
	list := []choiceView{{"", "None"}}
	for _, t := range hindcast.TLPs() {
		list = append(list, choiceView{string(t), t.Label()})
	}
	return list
}

// changeIncident changes what is said of an incident.
func (p *Pages) changeIncident(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	f := r.PostFormValue
	title, typ, kind := line(f("title")), line(f("type")), hindcast.IncidentKind(f("kind"))
	near, services, labels := f("near_miss") != "", namesIn(f("services")), namesIn(f("labels"))
	visibility, tlp := hindcast.Visibility(f("visibility")), hindcast.TLP(f("tlp"))
	changes := incidents.Changes{Title: &title, Type: &typ, Kind: &kind, NearMiss: &near, Services: &services, Labels: &labels, Visibility: &visibility, TLP: &tlp}
	err := p.readReaders(r, by, &changes)
	if err == nil {
		_, err = p.Incidents.Change(r.Context(), by, r.PathValue("key"), versionIn(r), changes)
	}
	return p.changed(w, r, by, err, func(v *editView, wrong *hindcast.Error) {
		v.Wrong, v.Title, v.Type, v.Services, v.Labels = wrong, f("title"), f("type"), f("services"), f("labels")
		v.Kinds.Value, v.Visible.Value, v.TLPs.Value, v.NearMiss.On = f("kind"), f("visibility"), f("tlp"), near
		v.People.Value, v.People.Error = f("people"), wrongWith(wrong, "people")
		for i := range v.Teams {
			v.Teams[i].On = slices.Contains(r.PostForm["team"], v.Teams[i].Value)
		}
	})
}

// declareSeverity declares another level.
func (p *Pages) declareSeverity(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	level, _ := hindcast.ParseSeverity(r.PostFormValue("severity"))
	_, err := p.Incidents.ChangeSeverity(r.Context(), by, r.PathValue("key"), versionIn(r), level, r.PostFormValue("reason"))
	return p.changed(w, r, by, err, func(v *editView, wrong *hindcast.Error) {
		v.Severe, v.Levels.Value, v.Reason = wrong, r.PostFormValue("severity"), r.PostFormValue("reason")
	})
}

// moveIncident moves an incident along its states.
func (p *Pages) moveIncident(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	var problems hindcast.Problems
	at := readInstant(&problems, "at", r.PostFormValue("at"))
	err := problems.Err("the time")
	if err == nil {
		_, err = p.Incidents.Move(r.Context(), by, r.PathValue("key"), versionIn(r), hindcast.IncidentState(r.PostFormValue("to")), at, r.PostFormValue("reason"))
	}
	return p.changed(w, r, by, err, func(v *editView, wrong *hindcast.Error) {
		v.Standing, v.Now, v.Reason = wrong, r.PostFormValue("at"), r.PostFormValue("reason")
	})
}

// changed leads back to the incident, or shows the forms again with what was
// wrong.
func (p *Pages) changed(w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error, keep func(*editView, *hindcast.Error)) error {
	address := "/incidents/" + r.PathValue("key")
	if err == nil {
		http.Redirect(w, r, address, http.StatusSeeOther)
		return nil
	}
	wrong, err := editedForm(err)
	if err != nil {
		return err
	}
	row, err := p.Incidents.Row(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	v := newEditView(row.Incident, p.options.Now())
	p.offerReaders(r.Context(), by, row.Incident, &v)
	now := v
	now.Teams = slices.Clone(v.Teams)
	keep(&v, wrong)
	if wrong.Code == hindcast.Stale { // the form has the version of now: who saves again has seen the other
		v.Theirs = differingEdit(v, now)
	}
	return p.showEdit(w, r, by, v)
}
