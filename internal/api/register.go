package api

import (
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
	list  []server.Route
	needs hindcast.Permission // needs is that of the operation being registered
	limit int64
}

// HandleFunc adds a line.
func (t *routes) HandleFunc(pattern string, serve func(http.ResponseWriter, *http.Request)) {
	t.list = append(t.list, server.Route{Pattern: pattern, Needs: t.needs, Limit: t.limit, Serve: func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		serve(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, by)))
		return nil
	}})
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
	return huma.Operation{Method: method, Path: path, Summary: summary, OperationID: operationID(method, path), Tags: []string{tag}, MaxBodyBytes: -1}
}

// operationID makes "get-incidents-key-events" of GET /incidents/{key}/events.
func operationID(method, path string) string {
	words := strings.FieldsFunc(strings.ToLower(path), func(r rune) bool { return r == '/' || r == '{' || r == '}' })
	return strings.ToLower(method) + "-" + strings.Join(words, "-")
}

// register adds an operation to the table and to the document. The size of its
// body is limited by the server, to server.DefaultLimit unless limited says else.
func register[I, O any](a *API, needs hindcast.Permission, o huma.Operation, do func(ctx context.Context, by hindcast.Actor, in *I) (*O, error)) {
	a.routes.needs = needs
	o.Extensions = map[string]any{"x-permission": string(needs)}
	huma.Register(a.huma, o, func(ctx context.Context, in *I) (*O, error) {
		by, _ := ctx.Value(actorKey{}).(hindcast.Actor)
		out, err := do(ctx, by, in)
		if err != nil {
			return nil, problem(err)
		}
		return out, nil
	})
	a.routes.needs, a.routes.limit = "", 0
}

// limited registers what comes next with a larger body.
func (a *API) limited(bytes int64) *API {
	a.routes.limit = bytes
	return a
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
	if code == hindcast.Internal {
		p.Detail, p.Errors = "something went wrong here; the log has it under the request id of this answer", nil
	}
	return p
}
