package policy

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// The YAML parser recurses once per level of nesting and would exhaust the stack
// on hostile input, and its time grows with the square of the number of keys in
// one mapping (20,000 take about a second). A policy nests five deep, its lines
// are short and it has some hundred of them; the limits are ours and far above
// that.
const (
	maxBrackets   = 2_000
	maxLineLength = 1_000
	maxLines      = 20_000
)

// parseYAML reads text as one YAML document whose root is a mapping.
func parseYAML(file string, text []byte) (root ast.Node, err error) {
	text, err = acceptable(file, text)
	if err != nil {
		return nil, err
	}
	defer func() {
		// The parser is somebody else's and reads anybody's bytes: a fault in it
		// must not end the program.
		if fault := recover(); fault != nil {
			root, err = nil, invalid(file, "cannot be read as YAML: %v", fault)
		}
	}()
	parsed, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, syntaxError(file, err)
	}
	for _, doc := range parsed.Docs {
		if empty(doc.Body) {
			continue
		}
		if root != nil {
			at := position(doc.Body)
			return nil, invalid(fmt.Sprintf("%s:%d:%d", file, at.line, at.column), "a second document begins here; a policy is one document")
		}
		root = doc.Body
	}
	if root == nil {
		return nil, invalid(file, "holds no settings; `hindcast policy` prints a policy to begin with")
	}
	return root, nil
}

// empty reports whether a document says nothing: no text, comments, null, or a
// directive such as %YAML.
func empty(body ast.Node) bool {
	switch body.(type) {
	case nil, *ast.CommentNode, *ast.CommentGroupNode, *ast.NullNode, *ast.DirectiveNode:
		return true
	}
	return false
}

// acceptable refuses what is not worth parsing and removes a byte order mark.
func acceptable(file string, text []byte) ([]byte, error) {
	if len(text) > MaxSize {
		return nil, &hindcast.Error{Code: hindcast.TooLarge, Op: "policy.Parse",
			Message: fmt.Sprintf("%s has %d bytes; a policy has at most %d", file, len(text), MaxSize)}
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	brackets := 0
	for n, line := range bytes.Split(text, []byte("\n")) {
		at := fmt.Sprintf("%s:%d", file, n+1)
		brackets += bytes.Count(line, []byte("[")) + bytes.Count(line, []byte("{"))
		switch {
		case n == maxLines:
			return nil, invalid(at, "is more than the %d lines a policy may have", maxLines)
		case !utf8.Valid(line):
			return nil, invalid(at, "is not UTF-8 text; save the file as UTF-8")
		case bytes.IndexByte(line, 0) >= 0:
			return nil, invalid(at, "holds a zero byte; a policy is plain text")
		case tabIndented(line):
			return nil, invalid(at, "is indented with a tab; YAML wants spaces")
		case len(line) > maxLineLength:
			return nil, invalid(at, "has %d bytes; a line of a policy has at most %d", len(line), maxLineLength)
		case brackets > maxBrackets:
			return nil, invalid(at, "is where there are more than %d brackets; write lists as lines that begin with -", maxBrackets)
		}
	}
	return text, nil
}

// tabIndented reports whether a line that says something begins with space that
// holds a tab.
func tabIndented(line []byte) bool {
	rest := bytes.TrimLeft(line, " \t")
	indent := line[:len(line)-len(rest)]
	return bytes.IndexByte(indent, '\t') >= 0 && len(bytes.TrimSpace(rest)) > 0 && rest[0] != '#'
}

// syntaxError puts the parser's complaint in our form.
func syntaxError(file string, err error) error {
	var fault yaml.Error
	if !errors.As(err, &fault) || fault.GetToken() == nil || fault.GetToken().Position == nil {
		return invalid(file, "is not YAML: %s", strings.TrimSpace(err.Error()))
	}
	pos := fault.GetToken().Position
	return invalid(fmt.Sprintf("%s:%d:%d", file, pos.Line, pos.Column), "is not YAML here: %s", fault.GetMessage())
}

// invalid is an error about one place of a file.
func invalid(at, reason string, args ...any) error {
	file, _, _ := strings.Cut(at, ":")
	return &hindcast.Error{Code: hindcast.Invalid, Op: "policy.Parse", Message: file + " is not a valid policy",
		Fields: []hindcast.FieldError{{Field: at, Reason: fmt.Sprintf(reason, args...)}}}
}
