package accounts_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestTokens(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		secret, token, err := h.MakeToken(ctx, admin, accounts.NewToken{
			Name: "alerts", Role: hindcast.Member, Scopes: []hindcast.Scope{hindcast.ScopeWrite}, ExpiresAt: h.now().Add(time.Hour)})
		if err != nil || !strings.HasPrefix(secret, accounts.TokenPrefix) {
			t.Fatal(secret, err)
		}
		by, err := h.Token(ctx, secret, "192.0.2.9")
		if err != nil || by.Token != string(token.ID) || by.Role != hindcast.Member || by.User != "" || by.From != "192.0.2.9" || by.Name != "alerts" {
			t.Fatalf("%+v, %v", by, err)
		}
		if by.Might(hindcast.MayOpenIncident) != nil || by.Might(hindcast.MayAdminister) == nil {
			t.Error("its scope and role are not what they should be")
		}
		list, _, err := h.Tokens(ctx, admin, accounts.Page{})
		if err != nil || len(list) != 1 || !list[0].Usable || !list[0].UsedAt.Equal(h.now()) {
			t.Errorf("%+v, %v", list, err)
		}

		h.pass(time.Hour)
		_, err = h.Token(ctx, secret, "")
		expect(t, "expired", err, hindcast.Unauthenticated)

		lasting, token, err := h.MakeToken(ctx, admin, accounts.NewToken{Name: "ci", Scopes: []hindcast.Scope{hindcast.ScopeRead, hindcast.ScopeAdmin}})
		if err != nil || !token.ExpiresAt.IsZero() {
			t.Fatal(token, err)
		}
		h.pass(1000 * 24 * time.Hour)
		if _, err = h.Token(ctx, lasting, ""); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := h.RevokeToken(ctx, admin, token.ID); err != nil {
				t.Fatal(err)
			}
		}
		_, err = h.Token(ctx, lasting, "")
		expect(t, "revoked", err, hindcast.Unauthenticated)
		for _, wrong := range []string{"", "hct_", "hct_x", "x", "hct_\x00", lasting[:len(lasting)-1]} {
			_, err = h.Token(ctx, wrong, "")
			expect(t, "wrong", err, hindcast.Unauthenticated)
		}
	})
}

func TestTokensMayNoMoreThanTheirMaker(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		for _, role := range []hindcast.OrgRole{hindcast.Facilitator, hindcast.Member, hindcast.Viewer, hindcast.Guest} {
			_, _, err := h.MakeToken(ctx, hindcast.Actor{User: "usr_x", Role: role}, accounts.NewToken{Name: "x", Scopes: hindcast.Scopes()})
			expect(t, string(role), err, hindcast.Forbidden)
		}
		_, _, err := h.MakeToken(ctx, admin, accounts.NewToken{Name: "x", Role: hindcast.Guest, Scopes: hindcast.Scopes()})
		expect(t, "a guest", err, hindcast.Invalid)
		_, _, err = h.MakeToken(ctx, admin, accounts.NewToken{Name: "x"})
		expect(t, "no scope", err, hindcast.Invalid)
		_, _, err = h.MakeToken(ctx, admin, accounts.NewToken{Name: "x", Scopes: hindcast.Scopes(), ExpiresAt: h.now()})
		expect(t, "no time", err, hindcast.Invalid)
		_, _, err = h.MakeToken(ctx, admin, accounts.NewToken{Name: "x", Scopes: hindcast.Scopes(), Teams: []hindcast.TeamID{"tea_none"}})
		expect(t, "no such team", err, hindcast.NotFound)

		second, err := h.Add(ctx, admin, accounts.User{Name: "Bo", Email: "bo@example.org", Role: hindcast.Admin})
		if err != nil {
			t.Fatal(err)
		}
		bo := h.actor(h.enter(admin, "bo@example.org"))
		secret, _, err := h.MakeToken(ctx, bo, accounts.NewToken{Name: "bo's", Scopes: hindcast.Scopes()})
		if err != nil {
			t.Fatal(err)
		}
		change := func(role hindcast.OrgRole, disabled bool) {
			t.Helper()
			k, err := h.Person(ctx, admin, second.ID)
			if err != nil {
				t.Fatal(err)
			}
			k.Value.Role, k.Value.Disabled = role, disabled
			if err := h.ChangePerson(ctx, admin, k.Value, k.Version); err != nil {
				t.Fatal(err)
			}
		}
		change(hindcast.Viewer, false)
		if by, err := h.Token(ctx, secret, ""); err != nil || by.Role != hindcast.Viewer {
			t.Errorf("its maker is a viewer now, and it is %s, %v", by.Role, err)
		}
		change(hindcast.Viewer, true)
		_, err = h.Token(ctx, secret, "")
		expect(t, "its maker is disabled", err, hindcast.Unauthenticated)
	})
}

// TestTokensOfTeams: a token sees restricted incidents through its teams alone.
func TestTokensOfTeams(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		team, err := h.AddTeam(ctx, admin, hindcast.Team{Name: "Payments", Members: []hindcast.Person{{User: admin.User}}})
		if err != nil {
			t.Fatal(err)
		}
		err = h.st.Update(ctx, storetest.Member("kim"), func(tx *store.Tx) error {
			return tx.Incidents().Add("incident.opened", "inc_1", &hindcast.Incident{ID: "inc_1", Key: "INC-1", Title: "x", Kind: hindcast.Operational,
				Visibility: hindcast.Restricted, Teams: []hindcast.TeamID{team.ID}, CreatedBy: hindcast.Person{User: "usr_kim"}})
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			teams []hindcast.TeamID
			want  hindcast.Code
		}{{nil, hindcast.NotFound}, {[]hindcast.TeamID{team.ID}, ""}} {
			secret, _, err := h.MakeToken(ctx, admin, accounts.NewToken{Name: "x", Scopes: hindcast.Scopes(), Teams: c.teams})
			if err != nil {
				t.Fatal(err)
			}
			by, err := h.Token(ctx, secret, "")
			if err != nil {
				t.Fatal(err)
			}
			_, err = h.st.Incident(ctx, by, "INC-1")
			expect(t, "teams", err, c.want)
			if c.teams == nil {
				_, _, err = h.MakeToken(ctx, by, accounts.NewToken{Name: "wider", Scopes: hindcast.Scopes(), Teams: []hindcast.TeamID{team.ID}})
				expect(t, "a token that makes a wider one", err, hindcast.Invalid)
			}
		}
		if err := func() error { _, err := h.st.Incident(ctx, admin, "INC-1"); return err }(); err != nil {
			t.Errorf("a member of the team: %v", err)
		}
	})
}
