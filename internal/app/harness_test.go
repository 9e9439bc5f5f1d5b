package app

import (
	"bytes"
	"context"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// program is the real program on a free port, over a real store.
type program struct {
	*App
	t    *testing.T
	cfg  Config
	log  *journal
	stop func() // stop ends it, and returns when it has ended.

	hidden string // hidden is the key of the restricted incident of a test that has one.
}

// start runs the program until the test ends.
func start(t *testing.T, options ...func(*Config)) *program {
	t.Helper()
	cfg := Config{Data: Data{Folder: t.TempDir()}, Addr: "127.0.0.1:0", Dev: true}
	for _, o := range options {
		o(&cfg)
	}
	p := &program{t: t, cfg: cfg, log: &journal{}}
	p.run()
	t.Cleanup(func() { p.stop() })
	return p
}

// startSample runs the program with the sample organisation.
func startSample(t *testing.T, options ...func(*Config)) *program {
	t.Helper()
	if _, err := common.sample(); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(common.folder, "sample"))); err != nil {
		t.Fatal(err)
	}
	return start(t, append(options, func(cfg *Config) { cfg.Folder, cfg.Demo = folder, true })...)
}

func (p *program) run() {
	p.t.Helper()
	a, err := New(context.Background(), p.cfg, p.log)
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := a.Run(ctx); err != nil {
			p.t.Errorf("the program ended with: %v", err)
		}
	})
	p.App, p.stop = a, func() { cancel(); running.Wait() }
}

// again runs the program that was stopped where it was, over the same data.
func (p *program) again() {
	p.t.Helper()
	p.cfg.Addr = p.Addr().String()
	p.run()
}

// journal is a log that requests may write while a test reads.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
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

// linkOf is a link for somebody of the sample organisation, by the name before
// their address's at.
func (p *program) linkOf(name string) string {
	p.t.Helper()
	link, err := p.people.LinkFor(p.t.Context(), operator(), name+"@lanternquay.test")
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
