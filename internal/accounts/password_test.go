package accounts_test

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// with gives the installation another configuration.
func (h *house) with(change func(*accounts.Config)) {
	cfg := accounts.Config{Now: h.now, BaseURL: "https://hindcast.example"}
	change(&cfg)
	h.Service = accounts.New(h.st, cfg)
}

const phrase = "a long enough sentence"

func TestPasswords(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, session := h.admin()
		_, err := h.SetPassword(ctx, admin, "", phrase, visit)
		expect(t, "where it is turned off", err, hindcast.Forbidden)
		_, err = h.SignInWithPassword(ctx, "ada@example.org", phrase, visit)
		expect(t, "where it is turned off", err, hindcast.Forbidden)

		h.with(func(c *accounts.Config) { c.Passwords = true })
		for _, bad := range []string{"", "short", strings.Repeat("x", accounts.LongestPassword+1)} {
			_, err = h.SetPassword(ctx, admin, "", bad, visit)
			expect(t, bad, err, hindcast.Invalid)
		}
		fresh, err := h.SetPassword(ctx, admin, "", phrase, visit)
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.Session(ctx, session, "")
		expect(t, "the session from before", err, hindcast.Unauthenticated)
		h.actor(fresh)
		in, err := h.SignInWithPassword(ctx, " ADA@example.org", phrase, visit)
		if err != nil {
			t.Fatal(err)
		}
		h.actor(in)
		_, err = h.SetPassword(ctx, admin, "not it", phrase+"!", visit)
		expect(t, "the wrong old one", err, hindcast.Invalid)

		var said []string
		for _, c := range []struct{ email, password string }{{"ada@example.org", "wrong"}, {"nobody@example.org", phrase}, {"", ""}, {"a\x00", phrase}} {
			_, err = h.SignInWithPassword(ctx, c.email, c.password, visit)
			expect(t, c.email, err, hindcast.Unauthenticated)
			said = append(said, err.Error())
		}
		for _, s := range said {
			if s != said[0] {
				t.Errorf("the answers differ: %q", said)
			}
		}
		for range 20 {
			_, err = h.SignInWithPassword(ctx, "ada@example.org", "wrong", accounts.Visit{From: "198.51.100.1"})
		}
		expect(t, "too often", err, hindcast.RateLimited)
		h.pass(20 * time.Minute)
		if _, err = h.SignInWithPassword(ctx, "ada@example.org", phrase, visit); err != nil {
			t.Errorf("after a while: %v", err)
		}
	})
}

func TestPasskeys(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		admin, _ := h.admin()
		party := virtualwebauthn.RelyingParty{Name: "Hindcast", ID: "hindcast.example", Origin: "https://hindcast.example"}
		device := virtualwebauthn.NewAuthenticatorWithOptions(virtualwebauthn.AuthenticatorOptions{UserHandle: []byte(admin.User)})
		key := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
		asked := func(options any) string {
			t.Helper()
			body, err := json.Marshal(options)
			if err != nil {
				t.Fatal(err)
			}
			return string(body)
		}

		options, cookie, err := h.BeginPasskey(ctx, admin)
		if err != nil {
			t.Fatal(err)
		}
		creation, err := virtualwebauthn.ParseAttestationOptions(asked(options))
		if err != nil {
			t.Fatal(err)
		}
		made := []byte(virtualwebauthn.CreateAttestationResponse(party, device, key, *creation))
		_, other, err := h.BeginPasskey(ctx, admin)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "with another's cookie", h.AddPasskey(ctx, admin, other, "x", made), hindcast.Invalid)
		if err := h.AddPasskey(ctx, admin, cookie, "laptop", made); err != nil {
			t.Fatal(err)
		}
		expect(t, "a second time", h.AddPasskey(ctx, admin, cookie, "laptop", made), hindcast.Unauthenticated)
		device.AddCredential(key)

		answer := func() (cookie string, body []byte) {
			t.Helper()
			options, cookie, err := h.BeginSignIn(visit)
			if err != nil {
				t.Fatal(err)
			}
			request, err := virtualwebauthn.ParseAssertionOptions(asked(options))
			if err != nil {
				t.Fatal(err)
			}
			return cookie, []byte(virtualwebauthn.CreateAssertionResponse(party, device, key, *request))
		}
		cookie, body := answer()
		session, err := h.SignInWithPasskey(ctx, cookie, body, visit)
		if err != nil {
			t.Fatal(err)
		}
		if by := h.actor(session); by.User != admin.User {
			t.Errorf("%+v", by)
		}
		_, err = h.SignInWithPasskey(ctx, cookie, body, visit)
		expect(t, "replayed", err, hindcast.Unauthenticated)
		_, stale := answer()
		cookie, _ = answer()
		_, err = h.SignInWithPasskey(ctx, cookie, stale, visit)
		expect(t, "an answer to another question", err, hindcast.Unauthenticated)
		cookie, body = answer()
		h.pass(accounts.CeremonyLength + time.Second)
		_, err = h.SignInWithPasskey(ctx, cookie, body, visit)
		expect(t, "too late", err, hindcast.Unauthenticated)
		for _, wrong := range []string{"", "{}", "x", "null"} {
			cookie, _ = answer()
			_, err = h.SignInWithPasskey(ctx, cookie, []byte(wrong), visit)
			expect(t, wrong, err, hindcast.Unauthenticated)
		}

		keys, err := h.Passkeys(ctx, admin)
		if err != nil || len(keys) != 1 || keys[0].Name != "laptop" || keys[0].UsedAt.IsZero() {
			t.Fatalf("%+v, %v", keys, err)
		}
		expect(t, "somebody else's", h.RemoveCredential(ctx, hindcast.Actor{User: "usr_x", Role: hindcast.Member}, keys[0].ID), hindcast.NotFound)
		if err := h.RemoveCredential(ctx, admin, keys[0].ID); err != nil {
			t.Fatal(err)
		}
		cookie, body = answer()
		_, err = h.SignInWithPasskey(ctx, cookie, body, visit)
		expect(t, "removed", err, hindcast.Unauthenticated)
	})
}

