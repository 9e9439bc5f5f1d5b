package writeup

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// carrierKey is the key of the front matter that holds what the Markdown shape
// has no place for.
const carrierKey = "hindcast"

// maxFront bounds the front matter that is read, in lines. The YAML parser takes
// time that grows with the square of a mapping's length: a second at this one.
const maxFront = 20_000

// front is the front matter of a document.
type front struct {
	fields  []field
	carrier ast.Node // value of carrierKey; nil when there is none
	line    int      // of the rule above it
}

// frontMatter reads the YAML between two rules at the top of a document and
// returns the line the text begins at. Keys that say something about the incident
// are fields; those of site generators say how a page is shown and hold no text
// of the incident.
func (r *reader) frontMatter() (first int, f front) {
	first = 1
	for first <= len(r.page.lines) && strings.TrimSpace(r.page.line(first)) == "" {
		first++
	}
	if first > len(r.page.lines) || strings.TrimRight(r.page.line(first), " ") != "---" {
		return 1, f
	}
	end := 0
	for n := first + 1; n <= len(r.page.lines); n++ {
		if line := strings.TrimRight(r.page.line(n), " "); line == "---" || line == "..." {
			end = n
			break
		}
	}
	if end == 0 || end == first+1 {
		return 1, f
	}
	if end-first > maxFront {
		r.page.mark(markup, first+1, end)
		r.listUnread(first, fmt.Sprintf("the front matter has %d lines; at most %d are read", end-first-1, maxFront))
		return end + 1, f
	}
	source := strings.Join(r.page.lines[first:end-1], "\n")
	mapping, problem := yamlMapping(source)
	if mapping == nil {
		if !strings.HasPrefix(source, carrierKey+":") && !strings.Contains(source, "\n"+carrierKey+":") {
			return 1, f // a rule, some text and another rule
		}
		for n := first; n <= end; n++ {
			r.listUnread(n, "the front matter is not valid YAML"+problem)
		}
		return end + 1, f
	}
	r.page.mark(markup, first, end)
	f.line = first
	for _, entry := range mapping.Values {
		r.frontEntry(&f, entry, first)
	}
	return end + 1, f
}

// yamlMapping parses a mapping; nil when the text is none. problem says why the
// text is no YAML, as the end of a sentence.
func yamlMapping(source string) (mapping *ast.MappingNode, problem string) {
	file, err := parser.ParseBytes([]byte(source), 0)
	if err != nil || len(file.Docs) != 1 {
		if e, ok := errors.AsType[yaml.Error](err); ok && e.GetToken() != nil {
			problem = fmt.Sprintf(": %s in line %d", e.GetMessage(), e.GetToken().Position.Line+1)
		}
		return nil, problem
	}
	switch body := file.Docs[0].Body.(type) {
	case *ast.MappingNode:
		return body, ""
	case *ast.MappingValueNode:
		return ast.Mapping(body.Start, false, body), ""
	}
	return nil, ""
}

// frontEntry reads one key. line is that of the opening rule.
func (r *reader) frontEntry(f *front, entry *ast.MappingValueNode, line int) {
	key := entry.Key.GetToken().Value
	if key == carrierKey {
		f.carrier = entry.Value
		return
	}
	at := line + entry.Key.GetToken().Position.Line
	if at > len(r.page.lines) {
		return
	}
	value := ""
	switch v := entry.Value.(type) {
	case *ast.StringNode:
		value = v.Value
	case *ast.LiteralNode:
		value = v.Value.Value
	case *ast.SequenceNode:
		var parts []string
		for _, item := range v.Values {
			if s, ok := item.(*ast.StringNode); ok {
				parts = append(parts, s.Value)
			}
		}
		value = strings.Join(parts, ", ")
	case nil:
	default:
		if token := entry.Value.GetToken(); token != nil {
			value = token.Value
		}
	}
	f.fields = append(f.fields, field{key: words(key), label: key, value: strings.TrimSpace(value), first: at, last: at})
}

// frontFields takes the fields of the front matter. What a site generator means
// by a key is not always what a post-mortem does: its date is that of
// publication and counts only when no other is found; its title and description
// are taken where the text has none.
func (r *reader) frontFields(f front) {
	for _, fd := range f.fields {
		switch fd.key {
		case "title":
			r.frontTitle = oneLine(fd.value)
		case "description", "summary":
			r.frontSummary = fd.value
		case "date":
			r.frontDay, _ = dayIn(fd.value, r.zone)
		case "status", "severity", "services", "service", "priority", "incident date", "incident type", "tlp", "affected services", "start time", "started at", "resolved at",
			"resolution time", "incident id", "detected at", "mitigated at", "authors", "author", "near miss", "facilitator", "attendees", "category":
			fd.first, fd.last = 0, 0 // its line stays what it is
			if m := milestoneOfLabel(fd.key); m != "" {
				r.takeStamp(fd, m)
				continue
			}
			r.takeField(fd)
		}
	}
}
