package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/server"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// walker calls every operation of the document, and holds every answer against it.
type walker struct {
	*house
	document m
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
	worked   map[string]bool // worked names the operations that answered as if all were well

	proof, remark string // identifiers that no list tells
}

// TestDocument calls every operation with what the document asks for, and with
// what it does not. Nothing answers 500, and every answer is as documented.
func TestDocument(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	h := build(t, storetest.SQLite(t))
	text := h.wants(200, "", "GET", "/openapi.json", nil).text
	w := &walker{house: h, compiler: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}, worked: map[string]bool{}}
	if err := json.Unmarshal(text, &w.document); err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.compiler.AddResource("openapi.json", parsed); err != nil {
		t.Fatal(err)
	}
	if w.document["openapi"] != "3.1.0" {
		t.Errorf("%v", w.document["openapi"])
	}
	w.furnish()
	operations, unseen := 0, []string{}
	paths := w.document["paths"].(m)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item := paths[path].(m)
		for _, method := range []string{"get", "post", "put", "patch", "delete"} {
			if o, ok := item[method].(m); ok && path != "/live" {
				operations++
				w.operation(path, method, o)
				if !w.worked[method+" "+path] {
					unseen = append(unseen, method+" "+path)
				}
				if made := asMap(asMap(o["responses"])["201"]); asMap(made["headers"])["Location"] != nil && !w.worked[method+" "+path] {
					t.Errorf("%s %s says where what it makes is, and was not seen to make any", method, path)
				}
			}
		}
	}
	if operations < 70 || len(w.worked) < 60 { // others need what a walk cannot know: a secret, a state
		t.Errorf("of %d operations, %d were seen to work", operations, len(w.worked))
	}
	t.Logf("not seen to work: %v", unseen)
}

// furnish makes something for the addresses to name.
func (w *walker) furnish() {
	w.makes("/incidents", m{"title": "x", "severity": "P2", "services": []string{"checkout"}})
	w.makes("/incidents/INC-1/review", m{"facilitator": m{"user": "usr_admin", "name": "Sample Admin"}})
	for range 3 {
		w.makes("/incidents/INC-1/events", m{"at": "2026-03-01T10:00:00Z", "text": "x"})
		w.makes("/incidents/INC-1/actions", m{"title": "x"})
	}
	w.makes("/incidents/INC-1/participants", m{"person": m{"name": "Lin"}})
	w.makes("/incidents/INC-1/impact", m{"text": "x"})
	w.makes("/incidents/INC-1/evidence?name=x", []byte("x"))
	w.makes("/incidents/INC-1/review/findings", m{"kind": "luck", "text": "x"})
	w.wants(200, "admin", "POST", "/incidents/INC-1/review/meeting", m{"do": "begin"})
	w.remark = read[client.Remark](w.makes("/incidents/INC-1/review/meeting/remarks", m{"text": "x"})).ID
	actions := read[client.Page[client.Action]](w.wants(200, "admin", "GET", "/actions", nil))
	w.proof = read[client.Proof](w.makes("/actions/"+actions.Items[0].ID+"/proofs", m{"kind": "attestation", "subject": "x"})).ID
	w.makes("/sources", m{"name": "x", "kind": "prometheus", "base": "https://example.org"})
	w.makes("/incidents/INC-1/evidence/links", m{"name": "x", "url": "https://example.org"})
	w.makes("/documents", m{"kind": "runbook", "title": "x"})
	w.makes("/users", m{"name": "Root", "email": "root@example.org", "role": "admin"})
	w.makes("/teams", m{"name": "x"})
	w.makes("/alert-rules", m{"name": "x", "service": "y"})
	w.makes("/webhooks", m{"name": "x", "url": "https://example.org"})
}

// makes makes something, and looks for it where the answer says it is.
func (w *walker) makes(path string, body any) answer {
	w.t.Helper()
	got := w.wants(201, "admin", "POST", path, body)
	w.wants(200, "admin", "GET", strings.TrimPrefix(got.Header.Get("Location"), "/api/v1"), nil)
	path, _, _ = strings.Cut(strings.ReplaceAll(path, "INC-1", "{key}"), "?")
	w.worked["post "+path] = true
	return got
}

