package writeup

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// inList writes a scalar as an item of a list, where some readers of YAML take a
// colon for the end of a key.
func (n *node) inList() string {
	if n.kind == scalarNode && strings.Contains(n.scalar, ":") {
		return doubleQuoted(n.scalar)
	}
	return n.flow()
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
