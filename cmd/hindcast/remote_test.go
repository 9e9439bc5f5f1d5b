package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/app"
)

// elsewhere is a running server, and a token that may do everything on it.
type elsewhere struct{ url, token, data string }

// serveElsewhere runs the program on a free port until the test ends, over data
// that has a few incidents.
func serveElsewhere(t *testing.T) elsewhere {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	for _, args := range [][]string{{"import", "../../examples"}, {"user", "add", "ada@example.org", "--name", "Ada", "--role", "admin"}, {"user", "add", "kim@example.org", "--name", "Kim"}} {
		if got := execute(t, "", append(args, "--data", data)...); got.status != exitOK {
			t.Fatalf("%v: %+v", args, got)
		}
	}
	made := execute(t, "", "token", "create", "tests", "--scope", "admin", "--role", "admin", "--data", data)
	ctx, stop := context.WithCancel(context.Background())
	a, err := app.New(ctx, app.Config{Data: app.Data{Folder: data}, Addr: "127.0.0.1:0"}, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { _ = a.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return elsewhere{"http://" + a.Addr().String(), strings.TrimSpace(made.out), data}
}

func (e elsewhere) on(t *testing.T, args ...string) result {
	t.Helper()
	return execute(t, "", append(args, "--server", e.url, "--token", e.token)...)
}

// TestRemoteCommands asks a running server for what the commands do on data.
func TestRemoteCommands(t *testing.T) {
	e := serveElsewhere(t)
	says := func(want string, args ...string) result {
		t.Helper()
		got := e.on(t, args...)
		if got.status != exitOK || got.err != "" || !strings.Contains(got.out, want) {
			t.Errorf("%v: %+v, want %q", args, got, want)
		}
		return got
	}
	if got := says("INC-1", "incidents"); strings.Count(got.out, "INC-") != 3 {
		t.Errorf("incidents: %s", got.out)
	}
	if got := says("Deployment key", "incidents", "-s", "P1", "--json"); !json.Valid([]byte(got.out)) {
		t.Errorf("no JSON: %s", got.out)
	}
	first := says("More: --after", "incidents", "-n", "2")
	_, mark, _ := strings.Cut(strings.TrimSpace(first.out), "--after ")
	if got := says("INC-", "incidents", "-n", "2", "--after", mark); strings.Count(got.out, "INC-") != 1 {
		t.Errorf("second page: %s", got.out)
	}
	says("Deployment key", "search", "guest", "network")
	says("etect", "assess", "INC-1")
	says("", "actions")
	says("", "reviews", "INC-1")

	says("kim@example.org", "user", "list", "kim")
	if link := says("/sign-in/link/", "user", "add", "lin@example.org", "--name", "Lin", "--role", "viewer"); strings.Count(link.out, "\n") != 1 {
		t.Errorf("the link: %q", link.out)
	}
	says("", "user", "disable", "Kim@example.org")
	says("disabled", "user", "list", "kim")
	secret := strings.TrimSpace(says("hct_", "token", "create", "reader").out)
	listed := says("reader", "token", "list")
	if strings.Contains(listed.out, secret) {
		t.Error("the list shows the secret")
	}
	var id string
	for line := range strings.Lines(listed.out) {
		if strings.HasSuffix(strings.TrimSpace(line), "reader") {
			id, _, _ = strings.Cut(line, " ")
		}
	}
	lesser := elsewhere{e.url, secret, e.data}
	if got := lesser.on(t, "incidents"); got.status != exitOK {
		t.Errorf("a token that reads: %+v", got)
	}
	if got := lesser.on(t, "user", "list"); got.status != exitFailure || got.out != "" || !strings.Contains(got.err, "scope") {
		t.Errorf("a token that reads lists users: %+v", got)
	}
	says("", "token", "revoke", id)
	if got := lesser.on(t, "incidents"); got.status != exitFailure || !strings.Contains(got.err, "token") {
		t.Errorf("a revoked token: %+v", got)
	}
}

// TestRemoteRefusals: every command that asks a server says in words what is
// wrong, with nothing on standard output.
func TestRemoteRefusals(t *testing.T) {
	e := serveElsewhere(t)
	nobody := httptest.NewServer(http.NotFoundHandler())
	gone := nobody.URL
	nobody.Close()
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte("<h1>nginx</h1>"))
	}))
	defer stranger.Close()
	commands := [][]string{{"incidents"}, {"actions"}, {"search", "x"}, {"assess", "INC-1"}, {"reviews", "INC-1"}, {"events", "add", "INC-1", "14:32 it began"}, {"user", "list"},
		{"user", "add", "eve@example.org", "--name", "Eve"}, {"user", "disable", "eve@example.org"}, {"token", "list"}, {"token", "create", "x"}, {"token", "revoke", "tok_none"}}
	for name, c := range map[string]struct {
		server elsewhere
		says   string
	}{
		"a wrong token": {elsewhere{e.url, "hct_wrong", ""}, "token"}, "no token of ours": {elsewhere{e.url, "secret", ""}, "hct_"}, "a server of something else": {elsewhere{stranger.URL, e.token, ""}, "404"},
		"no address": {elsewhere{"hindcast.example", e.token, ""}, "https://hindcast.example"}, "no token": {elsewhere{e.url, "", ""}, "HINDCAST_TOKEN"},
	} {
		for _, args := range commands {
			if got := c.server.on(t, args...); got.status == exitOK || got.out != "" || !strings.Contains(got.err, c.says) {
				t.Errorf("%s, %v: %+v", name, args, got)
			}
		}
	}
	if got := (elsewhere{gone, e.token, ""}).on(t, "token", "revoke", "tok_none"); got.status != exitFailure || !strings.Contains(got.err, "refused") {
		t.Errorf("no server: %+v", got)
	}
	for _, args := range [][]string{{"assess", "INC-99"}, {"reviews", "INC-99"}, {"events", "add", "INC-99", "14:32 it began"}, {"token", "revoke", "tok_none"}, {"user", "disable", "eve@example.org"}} {
		if got := e.on(t, args...); got.status != exitFailure || got.out != "" || got.err == "" {
			t.Errorf("what is not there, %v: %+v", args, got)
		}
	}
}

// TestAStaleChangeIsRefused: somebody else was first.
func TestAStaleChangeIsRefused(t *testing.T) {
	e := serveElsewhere(t)
	c, err := client.New(e.url, e.token)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	users, err := c.Users(ctx, "kim", "", 0)
	if err != nil || len(users.Items) != 1 {
		t.Fatal(users, err)
	}
	kim, name := users.Items[0], "Kim B."
	if _, err := c.ChangeUser(ctx, kim.ID, kim.Version, client.UserChange{Name: &name}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.ChangeUser(ctx, kim.ID, kim.Version, client.UserChange{Name: &name}); !client.Is(err, "stale") {
		t.Errorf("the second change: %v", err)
	}
}
