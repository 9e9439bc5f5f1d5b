package accounts_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestPeople(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		for _, name := range []string{"Çelik", "bo", "Dora", "Eve"} {
			if _, err := h.Add(ctx, admin, accounts.User{Name: name, Email: name + "@example.org", Role: hindcast.Member}); err != nil {
				t.Fatal(err)
			}
		}
		names := func(f accounts.PeopleFilter, page accounts.Page) (names []string, next string) {
			t.Helper()
			list, next, err := h.People(ctx, admin, f, page)
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range list {
				names = append(names, k.Value.Name)
			}
			return names, next
		}
		if got, next := names(accounts.PeopleFilter{}, accounts.Page{Limit: 2}); len(got) != 2 || got[0] != "Ada" || got[1] != "bo" || next == "" {
			t.Error(got, next)
		} else if got, next := names(accounts.PeopleFilter{}, accounts.Page{Limit: 3, After: next}); len(got) != 3 || got[0] != "Dora" || got[2] != "Çelik" || next != "" {
			t.Error(got, next)
		}
		if got, _ := names(accounts.PeopleFilter{Text: "ÇEL"}, accounts.Page{}); len(got) != 1 {
			t.Error(got)
		}
		if got, _ := names(accounts.PeopleFilter{Role: hindcast.Admin}, accounts.Page{}); len(got) != 1 || got[0] != "Ada" {
			t.Error(got)
		}
		yes := true
		if got, _ := names(accounts.PeopleFilter{Disabled: &yes}, accounts.Page{}); len(got) != 0 {
			t.Error(got)
		}
		_, _, err := h.People(ctx, storetest.Member("kim"), accounts.PeopleFilter{}, accounts.Page{})
		expect(t, "for a member", err, hindcast.Forbidden)
		if colleagues, err := h.Colleagues(ctx, storetest.Member("kim")); err != nil || len(colleagues) != 5 {
			t.Error(colleagues, err)
		}
		if colleagues, err := h.Colleagues(ctx, hindcast.Actor{User: "usr_g", Role: hindcast.Guest, Guest: "rev_1"}); err != nil || len(colleagues) != 0 {
			t.Error("a guest sees", colleagues, err)
		}
		_, err = h.Add(ctx, admin, accounts.User{Name: "Another", Email: "BO@example.org", Role: hindcast.Member})
		expect(t, "a taken address", err, hindcast.Conflict)
	})
}

func TestLastAdminStays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, session := h.admin()
		k, err := h.Person(ctx, admin, admin.User)
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range []func(*accounts.User){func(u *accounts.User) { u.Role = hindcast.Member }, func(u *accounts.User) { u.Disabled = true }} {
			u := k.Value
			change(&u)
			expect(t, "the last admin", h.ChangePerson(ctx, admin, u, k.Version), hindcast.Conflict)
		}
		if h.actor(session).Role != hindcast.Admin {
			t.Fatal("a refused change was kept")
		}
		if _, err := h.Add(ctx, admin, accounts.User{Name: "Bo", Email: "bo@example.org", Role: hindcast.Admin}); err != nil {
			t.Fatal(err)
		}
		u := k.Value
		u.Role = hindcast.Viewer
		if err := h.ChangePerson(ctx, admin, u, k.Version); err != nil {
			t.Fatal(err)
		}
		if by := h.actor(session); by.Role != hindcast.Viewer {
			t.Errorf("the open session is still one of an %s", by.Role)
		}
		expect(t, "a stale change", h.ChangePerson(ctx, admin, u, k.Version), hindcast.Stale)
		expect(t, "by a viewer", h.ChangePerson(ctx, h.actor(session), u, k.Version+1), hindcast.Forbidden)
	})
}

func TestDisabledIsOutAtOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		user, err := h.Add(ctx, admin, accounts.User{Name: "Bo", Email: "bo@example.org", Role: hindcast.Member})
		if err != nil {
			t.Fatal(err)
		}
		session := h.enter(admin, "bo@example.org")
		waiting, err := h.LinkFor(ctx, admin, "bo@example.org")
		if err != nil {
			t.Fatal(err)
		}
		k, err := h.Person(ctx, admin, user.ID)
		if err != nil {
			t.Fatal(err)
		}
		k.Value.Disabled = true
		if err := h.ChangePerson(ctx, admin, k.Value, k.Version); err != nil {
			t.Fatal(err)
		}
		_, err = h.Session(ctx, session, "")
		expect(t, "session", err, hindcast.Unauthenticated)
		_, err = h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(waiting), Visit: visit})
		expect(t, "link", err, hindcast.NotFound)
		_, err = h.LinkFor(ctx, admin, "bo@example.org")
		expect(t, "another link", err, hindcast.Conflict)

		// A link that another node made at the same moment, and a row that was only
		// switched off, let nobody in either.
		if err := h.st.Update(ctx, admin, func(tx *store.Tx) error {
			return tx.AddLink(hashOf("late"), store.Link{Kind: "sign_in", User: user.ID, ExpiresAt: h.now().Add(1e12)})
		}); err != nil {
			t.Fatal(err)
		}
		_, err = h.UseLink(ctx, accounts.LinkUse{Secret: "late", Visit: visit})
		expect(t, "a late link", err, hindcast.Forbidden)
	})
}

