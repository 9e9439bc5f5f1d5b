package api

import (
	"bytes"
	"cmp"
	_ "embed" // the page, its style and its script
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

//go:embed docs.html
var docsPage string

//go:embed docs.css
var docsStyle []byte

//go:embed docs.js
var docsScript []byte

// registerDocs adds the document as a page for people. Like the document, it tells
// nothing that the published program does not.
func (a *API) registerDocs() {
	written := sync.OnceValues(func() ([]byte, error) {
		page, err := template.New("docs").Parse(docsPage)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = page.Execute(&out, docsView{Style: a.options.Style, Icon: a.options.Icon, Chapters: a.chapters(), Errors: problems()})
		return out.Bytes(), err
	})
	serve := func(name, media string, content func() ([]byte, error)) {
		a.routes.list = append(a.routes.list, server.Route{Pattern: "GET " + Prefix + name, Needs: server.Anyone, Serve: func(w http.ResponseWriter, _ *http.Request, _ hindcast.Actor) error {
			text, err := content()
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", media)
			w.Header().Set("Cache-Control", "no-cache")
			_, err = w.Write(text)
			return err
		}})
	}
	serve("/docs", "text/html; charset=utf-8", written)
	serve("/docs.css", "text/css; charset=utf-8", func() ([]byte, error) { return docsStyle, nil })
	serve("/docs.js", "text/javascript; charset=utf-8", func() ([]byte, error) { return docsScript, nil })
}

// What the page shows.
type (
	docsView struct {
		Style    string
		Icon     string
		Chapters []chapter
		Errors   []problemView
	}
	chapter struct {
		Name, ID   string
		Operations []described
	}
	described struct {
		ID, Method, Path, Summary, Description string
		Permission, May, Roles, Scope          string
		Parameters, Body                       []member
		Call, Answer, Status, Words            string
		Errors                                 []string
	}
	member      struct{ Name, Kind, Text string }
	problemView struct{ Status, Type, Text string }
)

// chapterOf is the chapter of an operation: the first part of its path, or the
// part of an incident it is about.
func chapterOf(o *huma.Operation) string {
	parts := strings.Split(o.Path, "/")
	switch {
	case strings.Contains(o.Path, "/review/meeting"):
		return "meetings"
	case strings.Contains(o.Path, "/{key}/review"):
		return "reviews"
	case len(parts) > 3 && slices.Contains([]string{"events", "participants", "impact", "evidence"}, parts[3]):
		return parts[3]
	}
	return o.Tags[0]
}

// chapters are the operations, each chapter beginning with what it lists.
func (a *API) chapters() []chapter {
	parts := map[string][]described{}
	paths := a.huma.OpenAPI().Paths
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item := paths[path]
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o != nil {
				parts[chapterOf(o)] = append(parts[chapterOf(o)], a.described(o))
			}
		}
	}
	var list []chapter
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, chapter{strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "-", " "), "in-" + name, parts[name]})
	}
	return list
}

func (a *API) described(o *huma.Operation) described {
	d := described{ID: o.OperationID, Method: o.Method, Path: o.Path, Summary: o.Summary, Description: o.Description, Words: strings.ToLower(o.Method + " " + o.Path + " " + o.Summary + " " + o.Description)}
	d.permit(hindcast.Permission(fmt.Sprint(o.Extensions["x-permission"])))
	for _, p := range o.Parameters {
		d.Parameters = append(d.Parameters, member{p.Name, p.In + ", " + kindOf(p.Schema, p.Required), cmp.Or(p.Description, p.Schema.Description)})
	}
	d.Body = a.members(o)
	d.Call = callOf(o)
	for _, status := range slices.Sorted(maps.Keys(o.Responses)) {
		switch content := o.Responses[status].Content; {
		case !strings.HasPrefix(status, "2"):
			d.Errors = append(d.Errors, status)
		case d.Status == "":
			d.Status = status
			if media := content["application/json"]; media != nil {
				d.Answer = written(media.Example)
			}
		}
	}
	return d
}

