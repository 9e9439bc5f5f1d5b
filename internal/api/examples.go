package api

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// exemplify gives each operation of the document an example: of what is sent and
// what comes back, and of each place of its address.
func (a *API) exemplify() {
	document := a.huma.OpenAPI()
	for _, item := range document.Paths {
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o == nil {
				continue
			}
			for _, p := range o.Parameters {
				if p.Example == nil && p.Schema != nil && (p.In == "path" || p.Required || p.Name == "If-Match") {
					p.Example = a.example(p.Name, p.Schema, 0)
				}
			}
			if o.RequestBody != nil {
				a.exemplifyContent(o, o.RequestBody.Content)
			}
			for status, response := range o.Responses {
				if strings.HasPrefix(status, "2") {
					a.exemplifyContent(o, response.Content)
				}
			}
		}
	}
}

func (a *API) exemplifyContent(o *huma.Operation, content map[string]*huma.MediaType) {
	for media, m := range content {
		switch {
		case m.Example != nil || len(m.Examples) > 0:
		case o.Path == "/hooks/alertmanager" && o.Method == http.MethodPost && m.Schema == nil, media == "application/octet-stream":
			m.Example = "2026-03-01T09:14:00Z GET /checkout 503"
		case m.Schema != nil:
			m.Example = a.example("", m.Schema, 0)
		}
	}
}

// deepest is how far into each other values of an example go; ours.
const deepest = 6

// example makes a value of a schema, the member of some name.
func (a *API) example(name string, s *huma.Schema, depth int) any {
	for s.Ref != "" {
		s = a.huma.OpenAPI().Components.Schemas.SchemaFromRef(s.Ref)
	}
	if len(s.AnyOf) > 0 {
		return a.example(name, s.AnyOf[0], depth)
	}
	if len(s.Examples) > 0 {
		return s.Examples[0]
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	switch s.Type {
	case huma.TypeObject:
		return a.exampleObject(s, depth)
	case huma.TypeArray:
		if depth >= deepest {
			return []any{}
		}
		return []any{a.example(strings.TrimSuffix(name, "s"), s.Items, depth+1)}
	case huma.TypeInteger, huma.TypeNumber:
		if s.Minimum != nil && *s.Minimum > 1 {
			return int(*s.Minimum)
		}
		return 1
	case huma.TypeBoolean:
		return false
	}
	return exampleText(name, s)
}

func (a *API) exampleObject(s *huma.Schema, depth int) any {
	if depth >= deepest && len(s.Required) == 0 {
		return map[string]any{}
	}
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if p := s.Properties[name]; !p.WriteOnly {
			out[name] = a.example(name, p, depth+1)
		}
	}
	if labels, ok := s.AdditionalProperties.(*huma.Schema); ok && len(s.Properties) == 0 {
		out["service"] = a.example("service", labels, depth+1)
	}
	return out
}

// exampleText is what a text of some name could say.
func exampleText(name string, s *huma.Schema) string {
	switch s.Format {
	case "date-time":
		return "2026-03-01T09:14:00Z"
	case "date":
		return "2026-03-15"
	case "email":
		return "kim@example.org"
	case "uri":
		return "https://example.org/hook"
	}
	if said, ok := exampleWords()[name]; ok {
		return said
	}
	return "…"
}

// exampleWords are what members of these names say.
func exampleWords() map[string]string {
	const checkout = "Checkout answers with 503"
	return map[string]string{
		"action": "act_01993f2c", "actor": "Kim", "answer": "ok", "because": "The limit is documented now", "body": "1. Set the pool to 40 connections.", "channel": "status page",
		"collected_from": "lb-1", "currency": "EUR", "amount": "1200.00", "day": "2026-03-01", "detail": checkout, "delivery": "del_01993f2c", "email": "kim@example.org", "event": "evt_01993f2c",
		"external": "a3f19c", "facilitator": "usr_01993f2c", "guest": "rev_01993f2c", "hash": strings.Repeat("4f", 32), "id": "evt_01993f2c", "If-Match": `"3"`, "incident": "INC-42",
		"key": "INC-42", "kind": "incident", "lesson": "fin_01993f2c", "line": "14:32 alert fired: checkout 5xx above 5 %", "link": "https://example.org/runbook", "message": checkout, "name": "Kim",
		"owner": "Kim", "policy": "Default", "primary_cause": "The connection pool was exhausted", "proposal": "pro_01993f2c", "question": "detection", "q": "checkout", "reason": "Entered twice", "review": "rev_01993f2c",
		"secret": "shown once", "service": "checkout", "sha256": strings.Repeat("9c", 32), "source": "load balancer log", "summary": "Checkout failed for eleven minutes.", "team": "Payments",
		"text": "Alert fired: checkout 5xx above 5 %", "title": checkout, "url": "https://example.org/hook", "user": "usr_01993f2c", "verb": "event.added", "why": "The pool was sized for last year",
	}
}
