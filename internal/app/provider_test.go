package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// provider is a real OIDC provider on loopback, made by others. It asks for name
// and password, and tells groups only to those who ask for its custom scope.
type provider struct {
	*storage.Storage
	*httptest.Server
	people map[string]*storage.User // people by their login, which is their subject as well
	groups map[string][]string
}

const (
	oidcClient   = "hindcast"
	oidcSecret   = "between the two of us"
	oidcPassword = "opens the provider"
)

func (p *provider) GetUserByID(id string) *storage.User         { return p.people[id] }
func (p *provider) GetUserByUsername(name string) *storage.User { return p.people[name] }
func (p *provider) ExampleClientID() string                     { return storage.ServiceUserID }

// SetUserinfoFromToken adds the groups to what the provider tells.
func (p *provider) SetUserinfoFromToken(ctx context.Context, info *oidc.UserInfo, token, subject, origin string) error {
	err := p.Storage.SetUserinfoFromToken(ctx, info, token, subject, origin)
	if _, asked := info.Claims[storage.CustomClaim]; asked {
		info.AppendClaims("groups", p.groups[subject])
	}
	return err
}

// startWithProvider runs the program and a provider it sends people to.
func startWithProvider(t *testing.T, change func(*Config)) (*program, *provider) {
	t.Helper()
	clients := map[string]*storage.Client{}
	op := &provider{people: map[string]*storage.User{}, groups: map[string][]string{}}
	op.Storage = storage.NewStorageWithClients(op, clients)
	var serve http.Handler
	op.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve.ServeHTTP(w, r) }))
	t.Cleanup(op.Server.Close)
	serve = exampleop.SetupServer(op.URL, op, slog.New(slog.DiscardHandler), false)
	p := start(t, func(c *Config) {
		c.Allow = loopback()
		c.OIDCIssuer, c.OIDCName, c.OIDCClient, c.OIDCSecret = op.URL, "Example ID", oidcClient, oidcSecret
		c.OIDCScopes, c.OIDCGroups = []string{storage.CustomScope}, "groups"
		change(c)
	})
	clients[oidcClient] = storage.WebClient(oidcClient, oidcSecret, p.Base()+"/sign-in/oidc/return")
	return p, op
}

// knows gives the provider somebody with an address that it has verified.
func (p *provider) knows(login string, groups ...string) *storage.User {
	u := &storage.User{ID: login, Username: login, Password: oidcPassword, FirstName: login, LastName: "Example", Email: login + "@example.org", EmailVerified: true}
	p.people[login], p.groups[login] = u, groups
	return u
}

// caller is somebody without scripts who goes from one of the two to the other.
type caller struct {
	*http.Client
	t    *testing.T
	p    *program
	page string // page is what was shown last.
}

func (p *program) caller() *caller {
	return &caller{Client: p.client(hindcast.Nobody), t: p.t, p: p}
}

// get opens an address and returns the status and where it leads.
func (v *caller) get(address string) (status int, to string) {
	v.t.Helper()
	resp, err := v.Get(address)
	return v.took(resp, err)
}

func (v *caller) post(address string, form url.Values) (status int, to string) {
	v.t.Helper()
	resp, err := v.PostForm(address, form)
	return v.took(resp, err)
}

func (v *caller) took(resp *http.Response, err error) (status int, to string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	v.page = string(body)
	if at, err := resp.Location(); err == nil {
		to = at.String()
	}
	return resp.StatusCode, to
}

// leave presses the button of the provider and returns where that leads.
func (v *caller) leave() string {
	v.t.Helper()
	status, to := v.get(v.p.Base() + "/sign-in/oidc?next=%2Faccount")
	if status != http.StatusSeeOther {
		v.t.Fatalf("on the way to the provider: %d\n%s", status, v.page)
	}
	return to
}

var hiddenID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// sayWho signs in at the provider and returns where it sends somebody back to.
func (v *caller) sayWho(at, login string) (back string) {
	v.t.Helper()
	host, err := url.Parse(at)
	if err != nil {
		v.t.Fatal(err)
	}
	_, form := v.get(at)
	if status, _ := v.get(form); status != http.StatusOK {
		v.t.Fatalf("the provider's form: %d\n%s", status, v.page)
	}
	id := hiddenID.FindStringSubmatch(v.page)
	if id == nil {
		v.t.Fatalf("the provider shows no form:\n%s", v.page)
	}
	status, callback := v.post("http://"+host.Host+"/login/username", url.Values{"id": {id[1]}, "username": {login}, "password": {oidcPassword}})
	if status != http.StatusFound {
		v.t.Fatalf("the provider refuses %s: %d\n%s", login, status, v.page)
	}
	if status, back = v.get(callback); status != http.StatusFound {
		v.t.Fatalf("the provider does not send %s back: %d\n%s", login, status, v.page)
	}
	return back
}

// arrive signs in at the provider and comes back.
func (v *caller) arrive(login string) (status int) {
	v.t.Helper()
	status, _ = v.get(v.sayWho(v.leave(), login))
	return status
}

// inside reports whether somebody is signed in.
func (v *caller) inside() bool {
	v.t.Helper()
	status, _ := v.get(v.p.Base() + "/account")
	return status == http.StatusOK
}
