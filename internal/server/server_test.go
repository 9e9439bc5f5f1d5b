package server_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

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

const page = "text/html; charset=utf-8"

func reply(w http.ResponseWriter, _ *http.Request, _ hindcast.Actor) error {
	w.Header().Set("Content-Type", page)
	w.Header().Set("Etag", `"7"`)
	_, err := io.WriteString(w, strings.Repeat("a line of text\n", 200))
	return err
}

func group(routes ...server.Route) server.Group {
	return server.Group{
		Routes: routes,
		Authenticate: func(r *http.Request) (hindcast.Actor, error) {
			return hindcast.Actor{User: "usr_1", Role: hindcast.OrgRole(r.Header.Get("Role"))}, nil
		},
		Fail: func(w http.ResponseWriter, r *http.Request, _ hindcast.Actor, err error) {
			w.WriteHeader(server.StatusOf(hindcast.CodeOf(err)))
			_, _ = io.WriteString(w, "failed: "+server.RequestID(r))
		},
	}
}

func build(t *testing.T, routes ...server.Route) (*server.Server, *journal) {
	t.Helper()
	log := &journal{}
	s, err := server.New([]server.Group{group(routes...)}, server.Options{Log: slog.New(slog.NewTextHandler(log, nil)), Ready: func(context.Context) error { return nil }})
	if err != nil {
		t.Fatal(err)
	}
	return s, log
}

func TestATableThatDoesNotSayEnoughIsRefused(t *testing.T) {
	for name, routes := range map[string][]server.Route{
		"no permission": {{Pattern: "GET /a", Serve: reply}},
		"no method":     {{Pattern: "/a", Needs: server.Anyone, Serve: reply}},
		"no handler":    {{Pattern: "GET /a", Needs: server.Anyone}},
		"twice":         {{Pattern: "GET /a/{b}", Needs: server.Anyone, Serve: reply}, {Pattern: "GET /a/{c}", Needs: server.Anyone, Serve: reply}},
	} {
		if _, err := server.New([]server.Group{group(routes...)}, server.Options{}); err == nil {
			t.Errorf("%s: the table was accepted", name)
		}
	}
}

func TestWhoMayAndWhatIsRefused(t *testing.T) {
	s, log := build(t,
		server.Route{Pattern: "GET /open", Needs: server.Anyone, Serve: reply},
		server.Route{Pattern: "GET /mine", Needs: server.SignedIn, Serve: reply},
		server.Route{Pattern: "GET /ledger", Needs: hindcast.MayAdminister, Serve: reply},
		server.Route{Pattern: "GET /broken", Needs: server.Anyone, Serve: func(http.ResponseWriter, *http.Request, hindcast.Actor) error { panic("secret-in-panic") }},
		server.Route{Pattern: "POST /upload", Needs: server.Anyone, Limit: 10, Serve: func(_ http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
			_, err := io.ReadAll(r.Body)
			return err
		}},
	)
	for _, c := range []struct {
		method, path, role, origin, body string
		status                           int
	}{
		{"GET", "/open", "", "", "", 200},
		{"HEAD", "/open", "", "", "", 200},
		{"GET", "/open/", "", "", "", 404},
		{"POST", "/open", "", "", "", 405},
		{"GET", "/nowhere", "", "", "", 404},
		{"GET", "/mine", "", "", "", 401},
		{"GET", "/mine", "guest", "", "", 200},
		{"GET", "/ledger", "", "", "", 401},
		{"GET", "/ledger", "member", "", "", 403},
		{"GET", "/ledger", "admin", "", "", 200},
		{"GET", "/broken", "", "", "", 500},
		{"POST", "/upload", "", "", "short", 200},
		{"POST", "/upload", "", "", "much longer than ten", 413},
		{"POST", "/upload", "", "https://elsewhere.example", "short", 403},
		{"GET", "/healthz", "", "", "", 200},
		{"GET", "/readyz", "", "", "", 200},
	} {
		r := httptest.NewRequest(c.method, c.path, strings.NewReader(c.body))
		r.Header.Set("Role", c.role)
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s %s as %q: %d, want %d", c.method, c.path, c.role, w.Code, c.status)
		}
		if c.status == 405 && w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("405 allows %q", w.Header().Get("Allow"))
		}
		if strings.Contains(w.Body.String(), "secret-in-panic") {
			t.Error("a panic is shown")
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s %s lacks headers", c.method, c.path)
		}
	}
	if !strings.Contains(log.String(), "secret-in-panic") {
		t.Error("a panic is not in the log")
	}
}

func TestTheLogHoldsNoSecrets(t *testing.T) {
	s, log := build(t, server.Route{Pattern: "POST /link/{token}", Needs: server.Anyone, Serve: func(_ http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "not " + r.FormValue("word")}
	}})
	for _, path := range []string{"/link/s3cret?q=s3cret", "/s3cret", "/link/s3cret/s3cret"} {
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("word=s3cret"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Authorization", "Bearer s3cret")
		r.Header.Set("User-Agent", "s3cret")
		r.Header.Set("X-Request-Id", "s3cret")
		r.AddCookie(&http.Cookie{Name: "hindcast", Value: "s3cret"})
		s.ServeHTTP(httptest.NewRecorder(), r)
	}
	if lines := strings.Count(log.String(), "msg=request"); lines != 3 || strings.Contains(log.String(), "s3cret") {
		t.Errorf("%d lines:\n%s", lines, log)
	}
}

func TestPagesAreCompressedForThoseWhoTakeIt(t *testing.T) {
	s, _ := build(t, server.Route{Pattern: "GET /page", Needs: server.Anyone, Serve: reply})
	for accepted, want := range map[string]string{"gzip, br": "gzip", "gzip;q=0": "", "": "", "br;q=1.0, gzip;q=0.8": "gzip"} {
		r := httptest.NewRequest(http.MethodGet, "/page", nil)
		r.Header.Set("Accept-Encoding", accepted)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got := w.Header().Get("Content-Encoding"); got != want || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: encoded as %q, want %q", accepted, got, want)
		}
		if weak := strings.HasPrefix(w.Header().Get("Etag"), "W/"); weak != (want == "gzip") {
			t.Errorf("%q: the entity tag is %s", accepted, w.Header().Get("Etag"))
		}
	}
}

func TestStopEndsStreamsAndFinishesTheRest(t *testing.T) {
	begun, finish := make(chan string, 2), make(chan struct{})
	s, _ := build(t,
		server.Route{Pattern: "GET /stream", Needs: server.Anyone, Stream: true, Serve: func(_ http.ResponseWriter, r *http.Request, _ hindcast.Actor) error {
			begun <- "stream"
			<-r.Context().Done()
			close(finish)
			return nil
		}},
		server.Route{Pattern: "GET /slow", Needs: server.Anyone, Serve: func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
			begun <- "slow"
			<-finish
			return reply(w, r, by)
		}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	answers := make(chan error, 2)
	for _, path := range []string{"/stream", "/slow"} {
		go func() {
			resp, err := http.Get("http://" + l.Addr().String() + path)
			if err == nil {
				_, err = io.Copy(io.Discard, resp.Body)
				err = errors.Join(err, resp.Body.Close())
			}
			answers <- err
		}()
	}
	<-begun
	<-begun
	stop()
	for range 2 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Error("the server does not stop")
	}
}