// identifiers that an address may name, the newest first.
func (w *walker) identifiers(path string) []string {
	list, _, found := strings.Cut(path, "/{id}")
	switch {
	case !found:
		return []string{""}
	case strings.HasSuffix(list, "/findings"):
		list = "/incidents/{key}/review"
	case strings.HasSuffix(list, "/review/meeting/events"):
		list = "/incidents/{key}/events"
	case list == "/proofs":
		return []string{w.proof, "x"}
	case strings.HasSuffix(list, "/meeting/remarks"):
		return []string{w.remark, "x"}
	case list == "/alerts", list == "/me/sessions":
		return []string{"x"}
	}
	var page m
	if err := json.Unmarshal(w.wants(200, "admin", "GET", strings.ReplaceAll(list, "{key}", "INC-1"), nil).text, &page); err != nil {
		w.t.Fatal(err)
	}
	items, _ := page["items"].([]any)
	if items == nil {
		items, _ = page["findings"].([]any)
	}
	ids := []string{"x"}
	for _, item := range items {
		ids = append([]string{item.(m)["id"].(string)}, ids...)
	}
	return ids
}

func (w *walker) operation(path, method string, o m) {
	if o["x-permission"] == nil || o["summary"] == "" {
		w.t.Errorf("%s %s says no permission or what it does", method, path)
	}
	w.examples(path, method, o)
	for _, id := range []string{w.identifiers(path)[0], "x", "%00", strings.Repeat("x", 300)} {
		for _, key := range []string{"INC-1", "INC-99", "%00"} {
			if key != "INC-1" && !strings.Contains(path, "{key}") {
				continue
			}
			target := strings.NewReplacer("{key}", key, "{id}", id, "{proposal}", "x", "{question}", "detection", "{section}", "summary").Replace(path)
			valid := w.query(o, true)
			var bodies []any
			good, hasBody := w.content(o)
			if !hasBody {
				bodies = []any{nil}
			} else {
				bodies = []any{w.sample(good, false), w.sample(good, true)}
			}
			for _, body := range bodies {
				for _, match := range []string{`"1"`, `"2"`, "", "nonsense"} {
					w.call(0, method, path, target+valid, o, body, match)
				}
			}
		}
	}
	target := strings.NewReplacer("{key}", "INC-1", "{id}", w.identifiers(path)[0], "{proposal}", "x", "{question}", "detection", "{section}", "summary").Replace(path)
	w.badQueries(path, method, target, o)
	if good, ok := w.content(o); ok {
		w.badBodies(path, method, target+w.query(o, true), o, good)
	}
}

// examples reports an operation that shows none, and one that its own schema does
// not allow.
func (w *walker) examples(path, method string, o m) {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "+", "%2B")
	at := "openapi.json#/paths/" + escape.Replace(path) + "/" + method
	look := func(place string, content m) {
		for kind, media := range content {
			example, shown := media.(m)["example"]
			if !shown {
				w.t.Errorf("%s %s shows no example of %s", method, path, kind)
				continue
			}
			if !strings.HasSuffix(kind, "json") || media.(m)["schema"] == nil {
				continue
			}
			s, err := w.compiler.Compile(at + place + "/content/" + escape.Replace(kind) + "/schema")
			if err == nil {
				err = s.Validate(example)
			}
			if err != nil {
				w.t.Errorf("%s %s: its example: %v", method, path, err)
			}
		}
	}
	look("/requestBody", asMap(asMap(o["requestBody"])["content"]))
	for status, response := range asMap(o["responses"]) {
		if strings.HasPrefix(status, "2") {
			look("/responses/"+status, asMap(response.(m)["content"]))
		}
	}
	for _, p := range list(o["parameters"]) {
		if p := p.(m); p["in"] == "path" && p["example"] == nil && len(list(asMap(p["schema"])["examples"])) == 0 {
			w.t.Errorf("%s %s shows no example of %s", method, path, p["name"])
		}
	}
}

