package web

import (
	"net/http"
	"strings"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// signInView is the sign-in page: the ways in that this installation has.
type signInView struct {
	Next     string // Next is where to go afterwards.
	Email    string
	Provider string // Provider is what the OIDC provider is called; empty for none.
	OIDC     string // OIDC is where signing in at it begins.
	Mail     bool
	Password bool
	Sent     bool // Sent says that a link was mailed, if there is somebody to mail it to.
	Error    *hindcast.Error
	Script   string
}

// signIn shows how to sign in, and sends those who are on their way.
func (p *Pages) signIn(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if by.Role != hindcast.Nobody {
		http.Redirect(w, r, localPath(r.FormValue("next")), http.StatusSeeOther)
		return nil
	}
	return p.showSignIn(w, r, by, r.URL.Query().Has("sent"), nil)
}

func (p *Pages) showSignIn(w http.ResponseWriter, r *http.Request, by hindcast.Actor, sent bool, wrong *hindcast.Error) error {
	v := signInView{
		Next: localPath(r.FormValue("next")), Email: r.PostFormValue("email"), Provider: p.Accounts.OIDCName(), Mail: p.Accounts.MailAllowed(),
		Password: p.Accounts.PasswordsAllowed(), Sent: sent, Error: wrong, Script: p.assets.address("passkey.js"),
	}
	v.OIDC = addressWith("/sign-in/oidc", nil, "next", v.Next)
	status := http.StatusOK
	if wrong != nil {
		status = server.StatusOf(wrong.Code)
	}
	return p.renderAs(w, r, by, status, Shell{Title: "Sign in"}, signInPage(v))
}

// entered keeps a session and goes on; what was wrong is shown on the sign-in
// page.
func (p *Pages) entered(w http.ResponseWriter, r *http.Request, by hindcast.Actor, secret string, err error) error {
	if err != nil {
		wrong := asError(err)
		if wrong == nil || wrong.Code == hindcast.Internal {
			return err
		}
		return p.showSignIn(w, r, by, false, wrong)
	}
	p.keepSession(w, secret)
	http.Redirect(w, r, localPath(r.FormValue("next")), http.StatusSeeOther)
	return nil
}

// signInPassword signs in with a password.
func (p *Pages) signInPassword(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	secret, err := p.Accounts.SignInWithPassword(r.Context(), r.PostFormValue("email"), r.PostFormValue("password"), visitOf(r))
	return p.entered(w, r, by, secret, err)
}

// mailLink has a link mailed to whoever asks.
func (p *Pages) mailLink(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := p.Accounts.RequestLink(r.Context(), r.PostFormValue("email"), visitOf(r)); err != nil {
		return p.entered(w, r, by, "", err)
	}
	http.Redirect(w, r, "/sign-in?sent=yes", http.StatusSeeOther)
	return nil
}

// signInOIDC sends somebody to the provider.
func (p *Pages) signInOIDC(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	to, ceremony, err := p.Accounts.BeginOIDC(r.Context(), visitOf(r))
	if err != nil {
		return p.entered(w, r, by, "", err)
	}
	p.keepCeremony(w, ceremony, localPath(r.FormValue("next")))
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// returnOIDC signs in somebody who comes back from the provider.
func (p *Pages) returnOIDC(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	ceremony, next := p.ceremony(r)
	p.keepCeremony(w, "", "")
	q := r.URL.Query()
	if q.Get("error") != "" {
		return p.entered(w, r, by, "", &hindcast.Error{Code: hindcast.Unauthenticated, Message: "the sign-in provider did not let you in; try again"})
	}
	secret, err := p.Accounts.SignInWithOIDC(r.Context(), ceremony, q.Get("state"), q.Get("code"), visitOf(r))
	if err != nil {
		return p.entered(w, r, by, "", err)
	}
	p.keepSession(w, secret)
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
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
	offer, err := p.Accounts.Look(r.Context(), r.PathValue("token"), visitOf(r))
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
	w.Header().Set("Referrer-Policy", "no-referrer") // the address is the credential
	status := http.StatusOK
	if wrong != nil {
		status = server.StatusOf(wrong.Code)
	}
	return p.renderAs(w, r, hindcast.Actor{}, status, Shell{Title: "Sign in"}, linkPage(view))
}

// useLink signs in with a link.
func (p *Pages) useLink(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	use := accounts.LinkUse{Secret: r.PathValue("token"), Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Visit: visitOf(r)}
	secret, err := p.Accounts.UseLink(r.Context(), use)
	if wrong := asError(err); wrong != nil && wrong.Code == hindcast.Invalid {
		offer, err := p.Accounts.Look(r.Context(), use.Secret, use.Visit)
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

// ceremonyName is the cookie's that an answer of a passkey or a provider comes
// with.
func (p *Pages) ceremonyName() string { return p.cookieName() + "-way" }

// keepCeremony has the browser send a ceremony and where to go after it; "" makes
// it forget.
func (p *Pages) keepCeremony(w http.ResponseWriter, ceremony, next string) {
	cookie := http.Cookie{
		Name: p.ceremonyName(), Path: "/", Secure: p.options.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Value: ceremony + "~" + encodePath(next), MaxAge: int(accounts.CeremonyLength.Seconds()),
	}
	if ceremony == "" {
		cookie.Value, cookie.MaxAge = "", -1
	}
	http.SetCookie(w, &cookie)
}

func (p *Pages) ceremony(r *http.Request) (ceremony, next string) {
	cookie, err := r.Cookie(p.ceremonyName())
	if err != nil {
		return "", "/"
	}
	ceremony, path, _ := strings.Cut(cookie.Value, "~")
	return ceremony, decodePath(path)
}
