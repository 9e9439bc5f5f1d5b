package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client speaks with a server. It is safe for concurrent use.
//
//	c, err := client.New("https://hindcast.example", token)
//	i, err := c.Incident(ctx, "INC-42")
type Client struct {
	base  string
	token string
	http  *http.Client
	// pause is how long the first wait before asking again is.
	pause time.Duration
}

// How often what only reads is asked for, and the largest answer that is read;
// both ours.
const (
	attempts   = 4
	mostAnswer = 64 << 20
)

// New returns a client of the server at an address, with a service token.
func New(server, token string) (*Client, error) {
	u, err := url.Parse(server)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("%q is no address of a server; write https://hindcast.example", server)
	}
	return &Client{base: strings.TrimSuffix(server, "/") + "/api/v1", token: token, pause: 200 * time.Millisecond, http: &http.Client{Timeout: 2 * time.Minute,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil // a token follows no redirect
}

// Error is an answer that says what is wrong.
type Error struct{ Problem }

// Error says it in one line.
func (e *Error) Error() string {
	text := e.Detail
	if text == "" {
		text = "the server answered with status " + strconv.Itoa(e.Status)
	}
	for n, f := range e.Errors {
		sep := "; "
		if n == 0 {
			sep = ": "
		}
		text += sep + strings.TrimPrefix(f.Location, "body.") + " " + f.Message
	}
	return text
}

// Is reports whether an error is an answer with a code, such as "not_found".
func Is(err error, code string) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Type == "urn:hindcast:"+code
}

// call is one request. body and answer may be nil.
type call struct {
	method, path string
	query        url.Values
	body, answer any
	version      int64  // version is sent as If-Match unless it is zero
	once         string // once is sent as Idempotency-Key, which makes the call safe to repeat
}

// do carries a call out. What changes nothing, or nothing twice, is asked for
// again when the server is busy or does not answer.
func (c *Client) do(ctx context.Context, k call) error {
	var text []byte
	if k.body != nil {
		var err error
		if text, err = json.Marshal(k.body); err != nil {
			return err
		}
	}
	again := k.method == http.MethodGet || k.once != ""
	for n := 1; ; n++ {
		wait, err := c.try(ctx, k, text)
		if err == nil || wait < 0 || !again || n == attempts {
			return err
		}
		if wait == 0 {
			wait = c.pause<<(n-1) + rand.N(c.pause)
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// try asks once. With an error, wait is how long the server wants to be left
// alone, zero when it does not say, and negative when asking again is of no use.
func (c *Client) try(ctx context.Context, k call, text []byte) (wait time.Duration, err error) {
	address := c.base + k.path
	if len(k.query) > 0 {
		address += "?" + k.query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, k.method, address, bytes.NewReader(text))
	if err != nil {
		return -1, err
	}
	if k.body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if k.version > 0 {
		r.Header.Set("If-Match", `"`+strconv.FormatInt(k.version, 10)+`"`)
	}
	if k.once != "" {
		r.Header.Set("Idempotency-Key", k.once)
	}
	return c.send(r, k.answer)
}

// send sends a request and reads its answer; the results are those of try.
func (c *Client) send(r *http.Request, into any) (wait time.Duration, err error) {
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Accept", "application/json")
	resp, err := c.http.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, mostAnswer))
	if err != nil {
		return 0, err
	}
	if resp.StatusCode >= 300 {
		return pauseOf(resp), problemOf(resp, answer)
	}
	if into == nil || len(answer) == 0 {
		return 0, nil
	}
	if err := json.Unmarshal(answer, into); err != nil {
		return -1, fmt.Errorf("read the answer: %w", err)
	}
	return 0, nil
}

// pauseOf is how long to wait after an answer that says no.
func pauseOf(resp *http.Response) time.Duration {
	if resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode < 500 {
		return -1
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return min(time.Duration(max(seconds, 0))*time.Second, time.Minute)
}

func problemOf(resp *http.Response, answer []byte) error {
	e := &Error{}
	if json.Unmarshal(answer, &e.Problem) != nil || e.Status == 0 { // something between us and the server answered
		e.Problem = Problem{Status: resp.StatusCode, Detail: "the server answered with " + resp.Status}
	}
	return e
}
