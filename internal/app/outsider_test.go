package app

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
	"github.com/hindcast/hindcast/internal/store"
)

// hidden is the restricted incident of the sample organisation.
const hidden = "INC-11"

// secrets are what stands for the places of a route: of the restricted incident,
// and of nothing at all.
type secrets struct{ key, id, absent string }

// secretsOf are the places of the restricted incident that a route may have.
func (p *program) secretsOf(path string) []secrets {
	p.t.Helper()
	r, err := p.store.Record(p.t.Context(), hindcast.Actor{User: "usr_ifeoma", Name: "Ifeoma Okafor", Role: hindcast.Member}, hidden)
	if err != nil {
		p.t.Fatal(err)
	}
	ids := map[string]string{"events": string(r.Timeline[0].ID), "participants": string(r.Participants[0].ID), "actions": ""}
	for _, a := range r.Actions {
		ids["actions"] = string(a.ID)
	}
	for _, e := range r.Evidence {
		ids["evidence"] = string(e.ID)
	}
	for _, f := range r.Review.Findings {
		ids["findings"] = string(f.ID)
	}
	for _, i := range r.Impact {
		ids["impact"] = string(i.ID)
	}
	room := regexp.MustCompile(`/([a-z-]+)/\{id\}`).FindStringSubmatch(path)
	switch {
	case strings.Contains(path, "/incidents/{key}"):
		s := secrets{key: hidden, id: string(r.Timeline[0].ID), absent: "INC-998"}
		if len(room) > 0 && ids[room[1]] != "" {
			s.id = ids[room[1]]
		}
		return []secrets{s, {key: string(r.Incident.ID), id: s.id, absent: "inc_none"}}
	case len(room) > 0 && room[1] == "actions" && ids["actions"] != "":
		return []secrets{{id: ids["actions"], absent: "act_none"}}
	}
	return nil
}

// filled puts a key and an identifier into the places of a path.
func filled(path, key, id string) string {
	path = strings.ReplaceAll(strings.ReplaceAll(path, "{key}", key), "{id}", id)
	return place.ReplaceAllString(path, "1")
}

var numbered = regexp.MustCompile(`[A-Z2-7]{16}`)

// said is an answer without what differs between any two: the number of the
// request, and what was asked for.
func said(t *testing.T, c *http.Client, method, address, token string, asked ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if !strings.Contains(address, "/api/") {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	text := numbered.ReplaceAllString(resp.Header.Get("Location")+string(body), "…")
	for _, a := range asked {
		if a != "" {
			text = strings.ReplaceAll(strings.ReplaceAll(text, a, "…"), url.QueryEscape(a), "…")
		}
	}
	return resp.StatusCode, text
}

// TestWhatIsHiddenIsNotThere asks for a restricted incident by every route that
// has a place for it, as everybody to whom it is not shown. They get what they
// would get for one that was never there, byte for byte.
func TestWhatIsHiddenIsNotThere(t *testing.T) {
	p := startSample(t)
	guest := &http.Client{Jar: p.client(hindcast.Nobody).Jar, CheckRedirect: p.client(hindcast.Nobody).CheckRedirect}
	if resp, err := guest.PostForm(p.linkOf("yara"), nil); err != nil || resp.StatusCode != http.StatusSeeOther {
		t.Fatal(resp, err)
	}
	member := p.client(hindcast.Member)
	admin := hindcast.Actor{User: "usr_maren", Name: "Maren Solheim", Role: hindcast.Admin}
	lesser, _, err := p.people.MakeToken(t.Context(), admin, accounts.NewToken{Name: "reads", Role: hindcast.Member, Scopes: []hindcast.Scope{hindcast.ScopeRead}, ExpiresAt: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	plain := &http.Client{CheckRedirect: member.CheckRedirect}
	asked := 0
	for _, route := range p.Routes() {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if route.Stream || route.Needs == server.Anyone {
			continue
		}
		for _, s := range p.secretsOf(path) {
			for who, c := range map[string]*http.Client{"an outsider": member, "a guest of another review": guest, "a token that reads": plain} {
				token := ""
				if c == plain {
					token = lesser
				}
				if c == plain && !strings.HasPrefix(path, "/api/") {
					continue
				}
				key, id := s.key, s.id
				other, none := s.absent, "none_998"
				if s.key == "" {
					other, none = "", s.absent
				}
				gotStatus, got := said(t, c, method, p.Base()+filled(path, key, id), token, key, id)
				wantStatus, want := said(t, c, method, p.Base()+filled(path, other, none), token, other, none)
				asked++
				switch {
				case gotStatus >= 500 || wantStatus >= 500:
					t.Errorf("%s as %s: %d and %d", route.Pattern, who, gotStatus, wantStatus)
				case gotStatus != wantStatus || got != want:
					t.Errorf("%s as %s: %d for what is hidden, %d for what is not there\n%.600s\n%.600s", route.Pattern, who, gotStatus, wantStatus, got, want)
				case gotStatus < 400 && !strings.Contains(got, "/sign-in"):
					t.Errorf("%s as %s answers %d", route.Pattern, who, gotStatus)
				}
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d requests were made; the walk is broken", asked)
	}
}

// TestASessionThatEndedIsNobodys asks every route with a session that was revoked
// and one that has expired. They get what nobody gets, however often they come.
func TestASessionThatEndedIsNobodys(t *testing.T) {
	p := startSample(t)
	revoked := p.client(hindcast.Facilitator)
	if err := p.people.SignOutEverywhere(t.Context(), hindcast.Actor{User: "usr_facilitator", Role: hindcast.Facilitator}); err != nil {
		t.Fatal(err)
	}
	nobody, expired := p.client(hindcast.Nobody), p.expired()
	for _, route := range p.Routes() {
		method, path := address(route)
		if route.Needs == server.Anyone {
			continue
		}
		wantStatus, want := said(t, nobody, method, p.Base()+path, "")
		if wantStatus < 300 || wantStatus >= 500 {
			t.Errorf("%s as nobody answers %d", route.Pattern, wantStatus)
		}
		for who, c := range map[string]*http.Client{"revoked": revoked, "expired": expired} {
			gotStatus, got := said(t, c, method, p.Base()+path, "")
			if gotStatus != wantStatus || got != want {
				t.Errorf("%s, session %s: %d, nobody gets %d\n%.300s\n%.300s", route.Pattern, who, gotStatus, wantStatus, got, want)
			}
		}
	}
}

// expired is a browser whose session is over, as if time had passed.
func (p *program) expired() *http.Client {
	p.t.Helper()
	c, secret := p.client(hindcast.Nobody), "a secret that was good once"
	sum := sha256.Sum256([]byte(secret))
	p.update(func(tx *store.Tx) error {
		return tx.OpenSession(hex.EncodeToString(sum[:]), store.Session{User: "usr_tomasz", Method: accounts.ByLink, ExpiresAt: tx.Now().Add(-time.Minute)})
	})
	at, err := url.Parse(p.Base())
	if err != nil {
		p.t.Fatal(err)
	}
	c.Jar.SetCookies(at, []*http.Cookie{{Name: "hindcast", Value: secret}})
	return c
}
