package writeup

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// node is a piece of YAML: a mapping, a list or a scalar. Scalars are texts; what
// they mean is up to the field that holds them, so that YAML's own ideas about
// "no" and "012" do no harm.
type node struct {
	kind   nodeKind
	scalar string
	keys   []string // of a mapping, one for each item
	items  []*node
	line   int // in the YAML text, counted from 1; zero when it was not read
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	mapNode
	listNode
)

func newScalar(s string) *node { return &node{scalar: s} }

// inList writes a scalar as an item of a list, where some readers of YAML take a
// colon for the end of a key.
func (n *node) inList() string {
	if n.kind == scalarNode && strings.Contains(n.scalar, ":") {
		return doubleQuoted(n.scalar)
	}
	return n.flow()
}

// set adds a key to a mapping.
func (n *node) set(key string, value *node) {
	n.keys = append(n.keys, key)
	n.items = append(n.items, value)
}

// get returns the value of a key, nil when the mapping has none.
func (n *node) get(key string) *node {
	for i, k := range n.keys {
		if k == key {
			return n.items[i]
		}
	}
	return nil
}

// flowWidth is the longest line on which a mapping or list is written whole.
const flowWidth = 160

// appendYAML writes the node at an indent. A mapping or list that fits is
// written on one line unless it is the outermost.
func (n *node) appendYAML(b *strings.Builder, indent int, outermost bool) {
	switch {
	case n.kind == scalarNode:
		b.WriteString(" " + quoted(n.scalar) + "\n")
	case len(n.items) == 0:
		b.WriteString(" " + n.flow() + "\n")
	case !outermost && n.fitsFlow(indent):
		b.WriteString(" " + n.flow() + "\n")
	default:
		b.WriteString("\n")
		n.appendBlock(b, indent)
	}
}

func (n *node) appendBlock(b *strings.Builder, indent int) {
	pad := strings.Repeat(" ", indent)
	for i, item := range n.items {
		if n.kind == mapNode {
			b.WriteString(pad + n.keys[i] + ":")
			item.appendYAML(b, indent+2, false)
			continue
		}
		b.WriteString(pad + "-")
		if item.kind == scalarNode {
			b.WriteString(" " + item.inList() + "\n")
			continue
		}
		if item.kind == mapNode && len(item.items) > 0 && !item.fitsFlow(indent+2) {
			var inner strings.Builder
			item.appendBlock(&inner, indent+2)
			b.WriteString(" " + strings.TrimPrefix(inner.String(), pad+"  "))
			continue
		}
		item.appendYAML(b, indent+2, false)
	}
}

// topIndent is that of the keys below carrierKey.
const topIndent = 2

// fitsFlow reports whether the node is short and plain enough for one line: lists
// of mappings are easier to read one below the other, and the great lists always
// have the same form.
func (n *node) fitsFlow(indent int) bool {
	if n.kind == listNode && n.items[0].kind == mapNode && (len(n.items) > 1 || indent == 2*topIndent) {
		return false
	}
	return indent+utf8.RuneCountInString(n.flow()) <= flowWidth
}

func (n *node) flow() string {
	switch n.kind {
	case scalarNode:
		return quoted(n.scalar)
	case listNode:
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = item.inList()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	}
	parts := make([]string, len(n.items))
	for i, item := range n.items {
		parts[i] = n.keys[i] + ": " + item.flow()
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// quoted writes a scalar plainly where nothing about it is special, else in
// double quotes.
func quoted(s string) string {
	if isPlain(s) {
		return s
	}
	return doubleQuoted(s)
}

func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x10000 && !unicode.IsPrint(r) && r != ' ':
			fmt.Fprintf(&b, `\u%04X`, r)
		case !unicode.IsPrint(r) && r != ' ':
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isPlain reports whether a scalar needs no quotes in a block or flow context: a
// number, or letters first and nothing that YAML gives a meaning.
func isPlain(s string) bool {
	if s == "" || len(s) > 1 && s[len(s)-1] == ' ' {
		return false
	}
	if _, err := strconv.ParseInt(s, 10, 64); err == nil && (s[0] != '0' && s[0] != '+' || s == "0") {
		return true
	}
	if isTime(s) {
		return true
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		inside := c >= '0' && c <= '9' || strings.IndexByte("_-./@+ ", c) >= 0 || c == ':' && i+1 < len(s) && s[i+1] != ' '
		if !letter && (i == 0 || !inside) {
			return false
		}
	}
	switch strings.ToLower(s) {
	case "null", "yes", "no", "on", "off", "y", "n", "nan", "inf":
		return false
	}
	return true
}

// isTime reports a day or an instant as it is carried.
func isTime(s string) bool {
	if len(s) < len(time.DateOnly) || strings.Trim(s, "0123456789-:.TZ") != "" {
		return false
	}
	_, err := time.Parse(time.RFC3339Nano, s)
	_, notDay := time.Parse(time.DateOnly, s)
	return err == nil || notDay == nil
}

// fromAST takes over what the YAML reader found. Anchors, aliases and tags have
// no use here and are refused.
func fromAST(from ast.Node) (*node, error) {
	line := 0
	if t := from.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	switch v := from.(type) {
	case *ast.MappingNode:
		n := &node{kind: mapNode, line: line}
		for _, pair := range v.Values {
			if err := n.addPair(pair); err != nil {
				return nil, err
			}
		}
		return n, nil
	case *ast.MappingValueNode:
		n := &node{kind: mapNode, line: line}
		return n, n.addPair(v)
	case *ast.SequenceNode:
		n := &node{kind: listNode, line: line}
		for _, item := range v.Values {
			child, err := fromAST(item)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, child)
		}
		return n, nil
	case *ast.NullNode:
		return &node{line: line}, nil
	case *ast.LiteralNode:
		return &node{scalar: v.Value.Value, line: line}, nil
	case *ast.StringNode:
		return &node{scalar: v.Value, line: line}, nil
	case ast.ScalarNode:
		return &node{scalar: from.GetToken().Value, line: line}, nil
	}
	return nil, fmt.Errorf("line %d: %s is not used here", line, from.Type())
}

func (n *node) addPair(pair *ast.MappingValueNode) error {
	value, err := fromAST(pair.Value)
	if err != nil {
		return err
	}
	if t := pair.Key.GetToken(); t != nil {
		if value.line == 0 || value.kind != scalarNode {
			value.line = t.Position.Line
		}
		n.set(t.Value, value)
	}
	return nil
}
