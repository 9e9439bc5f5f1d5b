package api

import (
	"bytes"
	"cmp"
	_ "embed" // the page and its style
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

// registerDocs adds the document as a page for people. Like the document, it tells
// nothing that the published program does not.
func (a *API) registerDocs() {
	written := sync.OnceValues(func() ([]byte, error) {
		page, err := template.New("docs").Parse(docsPage)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		err = page.Execute(&out, a.chapters())
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
}

// What the page shows.
type (
	chapter struct {
		Name       string
		Operations []described
	}
	described struct {
		ID, Method, Path, Summary, Description, Needs, Answers string
		Parameters, Body                                       []member
	}
	member struct{ Name, Kind, Text string }
)

// chapters are the operations by the first part of their path.
func (a *API) chapters() []chapter {
	parts := map[string][]described{}
	paths := a.huma.OpenAPI().Paths
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item := paths[path]
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o != nil {
				parts[o.Tags[0]] = append(parts[o.Tags[0]], a.described(o))
			}
		}
	}
	var list []chapter
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, chapter{name, parts[name]})
	}
	return list
}

func (a *API) described(o *huma.Operation) described {
	d := described{ID: o.OperationID, Method: o.Method, Path: o.Path, Summary: o.Summary, Description: o.Description,
		Needs: strings.ReplaceAll(fmt.Sprint(o.Extensions["x-permission"]), "_", " "), Answers: strings.Join(slices.Sorted(maps.Keys(o.Responses)), ", ")}
	for _, p := range o.Parameters {
		d.Parameters = append(d.Parameters, member{p.Name, p.In + ", " + kindOf(p.Schema, p.Required), cmp.Or(p.Description, p.Schema.Description)})
	}
	if o.RequestBody == nil || o.RequestBody.Content["application/json"] == nil {
		return d
	}
	s := o.RequestBody.Content["application/json"].Schema
	for s != nil && s.Ref != "" {
		s = a.huma.OpenAPI().Components.Schemas.SchemaFromRef(s.Ref)
	}
	if s == nil {
		return d
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[name]
		d.Body = append(d.Body, member{name, kindOf(p, slices.Contains(s.Required, name)), p.Description})
	}
	return d
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
