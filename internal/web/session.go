package web

import (
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// Authenticate says who calls by the cookie of their session. Nobody is no error:
// the zero Actor.
func (p *Pages) Authenticate(r *http.Request) (hindcast.Actor, error) {
	secret := p.sessionSecret(r)
	if secret == "" {
		return hindcast.Actor{}, nil
	}
	by, err := p.Accounts.Session(r.Context(), secret, visitOf(r).From)
	if hindcast.CodeOf(err) == hindcast.Unauthenticated {
		return hindcast.Actor{}, nil
	}
	return by, err
}

// cookieName is the session cookie's. The prefix makes browsers refuse one that
// another host of the same domain, or a page without TLS, wants to set.
func (p *Pages) cookieName() string {
	if p.options.Secure {
		return "__Host-hindcast"
	}
	return "hindcast"
}

func (p *Pages) sessionSecret(r *http.Request) string {
	cookie, err := r.Cookie(p.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// keepSession has the browser send the secret from now on; "" makes it forget.
func (p *Pages) keepSession(w http.ResponseWriter, secret string) {
	cookie := http.Cookie{
		Name: p.cookieName(), Value: secret, Path: "/", Secure: p.options.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		MaxAge: int(accounts.SessionLength.Seconds()),
	}
	if secret == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, &cookie)
}

// visitOf says where a request came from.
func visitOf(r *http.Request) accounts.Visit {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return accounts.Visit{From: host, Agent: r.UserAgent()}
}

// signInFirst sends somebody who is not signed in to where they can, and back
// afterwards.
func signInFirst(w http.ResponseWriter, r *http.Request) {
	to, here := "/sign-in", r.URL.RequestURI()
	if r.Method != http.MethodGet { // back to the form, where the browser kept what was typed
		here = "/"
		if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
			here = localPath(from.RequestURI())
		}
	}
	if here != "/" {
		to += "?" + url.Values{"next": {here}}.Encode()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// localPath is where to go after signing in: a path of ours, "/" for anything
// else, so that no link can send somebody elsewhere.
func localPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}

// encodePath writes a path so that it can stand in a cookie.
func encodePath(path string) string { return base64.RawURLEncoding.EncodeToString([]byte(path)) }

// decodePath reads what encodePath wrote; anything else is "/".
func decodePath(text string) string {
	path, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return "/"
	}
	return localPath(string(path))
}
