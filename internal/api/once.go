package api

import (
	"bytes"
	"errors"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// onceParameter describes the header that lets a request be repeated.
func onceParameter() *huma.Param {
	longest := maxKey
	return &huma.Param{Name: "Idempotency-Key", In: "header", Description: "A text of your choice, as a UUID. Repeating the request with it within a day changes nothing again and has the same answer.",
		Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &longest}}
}

// maxKey is the length of the longest Idempotency-Key; ours.
const maxKey = 200

// gathered reads the body, within the limit of the route, before the operation
// runs.
func gathered(route server.Route) server.Handler {
	return func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		text, err := io.ReadAll(r.Body)
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return err
		}
		if err != nil {
			return &hindcast.Error{Code: hindcast.Invalid, Message: "the request ended before its body did", Err: err}
		}
		r.Body = io.NopCloser(bytes.NewReader(text))
		return route.Serve(w, r, by)
	}
}
