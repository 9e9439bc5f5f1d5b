package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// settingsTabs are the pages of the settings.
func settingsTabs(here string) []tabView {
	list := []tabView{{Text: "People", Href: "/settings/people"}, {Text: "Teams", Href: "/settings/teams"}, {Text: "Tokens", Href: "/settings/tokens"}, {Text: "Webhooks", Href: "/settings/webhooks"}, {Text: "Sources", Href: sourcesHref}}
	for i := range list {
		list[i].Current = list[i].Href == here
	}
	return list
}

// settings leads to the first of them.
func (p *Pages) settings(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	http.Redirect(w, r, "/settings/people", http.StatusSeeOther)
	return nil
}

// peopleView is the list of people with the form that invites one.
type peopleView struct {
	Filter      filterView
	Rows        []personRow
	Narrowed    bool
	Pager       pagerView
	Name, Email string
	Roles       []choiceView
	Role        string
	Invited     string // Invited is who was just invited, with Link to pass on.
	Link        string
	Mailed      bool
	Wrong       *hindcast.Error
}

type personRow struct {
	Href, Name, Email, Role string
	Disabled                bool
	Since                   momentView
}

// people lists who can sign in.
func (p *Pages) people(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showPeople(w, r, by, peopleView{})
}

func (p *Pages) showPeople(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v peopleView) error {
	q := r.URL.Query()
	f := accounts.PeopleFilter{Text: q.Get("q"), Role: hindcast.OrgRole(q.Get("role"))}
	if state := q.Get("state"); state != "" {
		disabled := state == "disabled"
		f.Disabled = &disabled
	}
	list, next, err := p.Accounts.People(r.Context(), by, f, accounts.Page{After: q.Get("after")})
	if err != nil {
		return err
	}
	now := p.options.Now()
	for _, k := range list {
		u := k.Value
		v.Rows = append(v.Rows, personRow{Href: "/settings/people/" + string(u.ID), Name: u.Name, Email: u.Email, Role: string(u.Role), Disabled: u.Disabled, Since: momentOf(u.CreatedAt, now, "")})
	}
	v.Filter = filterView{Action: "/settings/people", Label: "Narrow people", Text: f.Text, Placeholder: "Name or e-mail address", Selects: []fieldView{
		{Name: "role", Label: "Role", Value: string(f.Role), Choices: append([]choiceView{{"", "Every role"}}, roleChoices(true)...)},
		{Name: "state", Label: "State", Value: q.Get("state"), Choices: []choiceView{{"", "Enabled and disabled"}, {"enabled", "Enabled"}, {"disabled", "Disabled"}}},
	}}
	v.Narrowed = f.Text != "" || f.Role != "" || f.Disabled != nil
	if next != "" {
		q.Set("after", next)
		v.Pager = pagerView{Older: "/settings/people?" + q.Encode(), OlderText: "More people"}
	}
	v.Roles = roleChoices(false)
	if v.Role == "" {
		v.Role = string(hindcast.Member)
	}
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "People", Section: SettingsSection}, peoplePage(v))
}

// roleChoices are the roles to choose from; guests are invited from their review.
func roleChoices(guests bool) []choiceView {
	var list []choiceView
	for _, role := range hindcast.OrgRoles() {
		if role != hindcast.Guest || guests {
			list = append(list, choiceView{string(role), string(role)})
		}
	}
	return list
}

func statusOf(wrong *hindcast.Error) int {
	switch {
	case wrong == nil:
		return http.StatusOK
	case wrong.Code == hindcast.Stale:
		return http.StatusPreconditionFailed
	}
	return http.StatusUnprocessableEntity
}

// refusedForm returns what a form is shown again with, or the error that is no
// affair of the form's.
func refusedForm(err error) (*hindcast.Error, error) {
	if _, repeated := errors.AsType[hindcast.Repeated](err); repeated {
		return nil, err
	}
	if wrong := asError(err); wrong != nil && (wrong.Code == hindcast.Invalid || wrong.Code == hindcast.Conflict) {
		return wrong, nil
	}
	return nil, err
}

// invite adds somebody and shows the link to pass on.
func (p *Pages) invite(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	i := accounts.Invitation{Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Role: hindcast.OrgRole(r.PostFormValue("role")), Review: hindcast.ReviewID(r.PostFormValue("review"))}
	user, link, err := p.Accounts.Invite(r.Context(), by, i)
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showPeople(w, r, by, peopleView{Wrong: wrong, Name: i.Name, Email: i.Email, Role: string(i.Role)})
	}
	return p.showPeople(w, r, by, peopleView{Invited: user.Name, Link: link, Mailed: p.Accounts.MailAllowed()})
}

// personView is one user to be changed.
type personView struct {
	ID, Name, Email, Role string
	Review                string // Review is a guest's.
	Roles                 []choiceView
	Disabled, Guest       bool
	Version               string
	Since                 momentView
	Link                  string // Link was just made, to be passed on.
	Wrong                 *hindcast.Error
}

// person shows one user.
func (p *Pages) person(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showPerson(w, r, by, "", nil)
}

func (p *Pages) showPerson(w http.ResponseWriter, r *http.Request, by hindcast.Actor, link string, wrong *hindcast.Error) error {
	k, err := p.Accounts.Person(r.Context(), by, hindcast.UserID(r.PathValue("id")))
	if err != nil {
		return err
	}
	u := k.Value
	v := personView{
		ID: string(u.ID), Name: u.Name, Email: u.Email, Role: string(u.Role), Review: string(u.Guest), Roles: roleChoices(u.Role == hindcast.Guest), Disabled: u.Disabled,
		Guest: u.Role == hindcast.Guest, Version: strconv.FormatInt(k.Version, 10), Since: momentOf(u.CreatedAt, p.options.Now(), ""), Link: link, Wrong: wrong,
	}
	if wrong != nil {
		v.Name, v.Email, v.Role = r.PostFormValue("name"), r.PostFormValue("email"), r.PostFormValue("role")
	}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: u.Name, Section: SettingsSection}, personPage(v))
}

// changePerson changes one user.
func (p *Pages) changePerson(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the form is not complete; open the page again", Err: err}
	}
	u := accounts.User{
		ID: hindcast.UserID(r.PathValue("id")), Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Role: hindcast.OrgRole(r.PostFormValue("role")),
		Guest: hindcast.ReviewID(r.PostFormValue("review")), Disabled: r.PostFormValue("disabled") != "",
	}
	if err := p.Accounts.ChangePerson(r.Context(), by, u, version); err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showPerson(w, r, by, "", wrong)
	}
	http.Redirect(w, r, "/settings/people", http.StatusSeeOther)
	return nil
}

// linkForPerson makes a link for somebody who lost theirs.
func (p *Pages) linkForPerson(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Accounts.Person(r.Context(), by, hindcast.UserID(r.PathValue("id")))
	if err != nil {
		return err
	}
	link, err := p.Accounts.LinkFor(r.Context(), by, k.Value.Email)
	if err != nil {
		return err
	}
	return p.showPerson(w, r, by, link, nil)
}
