package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// offerReaders puts who may see a restricted incident into its form. Where nobody
// can be looked up, the form does not ask.
func (p *Pages) offerReaders(ctx context.Context, by hindcast.Actor, i hindcast.Incident, v *editView) {
	if p.Accounts == nil {
		return
	}
	colleagues, err := p.Accounts.Colleagues(ctx, by)
	if err != nil || len(colleagues) == 0 {
		return
	}
	var named, all []string
	for _, c := range colleagues {
		all = append(all, c.Name)
		if slices.Contains(i.People, c.User) {
			named = append(named, c.Name)
		}
	}
	v.People = fieldView{Name: "people", Label: "People who see it when it is restricted", Hint: "Names, separated by commas; participants see it anyway.", Value: strings.Join(named, ", "), Optional: true, Autocomplete: "off", Suggest: all}
	teams, _ := p.Accounts.Teams(ctx, by) // without them, none is offered
	for _, t := range teams {
		v.Teams = append(v.Teams, checkView{Name: "team", Value: string(t.Value.ID), Label: t.Value.Name, On: slices.Contains(i.Teams, t.Value.ID)})
	}
}

// readReaders reads who may see a restricted incident. A form that did not ask
// leaves it as it is.
func (p *Pages) readReaders(r *http.Request, by hindcast.Actor, c *incidents.Changes) error {
	if _, asked := r.PostForm["people"]; !asked || p.Accounts == nil {
		return nil
	}
	colleagues, err := p.Accounts.Colleagues(r.Context(), by)
	if err != nil {
		return err
	}
	var problems hindcast.Problems
	people, teams := []hindcast.UserID{}, []hindcast.TeamID{}
	for _, name := range namesIn(r.PostFormValue("people")) {
		n := slices.IndexFunc(colleagues, func(c hindcast.Person) bool { return hindcast.Fold(c.Name) == hindcast.Fold(name) })
		if n < 0 {
			problems.Add("people", "has “%s”, who has no account here", name)
			continue
		}
		people = append(people, colleagues[n].User)
	}
	for _, id := range r.PostForm["team"] {
		teams = append(teams, hindcast.TeamID(id))
	}
	c.People, c.Teams = &people, &teams
	return problems.Err("the incident")
}
