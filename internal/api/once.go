package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// onceHeader lets a request be repeated after its answer was lost.
const onceHeader = "Idempotency-Key"

// maxKey is the length of the longest key, and maxReply the size of the largest
// answer that is kept; both ours.
const (
	maxKey   = 200
	maxReply = 2 << 20
)

func onceParameter() *huma.Param {
	longest := maxKey
	return &huma.Param{Name: onceHeader, In: "header", Description: "A text of your choice, such as a UUID. Repeating the request with it within a day changes nothing again and has the same answer.",
		Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &longest}}
}

// gathered reads the body, within the limit of the route, before the operation
// runs.
func (a *API) gathered(route server.Route, secret bool) server.Handler {
	return func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		text, err := io.ReadAll(r.Body)
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return err
		}
		if err != nil {
			return &hindcast.Error{Code: hindcast.Invalid, Message: "the request ended before its body did", Err: err}
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
		return a.once(w, r, by, text, secret, route.Serve)
	}
}

// streamed is gathered for a body that passes through. Whether a repetition has
// the same body is not looked at.
func (a *API) streamed(serve server.Handler) server.Handler {
	return func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		return a.once(w, r, by, nil, false, serve)
	}
}

// once serves a request that has a key so that it takes effect once: the store
// refuses a second sending, and what the first was answered with is said again.
func (a *API) once(w http.ResponseWriter, r *http.Request, by hindcast.Actor, text []byte, secret bool, serve server.Handler) error {
	key := r.Header.Get(onceHeader)
	if key == "" || r.Method != http.MethodPost || by.Role == hindcast.Nobody {
		return serve(w, r, by)
	}
	if len(key) > maxKey || !utf8.ValidString(key) {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "an " + onceHeader + " is at most 200 bytes of text"}
	}
	by.Once = hindcast.Once{Key: key, Request: fingerprint(r, text), Attempt: rand.Text()}
	if done, err := a.repeat(w, r.Context(), by); done || err != nil {
		return err
	}
	answer := &held{header: http.Header{}, status: http.StatusOK}
	err := serve(answer, r, by)
	if err != nil && hindcast.CodeOf(err) != hindcast.Conflict {
		return err
	}
	if err != nil || answer.status == http.StatusConflict { // perhaps because another sending was faster
		if done, err := a.repeat(w, r.Context(), by); done || err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if answer.status < 300 && !secret && answer.body.Len() <= maxReply {
		// The change is made: should this fail, a repetition is told where to look.
		_ = a.options.KeepReply(context.WithoutCancel(r.Context()), by, answer.reply())
	}
	return answer.send(w)
}

// fingerprint tells requests apart.
func fingerprint(r *http.Request, text []byte) string {
	h := sha256.New()
	h.Write([]byte(r.Method + " " + r.URL.RequestURI() + "\n"))
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil))
}

// repeat answers a request that took effect before as it was answered then. done
// is false when it did not.
func (a *API) repeat(w http.ResponseWriter, ctx context.Context, by hindcast.Actor) (done bool, err error) {
	reply, known, err := a.options.Recall(ctx, by)
	switch {
	case err != nil || !known:
		return false, err
	case reply.Request != by.Once.Request:
		return true, &hindcast.Error{Code: hindcast.Invalid, Message: "this " + onceHeader + " was used for another request; choose another one"}
	case reply.Status == 0:
		return true, &hindcast.Error{Code: hindcast.Conflict, Message: "this request took effect, and what it was answered with is not kept, or not yet; look at " + reply.Subject,
			Err: hindcast.Repeated{Subject: reply.Subject}}
	}
	for name, value := range reply.Header {
		w.Header().Set(name, value)
	}
	w.Header().Set("Idempotency-Replayed", "true")
	w.WriteHeader(reply.Status)
	_, err = io.WriteString(w, reply.Body)
	return true, err
}

// held is an answer that waits until it is kept.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the header to be sent.
func (h *held) Header() http.Header { return h.header }

// WriteHeader takes the status.
func (h *held) WriteHeader(status int) { h.status = status }

// Write takes a part of the body.
func (h *held) Write(text []byte) (int, error) { return h.body.Write(text) }

func (h *held) reply() hindcast.Reply {
	r := hindcast.Reply{Status: h.status, Header: map[string]string{}, Body: h.body.String()}
	for _, name := range []string{"Content-Type", "Etag", "Location"} {
		if value := h.header.Get(name); value != "" {
			r.Header[name] = value
		}
	}
	return r
}

func (h *held) send(w http.ResponseWriter) error {
	for name, values := range h.header {
		w.Header()[name] = values
	}
	w.WriteHeader(h.status)
	_, err := w.Write(h.body.Bytes())
	return err
}