// TestLinksByMail: the answer is the same for everybody, and only who is here is
// written to.
func TestLinksByMail(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.admin()
		expect(t, "where it is not set up", h.RequestLink(ctx, "ada@example.org", visit), hindcast.Forbidden)
		type letter struct{ to, text string }
		var sent []letter
		h.with(func(c *accounts.Config) {
			c.Mail = func(_ context.Context, to, _, text string) error { sent = append(sent, letter{to, text}); return nil }
		})
		for _, email := range []string{"Ada@example.org", "nobody@example.org"} {
			if err := h.RequestLink(ctx, email, visit); err != nil {
				t.Fatal(err)
			}
		}
		expect(t, "no address", h.RequestLink(ctx, "x", visit), hindcast.Invalid)
		jobs, err := h.st.Claim(ctx, "test", []string{accounts.MailJob}, 10, time.Minute)
		if err != nil || len(jobs) != 2 {
			t.Fatal(jobs, err)
		}
		for _, j := range jobs {
			if strings.Contains(j.Body, "sign-in/link") {
				t.Errorf("the queue holds a link: %s", j.Body)
			}
			if err := h.SendMail(ctx, j); err != nil {
				t.Fatal(err)
			}
		}
		if len(sent) != 1 || sent[0].to != "ada@example.org" {
			t.Fatalf("%+v", sent)
		}
		link := regexp.MustCompile(`https://\S+`).FindString(sent[0].text)
		session, err := h.UseLink(ctx, accounts.LinkUse{Secret: h.secretOf(link), Visit: visit})
		if err != nil {
			t.Fatal(err)
		}
		h.actor(session)
		for range 10 {
			err = h.RequestLink(ctx, "ada@example.org", accounts.Visit{From: "198.51.100.2"})
		}
		expect(t, "too often", err, hindcast.RateLimited)
	})
}

// TestNoSecretIsKept plants every sort of secret and looks for it in every column
// of every table, the ledger's payloads among them.
func TestNoSecretIsKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.with(func(c *accounts.Config) { c.Passwords = true })
		admin, session := h.admin()
		secrets := map[string]string{"session": session, "password": phrase}
		link, err := h.LinkFor(ctx, admin, "ada@example.org")
		if err != nil {
			t.Fatal(err)
		}
		_, invitation, err := h.Invite(ctx, admin, accounts.Invitation{Name: "Bo", Email: "bo@example.org", Role: hindcast.Member})
		if err != nil {
			t.Fatal(err)
		}
		secrets["link"], secrets["invitation"] = h.secretOf(link), h.secretOf(invitation)
		if secrets["token"], _, err = h.MakeToken(ctx, admin, accounts.NewToken{Name: "x", Scopes: hindcast.Scopes()}); err != nil {
			t.Fatal(err)
		}
		if secrets["fresh session"], err = h.SetPassword(ctx, admin, "", phrase, visit); err != nil {
			t.Fatal(err)
		}
		raw := h.db.Raw(t)
		defer raw.Close()
		tables := []string{"sessions", "links"}
		if err := h.st.Snapshot(ctx, func(s *store.Snapshot) error {
			for _, table := range s.Tables {
				tables = append(tables, table.Name)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			rows, err := raw.Query("select * from " + table)
			if err != nil {
				t.Fatal(err)
			}
			columns, err := rows.Columns()
			if err != nil {
				t.Fatal(err)
			}
			values, dest := make([]string, len(columns)), make([]any, len(columns))
			for i := range values {
				dest[i] = &values[i]
			}
			for rows.Next() {
				if err := rows.Scan(dest...); err != nil {
					t.Fatal(err)
				}
				for i, v := range values {
					for what, secret := range secrets {
						if strings.Contains(v, secret) {
							t.Errorf("%s.%s holds the %s", table, columns[i], what)
						}
					}
				}
			}
			rows.Close()
		}
	})
}
