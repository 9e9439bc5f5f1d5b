package api

import (
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// raw adds an operation whose body or answer is bytes, which pass through instead
// of being gathered. Its Limit is zero where it takes no body.
func (a *API) raw(needs hindcast.Permission, o huma.Operation, limit int64, serve server.Handler) {
	o.Extensions = map[string]any{"x-permission": string(needs)}
	if o.Responses == nil {
		o.Responses = map[string]*huma.Response{}
	}
	for _, status := range problemsOf(o.Method) {
		o.Responses[strconv.Itoa(status)] = a.problemResponse(status)
	}
	if o.Method == http.MethodPost {
		o.Parameters = append(o.Parameters, onceParameter())
	}
	a.huma.OpenAPI().AddOperation(&o)
	a.routes.list = append(a.routes.list, server.Route{Pattern: o.Method + " " + Prefix + o.Path, Needs: needs, Limit: limit, Serve: a.streamed(serve)})
}

func (a *API) problemResponse(status int) *huma.Response {
	return &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{"application/problem+json": {Schema: a.schema(reflect.TypeFor[huma.ErrorModel]())}}}
}

func (a *API) schema(t reflect.Type) *huma.Schema {
	return a.huma.OpenAPI().Components.Schemas.Schema(t, true, "")
}

func pathParameter(name, text string) *huma.Param {
	return &huma.Param{Name: name, In: "path", Required: true, Description: text, Schema: &huma.Schema{Type: huma.TypeString}}
}

func queryParameter(name, text string, required bool) *huma.Param {
	return &huma.Param{Name: name, In: "query", Required: required, Description: text, Schema: &huma.Schema{Type: huma.TypeString}}
}

func bytesOf(contentType string) map[string]*huma.MediaType {
	return map[string]*huma.MediaType{contentType: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
}

func (a *API) uploadOperation() huma.Operation {
	o := describes(op("POST /incidents/{key}/evidence", "Upload a file of evidence"), "The body is the file, whatever its content type; up to 1 GiB.")
	event := queryParameter("event", "Event that it supports; may be repeated", false)
	o.Parameters = []*huma.Param{pathParameter("key", "Key of the incident"), queryParameter("name", "Name of the file", true),
		queryParameter("source", "Evidence source of the policy", false), queryParameter("collected_from", "Where it was collected", false), event}
	o.RequestBody = &huma.RequestBody{Required: true, Content: bytesOf("application/octet-stream")}
	o.Responses = map[string]*huma.Response{"201": {Description: "Kept", Content: map[string]*huma.MediaType{"application/json": {Schema: a.schema(reflect.TypeFor[client.Evidence]())}}}}
	return o
}

func downloadOperation() huma.Operation {
	o := describes(op("GET /incidents/{key}/evidence/{id}/content", "Download a file of evidence"),
		"Ranges are answered, and the ETag is the SHA-256 of the file. Reading a file of a restricted incident is in the ledger.")
	o.Parameters = []*huma.Param{pathParameter("key", "Key of the incident"), pathParameter("id", "Identifier of the evidence")}
	o.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: bytesOf("application/octet-stream")},
		"206": {Description: "A part of it", Content: bytesOf("application/octet-stream")}, "304": {Description: "It is the same"},
		"412": {Description: "It is not the same"}, "416": {Description: "It has no such part"}}
	return o
}
