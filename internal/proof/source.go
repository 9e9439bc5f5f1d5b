package proof

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Source is a registered one with its secret as it is.
type Source struct {
	Name   string // Name is empty for a public address.
	Kind   hindcast.SourceKind
	Base   string // Base is its address without a slash at the end.
	Secret string
}

// maxAnswer is how much of an answer is read, in bytes; ours.
const maxAnswer = 1 << 20

func nameOfSource(s string) error {
	if len(s) > hindcast.MaxName {
		return errors.New("is longer than the name of a source may be")
	}
	return nil
}

// address checks that a value is an address of the web without a password.
func address(v string) error {
	u, err := url.Parse(v)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return errors.New("must be an address such as https://example.com/health, or name a source and be a path such as /health")
	case u.User != nil:
		return errors.New("must hold no password: an admin registers a source for that")
	case len(v) > hindcast.MaxURL:
		return errors.New("is longer than an address may be")
	}
	return nil
}

// under is an address of a source: a path below its own, or the whole of it.
// Nothing else is sent its secret.
func (s Source) under(path string) (string, error) {
	if s.Base == "" || strings.HasPrefix(path, s.Base+"/") || path == s.Base {
		return path, nil
	}
	if strings.Contains(path, "://") {
		return "", &hindcast.Error{Code: hindcast.Invalid, Message: fmt.Sprintf("the address is not one of the source %s, which is at %s", s.Name, s.Base)}
	}
	return s.Base + "/" + strings.TrimPrefix(path, "/"), nil
}

// authorization is the header that shows the secret, empty without one. A secret
// with a colon is a name and a password.
func (s Source) authorization() string {
	switch {
	case s.Secret == "":
		return ""
	case strings.Contains(s.Secret, ":"):
		return "Basic " + base64.StdEncoding.EncodeToString([]byte(s.Secret))
	case s.Kind == hindcast.SourceGitea:
		return "token " + s.Secret
	}
	return "Bearer " + s.Secret
}

// request is one for an address of the source.
func (s Source) request(ctx context.Context, address string) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "this is no address that can be asked", Err: err}
	}
	if authorization := s.authorization(); authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	return r, nil
}

// refused is what is found where a source does not take its credentials.
func (s Source) refused(status string) Found {
	if s.Name == "" {
		return unknown("it answers %s to everybody; an admin can register it as a source with credentials", status)
	}
	if s.Secret == "" {
		return unknown("the source %s answers %s; it has no credentials, and an admin can give it some", s.Name, status)
	}
	return unknown("the source %s answers %s: its credentials are not accepted, or not any more; an admin renews them", s.Name, status)
}

// ask gets what an API of a source answers. answered is false where f says why
// there is nothing to judge; a status of 404 is an answer.
func (c *Checker) ask(ctx context.Context, s Source, path string) (body []byte, status int, f Found, answered bool) {
	where, err := s.under(path)
	if err != nil {
		return nil, 0, unanswered(err), false
	}
	r, err := s.request(ctx, where)
	if err != nil {
		return nil, 0, unanswered(err), false
	}
	r.Header.Set("Accept", "application/json")
	response, err := c.Door.Do(r)
	if err != nil {
		return nil, 0, unanswered(err), false
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden:
		return nil, 0, s.refused(response.Status), false
	case response.StatusCode == http.StatusNotFound:
		return nil, response.StatusCode, Found{}, true
	case response.StatusCode != http.StatusOK:
		f := unknown("%s answers %s", r.URL.Hostname(), response.Status)
		f.Again = true
		return nil, 0, f, false
	}
	body, f, answered = c.whole(response.Body, r.URL.Hostname(), 8*maxAnswer)
	return body, response.StatusCode, f, answered
}

// whole reads an answer that is not larger than it may be.
func (c *Checker) whole(from io.Reader, host string, limit int64) (body []byte, f Found, ok bool) {
	body, err := io.ReadAll(io.LimitReader(from, limit+1))
	if int64(len(body)) > limit {
		return nil, unknown("the answer of %s is larger than the %d KiB that are read; half of one is not judged", host, limit>>10), false
	}
	if err != nil {
		f = unknown("the answer of %s stopped after %d bytes: %s", host, len(body), messageOf(err))
		f.Again = true
		return nil, f, false
	}
	return body, Found{}, true
}

// messageOf is an error as a person is shown it.
func messageOf(err error) string {
	if known, ok := errors.AsType[*hindcast.Error](err); ok {
		return known.Message
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return "it took too long"
	}
	return err.Error()
}