// badQueries asks with what the parameters do not allow.
func (w *walker) badQueries(path, method, target string, o m) {
	for _, p := range list(o["parameters"]) {
		schema, _ := p.(m)["schema"].(m)
		name := fmt.Sprint(p.(m)["name"])
		if p.(m)["in"] != "query" || path == "/ledger/export" || path == "/incidents/{key}/evidence" {
			continue
		}
		if schema["type"] == "integer" || schema["format"] != nil || schema["enum"] != nil || schema["type"] == "boolean" {
			w.call(http.StatusUnprocessableEntity, method, path, target+"?"+name+"=%00nonsense", o, nil, "")
		}
		w.call(0, method, path, target+"?"+name+"="+strings.Repeat("x", 5000), o, nil, "")
		w.call(0, method, path, target+"?"+name+"=%00%27%3B--", o, nil, "")
	}
}

// badBodies sends what the document does not allow.
func (w *walker) badBodies(path, method, target string, o m, good m) {
	refused := http.StatusUnprocessableEntity
	for _, broken := range []string{"", "{", "[]", "null", "5", `"x"`, `{"unknown":1}`, "\xff"} {
		w.call(-1, method, path, target, o, []byte(broken), `"1"`)
	}
	if path == "/hooks/alertmanager" || path == "/incidents/{key}/events/bulk" {
		return
	}
	whole, _ := w.sample(good, true).(m)
	resolved := w.resolve(good)
	for _, required := range list(resolved["required"]) {
		short := maps.Clone(whole)
		delete(short, required.(string))
		w.call(refused, method, path, target, o, short, `"1"`)
	}
	properties, _ := resolved["properties"].(m)
	for name, p := range properties {
		schema := w.resolve(p.(m))
		for _, wrong := range []any{m{"x": m{}}, []any{[]any{}}, true, 12.5, "nonsense\x00"} {
			odd := maps.Clone(whole)
			odd[name] = wrong
			want := 0
			if _, isText := wrong.(string); schema["type"] == "string" && !isText {
				want = refused
			}
			w.call(want, method, path, target, o, odd, `"1"`)
		}
		if longest, ok := schema["maxLength"].(float64); ok {
			odd := maps.Clone(whole)
			odd[name] = strings.Repeat("x", int(longest)+1)
			w.call(-1, method, path, target, o, odd, `"1"`)
		}
	}
	w.call(http.StatusRequestEntityTooLarge, method, path, target, o, []byte(`{"x":"`+strings.Repeat("x", 4*server.DefaultLimit)+`"}`), `"1"`)
	if got := w.ask("admin", strings.ToUpper(method), target, []byte("x"), "Content-Type", "image/png", "If-Match", `"1"`); got.StatusCode != http.StatusUnsupportedMediaType {
		w.t.Errorf("%s %s: a picture is answered with %d", method, path, got.StatusCode)
	}
}

