package api

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// routes takes operations from huma and makes them lines of the route table.
type routes struct {
	list   []server.Route
	line   server.Route // line is what is known of the operation being registered
	secret bool         // secret says that its answer is never kept
	wrap   func(route server.Route, secret bool) server.Handler
}

// HandleFunc adds a line.
func (t *routes) HandleFunc(pattern string, serve func(http.ResponseWriter, *http.Request)) {
	line := t.line
	line.Pattern = pattern
	line.Serve = func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		serve(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, by)))
		return nil
	}
	line.Serve = t.wrap(line, t.secret)
	t.list = append(t.list, line)
}

// ServeHTTP is asked for by huma and never called: the server has the routes.
func (*routes) ServeHTTP(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) }

// actorKey carries who acts over huma, whose handlers have no argument for it.
// register puts it back into its place.
type actorKey struct{}

// op describes an operation: its method and path below Prefix, and what it does
// in a few words. The first segment of the path is its tag.
func op(pattern, summary string) huma.Operation {
	method, path, _ := strings.Cut(pattern, " ")
	tag, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	o := huma.Operation{Method: method, Path: path, Summary: summary, OperationID: operationID(method, path), Tags: []string{tag}}
	if method == http.MethodDelete {
		o.DefaultStatus = http.StatusNoContent
	}
	return o
}

// creates describes an operation that makes something new.
func creates(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusCreated
	return o
}

// describes adds what the summary of an operation does not say.
func describes(o huma.Operation, text string) huma.Operation {
	o.Description = text
	return o
}

// takes describes an operation with a larger body than server.DefaultLimit.
func takes(o huma.Operation, bytes int64) huma.Operation {
	o.MaxBodyBytes = bytes
	return o
}

// secretly marks an operation whose answer is shown once and never kept.
const secretly = "x-shown-once"

// secret describes an operation whose answer holds a secret.
func secret(o huma.Operation) huma.Operation {
	o.Extensions = map[string]any{secretly: true}
	return o
}

// operationID makes "get-incidents-key-events" of GET /incidents/{key}/events.
func operationID(method, path string) string {
	words := strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return r == '/' || r == '{' || r == '}' })
	return strings.ToLower(method) + "-" + strings.Join(words, "-")
}

// problemsOf are the errors that an operation of a method may answer with.
func problemsOf(method string) []int {
	list := []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusServiceUnavailable}
	if method != http.MethodGet {
		list = append(list, http.StatusBadRequest, http.StatusConflict, http.StatusPreconditionFailed, http.StatusRequestEntityTooLarge,
			http.StatusUnsupportedMediaType, http.StatusPreconditionRequired)
	}
	return list
}

// register adds an operation to the table and to the document.
func register[I, O any](a *API, needs hindcast.Permission, o huma.Operation, do func(ctx context.Context, by hindcast.Actor, in *I) (*O, error)) {
	a.routes.line = server.Route{Needs: needs, Limit: cmp.Or(o.MaxBodyBytes, server.DefaultLimit)}
	o.MaxBodyBytes = -1 // the body is read, within the limit, before huma sees it
	if o.Extensions == nil {
		o.Extensions = map[string]any{}
	}
	o.Extensions["x-permission"] = string(needs)
	_, a.routes.secret = o.Extensions[secretly]
	o.Errors = problemsOf(o.Method)
	if o.Method == http.MethodPost {
		o.Parameters = append(o.Parameters, onceParameter())
	}
	huma.Register(a.huma, o, func(ctx context.Context, in *I) (*O, error) {
		by, _ := ctx.Value(actorKey{}).(hindcast.Actor)
		out, err := do(ctx, by, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
}

// problem is the problem document of an error.
func problem(err error) *huma.ErrorModel {
	code := hindcast.CodeOf(err)
	p := &huma.ErrorModel{Status: server.StatusOf(code), Type: "urn:hindcast:" + string(code), Title: strings.ReplaceAll(string(code), "_", " ")}
	if known, ok := errors.AsType[*hindcast.Error](err); ok {
		p.Detail = known.Message
		for _, f := range known.Fields {
			p.Errors = append(p.Errors, &huma.ErrorDetail{Location: "body." + f.Field, Message: f.Reason})
		}
	}
	if _, ok := errors.AsType[unconditional](err); ok {
		p.Status = http.StatusPreconditionRequired
	}
	if code == hindcast.Internal {
		p.Detail, p.Errors = "something went wrong here; the log has it under the request id of this answer", nil
	}
	return p
}

// typed gives the problems that huma finds in a request the form of ours.
func typed(_ huma.Context, _ string, answer any) (any, error) {
	p, ok := answer.(*huma.ErrorModel)
	if !ok || p.Type != "" {
		return answer, nil
	}
	code := codeOf(p.Status)
	p.Type, p.Title = "urn:hindcast:"+string(code), strings.ReplaceAll(string(code), "_", " ")
	for _, e := range p.Errors {
		e.Value = nil // what was sent is not sent back: it may be a secret, or large
	}
	return p, nil
}

// codeOf is the code of a status that huma answers with.
func codeOf(status int) hindcast.Code {
	switch status {
	case http.StatusUnsupportedMediaType, http.StatusNotAcceptable:
		return hindcast.Unsupported
	case http.StatusRequestEntityTooLarge:
		return hindcast.TooLarge
	case http.StatusNotFound:
		return hindcast.NotFound
	}
	if status >= http.StatusInternalServerError {
		return hindcast.Internal
	}
	return hindcast.Invalid
}
