package markup

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// headingIDs makes the ids of one text's headings as GitHub does: lower case,
// letters and digits of any script, hyphens for spaces, and a number where a
// heading repeats.
type headingIDs struct{ used map[string]int }

// Generate implements goldmark's parser.IDs.
func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	slug := slugOf(string(value))
	for {
		n := h.used[slug]
		h.used[slug]++
		if n == 0 {
			return []byte(slug)
		}
		// The numbered form may be taken by a heading that reads so; go round again.
		slug += "-" + strconv.Itoa(n)
	}
}

// Put implements goldmark's parser.IDs.
func (h *headingIDs) Put(value []byte) { h.used[string(value)]++ }

func slugOf(heading string) string {
	const longest = 80 // bytes; keeps addresses short enough to be sent around
	slug := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_', r == '-':
			return unicode.ToLower(r)
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, strings.TrimSpace(heading))
	for len(slug) > longest {
		_, size := utf8.DecodeLastRuneInString(slug)
		slug = slug[:len(slug)-size]
	}
	if slug == "" {
		return "heading"
	}
	return slug
}
