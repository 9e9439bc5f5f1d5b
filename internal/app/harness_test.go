package app

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// program is the real program on a free port, over a real store.
type program struct {
	*App
	t *testing.T
}

// start runs the program until the test ends.
func start(t *testing.T, options ...func(*Config)) *program {
	t.Helper()
	cfg := Config{Data: Data{Folder: t.TempDir()}, Addr: "127.0.0.1:0", Dev: true}
	for _, o := range options {
		o(&cfg)
	}
	a, err := New(t.Context(), cfg, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := a.Run(ctx); err != nil {
			t.Errorf("the program ended with: %v", err)
		}
	})
	t.Cleanup(func() { stop(); running.Wait() })
	return &program{App: a, t: t}
}

// operator is who prepares a store for a test.
func operator() hindcast.Actor {
	return hindcast.Actor{User: "usr_operator", Name: "Operator", Role: hindcast.Admin, From: "test"}
}

// update changes the store below the services.
func (p *program) update(do func(*store.Tx) error) {
	p.t.Helper()
	if err := p.store.Update(p.t.Context(), operator(), do); err != nil {
		p.t.Fatal(err)
	}
}

// link makes somebody with a role, and the link they sign in with.
func (p *program) link(role hindcast.OrgRole) string {
	p.t.Helper()
	email := string(role) + "@example.org"
	p.update(func(tx *store.Tx) error {
		u := hindcast.User{ID: hindcast.UserID("usr_" + string(role)), Name: "The " + string(role), Email: email, Role: role}
		if role == hindcast.Guest {
			u.Guest = "rev_of_nothing"
		}
		return tx.Users().Add("user.added", "", &u)
	})
	link, err := p.people.LinkFor(p.t.Context(), operator(), email)
	if err != nil {
		p.t.Fatal(err)
	}
	return link
}

// client is a browser without scripts, signed in as somebody with a role, or as
// nobody. It follows no redirects.
func (p *program) client(role hindcast.OrgRole) *http.Client {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if role != hindcast.Nobody {
		resp, err := c.PostForm(p.link(role), url.Values{})
		if err != nil {
			p.t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusSeeOther {
			p.t.Fatalf("signing in as %s: %s", role, resp.Status)
		}
	}
	return c
}
