package app

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// authenticator gives the window one as phones and laptops have, whose owner always
// agrees.
func (w *window) authenticator() {
	w.t.Helper()
	w.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, webauthn.Enable, webauthn.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		}})
		return err
	}))
}

// signOut does so, wherever the button is.
func (w *window) signOut() {
	w.t.Helper()
	eval[bool](w, `(document.querySelector('form[action="/sign-out"]').requestSubmit(), true)`)
	w.until(`location.pathname === "/sign-in"`)
}

func TestAPasskeyInABrowser(t *testing.T) {
	p := start(t)
	link := p.link(hindcast.Member)
	w := p.browser()
	w.authenticator()
	w.signIn(link)
	w.open("/account")
	const add, removes = `[data-passkey="make"]`, `form[action^="/account/credentials/"]`
	w.until(`document.querySelector('` + add + `')?.checkVisibility()`)
	w.do(chromedp.SetValue(chromedp.CSS(add+" input"), "the laptop"), chromedp.Click(chromedp.CSS(add+" button")))
	w.until(`document.querySelector('` + removes + `')?.closest("li").textContent.includes("the laptop")`)

	w.signOut()
	w.open("/sign-in?next=%2Faccount")
	const enter = `[data-passkey="sign-in"] button`
	w.until(`document.querySelector('` + enter + `')?.checkVisibility()`)
	w.do(chromedp.Click(chromedp.CSS(enter)))
	w.until(`location.pathname === "/account"`)
	w.until(`document.querySelector('` + removes + `')?.closest("li").querySelectorAll("time").length === 2`) // it was used

	if status := w.follow(removes + " button"); status != http.StatusOK {
		t.Fatalf("removed with %d", status)
	}
	w.until(`!document.querySelector('` + removes + `')`)
	w.signOut()
	w.forgive("401")
	w.open("/sign-in")
	w.until(`document.querySelector('` + enter + `')?.checkVisibility()`)
	w.do(chromedp.Click(chromedp.CSS(enter)))
	w.until(`document.querySelector('[data-passkey="sign-in"] [role=alert]')?.checkVisibility()`)
	if !strings.HasPrefix(w.path(), "/sign-in") {
		t.Errorf("the removed passkey leads to %s", w.path())
	}
}