// permit says who may.
func (d *described) permit(needs hindcast.Permission) {
	d.Permission = string(needs)
	switch needs {
	case server.Anyone:
		d.May = "anybody, without signing in"
		return
	case server.SignedIn:
		d.May = "whoever is signed in, in their own matters"
		return
	}
	d.Scope = string(needs.Scope())
	for _, row := range hindcast.PermissionTable() {
		if row.Permission != needs {
			continue
		}
		d.May = row.Text
		var roles []string
		for _, role := range hindcast.OrgRoles() {
			if row.Reach[role] != hindcast.Never {
				roles = append(roles, string(role))
			}
		}
		d.Roles = strings.Join(roles, ", ")
	}
}

// members are those of the body in JSON that an operation takes.
func (a *API) members(o *huma.Operation) (list []member) {
	if o.RequestBody == nil || o.RequestBody.Content["application/json"] == nil {
		return nil
	}
	s := o.RequestBody.Content["application/json"].Schema
	for s != nil && s.Ref != "" {
		s = a.huma.OpenAPI().Components.Schemas.SchemaFromRef(s.Ref)
	}
	if s == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[name]
		list = append(list, member{name, kindOf(p, slices.Contains(s.Required, name)), p.Description})
	}
	return list
}

// callOf is how an operation is called from a shell.
func callOf(o *huma.Operation) string {
	path, query := o.Path, ""
	call := "curl -H \"Authorization: Bearer $HINDCAST_TOKEN\""
	if o.Method != http.MethodGet {
		call += " -X " + o.Method
	}
	for _, p := range o.Parameters {
		switch example := fmt.Sprint(p.Example); {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", example)
		case p.In == "query" && p.Required:
			query = "?" + p.Name + "=" + example
		case p.Name == "If-Match":
			call += " \\\n  -H 'If-Match: \"3\"'"
		}
	}
	if o.RequestBody != nil {
		if media := o.RequestBody.Content["application/json"]; media != nil {
			call += " \\\n  -H 'Content-Type: application/json' -d '" + strings.ReplaceAll(written(media.Example), "'", `'\''`) + "'"
		} else {
			call += " \\\n  -H 'Content-Type: application/octet-stream' --data-binary @FILE"
		}
	}
	return call + " \\\n  \"$HINDCAST_SERVER" + Prefix + path + query + "\""
}

// written is an example as text.
func written(example any) string {
	if example == nil {
		return ""
	}
	text, err := json.MarshalIndent(example, "", "  ")
	if err != nil {
		return ""
	}
	return string(text)
}

// problems say once what each status means.
func problems() []problemView {
	return []problemView{
		{"400", "invalid", "What was sent is not JSON, or the request is not whole."},
		{"401", "unauthenticated", "There is no token, or it is revoked, expired or unknown."},
		{"403", "forbidden", "The role or the token's scope does not allow it."},
		{"404", "not_found", "There is no such thing, or it is not yours to see: both are answered alike."},
		{"409", "conflict", "It cannot be done as things are; the detail says why."},
		{"412", "stale", "Somebody changed it since If-Match was read. Read it again, and look at what they wrote."},
		{"413", "too_large", "The body is larger than the operation takes."},
		{"415", "unsupported", "The body is of another content type than the operation takes."},
		{"422", "invalid", "A field is not as it must be; errors names each by its path, as body.services[3]."},
		{"428", "invalid", "If-Match is missing: send the ETag that what you change was read with."},
		{"429", "rate_limited", "Too many requests; Retry-After says when to come again."},
		{"500", "internal", "Something went wrong here; the log has it under the request's id."},
		{"503", "unavailable", "Not now: the database or what it needs cannot be reached."},
	}
}

// kindOf says in a few words what a value is.
func kindOf(s *huma.Schema, required bool) string {
	kind := cmp.Or(s.Format, s.Type, s.Ref[strings.LastIndex(s.Ref, "/")+1:], "any")
	if s.Type == huma.TypeArray && s.Items != nil {
		kind = "list of " + cmp.Or(s.Items.Format, s.Items.Type, s.Items.Ref[strings.LastIndex(s.Items.Ref, "/")+1:])
		s = s.Items
	}
	var words []string
	for _, w := range s.Enum {
		words = append(words, fmt.Sprint(w))
	}
	if len(words) > 0 {
		kind += ": " + strings.Join(words, ", ")
	}
	if required {
		kind += ", required"
	}
	return kind
}
