package app

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

func loopback() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }

// person is what the store knows of an address.
func (p *program) person(email string) hindcast.User {
	p.t.Helper()
	k, err := p.store.UserByEmail(p.t.Context(), email)
	if err != nil {
		p.t.Fatalf("%s: %v", email, err)
	}
	return k.Value
}

func byGroups(c *Config) {
	c.OIDCRoles = map[string]hindcast.OrgRole{"sre": hindcast.Member, "sre leads": hindcast.Facilitator}
	c.OIDCTeams = map[string]string{"pay": "Payments", "money": "Payments"}
}

func TestAProviderSaysWhoAndWhat(t *testing.T) {
	p, op := startWithProvider(t, byGroups)
	team, err := p.people.AddTeam(t.Context(), operator(), hindcast.Team{Name: "Payments"})
	if err != nil {
		t.Fatal(err)
	}
	members := func() int {
		t.Helper()
		k, err := p.people.Team(t.Context(), operator(), team.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(k.Value.Members)
	}

	op.knows("kim", "sre", "sre leads", "pay")
	v := p.caller()
	if status, _ := v.get(p.Base() + "/sign-in"); status != http.StatusOK || !strings.Contains(v.page, `href="/sign-in/oidc`) {
		t.Fatalf("the page has no way to the provider: %d", status)
	}
	if status, to := v.get(v.sayWho(v.leave(), "kim")); status != http.StatusSeeOther || !strings.HasSuffix(to, "/account") {
		t.Fatalf("back at %d, %s\n%s", status, to, v.page)
	}
	if u := p.person("kim@example.org"); u.Role != hindcast.Facilitator || u.Name != "kim Example" || members() != 1 || !v.inside() {
		t.Errorf("%+v, %d in the team", u, members())
	}

	op.groups["kim"] = []string{"sre", "unknown"}
	if status := p.caller().arrive("kim"); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	if u := p.person("kim@example.org"); u.Role != hindcast.Member || members() != 0 {
		t.Errorf("after the groups changed: %+v, %d in the team", u, members())
	}

	op.knows("lee", "unknown")
	v = p.caller()
	if status := v.arrive("lee"); status != http.StatusForbidden || v.inside() {
		t.Errorf("somebody of unknown groups: %d", status)
	}
	if _, err := p.store.UserByEmail(t.Context(), "lee@example.org"); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("they were added: %v", err)
	}

	if err := p.people.Disable(t.Context(), operator(), "kim@example.org"); err != nil {
		t.Fatal(err)
	}
	v = p.caller()
	if status := v.arrive("kim"); status != http.StatusForbidden || v.inside() {
		t.Errorf("somebody disabled: %d", status)
	}
}

// TestAProviderKnowsPeopleByTheirVerifiedAddress: whoever is here already is known
// by it, and keeps being known when it changes at the provider. One that is not
// verified is nobody's.
func TestAProviderKnowsPeopleByTheirVerifiedAddress(t *testing.T) {
	p, op := startWithProvider(t, func(c *Config) { c.OIDCDefault = hindcast.Viewer })
	p.link(hindcast.Facilitator) // makes them
	claimed := op.knows("facilitator")
	claimed.EmailVerified = false
	v := p.caller()
	if status := v.arrive("facilitator"); status != http.StatusForbidden || v.inside() {
		t.Fatalf("with an address that is not verified: %d", status)
	}
	claimed.EmailVerified = true
	v = p.caller()
	if status := v.arrive("facilitator"); status != http.StatusSeeOther || !v.inside() {
		t.Fatalf("with one that is: %d\n%s", status, v.page)
	}
	if u := p.person("facilitator@example.org"); u.ID != "usr_facilitator" || u.Role != hindcast.Facilitator {
		t.Errorf("%+v", u)
	}
	claimed.Email = "new@example.org"
	if status := p.caller().arrive("facilitator"); status != http.StatusSeeOther {
		t.Errorf("with another address: %d", status)
	}
	if _, err := p.store.UserByEmail(t.Context(), "new@example.org"); hindcast.CodeOf(err) != hindcast.NotFound {
		t.Errorf("they became somebody else: %v", err)
	}
	op.knows("new.person")
	if status := p.caller().arrive("new.person"); status != http.StatusSeeOther || p.person("new.person@example.org").Role != hindcast.Viewer {
		t.Errorf("somebody new: %d", status)
	}
}

