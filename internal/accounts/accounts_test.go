package accounts_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// house is an installation with a clock that tests set.
type house struct {
	*accounts.Service
	t  *testing.T
	st *store.Store
	db storetest.Database
	mu sync.Mutex
	at time.Time
}

// each runs a test on an empty installation on both databases.
func each(t *testing.T, test func(t *testing.T, h *house)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		h := &house{t: t, at: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
		db.Config.Now = h.now
		h.db, h.st = db, db.Open(t)
		h.Service = accounts.New(h.st, accounts.Config{Now: h.now, BaseURL: "https://hindcast.example/"})
		test(t, h)
	})
}

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

var (
	ctx   = context.Background()
	visit = accounts.Visit{From: "192.0.2.1", Agent: "Test Browser"}
)

// secretOf takes the secret out of a link.
func (h *house) secretOf(link string) string {
	h.t.Helper()
	secret, found := strings.CutPrefix(link, "https://hindcast.example/sign-in/link/")
	if !found || len(secret) < 40 {
		h.t.Fatalf("the link is %q", link)
	}
	return secret
}

// admin sets the installation up and returns its first admin's session.
func (h *house) admin() (by hindcast.Actor, session string) {
	h.t.Helper()
	link, needed, err := h.Setup(ctx)
	if err != nil || !needed {
		h.t.Fatalf("setup: needed %v, %v", needed, err)
	}
	session, err = h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(link), Name: "Ada", Email: "Ada@Example.org ", Visit: visit})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.actor(session), session
}

// enter makes a session for a user by a link.
func (h *house) enter(by hindcast.Actor, email string) (session string) {
	h.t.Helper()
	link, err := h.LinkFor(ctx, by, email)
	if err != nil {
		h.t.Fatal(err)
	}
	session, err = h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(link), Visit: visit})
	if err != nil {
		h.t.Fatal(err)
	}
	return session
}

func (h *house) actor(session string) hindcast.Actor {
	h.t.Helper()
	by, err := h.Session(ctx, session, "192.0.2.7")
	if err != nil {
		h.t.Fatal(err)
	}
	return by
}

func expect(t *testing.T, what string, err error, want hindcast.Code) {
	t.Helper()
	if hindcast.CodeOf(err) != want {
		t.Errorf("%s: %v, want %q", what, err, want)
	}
}

func TestFirstAdmin(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		link, needed, err := h.Setup(ctx)
		if err != nil || !needed {
			t.Fatal(needed, err)
		}
		again, needed, err := h.Setup(ctx) // the program was started anew, or on another node
		if err != nil || !needed || again == link {
			t.Fatal(again, needed, err)
		}
		use := accounts.LinkUse{Secret: h.secretOf(link), Name: " ", Email: "ada", Visit: visit}
		_, err = h.UseLink(ctx, use)
		expect(t, "without a name", err, hindcast.Invalid)
		use.Name, use.Email = "Ada", "Ada@example.org"
		session, err := h.UseLink(ctx, use)
		if err != nil {
			t.Fatal(err)
		}
		if by := h.actor(session); by.Role != hindcast.Admin || by.Name != "Ada" || by.From != "192.0.2.7" {
			t.Errorf("%+v", by)
		}
		_, err = h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(again), Name: "Eve", Email: "eve@example.org", Visit: visit})
		expect(t, "the other setup link afterwards", err, hindcast.NotFound)
		if _, needed, err := h.Setup(ctx); needed || err != nil {
			t.Errorf("still to be set up: %v, %v", needed, err)
		}
	})
}

func TestLinksAreUsedOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		link, err := h.LinkFor(ctx, admin, "ADA@example.org")
		if err != nil {
			t.Fatal(err)
		}
		use := accounts.LinkUse{Secret: h.secretOf(link), Visit: visit}
		for range 3 { // mail scanners look
			if offer, err := h.Look(ctx, use.Secret, visit); err != nil || offer.User.Name != "Ada" || offer.Kind != accounts.SignInLink {
				t.Fatal(offer, err)
			}
		}
		var wg sync.WaitGroup
		results := make([]error, 12)
		for i := range results {
			wg.Go(func() { _, results[i] = h.UseLink(ctx, use) })
		}
		wg.Wait()
		in := 0
		for _, err := range results {
			if err == nil {
				in++
				continue
			}
			expect(t, "another use", err, hindcast.NotFound)
		}
		if in != 1 {
			t.Errorf("%d were let in", in)
		}
		_, err = h.Look(ctx, use.Secret, visit)
		expect(t, "looking afterwards", err, hindcast.NotFound)
	})
}

