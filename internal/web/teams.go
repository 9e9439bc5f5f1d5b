package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// teamsView is the list of teams with the form that adds one.
type teamsView struct {
	Rows  []teamRow
	Name  string
	Wrong *hindcast.Error
}

type teamRow struct{ Href, Name, Members, Count string }

// teams lists them.
func (p *Pages) teams(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showTeams(w, r, by, teamsView{})
}

func (p *Pages) showTeams(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v teamsView) error {
	all, err := p.Accounts.Teams(r.Context(), by)
	if err != nil {
		return err
	}
	for _, k := range all {
		var names []string
		for _, m := range k.Value.Members {
			names = append(names, m.Name)
		}
		v.Rows = append(v.Rows, teamRow{Href: "/settings/teams/" + string(k.Value.ID), Name: k.Value.Name, Members: strings.Join(names, ", "), Count: counted(len(names), "person", "people")})
	}
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "Teams", Section: SettingsSection}, teamsPage(v))
}

// addTeam adds a team without members and leads to where they are chosen.
func (p *Pages) addTeam(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	team, err := p.Accounts.AddTeam(r.Context(), by, hindcast.Team{Name: r.PostFormValue("name")})
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showTeams(w, r, by, teamsView{Wrong: wrong, Name: r.PostFormValue("name")})
	}
	http.Redirect(w, r, "/settings/teams/"+string(team.ID), http.StatusSeeOther)
	return nil
}

// teamView is one team to be changed.
type teamView struct {
	ID, Name, Version string
	People            []checkView
	Others            []string // Others are members who cannot sign in; they stay.
	Chat              channelView
	Wrong             *hindcast.Error
}

// team shows one team.
func (p *Pages) team(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Accounts.Team(r.Context(), by, hindcast.TeamID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showTeam(w, r, by, k.Value, k.Version, nil, channelView{})
}

func (p *Pages) showTeam(w http.ResponseWriter, r *http.Request, by hindcast.Actor, team hindcast.Team, version int64, wrong *hindcast.Error, typed channelView) error {
	chat, err := p.channelOf(r, by, team.ID, typed)
	if err != nil {
		return err
	}
	people, err := p.Accounts.Colleagues(r.Context(), by)
	if err != nil {
		return err
	}
	v := teamView{ID: string(team.ID), Name: team.Name, Version: strconv.FormatInt(version, 10), Chat: chat, Wrong: wrong}
	for _, person := range people {
		in := slices.ContainsFunc(team.Members, func(m hindcast.Person) bool { return m.User == person.User })
		v.People = append(v.People, checkView{Name: "member", Value: string(person.User), Label: person.Name, On: in})
	}
	for _, m := range team.Members {
		if m.User == "" {
			v.Others = append(v.Others, m.Name)
		}
	}
	status := statusOf(wrong)
	if typed.Wrong != nil {
		status = statusOf(typed.Wrong)
	}
	return p.renderAs(w, r, by, status, Shell{Title: team.Name, Section: SettingsSection}, teamPage(v))
}

// changeTeam changes a team's name and who is in it.
func (p *Pages) changeTeam(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Accounts.Team(r.Context(), by, hindcast.TeamID(r.PathValue("id")))
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the form is not complete; open the page again", Err: err}
	}
	team := k.Value
	team.Name = r.PostFormValue("name")
	team.Members = slices.DeleteFunc(slices.Clone(team.Members), func(m hindcast.Person) bool { return m.User != "" })
	for _, id := range r.PostForm["member"] {
		team.Members = append(team.Members, hindcast.Person{User: hindcast.UserID(id)})
	}
	if err := p.Accounts.ChangeTeam(r.Context(), by, team, version); err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showTeam(w, r, by, team, version, wrong, channelView{})
	}
	http.Redirect(w, r, "/settings/teams", http.StatusSeeOther)
	return nil
}
