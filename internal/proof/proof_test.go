package proof_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// checker reaches loopback, and knows the sources given.
func checker(sources ...proof.Source) *proof.Checker {
	door := safehttp.New(safehttp.Options{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Timeout: 3 * time.Second, MaxBody: 80 << 20})
	return &proof.Checker{Door: door, Large: door, Source: func(_ context.Context, name string) (proof.Source, error) {
		for _, s := range sources {
			if s.Name == name {
				return s, nil
			}
		}
		return proof.Source{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such source"}
	}}
}

func composed(t *testing.T, kind hindcast.ProofKind, pairs ...string) hindcast.Proof {
	t.Helper()
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	p, err := proof.Compose(kind, values)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// is fails unless a look found an outcome and said certain words.
func is(t *testing.T, what string, f proof.Found, want hindcast.Outcome, words ...string) {
	t.Helper()
	if f.Outcome != want {
		t.Errorf("%s: %s (%s), want %s", what, f.Outcome, f.Seen, want)
	}
	for _, w := range words {
		if !strings.Contains(f.Seen, w) {
			t.Errorf("%s: %q does not say %q", what, f.Seen, w)
		}
	}
}

// liar serves what an endpoint should not.
func liar(t *testing.T) string {
	t.Helper()
	done := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/private":
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		case "/stall":
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			<-done
		case "/huge":
			w.Header().Set("Content-Length", "10737418240")
			chunk := make([]byte, 1<<16)
			for r.Context().Err() == nil {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		case "/lies":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "short")
		case "/html":
			fmt.Fprint(w, "<html>signed out</html>")
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/locked":
			if r.Header.Get("Authorization") != "Bearer right-token" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			fmt.Fprint(w, "hello right-token")
		default:
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
			fmt.Fprint(w, "{\"checks\": [{\"name\": \"db\", \"ok\": true}, {\"name\": \"queue\", \"ok\": false}],\n\"limits\": {\"per account\": 40}}")
		}
	}))
	t.Cleanup(func() { close(done); s.CloseClientConnections(); s.Close() })
	return s.URL
}

func TestHTTP(t *testing.T) {
	base := liar(t)
	c := checker(proof.Source{Name: "good", Kind: hindcast.SourceHTTP, Base: base, Secret: "right-token"}, proof.Source{Name: "expired", Kind: hindcast.SourceHTTP, Base: base, Secret: "old-token"})
	for _, test := range []struct {
		name  string
		pairs []string
		want  hindcast.Outcome
		words string
	}{
		{"any success", []string{"url", base + "/"}, hindcast.Holds, "200 OK"},
		{"a header", []string{"url", base + "/", "header", "Strict-Transport-Security: max-age="}, hindcast.Holds, "31536000"},
		{"a header it has not", []string{"url", base + "/", "header", "Content-Security-Policy"}, hindcast.Broken, "without the header"},
		{"json", []string{"url", base + "/", "json", "$.checks[-1].name", "value", "queue"}, hindcast.Holds, "is queue"},
		{"json of any", []string{"url", base + "/", "json", "$.checks[*].ok", "value", "false"}, hindcast.Holds, "false"},
		{"json with a name in quotes", []string{"url", base + "/", "json", `$.limits["per account"]`, "value", "/^[34]0$/"}, hindcast.Holds, "40"},
		{"json that differs", []string{"url", base + "/", "json", "$.limits", "value", "none"}, hindcast.Broken, "per account"},
		{"json that is not there", []string{"url", base + "/", "json", "$.limits.nothing"}, hindcast.Broken, "nothing at"},
		{"no json", []string{"url", base + "/html", "json", "$.a"}, hindcast.Broken, "no JSON"},
		{"text", []string{"url", base + "/", "contains", "/^.limits/", "lacks", "debug"}, hindcast.Holds, "line 2"},
		{"text that it lacks", []string{"url", base + "/", "lacks", "queue"}, hindcast.Broken, "line 1"},
		{"gone", []string{"url", base + "/gone"}, hindcast.Broken, "410"},
		{"private", []string{"url", base + "/private"}, hindcast.Unknown, "not public"},
		{"stalls", []string{"url", base + "/stall", "contains", "x"}, hindcast.Unknown, "stopped after 0 bytes"},
		{"ten gigabytes", []string{"url", base + "/huge", "contains", "x"}, hindcast.Unknown, "larger than"},
		{"ten gigabytes not asked for", []string{"url", base + "/huge"}, hindcast.Holds, "200"},
		{"half an answer", []string{"url", base + "/lies", "contains", "short"}, hindcast.Unknown, "stopped after 5 bytes"},
		{"nobody there", []string{"url", "http://127.0.0.1:1/"}, hindcast.Unknown, "could not be reached"},
		{"no such host", []string{"url", "http://nowhere.invalid/"}, hindcast.Unknown, "nowhere.invalid"},
		{"a source", []string{"url", "/locked", "source", "good", "contains", "hello"}, hindcast.Holds, "hello •••"},
		{"a source whose credentials expired", []string{"url", "/locked", "source", "expired"}, hindcast.Unknown, "not any more"},
		{"a source there is not", []string{"url", "/x", "source", "none"}, hindcast.Unknown, "no source"},
		{"an address of another host", []string{"url", "https://example.com/x", "source", "good"}, hindcast.Unknown, "not one of the source"},
	} {
		is(t, test.name, c.Look(t.Context(), composed(t, hindcast.ProofHTTP, test.pairs...)), test.want, test.words)
	}
}

