package web

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Passkeys need a script (static/js/passkey.js), which speaks JSON with the four
// handlers here.

// beginSignIn says what a browser's authenticator is to sign.
func (p *Pages) beginSignIn(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	options, ceremony, err := p.Accounts.BeginSignIn(visitOf(r))
	return p.begun(w, options, ceremony, err)
}

// beginPasskey says what a browser's authenticator is to make.
func (p *Pages) beginPasskey(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	options, ceremony, err := p.Accounts.BeginPasskey(r.Context(), by)
	return p.begun(w, options, ceremony, err)
}

func (p *Pages) begun(w http.ResponseWriter, options any, ceremony string, err error) error {
	if err != nil {
		return err
	}
	p.keepCeremony(w, ceremony, "/")
	return answerJSON(w, options)
}

// signInPasskey signs in with what the authenticator answered.
func (p *Pages) signInPasskey(w http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
	answer, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	ceremony, _ := p.ceremony(r)
	p.keepCeremony(w, "", "")
	secret, err := p.Accounts.SignInWithPasskey(r.Context(), ceremony, answer, visitOf(r))
	if err != nil {
		return err
	}
	p.keepSession(w, secret)
	return answerJSON(w, struct{}{})
}

// addPasskey keeps what the authenticator made.
func (p *Pages) addPasskey(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	answer, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	ceremony, _ := p.ceremony(r)
	p.keepCeremony(w, "", "")
	if err := p.Accounts.AddPasskey(r.Context(), by, ceremony, r.URL.Query().Get("name"), answer); err != nil {
		return err
	}
	return answerJSON(w, struct{}{})
}

func answerJSON(w http.ResponseWriter, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, err = w.Write(body)
	return err
}
