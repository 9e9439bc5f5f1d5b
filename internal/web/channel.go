package web

import (
	"net/http"
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// channelView is where a team is reminded in chat, on the team's page.
type channelView struct {
	Action, Version string
	There           bool // There says that there is one.
	Host, Failure   string
	Tried, Taken    momentView
	Shape, Address  string // Address is only what was just typed.
	Said            bool   // Said says that a message to try it was just taken.
	Wrong           *hindcast.Error
}

// shapesOfChat are the chats to choose from.
func shapesOfChat() []choiceView {
	return []choiceView{{string(hindcast.ChatSlack), "Slack"}, {string(hindcast.ChatDiscord), "Discord"}, {string(hindcast.ChatText), "Mattermost, Rocket.Chat, Teams, or another"}}
}

// channelOf is where a team is reminded as it stands, or as it was typed and
// refused.
func (p *Pages) channelOf(r *http.Request, by hindcast.Actor, team hindcast.TeamID, typed channelView) (channelView, error) {
	c, err := p.Reminders.Channel(r.Context(), by, team)
	v := channelView{Action: teamHref(team) + "/channel", Version: strconv.FormatInt(c.Version, 10), There: c.Version > 0, Host: c.Host, Failure: c.Failure, Shape: string(c.Shape)}
	now := p.options.Now()
	if !c.Tried.IsZero() {
		v.Tried = momentOf(c.Tried, now, "")
	}
	if !c.Taken.IsZero() {
		v.Taken = momentOf(c.Taken, now, "")
	}
	v.Said = r.URL.Query().Get("chat") == "tried" && c.Failure == ""
	if typed.Wrong != nil {
		v.Wrong, v.Shape, v.Address = typed.Wrong, typed.Shape, typed.Address
	}
	return v, err
}

func teamHref(id hindcast.TeamID) string { return "/settings/teams/" + string(id) }

// setChannel says where a team is reminded in chat.
func (p *Pages) setChannel(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	team, version := hindcast.TeamID(r.PathValue("id")), channelVersion(r)
	typed := channelView{Shape: r.PostFormValue("shape"), Address: r.PostFormValue("address")}
	err := p.Reminders.SetChannel(r.Context(), by, team, version, hindcast.ChatShape(typed.Shape), typed.Address)
	return p.doneWithChannel(w, r, by, typed, "", err)
}

// tryChannel sends a message there at once. Why it was not taken stands on the
// page then.
func (p *Pages) tryChannel(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	team := hindcast.TeamID(r.PathValue("id"))
	err := p.Reminders.TryChannel(r.Context(), by, team)
	if code := hindcast.CodeOf(err); code == hindcast.Forbidden || code == hindcast.Unavailable || code == hindcast.Invalid {
		if c, known := p.Reminders.Channel(r.Context(), by, team); known == nil && c.Failure != "" {
			err = nil
		}
	}
	return p.doneWithChannel(w, r, by, channelView{}, "?chat=tried", err)
}

// removeChannel has a team reminded in chat no more.
func (p *Pages) removeChannel(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.doneWithChannel(w, r, by, channelView{}, "", p.Reminders.RemoveChannel(r.Context(), by, hindcast.TeamID(r.PathValue("id")), channelVersion(r)))
}

// channelVersion is the version a form was shown in; what is none is stale.
func channelVersion(r *http.Request) int64 {
	version, _ := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	return version
}

func (p *Pages) doneWithChannel(w http.ResponseWriter, r *http.Request, by hindcast.Actor, typed channelView, query string, err error) error {
	team := hindcast.TeamID(r.PathValue("id"))
	if err == nil {
		http.Redirect(w, r, teamHref(team)+query+"#chat", http.StatusSeeOther)
		return nil
	}
	if typed.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	k, err := p.Accounts.Team(r.Context(), by, team)
	if err != nil {
		return err
	}
	return p.showTeam(w, r, by, k.Value, k.Version, nil, typed)
}
