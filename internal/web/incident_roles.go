package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// participantRow is somebody who took part, with where to say more of them; its
// addresses are empty for who may not.
type participantRow struct {
	report.PersonRow
	Change                string
	Page, Join, LeaveHref string
}

// missingRole is a role that policy requires and nobody fills.
type missingRole struct{ Role, Words, Within string }

// participantRows are those who took part.
func participantRows(r *hindcast.Record, cite *report.Citer) []participantRow {
	var rows []participantRow
	for _, p := range report.PeopleOf(r, cite) {
		rows = append(rows, participantRow{PersonRow: p})
	}
	return rows
}

// writePeople gives the rows of people the addresses where more is said of them.
func (v *incidentView) writePeople(r *hindcast.Record) {
	for n := range v.People {
		p := &v.People[n]
		of := r.Participants[n]
		p.Change = v.Address + "/people/" + string(of.ID)
		role := ""
		if len(of.Roles) > 0 {
			role = string(of.Roles[0])
		}
		for _, k := range []struct {
			kind hindcast.EventKind
			told *report.Cite
			to   *string
		}{{hindcast.Page, p.Paged, &p.Page}, {hindcast.Join, p.Joined, &p.Join}, {hindcast.Leave, p.Left, &p.LeaveHref}} {
			if k.told == nil {
				*k.to = joined(v.Address+"/events/new", url.Values{"kind": {string(k.kind)}, "who": {p.Name}, "role": {role}})
			}
		}
	}
}

// missingRoles are the roles that policy requires at the severity and nobody
// fills, with how soon after detection each had to be.
func missingRoles(a reviews.Assessed) []missingRole {
	level, ok := a.Policy.Level(a.Level)
	if !ok {
		return nil
	}
	var list []missingRole
	for _, d := range level.Roles {
		filled := slices.ContainsFunc(a.Record.Participants, func(p hindcast.Participant) bool { return p.HasRole(d.Role) })
		if !filled {
			list = append(list, missingRole{string(d.Role), hindcast.Capital(d.Role.Words()), hindcast.FormatDuration(d.Within)})
		}
	}
	return list
}

// partView is the form of somebody who took part.
type partView struct {
	Head                headView
	New                 bool
	Action, Version     string
	Name                fieldView
	Roles               []checkView
	Team                string
	Paged, Joined, Left string
	Theirs              []theirField // Theirs is what somebody else saved meanwhile.
	Wrong               *hindcast.Error
}

// newPart shows the form that names somebody.
func (p *Pages) newPart(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	return p.showPart(w, r, by, incidents.Kept[hindcast.Participant]{Value: hindcast.Participant{Roles: []hindcast.Role{hindcast.Role(q.Get("role"))}}}, nil)
}

// part shows the form of somebody who took part.
func (p *Pages) part(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.partOf(r, by)
	if err != nil {
		return err
	}
	return p.showPart(w, r, by, k, nil)
}

func (p *Pages) partOf(r *http.Request, by hindcast.Actor) (k incidents.Kept[hindcast.Participant], err error) {
	all, err := p.Incidents.Participants(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return k, err
	}
	n := slices.IndexFunc(all, func(k incidents.Kept[hindcast.Participant]) bool { return string(k.Value.ID) == r.PathValue("id") })
	if n < 0 {
		return k, &hindcast.Error{Code: hindcast.NotFound, Message: "nobody of that name took part"}
	}
	return all[n], nil
}

func (p *Pages) showPart(w http.ResponseWriter, r *http.Request, by hindcast.Actor, k incidents.Kept[hindcast.Participant], wrong *hindcast.Error) error {
	if _, err := p.Incidents.Row(r.Context(), by, r.PathValue("key")); err != nil {
		return err
	}
	key, f := r.PathValue("key"), r.PostFormValue
	is := k.Value
	var theirs []theirField
	if wrong != nil && wrong.Code == hindcast.Stale { // the form gets the version of now: who saves again has seen the other
		now, err := p.partOf(r, by)
		if err != nil {
			return err
		}
		k.Version, theirs = now.Version, differingPart(is, now.Value)
	}
	v := partView{Theirs: theirs, New: is.ID == "", Action: "/incidents/" + key + "/people", Version: strconv.FormatInt(k.Version, 10), Team: is.Team, Wrong: wrong,
		Paged: f("paged"), Joined: f("joined"), Left: f("left"),
		Name: fieldView{Name: "name", Label: "Who", Value: personName(is.Person), Required: true, Autocomplete: "off", Suggest: p.knownNames(r.Context(), by, key).People, Error: wrongWith(wrong, "name")},
		Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {key, "/incidents/" + key + "#people"}}, Title: "Who took part", Lead: "When they were paged, joined and left is told by events of the timeline."}}
	if !v.New {
		v.Action += "/" + string(is.ID)
	}
	for _, role := range hindcast.Roles() {
		v.Roles = append(v.Roles, checkView{Name: "role", Value: string(role), Label: hindcast.Capital(role.Words()), On: is.HasRole(role)})
	}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: v.Head.Title, Section: IncidentsSection}, partPage(v))
}