// TestWhoIsDroppedFromAllGroups loses their role as the operator chose, and without
// a choice their way in.
func TestWhoIsDroppedFromAllGroups(t *testing.T) {
	for choice, want := range map[accounts.Dropping]struct {
		role   hindcast.OrgRole
		status int
	}{"": {hindcast.Viewer, http.StatusForbidden}, accounts.RefuseDropped: {hindcast.Viewer, http.StatusForbidden}, accounts.LowerDropped: {hindcast.Viewer, http.StatusSeeOther}, accounts.KeepDropped: {hindcast.Facilitator, http.StatusSeeOther}} {
		t.Run(string(choice), func(t *testing.T) {
			p, op := startWithProvider(t, func(c *Config) { byGroups(c); c.OIDCDropped = choice })
			op.knows("kim", "sre leads")
			before := p.caller()
			if status := before.arrive("kim"); status != http.StatusSeeOther || !before.inside() {
				t.Fatal(status)
			}
			op.groups["kim"] = []string{"unknown"}
			after := p.caller()
			status := after.arrive("kim")
			refused := want.status == http.StatusForbidden
			if role := p.person("kim@example.org").Role; status != want.status || role != want.role || after.inside() == refused || before.inside() == refused {
				t.Errorf("%d, a %s; inside now %v, with the older session %v", status, role, after.inside(), before.inside())
			}
			op.groups["kim"] = []string{"sre leads"}
			if status := p.caller().arrive("kim"); status != http.StatusSeeOther || p.person("kim@example.org").Role != hindcast.Facilitator {
				t.Errorf("back in the group: %d", status)
			}
		})
	}
}

// TestTheLastAdminStaysOne whatever the groups say.
func TestTheLastAdminStaysOne(t *testing.T) {
	p, op := startWithProvider(t, byGroups)
	p.link(hindcast.Admin)
	op.knows("admin", "sre")
	if status := p.caller().arrive("admin"); status != http.StatusSeeOther || p.person("admin@example.org").Role != hindcast.Admin {
		t.Errorf("%d, %s", status, p.person("admin@example.org").Role)
	}
}

// with changes one value of an address.
func with(address, name, value string) string {
	u, _ := url.Parse(address)
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

func TestAnswersOfAProviderThatAreRefused(t *testing.T) {
	p, op := startWithProvider(t, byGroups)
	op.knows("kim", "sre")
	refused := func(what string, v *caller, back string) {
		t.Helper()
		if status, _ := v.get(back); status != http.StatusUnauthorized || v.inside() {
			t.Errorf("%s: %d", what, status)
		}
	}

	v := p.caller()
	refused("another state", v, with(v.sayWho(v.leave(), "kim"), "state", "x"))
	v = p.caller()
	refused("another nonce", v, v.sayWho(with(v.leave(), "nonce", "x"), "kim"))
	v = p.caller()
	refused("a code that is none", v, with(v.sayWho(v.leave(), "kim"), "code", "x"))
	v = p.caller()
	refused("in another browser", p.caller(), v.sayWho(v.leave(), "kim"))
	v = p.caller()
	refused("an error of the provider", v, with(v.sayWho(v.leave(), "kim"), "error", "access_denied"))

	v = p.caller()
	back := v.sayWho(v.leave(), "kim")
	thief := p.caller()
	own := thief.leave()
	u, _ := url.Parse(own)
	stolen, _ := url.Parse(back)
	refused("a code that somebody else was given", thief, with(back, "state", u.Query().Get("state")))
	if stolen.Query().Get("code") == "" || u.Query().Get("code_challenge_method") != "S256" {
		t.Errorf("%s, %s", own, back)
	}

	v = p.caller()
	cookies := v.Jar.Cookies(u)
	back = v.sayWho(v.leave(), "kim")
	here, _ := url.Parse(p.Base())
	cookies = append(cookies, v.Jar.Cookies(here)...)
	if status, _ := v.get(back); status != http.StatusSeeOther || !v.inside() {
		t.Fatalf("the one good answer: %d", status)
	}
	again := p.caller()
	again.Jar.SetCookies(here, cookies)
	refused("the same again", again, back)
}

func TestAProviderThatDoesNotAnswer(t *testing.T) {
	p, op := startWithProvider(t, byGroups)
	v := p.caller()
	op.Server.Close()
	status, _ := v.get(p.Base() + "/sign-in/oidc")
	if status != http.StatusServiceUnavailable || !strings.Contains(v.page, "does not answer") || !strings.Contains(v.page, "/sign-in/oidc") {
		t.Errorf("%d\n%s", status, v.page)
	}
	p.update(func(*store.Tx) error { return nil }) // the program lives on
}

// TestAProviderInsideIsAsked only when the operator allows its network.
func TestAProviderInsideIsAsked(t *testing.T) {
	p, _ := startWithProvider(t, func(c *Config) { c.Allow = nil })
	v := p.caller()
	if status, _ := v.get(p.Base() + "/sign-in/oidc"); status != http.StatusServiceUnavailable {
		t.Errorf("%d", status)
	}
}