func TestWhatIsNotStated(t *testing.T) {
	for _, test := range []struct {
		kind  hindcast.ProofKind
		pairs map[string]string
		field string
	}{
		{hindcast.ProofHTTP, map[string]string{}, "url"},
		{hindcast.ProofHTTP, map[string]string{"url": "ftp://x"}, "url"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://user:secret@x/"}, "url"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "status": "abc"}, "status"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "contains": "/(/"}, "contains"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "contains": "/(a{50}){20}{3}/"}, "contains"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "contains": "/" + strings.Repeat("a?", 300) + "/"}, "contains"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "contains": "/(?=x)/"}, "contains"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "value": "1"}, "json"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "json": "$..a"}, "json"},
		{hindcast.ProofHTTP, map[string]string{"url": "https://x/", "colour": "red"}, "colour"},
		{hindcast.ProofAlertRule, map[string]string{"alert": "A", "source": "p", "expr": "rate("}, "expr"},
		{hindcast.ProofAlertRule, map[string]string{"alert": "A", "source": "p", "for": "soon"}, "for"},
		{hindcast.ProofRepository, map[string]string{"repository": "https://x/y"}, "file"},
		{hindcast.ProofRepository, map[string]string{"repository": "https://x/y", "file": "../etc/passwd"}, "file"},
		{hindcast.ProofRepository, map[string]string{"repository": "https://x/y", "commit": "zzz"}, "commit"},
		{hindcast.ProofTicket, map[string]string{"ticket": "someday"}, "ticket"},
		{hindcast.ProofDocument, map[string]string{"document": "x", "since": "yesterday"}, "since"},
		{hindcast.ProofBacktest, map[string]string{}, "kind"},
	} {
		_, err := proof.Compose(test.kind, test.pairs)
		known, ok := err.(*hindcast.Error)
		if !ok || len(known.Fields) == 0 || known.Fields[0].Field != test.field {
			t.Errorf("%s %v: %v, want a word about %s", test.kind, test.pairs, err, test.field)
		}
	}
}

// TestCatastrophicPattern reads a mebibyte with an expression that would never end
// in an engine that backtracks.
func TestCatastrophicPattern(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat("a", 1<<20-10))
	}))
	defer s.Close()
	f := checker().Look(t.Context(), composed(t, hindcast.ProofHTTP, "url", s.URL, "contains", "/(a+)+b/"))
	if f.Outcome != hindcast.Broken && !strings.Contains(f.Seen, "too long") {
		t.Errorf("%s: %s", f.Outcome, f.Seen)
	}
	f = checker().Look(t.Context(), composed(t, hindcast.ProofHTTP, "url", s.URL, "lacks", "/(a?){300}a{300}b/"))
	if f.Outcome != hindcast.Holds && !strings.Contains(f.Seen, "too long") {
		t.Errorf("%s: %s", f.Outcome, f.Seen)
	}
}

func TestDocument(t *testing.T) {
	d := hindcast.Document{Title: "Restore", Revisions: []hindcast.Revision{
		{Number: 1, At: time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC), Body: "call Ann"},
		{Number: 2, At: time.Date(2026, 3, 31, 22, 30, 0, 0, time.UTC), Body: "call the desk", Lesson: "fnd_1", ApprovedBy: hindcast.Person{Name: "Fay"}},
	}}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	look := func(pairs ...string) proof.Found {
		return proof.OfDocument(t.Context(), composed(t, hindcast.ProofDocument, append([]string{"document", "Restore"}, pairs...)...), d, true, berlin)
	}
	is(t, "approved", look(), hindcast.Holds, "revision 2", "Fay")
	is(t, "in time, where summer time has begun", look("since", "2026-04-01"), hindcast.Holds)
	is(t, "too old", look("since", "2026-04-02"), hindcast.Broken, "before 2026-04-02")
	is(t, "the lesson", look("lesson", "fnd_1"), hindcast.Holds)
	is(t, "another lesson", look("lesson", "fnd_2"), hindcast.Broken)
	is(t, "the text", look("contains", "desk", "lacks", "Ann"), hindcast.Holds)
	if f := look("contains", "Ann"); f.Outcome != hindcast.Broken || f.Content != "" && f.Content != "call the desk" {
		t.Errorf("%+v", f)
	}
	is(t, "deleted", proof.OfDocument(t.Context(), composed(t, hindcast.ProofDocument, "document", "Restore"), hindcast.Document{}, false, berlin), hindcast.Broken, "no document")
}

func FuzzNotation(f *testing.F) {
	f.Add("http", "https://x/", "status: 200\ncontains: a\n  b")
	f.Add("alert_rule", "A", "source: p\nexpr: up\n  == 0\nfor: 5m")
	f.Add("repository", "/srv/x", "file: **/*.go\nlacks: /a(b)?/")
	f.Add("attestation", "the key", "a picture: of it")
	f.Fuzz(func(t *testing.T, kind, subject, expect string) {
		p := hindcast.Proof{Kind: hindcast.ProofKind(kind), Subject: subject, Expect: expect}
		if _, err := proof.Read(p); err != nil {
			return
		}
		values, err := proof.Values(p)
		if err != nil {
			t.Fatal(err)
		}
		again, err := proof.Compose(p.Kind, values)
		if err != nil {
			t.Fatalf("%q was read and is not written: %v", expect, err)
		}
		back, err := proof.Values(again)
		if err != nil {
			t.Fatal(err)
		}
		for name, v := range back {
			if strings.TrimSpace(values[name]) != v {
				t.Errorf("%s was %q and is %q", name, values[name], v)
			}
		}
	})
}
