package accounts_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestAnOldAnswerOfAProvider is refused before the provider is asked about it.
func TestAnOldAnswerOfAProvider(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var asked []string
		var issuer string
		at := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Path)
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"issuer":"` + issuer + `","authorization_endpoint":"` + issuer + `/auth","token_endpoint":"` + issuer + `/token","jwks_uri":"` + issuer + `/keys"}`))
		}))
		defer at.Close()
		issuer = at.URL
		h.with(func(c *accounts.Config) {
			c.OIDC = &accounts.OIDC{Issuer: issuer, ClientID: "x", HTTP: at.Client(), Scopes: []string{"groups"}}
		})
		to, cookie, err := h.BeginOIDC(ctx, visit)
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(to)
		if err != nil || u.Query().Get("scope") != "openid profile email groups" {
			t.Errorf("%s, %v", to, err)
		}
		h.pass(accounts.CeremonyLength + time.Second)
		_, err = h.SignInWithOIDC(ctx, cookie, u.Query().Get("state"), "x", visit)
		expect(t, "too late", err, hindcast.Unauthenticated)
		if len(asked) != 1 {
			t.Errorf("asked for %v", asked)
		}
	})
}

// TestAskingForChallengesTooOften is for nobody.
func TestAskingForChallengesTooOften(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var err error
		for range 100 {
			_, _, err = h.BeginSignIn(visit)
		}
		expect(t, "too often", err, hindcast.RateLimited)
		if _, _, err := h.BeginSignIn(accounts.Visit{From: "198.51.100.7"}); err != nil {
			t.Errorf("somebody elsewhere: %v", err)
		}
	})
}