// call asks and holds the answer against the document. want is the status, zero
// for any but 5xx, negative for one that refuses.
func (w *walker) call(want int, method, path, target string, o m, body any, match string) {
	w.t.Helper()
	if raw, ok := body.([]byte); ok && body != nil && path == "/incidents/{key}/evidence" && len(raw) > 1<<20 {
		return // its limit is its own
	}
	headers := []string{}
	if match != "" {
		headers = []string{"If-Match", match}
	}
	got := w.ask("admin", strings.ToUpper(method), target, body, headers...)
	short := target
	if u, err := url.QueryUnescape(target); err == nil && len(u) > 100 {
		short = target[:100]
	}
	if got.StatusCode >= 500 || want > 0 && got.StatusCode != want || want < 0 && (got.StatusCode < 400 || got.StatusCode >= 500) {
		text, _ := json.Marshal(body)
		w.t.Errorf("%s %s: %d, want %d\nsent %.300s\ngot %.300s", method, short, got.StatusCode, want, text, got.text)
		return
	}
	if to := got.Header.Get("Location"); got.StatusCode == http.StatusCreated && to != "" {
		if there := w.ask("admin", "GET", strings.TrimPrefix(to, "/api/v1"), nil); there.StatusCode != http.StatusOK {
			w.t.Errorf("%s %s: what it made is not at %s: %d", method, path, to, there.StatusCode)
		}
	}
	if got.StatusCode < 300 {
		w.worked[method+" "+path] = true
	}
	response, ok := o["responses"].(m)[fmt.Sprint(got.StatusCode)].(m)
	if !ok {
		w.t.Errorf("%s %s: %d is not documented: %.200s", method, short, got.StatusCode, got.text)
		return
	}
	content, _ := response["content"].(m)
	kind, _, _ := strings.Cut(got.Header.Get("Content-Type"), ";")
	if len(content) == 0 || got.StatusCode == http.StatusNoContent {
		return
	}
	if content[kind] == nil {
		w.t.Errorf("%s %s: %d is answered with %q, which is not documented", method, short, got.StatusCode, kind)
		return
	}
	if !strings.HasSuffix(kind, "json") {
		return
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.text))
	if err == nil {
		err = w.schema(path, method, fmt.Sprint(got.StatusCode), kind).Validate(value)
	}
	if err != nil {
		w.t.Errorf("%s %s: %d: %v\n%.500s", method, short, got.StatusCode, err, got.text)
	}
}

func (w *walker) schema(path, method, status, kind string) *jsonschema.Schema {
	escape := strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "+", "%2B")
	at := "openapi.json#/paths/" + escape.Replace(path) + "/" + method + "/responses/" + status + "/content/" + escape.Replace(kind) + "/schema"
	if w.schemas[at] == nil {
		s, err := w.compiler.Compile(at)
		if err != nil {
			w.t.Fatal(err)
		}
		w.schemas[at] = s
	}
	return w.schemas[at]
}

// query is what the required parameters ask for.
func (w *walker) query(o m, required bool) string {
	q := url.Values{}
	for _, p := range list(o["parameters"]) {
		if p := p.(m); p["in"] == "query" && p["required"] == required {
			q.Set(fmt.Sprint(p["name"]), "x")
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// content is the schema of a body in JSON.
func (w *walker) content(o m) (m, bool) {
	request, _ := o["requestBody"].(m)
	content, _ := request["content"].(m)
	media, ok := content["application/json"].(m)
	if !ok {
		return nil, false
	}
	schema, ok := media["schema"].(m)
	return schema, ok
}

func (w *walker) resolve(schema m) m {
	for schema["$ref"] != nil {
		name := strings.TrimPrefix(schema["$ref"].(string), "#/components/schemas/")
		schema = w.document["components"].(m)["schemas"].(m)[name].(m)
	}
	return schema
}

// sample makes a value of a schema: with what is required, or with everything.
func (w *walker) sample(schema m, whole bool) any {
	schema = w.resolve(schema)
	if examples := list(schema["examples"]); len(examples) > 0 {
		return examples[0]
	}
	if words := list(schema["enum"]); len(words) > 0 {
		return words[0]
	}
	kind := schema["type"]
	if kinds, ok := kind.([]any); ok {
		kind = kinds[0]
	}
	switch kind {
	case "object":
		out := m{}
		for name, p := range asMap(schema["properties"]) {
			if whole || slices.Contains(list(schema["required"]), any(name)) {
				out[name] = w.sample(p.(m), whole)
			}
		}
		return out
	case "array":
		return []any{w.sample(schema["items"].(m), whole)}
	case "integer", "number":
		return 1
	case "boolean":
		return true
	}
	switch schema["format"] {
	case "date-time":
		return "2026-03-01T10:00:00Z"
	case "date":
		return "2026-03-01"
	case "email":
		return "kim@example.org"
	case "uri":
		return "https://example.org/x"
	}
	return "x"
}

func list(v any) []any { l, _ := v.([]any); return l }
func asMap(v any) m    { o, _ := v.(m); return o }
