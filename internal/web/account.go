package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// accountView is a person's own account.
type accountView struct {
	Name, Email, Role string
	Sessions          []sessionView
	Passkeys          []passkeyView
	Passwords         bool // Passwords says that they are allowed here.
	HasPassword       bool
	Calendar          calendarView
	Reminders         remindersView
	Wrong             *hindcast.Error
	Script            string
}

type sessionView struct {
	ID, Browser, From, Method string
	Seen, Opened              momentView
	Current                   bool
}

type passkeyView struct {
	ID, Name    string
	Added, Used momentView
}

// account shows the reader's own account.
func (p *Pages) account(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showAccount(w, r, by, nil)
}

func (p *Pages) showAccount(w http.ResponseWriter, r *http.Request, by hindcast.Actor, wrong *hindcast.Error) error {
	return p.showAccountWith(w, r, by, wrong, "")
}

// showAccountWith shows the account with a secret address that was just made.
func (p *Pages) showAccountWith(w http.ResponseWriter, r *http.Request, by hindcast.Actor, wrong *hindcast.Error, calendar string) error {
	user, err := p.Accounts.Person(r.Context(), by, by.User)
	if err != nil {
		return err
	}
	v := accountView{
		Name: user.Value.Name, Email: user.Value.Email, Role: string(user.Value.Role), Passwords: p.Accounts.PasswordsAllowed(), Wrong: wrong,
		Script: p.assets.address("passkey.js"),
	}
	now := p.options.Now()
	open, err := p.Accounts.Sessions(r.Context(), by, p.sessionSecret(r))
	if err != nil {
		return err
	}
	for _, s := range open {
		v.Sessions = append(v.Sessions, sessionOf(s, now))
	}
	keys, err := p.Accounts.Passkeys(r.Context(), by)
	if err != nil {
		return err
	}
	for _, k := range keys {
		v.Passkeys = append(v.Passkeys, passkeyView{ID: k.ID, Name: k.Name, Added: momentOf(k.CreatedAt, now, ""), Used: momentOf(k.UsedAt, now, "never")})
	}
	if v.HasPassword, err = p.Accounts.HasPassword(r.Context(), by); err != nil {
		return err
	}
	meetings, err := p.Accounts.Calendar(r.Context(), by)
	if err != nil {
		return err
	}
	v.Calendar = calendarView{Address: calendar, There: meetings.ID != "", Made: momentOf(meetings.Made, now, "")}
	if v.Reminders, err = p.remindersOf(r, by, wrong); err != nil {
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		status = statusOf(wrong)
	}
	return p.renderAs(w, r, by, status, Shell{Title: "Your account"}, accountPage(v))
}

func sessionOf(s accounts.OpenSession, now time.Time) sessionView {
	method := map[string]string{accounts.ByLink: "by a link", accounts.ByPassword: "by password", accounts.ByPasskey: "by passkey", accounts.ByOIDC: "at the provider"}[s.Method]
	return sessionView{
		ID: s.ID, Browser: browserOf(s.Agent), From: s.From, Method: method, Current: s.Current,
		Seen: momentOf(s.SeenAt, now, ""), Opened: momentOf(s.OpenedAt, now, ""),
	}
}

// browserOf makes out of what a browser calls itself what people call it.
func browserOf(agent string) string {
	browser, system := "", ""
	for _, known := range []struct{ mark, name string }{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chromium"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	} {
		if browser == "" && strings.Contains(agent, known.mark) {
			browser = known.name
		}
	}
	for _, known := range []struct{ mark, name string }{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
	} {
		if system == "" && strings.Contains(agent, known.mark) {
			system = known.name
		}
	}
	switch {
	case browser == "":
		return "an unknown browser"
	case system == "":
		return browser
	}
	return browser + " on " + system
}

// doneOnAccount goes back to the page after a form, or shows what was wrong on it.
func (p *Pages) doneOnAccount(w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error) error {
	if wrong := asError(err); wrong != nil && (wrong.Code == hindcast.Invalid || wrong.Code == hindcast.RateLimited || wrong.Code == hindcast.Stale) {
		return p.showAccount(w, r, by, wrong)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/account", http.StatusSeeOther)
	return nil
}

func (p *Pages) rename(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.doneOnAccount(w, r, by, p.Accounts.Rename(r.Context(), by, r.PostFormValue("name")))
}

func (p *Pages) revokeSession(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.doneOnAccount(w, r, by, p.Accounts.Revoke(r.Context(), by, r.PathValue("id")))
}

func (p *Pages) signOutEverywhere(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := p.Accounts.SignOutEverywhere(r.Context(), by); err != nil {
		return err
	}
	p.keepSession(w, "")
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}

func (p *Pages) setPassword(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	secret, err := p.Accounts.SetPassword(r.Context(), by, r.PostFormValue("old"), r.PostFormValue("password"), visitOf(r))
	if err == nil {
		p.keepSession(w, secret)
	}
	return p.doneOnAccount(w, r, by, err)
}

func (p *Pages) removeCredential(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.doneOnAccount(w, r, by, p.Accounts.RemoveCredential(r.Context(), by, r.PathValue("id")))
}