func TestInvitations(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		_, link, err := h.Invite(ctx, admin, accounts.Invitation{Name: "Bo", Email: "bo@example.org", Role: hindcast.Facilitator})
		if err != nil {
			t.Fatal(err)
		}
		session, err := h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(link), Visit: visit})
		if err != nil {
			t.Fatal(err)
		}
		bo := h.actor(session)
		_, _, err = h.Invite(ctx, bo, accounts.Invitation{Name: "Cy", Email: "cy@example.org", Role: hindcast.Member})
		expect(t, "a facilitator invites a member", err, hindcast.Forbidden)
		_, _, err = h.Invite(ctx, bo, accounts.Invitation{Name: "Cy", Email: "cy@example.org", Role: hindcast.Guest, Review: "rev_none"})
		expect(t, "to a review that is not there", err, hindcast.NotFound)

		review := h.review()
		guest, link, err := h.Invite(ctx, bo, accounts.Invitation{Name: "Cy", Email: "cy@example.org", Role: hindcast.Guest, Review: review})
		if err != nil || guest.Guest != review {
			t.Fatal(guest, err)
		}
		session, err = h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(link), Visit: visit})
		if err != nil {
			t.Fatal(err)
		}
		if by := h.actor(session); by.Role != hindcast.Guest || by.Guest != review {
			t.Errorf("%+v", by)
		}
		dora := hindcast.Actor{User: "usr_dora", Role: hindcast.Member}
		_, _, err = h.Invite(ctx, dora, accounts.Invitation{Name: "X", Email: "x@example.org", Role: hindcast.Guest, Review: review})
		expect(t, "a member who does not run it", err, hindcast.Forbidden)
		_, err = h.AddTeam(ctx, admin, hindcast.Team{Name: "T", Members: []hindcast.Person{{User: guest.ID}}})
		expect(t, "a guest in a team", err, hindcast.Invalid)
	})
}

// review keeps an incident with its review.
func (h *house) review() hindcast.ReviewID {
	h.t.Helper()
	err := h.st.Update(ctx, storetest.Admin(), func(tx *store.Tx) error {
		if err := tx.Incidents().Add("incident.opened", "inc_1", &hindcast.Incident{ID: "inc_1", Key: "INC-1", Title: "x", Kind: hindcast.Operational, Visibility: hindcast.VisibleToEveryone}); err != nil {
			return err
		}
		return tx.Reviews().Add("review.opened", "inc_1", &hindcast.Review{ID: "rev_1", State: hindcast.ReviewDrafting, Incidents: []hindcast.IncidentID{"inc_1"}})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return "rev_1"
}

func TestTeams(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, session := h.admin()
		team, err := h.AddTeam(ctx, admin, hindcast.Team{Name: " Payments ", Members: []hindcast.Person{{User: admin.User, Name: "an old name"}, {Name: "Sam"}}})
		if err != nil || team.Name != "Payments" || team.Members[0].Name != "Ada" {
			t.Fatalf("%+v, %v", team, err)
		}
		if by := h.actor(session); len(by.Teams) != 1 || by.Teams[0] != team.ID {
			t.Errorf("%+v", by)
		}
		all, err := h.Teams(ctx, storetest.Member("kim"))
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		team.Members = nil
		if err := h.ChangeTeam(ctx, admin, team, all[0].Version); err != nil {
			t.Fatal(err)
		}
		if by := h.actor(session); len(by.Teams) != 0 {
			t.Errorf("%+v", by)
		}
		expect(t, "stale", h.ChangeTeam(ctx, admin, team, all[0].Version), hindcast.Stale)
		_, err = h.AddTeam(ctx, storetest.Member("kim"), hindcast.Team{Name: "x"})
		expect(t, "by a member", err, hindcast.Forbidden)
	})
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
