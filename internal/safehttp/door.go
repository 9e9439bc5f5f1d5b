package safehttp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Options say how far the door opens. The zero value lets nothing out but to the
// public Internet.
type Options struct {
	Allow     []netip.Prefix // Allow lists networks an operator permits although they are not public.
	Timeout   time.Duration  // Timeout limits a whole exchange, redirects and body included; zero means 30 seconds.
	MaxBody   int64          // MaxBody limits an answer in bytes; zero means 10 MiB.
	Redirects int            // Redirects limits how many are followed; zero means 5, a negative number none.
	Agent     string         // Agent is the User-Agent; empty means "Hindcast".
}

// Door makes requests. It is safe for concurrent use.
type Door struct {
	client *http.Client
}

// New returns a door.
func New(o Options) *Door {
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.MaxBody <= 0 {
		o.MaxBody = 10 << 20
	}
	if o.Redirects == 0 {
		o.Redirects = 5
	}
	if o.Agent == "" {
		o.Agent = "Hindcast"
	}
	refused := notPublic()
	dialer := &net.Dialer{Timeout: 10 * time.Second, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !permits(to.Addr(), o.Allow, refused) {
			return &refusal{address}
		}
		return nil
	}}
	transport := &http.Transport{
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  o.Timeout,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
	}
	return &Door{client: &http.Client{
		Transport:     &guarded{next: transport, agent: o.Agent, maxBody: o.MaxBody},
		Timeout:       o.Timeout,
		CheckRedirect: redirects(o.Redirects),
	}}
}

// HTTP returns the door as a client, for libraries that want one.
func (d *Door) HTTP() *http.Client { return d.client }

// Do sends a request. What reading the answer's body may end with is TooLarge.
// Other errors are Forbidden where the address is refused, and Unavailable where
// the other side did not answer; their message is fit to be shown.
func (d *Door) Do(r *http.Request) (*http.Response, error) {
	response, err := d.client.Do(r)
	if err != nil {
		return nil, explain(r.URL.Hostname(), err)
	}
	return response, nil
}

// refusal is that an address is not to be connected to.
type refusal struct{ address string }

func (r *refusal) Error() string { return r.address + " is not a public address" }

// explain says what went wrong without saying more than the host somebody typed:
// an error of net/http holds the whole address, with whatever secret is in it.
func explain(host string, err error) error {
	if known, ok := errors.AsType[*hindcast.Error](err); ok {
		return known
	}
	if _, ok := errors.AsType[*refusal](err); ok {
		return &hindcast.Error{Code: hindcast.Forbidden, Message: fmt.Sprintf("%s leads to an address that is not public; an operator can allow its network", host), Err: err}
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return &hindcast.Error{Code: hindcast.Unavailable, Message: fmt.Sprintf("no address is known for %s", host), Err: err}
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return &hindcast.Error{Code: hindcast.Unavailable, Message: fmt.Sprintf("%s did not answer in time", host), Err: err}
	}
	return &hindcast.Error{Code: hindcast.Unavailable, Message: fmt.Sprintf("%s could not be reached", host), Err: err}
}

// redirects limits how many are followed, and follows none from https to http.
func redirects(limit int) func(*http.Request, []*http.Request) error {
	return func(r *http.Request, via []*http.Request) error {
		if len(via) > limit {
			return &hindcast.Error{Code: hindcast.Unavailable, Message: fmt.Sprintf("%s redirects too often", via[0].URL.Hostname())}
		}
		if via[len(via)-1].URL.Scheme == "https" && r.URL.Scheme != "https" {
			return &hindcast.Error{Code: hindcast.Forbidden, Message: fmt.Sprintf("%s redirects to an address without TLS", via[0].URL.Hostname())}
		}
		return nil
	}
}
