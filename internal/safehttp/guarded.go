package safehttp

import (
	"fmt"
	"io"
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// guarded sends requests of the web alone and limits what comes back.
type guarded struct {
	next    http.RoundTripper
	agent   string
	maxBody int64
}

// RoundTrip sends one request, a redirected one as well.
func (g *guarded) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" && r.URL.Scheme != "http" {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: fmt.Sprintf("%q is no address of the web: it must begin with https:// or http://", r.URL.Redacted())}
	}
	if r.Header.Get("User-Agent") == "" {
		r = r.Clone(r.Context())
		r.Header.Set("User-Agent", g.agent)
	}
	response, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	response.Body = &limited{ReadCloser: response.Body, host: r.URL.Hostname(), left: g.maxBody}
	return response, nil
}

// limited ends a body that is longer than it may be with an error, so that half
// an answer is not taken for a whole one.
type limited struct {
	io.ReadCloser
	host string
	left int64
}

// Read reads up to the limit.
func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.ReadCloser.Read(p)
	if int64(n) > l.left {
		n, l.left = int(l.left), 0
		return n, &hindcast.Error{Code: hindcast.TooLarge, Message: fmt.Sprintf("the answer of %s is larger than is read", l.host)}
	}
	l.left -= int64(n)
	return n, err
}
