package web

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// signInView is the sign-in page.
type signInView struct {
	Next string // Next is where to go afterwards.
}

// signIn shows how to sign in, and sends those who are on their way.
func (p *Pages) signIn(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	next := localPath(r.FormValue("next"))
	if by.Role != hindcast.Nobody {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	return p.render(w, r, by, Shell{Title: "Sign in"}, signInPage(signInView{Next: next}))
}

// linkView is the page that a one-time link opens.
type linkView struct {
	Action      string // Action is the link's own address, with where to go afterwards.
	Setup       bool   // Setup asks for the first admin's name and address.
	Invited     bool
	Name, Email string
	Error       *hindcast.Error
}

// signInLink shows what a link does and a button to do it. Mail scanners open
// links; only the button uses this one up.
func (p *Pages) signInLink(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	offer, err := p.Accounts.Look(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	return p.showLink(w, r, by, offer, nil)
}

func (p *Pages) showLink(w http.ResponseWriter, r *http.Request, by hindcast.Actor, offer accounts.Offer, wrong *hindcast.Error) error {
	view := linkView{
		Action: r.URL.RequestURI(), Setup: offer.Kind == accounts.SetupLink, Invited: offer.Kind == accounts.InvitationLink,
		Name: offer.User.Name, Email: offer.User.Email, Error: wrong,
	}
	if view.Setup {
		view.Name, view.Email = r.PostFormValue("name"), r.PostFormValue("email")
	}
	h := w.Header()
	h.Set("Referrer-Policy", "no-referrer") // the address is the credential
	h.Set("Cache-Control", "no-store")
	if wrong != nil {
		h.Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	return p.render(w, r, by, Shell{Title: "Sign in"}, linkPage(view))
}

// useLink signs in with a link.
func (p *Pages) useLink(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	use := accounts.LinkUse{Secret: r.PathValue("token"), Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Visit: visitOf(r)}
	secret, err := p.Accounts.UseLink(r.Context(), use)
	if wrong, ok := err.(*hindcast.Error); ok && (wrong.Code == hindcast.Invalid || wrong.Code == hindcast.Conflict) {
		offer, err := p.Accounts.Look(r.Context(), use.Secret)
		if err != nil {
			return err
		}
		return p.showLink(w, r, by, offer, wrong)
	}
	if err != nil {
		return err
	}
	p.keepSession(w, secret)
	http.Redirect(w, r, localPath(r.URL.Query().Get("next")), http.StatusSeeOther)
	return nil
}

// signOut ends the session of this browser.
func (p *Pages) signOut(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := p.Accounts.SignOut(r.Context(), by, p.sessionSecret(r)); err != nil {
		return err
	}
	p.keepSession(w, "")
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}

// reasonFor is what was wrong with a field of a form, "" when nothing was.
func reasonFor(wrong *hindcast.Error, field string) string {
	if wrong == nil {
		return ""
	}
	for _, f := range wrong.Fields {
		if f.Field == field {
			return f.Reason
		}
	}
	return ""
}
