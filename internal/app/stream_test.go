package app

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// listener reads one stream of events.
type listener struct {
	t     *testing.T
	resp  *http.Response
	lines chan string // lines is closed when the stream ends
}

// listen opens a stream; last is what Last-Event-ID says, empty for what is new.
func (p *program) listen(v visitor, path, last string) *listener {
	p.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Base()+path, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	resp, err := v.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	l := &listener{p.t, resp, make(chan string, 1000)}
	go func() {
		defer close(l.lines)
		for s := bufio.NewScanner(resp.Body); s.Scan(); {
			l.lines <- s.Text()
		}
	}()
	p.t.Cleanup(func() { stop(); resp.Body.Close() })
	return l
}

// hears waits for a line that holds a text, and returns all up to it.
func (l *listener) hears(text string) (heard []string) {
	l.t.Helper()
	for end := time.After(patience); ; {
		select {
		case line, open := <-l.lines:
			if heard = append(heard, line); strings.Contains(line, text) {
				return heard
			}
			if !open {
				l.t.Fatalf("the stream ended before %q: %q", text, heard)
			}
		case <-end:
			l.t.Fatalf("%q was not heard: %q", text, heard)
		}
	}
}

// ends waits for the end.
func (l *listener) ends(why string) {
	l.t.Helper()
	for end := time.After(patience); ; {
		select {
		case _, open := <-l.lines:
			if !open {
				return
			}
		case <-end:
			l.t.Fatalf("the stream goes on although %s", why)
		}
	}
}

// TestStreams: what a listener is told over HTTP, from where, and until when.
func TestStreams(t *testing.T) {
	p := start(t)
	p.openOne("inc_first")
	member := visitor{name: "member", client: p.client(hindcast.Member)}
	secret, token, err := p.people.MakeToken(t.Context(), operator(), accounts.NewToken{Name: "reads", Role: hindcast.Member, Scopes: []hindcast.Scope{hindcast.ScopeRead}, ExpiresAt: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	program := visitor{name: "token", client: p.client(hindcast.Nobody), token: secret}
	for path, v := range map[string]visitor{"/live": member, "/api/v1/live": program} {
		l := p.listen(v, path, "0")
		h := l.resp.Header
		if l.resp.StatusCode != http.StatusOK || h.Get("Content-Type") != "text/event-stream" || h.Get("Cache-Control") != "no-store" || h.Get("X-Accel-Buffering") != "no" || h.Get("Content-Encoding") != "" {
			t.Errorf("%s: %s %v", path, l.resp.Status, h)
		}
		var number string
		for _, line := range l.hears("inc_first") {
			if id, ok := strings.CutPrefix(line, "id: "); ok {
				number = id
			}
		}
		if number == "" {
			t.Fatalf("%s numbers nothing", path)
		}
		next := hindcast.IncidentID("inc_next" + strings.ReplaceAll(path, "/", "_"))
		p.openOne(next)
		for _, line := range p.listen(v, path, number).hears(string(next)) {
			if strings.Contains(line, "inc_first") {
				t.Errorf("%s says again what was heard", path)
			}
		}
		l.hears(string(next))
		ahead := p.listen(v, path, "999999")
		ahead.hears("event: reset")
	}
	pages, operations := p.listen(member, "/live", ""), p.listen(program, "/api/v1/live", "")
	if err := p.people.SignOutEverywhere(t.Context(), hindcast.Actor{User: "usr_member", Role: hindcast.Member}); err != nil {
		t.Fatal(err)
	}
	if err := p.people.RevokeToken(t.Context(), operator(), token.ID); err != nil {
		t.Fatal(err)
	}
	p.openOne("inc_after")
	pages.ends("the session was revoked")
	operations.ends("the token was revoked")
	for path, v := range map[string]visitor{"/live": member, "/api/v1/live": program} {
		if status, _, body := p.fetch(v, path); status == http.StatusOK || strings.Contains(body, "inc_") {
			t.Errorf("%s is opened again: %d %s", path, status, body)
		}
	}
	last := p.listen(visitor{client: p.clientOf("usr_last", hindcast.Viewer)}, "/live", "")
	p.stop()
	last.ends("the program stopped")
}

// TestWhatTheLogNeverSays: who comes with a secret finds it nowhere in the log of
// requests, whatever became of the request.
func TestWhatTheLogNeverSays(t *testing.T) {
	p := start(t, func(c *Config) { c.Passwords = true })
	const planted = "hct_xylophagous"
	c := p.client(hindcast.Nobody)
	link := p.link(hindcast.Member)
	for _, address := range []string{link, p.Base() + "/sign-in/link/" + planted, p.Base() + "/incidents?q=" + planted, p.Base() + "/api/v1/incidents?token=" + planted, p.Base() + "/" + planted} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader("email=member%40example.org&password="+planted))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Authorization", "Bearer "+planted)
			r.Header.Set("Cookie", "hindcast="+planted)
			r.Header.Set("User-Agent", planted)
			resp, err := c.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
		}
	}
	said := p.log.String()
	if strings.Count(said, "msg=request") < 8 {
		t.Fatalf("the log says too little to tell: %s", said)
	}
	if at := strings.Index(said, "xylophagous"); at >= 0 {
		t.Errorf("the log says %s", said[max(0, at-200):at+20])
	}
	if _, key, _ := strings.Cut(link, "/sign-in/link/"); strings.Contains(said, key) {
		t.Error("the log holds a link")
	}
}
