package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// asker asks a server for pages as browsers do: signed in, over connections that
// are kept, taking what is compressed.
type asker struct {
	base    string
	session *http.Cookie
	client  *http.Client
}

func newAsker(base string, session *http.Cookie) asker {
	return asker{base, session, &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}, // it is asked for by hand, and not undone
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// ask sends one request and reads the answer, which must have the status.
func (a asker) ask(method, path, body string, status int) (size int64, err error) {
	r, err := http.NewRequest(method, a.base+path, bytes.NewReader([]byte(body)))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	if a.session != nil {
		r.AddCookie(a.session)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := a.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if size, err = io.Copy(io.Discard, resp.Body); err == nil && resp.StatusCode != status {
		err = fmt.Errorf("%s %s: %s", method, path, resp.Status)
	}
	return size, err
}

// get returns a function that asks for a page.
func (a asker) get(path string) func() error {
	return func() error {
		_, err := a.ask(http.MethodGet, path, "", http.StatusOK)
		return err
	}
}

// hello is the least that a server could do.
func hello(b *testing.B) asker {
	b.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }))
	b.Cleanup(s.Close)
	return newAsker(s.URL, nil)
}

// serving runs the program in this process, so that it can be profiled, until the
// benchmark ends, and returns who is signed in there.
func serving(b *testing.B, data Data) asker {
	b.Helper()
	who, stop := served(b, data)
	b.Cleanup(stop)
	return who
}

func served(b *testing.B, data Data) (who asker, stop func()) {
	b.Helper()
	a, err := New(b.Context(), Config{Data: data, Addr: "127.0.0.1:0"}, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := a.Run(ctx); err != nil {
			b.Errorf("the program ended with: %v", err)
		}
	})
	who = newAsker(a.Base(), nil)
	stop = func() { who.client.CloseIdleConnections(); end(); running.Wait() }
	if who.session, err = signedIn(b.Context(), a.people, who); err != nil {
		stop()
		b.Fatal(err)
	}
	return who, stop
}

// signedIn uses a link of the reader.
func signedIn(ctx context.Context, people *accounts.Service, at asker) (*http.Cookie, error) {
	link, err := people.LinkFor(ctx, storetest.Admin(), reader.Email)
	if err != nil {
		return nil, err
	}
	resp, err := at.client.PostForm(link, url.Values{})
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	if len(resp.Cookies()) == 0 {
		return nil, errors.New("no session: " + resp.Status)
	}
	return resp.Cookies()[0], nil
}