// typedPart is who was typed. A colleague's name stands for the colleague, who
// may see the incident from then on.
func (p *Pages) typedPart(r *http.Request, by hindcast.Actor) hindcast.Participant {
	part := hindcast.Participant{Person: hindcast.Person{Name: line(r.PostFormValue("name"))}, Team: line(r.PostFormValue("team"))}
	for _, role := range r.PostForm["role"] {
		if role != "" {
			part.Roles = append(part.Roles, hindcast.Role(role))
		}
	}
	part.Person = p.colleague(r, by, part.Person.Name)
	return part
}

// colleague is the colleague of a name, or somebody who is known by it alone.
func (p *Pages) colleague(r *http.Request, by hindcast.Actor, name string) hindcast.Person {
	if p.Accounts != nil {
		colleagues, _ := p.Accounts.Colleagues(r.Context(), by) // who cannot be looked up is a name
		for _, c := range colleagues {
			if hindcast.Fold(c.Name) == hindcast.Fold(name) {
				return c
			}
		}
	}
	return hindcast.Person{Name: name}
}

// addPart names somebody, with when they were there.
func (p *Pages) addPart(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	is := p.typedPart(r, by)
	var problems hindcast.Problems
	stay := incidents.Stay{Paged: readInstant(&problems, "paged", r.PostFormValue("paged")), Joined: readInstant(&problems, "joined", r.PostFormValue("joined")), Left: readInstant(&problems, "left", r.PostFormValue("left"))}
	err := problems.Err("the participant")
	var did incidents.Span
	if err == nil {
		did, err = p.Incidents.TookPart(r.Context(), by, r.PathValue("key"), is, stay)
	}
	return p.partDone(w, r, by, incidents.Kept[hindcast.Participant]{Value: is}, did, err)
}

// changePart changes who somebody is, or their roles.
func (p *Pages) changePart(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	was, err := p.partOf(r, by)
	if err != nil {
		return err
	}
	is := p.typedPart(r, by)
	is.ID = was.Value.ID
	kept, err := p.Incidents.ChangeParticipant(r.Context(), by, r.PathValue("key"), is, versionIn(r))
	return p.partDone(w, r, by, incidents.Kept[hindcast.Participant]{Value: is, Version: versionIn(r)}, incidents.Span{From: kept.Entry, Through: kept.Entry}, err)
}

// removePart takes somebody off the list.
func (p *Pages) removePart(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	did, err := p.Incidents.RemoveParticipant(r.Context(), by, r.PathValue("key"), hindcast.ParticipantID(r.PathValue("id")), versionIn(r))
	if err != nil {
		return err
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "people"), http.StatusSeeOther)
	return nil
}

func (p *Pages) partDone(w http.ResponseWriter, r *http.Request, by hindcast.Actor, typed incidents.Kept[hindcast.Participant], did incidents.Span, err error) error {
	if err == nil {
		http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "people"), http.StatusSeeOther)
		return nil
	}
	wrong, err := editedForm(err)
	if err != nil {
		return err
	}
	return p.showPart(w, r, by, typed, wrong)
}

// promiseRow is a message to an audience, and what became of the next one it
// promised.
type promiseRow struct {
	At                report.Cite
	Told, Text        string
	Promised, Outcome string
	Broken            bool
}

// promisesOf are the messages of an incident. A promise is kept by the next
// message to the same audience.
func promisesOf(r *hindcast.Record, cite *report.Citer, now string) []promiseRow {
	var rows []promiseRow
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if e.Communication == nil {
			continue
		}
		c := e.Communication
		row := promiseRow{At: cite.At(e.ID), Told: strings.TrimSuffix(hindcast.Capital(string(c.Audience))+", "+c.Channel, ", "), Text: e.Text}
		if c.Template != "" {
			row.Told += ", from “" + c.Template + "”"
		}
		if !c.NextUpdate.IsZero() {
			row.Promised = hindcast.FormatInstant(c.NextUpdate, hindcast.PrecisionMinute)
			row.Outcome, row.Broken = kept(nextTold(r.Timeline[i+1:], c.Audience), c, now)
		}
		rows = append(rows, row)
	}
	return rows
}

func nextTold(later []hindcast.TimelineEvent, to hindcast.Audience) *hindcast.TimelineEvent {
	for i := range later {
		if c := later[i].Communication; c != nil && c.Audience == to {
			return &later[i]
		}
	}
	return nil
}

// kept says whether a promise was kept; now is the minute it is, written as
// formInstant does.
func kept(next *hindcast.TimelineEvent, c *hindcast.Communication, now string) (words string, broken bool) {
	switch {
	case next == nil && now <= formInstant(c.NextUpdate):
		return "due", false
	case next == nil:
		return "no further message", true
	case !next.At.Before(c.NextUpdate.Add(time.Minute)):
		return "late by " + hindcast.FormatDuration(next.At.Sub(c.NextUpdate)), true
	}
	return "kept", false
}
