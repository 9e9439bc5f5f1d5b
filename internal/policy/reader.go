package policy

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// maxProblems is how many problems of one file are listed. It is ours: more
// would scroll away.
const maxProblems = 50

// reader collects every problem of a file while its tree is read.
type reader struct {
	file     string
	problems []problem
}

// place is a node and the path of keys that leads to it, as "levels.P1.detect".
type place struct {
	path string
	node ast.Node
}

type spot struct{ line, column int }

type problem struct {
	spot
	path, reason string
}

// entry is one key that a mapping may have, and how its value is read.
type entry struct {
	name string
	read func(place)
}

// fail notes a problem at a place.
func (r *reader) fail(p place, reason string, args ...any) {
	r.failAt(position(p.node), p.path, reason, args...)
}

func (r *reader) failAt(at spot, path, reason string, args ...any) {
	r.problems = append(r.problems, problem{at, path, fmt.Sprintf(reason, args...)})
}

// err returns all problems in the order of the file, or nil.
func (r *reader) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	e := &hindcast.Error{Code: hindcast.Invalid, Op: "policy.Parse", Message: r.file + " is not a valid policy"}
	for n, p := range r.problems {
		if n == maxProblems {
			e.Fields = append(e.Fields, hindcast.FieldError{Field: r.file, Reason: fmt.Sprintf("and %d more problems", len(r.problems)-n)})
			break
		}
		field := fmt.Sprintf("%s:%d:%d", r.file, p.line, p.column)
		if p.path != "" {
			field += ": " + p.path
		}
		e.Fields = append(e.Fields, hindcast.FieldError{Field: field, Reason: p.reason})
	}
	return e
}

// mapping reads a mapping whose keys are known, and reports whether it was one. A
// section without content, as one whose lines are all comments, counts as left
// out.
func (r *reader) mapping(p place, keys ...entry) bool {
	m, ok := r.asMapping(p)
	if !ok {
		return false
	}
	seen := map[string]int{}
	for _, value := range m {
		name, at := keyOf(value.Key), position(value.Key)
		inner := place{path: join(p.path, name), node: value.Value}
		if line, twice := seen[name]; twice {
			r.failAt(at, inner.path, "is given on line %d already", line)
			continue
		}
		seen[name] = at.line
		if value.Key.IsMergeKey() {
			r.failAt(at, inner.path, "merges another mapping, which is not read here; write the values out")
			continue
		}
		if known := slices.IndexFunc(keys, func(e entry) bool { return e.name == name }); known >= 0 {
			keys[known].read(inner)
			continue
		}
		r.failAt(at, inner.path, "is not a known key%s", suggest(name, names(keys)))
	}
	return true
}

func (r *reader) asMapping(p place) ([]*ast.MappingValueNode, bool) {
	switch n := p.node.(type) {
	case *ast.NullNode:
		return nil, true
	case *ast.MappingNode:
		return n.Values, true
	}
	if r.plain(p) {
		r.fail(p, "must be keys with values, not %s", describe(p.node))
	}
	return nil, false
}

// list calls read for each element. given is false when there is no list, so that
// the default stays.
func (r *reader) list(p place, read func(place)) (given bool) {
	switch n := p.node.(type) {
	case *ast.NullNode:
		return false
	case *ast.SequenceNode:
		for i, v := range n.Values {
			read(place{path: fmt.Sprintf("%s[%d]", p.path, i), node: v})
		}
		return true
	}
	if r.plain(p) {
		r.fail(p, "must be a list, each line beginning with -, not %s", describe(p.node))
	}
	return false
}

// plain refuses anchors, aliases and tags, which a policy has no use for and
// which could blow a small file up into a large one.
func (r *reader) plain(p place) bool {
	switch p.node.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		r.fail(p, "uses a YAML anchor or alias, which are not read here; write the value out")
		return false
	case *ast.TagNode:
		r.fail(p, "uses a YAML tag, which are not read here; write the value alone")
		return false
	}
	return true
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func names(keys []entry) []string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = k.name
	}
	return list
}

// keyOf returns the text of a key.
func keyOf(key ast.MapKeyNode) string {
	if inner, ok := key.(*ast.MappingKeyNode); ok && inner.Value != nil { // written "? key"
		return inner.Value.GetToken().Value
	}
	return key.GetToken().Value
}

// position returns where a node begins. A mapping begins at its first key, where
// the tree itself points at a colon.
func position(n ast.Node) spot {
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return position(m.Values[0].Key)
	}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		return spot{tk.Position.Line, tk.Position.Column}
	}
	return spot{1, 1}
}

// describe names what stands where something else was expected.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode:
		return "keys with values"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	}
	return quote(n.GetToken().Value)
}

// quote shows a piece of the file, shortened to fit a line.
func quote(s string) string {
	const limit = 60
	if runes := []rune(s); len(runes) > limit {
		s = string(runes[:limit]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
