package app

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

var place = regexp.MustCompile(`\{[^}]*\}`)

// address fills the places of a pattern with something that does not exist.
func address(r server.Route) (method, path string) {
	method, path, _ = strings.Cut(r.Pattern, " ")
	return method, place.ReplaceAllStringFunc(path, func(name string) string {
		if name == "{$}" {
			return ""
		}
		return "inc_none"
	})
}

// expected is the status with which a route refuses a role, zero when it does not.
func expected(needs hindcast.Permission, role hindcast.OrgRole) int {
	actor := hindcast.Actor{User: "usr_x", Role: role}
	switch {
	case needs == server.Anyone:
		return 0
	case role == hindcast.Nobody:
		return http.StatusUnauthorized
	case needs != server.SignedIn && actor.Might(needs) != nil:
		return http.StatusForbidden
	}
	return 0
}

// TestEveryRouteRefuses walks the table of the running program, so that a new
// route is covered by standing in it.
func TestEveryRouteRefuses(t *testing.T) {
	p := start(t)
	for _, role := range append(hindcast.OrgRoles(), hindcast.Nobody) {
		c := p.client(role)
		for _, route := range p.Routes() {
			method, path := address(route)
			if route.Stream || path == "/sign-out" || path == "/account/sign-out-everywhere" || path == "/api/v1/me/sessions" { // a stream has no end; signing out would end the walk
				continue
			}
			for name, change := range map[string]func(*http.Request){
				"plain":          func(*http.Request) {},
				"foreign origin": func(r *http.Request) { r.Header.Set("Origin", "https://elsewhere.example") },
				"wrong content":  func(r *http.Request) { r.Header.Set("Content-Type", "image/png") },
				"oversized": func(r *http.Request) {
					r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					r.Body = io.NopCloser(strings.NewReader("name=" + strings.Repeat("x", server.DefaultLimit+1)))
				},
			} {
				if name == "oversized" && (method == http.MethodGet || route.Limit > server.DefaultLimit) {
					continue
				}
				r, err := http.NewRequestWithContext(t.Context(), method, p.Base()+path, strings.NewReader(""))
				if err != nil {
					t.Fatal(err)
				}
				r.ContentLength = -1
				change(r)
				resp, err := c.Do(r)
				if err != nil {
					t.Fatalf("%s as %q (%s): %v", route.Pattern, role, name, err)
				}
				resp.Body.Close()
				want := expected(route.Needs, role)
				if name == "foreign origin" && method != http.MethodGet {
					want = http.StatusForbidden
				}
				got := resp.StatusCode
				if got == http.StatusSeeOther && strings.HasPrefix(resp.Header.Get("Location"), "/sign-in") {
					got = http.StatusUnauthorized // how pages say so
				}
				if got == http.StatusInternalServerError || want != 0 && got != want {
					t.Errorf("%s as %q (%s): %d, want %d", route.Pattern, role, name, got, want)
				}
			}
		}
	}
}

// TestTokensOfLesserScope asks every operation with tokens of an admin that differ
// in nothing but their scope, and with one that was revoked.
func TestTokensOfLesserScope(t *testing.T) {
	p := start(t)
	p.link(hindcast.Admin)
	secrets, lowest := map[hindcast.Scope]string{}, hindcast.Scopes()
	for _, scope := range append(lowest, "revoked") {
		n := accounts.NewToken{Name: string(scope), Role: hindcast.Admin, Scopes: []hindcast.Scope{scope}, ExpiresAt: time.Now().Add(time.Hour)}
		if scope == "revoked" {
			n.Scopes = []hindcast.Scope{hindcast.ScopeAdmin}
		}
		secret, token, err := p.people.MakeToken(t.Context(), operator(), n)
		if err == nil && scope == "revoked" {
			err = p.people.RevokeToken(t.Context(), operator(), token.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		secrets[scope] = secret
	}
	c, asked := p.client(hindcast.Nobody), 0
	for _, route := range p.Routes() {
		method, path := address(route)
		if !strings.HasPrefix(path, "/api/v1/") || route.Stream || route.Needs == server.Anyone {
			continue
		}
		for scope, secret := range secrets {
			status, body := said(t, c, method, p.Base()+path, secret)
			by := hindcast.Actor{Role: hindcast.Admin, Token: "tok_x", Scopes: []hindcast.Scope{scope}}
			asked++
			switch allowed := route.Needs == server.SignedIn || by.Might(route.Needs) == nil; {
			case scope == "revoked" && status != http.StatusUnauthorized:
				t.Errorf("%s with a revoked token: %d", route.Pattern, status)
			case scope != "revoked" && !allowed && status != http.StatusForbidden:
				t.Errorf("%s with scope %s: %d\n%.200s", route.Pattern, scope, status, body)
			case scope == hindcast.ScopeRead && method != http.MethodGet && status < 400:
				t.Errorf("%s changes something with scope read: %d", route.Pattern, status)
			case status >= 500:
				t.Errorf("%s with scope %s: %d", route.Pattern, scope, status)
			}
		}
	}
	if asked < 300 {
		t.Errorf("only %d requests were made", asked)
	}
}