func TestRefusedLinks(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		old, err := h.LinkFor(ctx, admin, "ada@example.org")
		if err != nil {
			t.Fatal(err)
		}
		h.pass(accounts.OperatorLink)
		for what, secret := range map[string]string{"expired": h.secretOf(old), "invented": "x", "empty": "", "broken": "a\x00\xff"} {
			_, err := h.Look(ctx, secret, visit)
			expect(t, what, err, hindcast.NotFound)
			_, err = h.UseLink(ctx, accounts.LinkUse{Secret: secret, Name: "Eve", Email: "eve@example.org", Visit: visit})
			expect(t, what, err, hindcast.NotFound)
		}
		_, err = h.LinkFor(ctx, admin, "nobody@example.org")
		expect(t, "for nobody", err, hindcast.NotFound)
		_, err = h.LinkFor(ctx, storetest.Member("kim"), "ada@example.org")
		expect(t, "by a member", err, hindcast.Forbidden)
		if link, err := h.AdminLink(ctx, admin); err != nil || h.secretOf(link) == "" {
			t.Error(link, err)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, first := h.admin()
		refusedNow := func(what, secret string) {
			t.Helper()
			_, err := h.Session(ctx, secret, "")
			expect(t, what, err, hindcast.Unauthenticated)
		}
		for _, secret := range []string{"", "x", "a\x00", strings.Repeat("x", 100_000)} {
			refusedNow("invented", secret)
		}

		second := h.enter(admin, "ada@example.org")
		open, err := h.Sessions(ctx, admin, second)
		if err != nil || len(open) != 2 || !open[0].Current || open[1].Current || open[0].Agent != "Test Browser" || open[0].Method != accounts.ByLink {
			t.Fatalf("%+v, %v", open, err)
		}
		expect(t, "another's session", h.Revoke(ctx, storetest.Member("kim"), open[1].ID), hindcast.NotFound)
		if err := h.Revoke(ctx, admin, open[1].ID); err != nil {
			t.Fatal(err)
		}
		refusedNow("revoked", first)
		expect(t, "revoked twice", h.Revoke(ctx, admin, open[1].ID), hindcast.NotFound)

		if err := h.SignOut(ctx, admin, second); err != nil {
			t.Fatal(err)
		}
		refusedNow("signed out", second)
		if err := h.SignOut(ctx, admin, second); err != nil {
			t.Errorf("signing out twice: %v", err)
		}

		third, fourth := h.enter(admin, "ada@example.org"), h.enter(admin, "ada@example.org")
		waiting, err := h.LinkFor(ctx, admin, "ada@example.org")
		if err != nil {
			t.Fatal(err)
		}
		if err := h.SignOutEverywhere(ctx, admin); err != nil {
			t.Fatal(err)
		}
		refusedNow("everywhere", third)
		refusedNow("everywhere", fourth)
		_, err = h.Look(ctx, h.secretOf(waiting), visit)
		expect(t, "a link that waited", err, hindcast.NotFound)

		idle := h.enter(admin, "ada@example.org")
		h.pass(accounts.SessionIdle)
		refusedNow("idle", idle)

		used := h.enter(admin, "ada@example.org")
		for range int(accounts.SessionLength/accounts.SessionIdle) * 2 {
			h.pass(accounts.SessionIdle / 2)
			h.actor(used)
		}
		h.pass(accounts.SessionIdle / 2)
		refusedNow("too long", used)
	})
}

// TestBeingSeenIsNotRecorded: reading pages leaves no entry, and a row changes at
// most once a minute.
func TestBeingSeenIsNotRecorded(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, session := h.admin()
		before, err := h.st.Head(ctx)
		if err != nil {
			t.Fatal(err)
		}
		seen := func() time.Time {
			t.Helper()
			h.actor(session)
			open, err := h.Sessions(ctx, admin, session)
			if err != nil || len(open) != 1 {
				t.Fatal(open, err)
			}
			return open[0].SeenAt
		}
		start := h.now()
		h.pass(59 * time.Second)
		if at := seen(); !at.Equal(start) {
			t.Errorf("noted after %v", at.Sub(start))
		}
		h.pass(time.Second)
		if at := seen(); !at.Equal(h.now()) {
			t.Errorf("after a minute it says %v", at)
		}
		if after, err := h.st.Head(ctx); err != nil || after != before {
			t.Errorf("%v became %v, %v", before, after, err)
		}
	})
}
