package policy

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// none is the word that switches something off.
const none = "none"

// scalar returns the text of a single value.
func (r *reader) scalar(p place) (text string, ok bool) {
	switch n := p.node.(type) {
	case *ast.NullNode:
		r.fail(p, "has no value; write none to switch it off, or leave the key out")
		return "", false
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.MappingNode, *ast.SequenceNode:
		r.fail(p, "must be a single value, not %s", describe(n))
		return "", false
	}
	if !r.plain(p) {
		return "", false
	}
	return strings.TrimSpace(p.node.GetToken().Value), true
}

// isNone reports whether the value is the word none.
func isNone(p place) bool {
	n, ok := p.node.(*ast.StringNode)
	return ok && strings.TrimSpace(n.Value) == none
}

// line reads a line of text that must not be empty.
func (r *reader) line(p place, limit int, to *string) bool {
	text, ok := r.scalar(p)
	if !ok {
		return false
	}
	switch {
	case text == "":
		r.fail(p, "must not be empty")
	case strings.ContainsFunc(text, unicode.IsControl):
		r.fail(p, "must be one line without control characters")
	case len([]rune(text)) > limit:
		r.fail(p, "has %d characters; at most %d are kept", len([]rune(text)), limit)
	default:
		*to = text
		return true
	}
	return false
}

// yes reads true or false.
func (r *reader) yes(p place, to *bool) {
	if b, ok := p.node.(*ast.BoolNode); ok {
		*to = b.Value
		return
	}
	if text, ok := r.scalar(p); ok {
		r.fail(p, "%s is neither true nor false", quote(text))
	}
}

// count reads a whole number that is at least floor.
func (r *reader) count(p place, floor int64, to *int64) bool {
	text, ok := r.scalar(p)
	if !ok {
		return false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < floor {
		r.fail(p, "%s is not a whole number of at least %d, written as 1000", quote(text), floor)
		return false
	}
	*to = n
	return true
}

// factor reads a number that is at least one.
func (r *reader) factor(p place, to *float64) {
	text, ok := r.scalar(p)
	if !ok {
		return
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || !(f >= 1 && f <= 1000) {
		r.fail(p, "%s is not a number from 1 to 1000", quote(text))
		return
	}
	*to = f
}

// share reads a percentage into a number from 0 to 1.
func (r *reader) share(p place, to *float64) {
	text, ok := r.scalar(p)
	if !ok {
		return
	}
	digits, percent := strings.CutSuffix(text, "%")
	f, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
	if !percent || err != nil || !(f >= 0 && f <= 100) {
		r.fail(p, "%s is not a share; write a percentage such as 70%%", quote(text))
		return
	}
	*to = f / 100
}

// severity reads P1 to P5, or none.
func (r *reader) severity(p place, to *hindcast.Severity) bool {
	if isNone(p) {
		*to = hindcast.SeverityNone
		return true
	}
	text, ok := r.scalar(p)
	if !ok {
		return false
	}
	for _, s := range hindcast.Severities() {
		if s.String() == text {
			*to = s
			return true
		}
	}
	r.fail(p, "%s is not a severity; write P1, P2, P3, P4, P5 or none", quote(text))
	return false
}

// date reads a day.
func (r *reader) date(p place, to *hindcast.Date) bool {
	text, ok := r.scalar(p)
	if !ok {
		return false
	}
	d, err := hindcast.ParseDate(text)
	if err != nil {
		r.fail(p, "%s is not a day; write it as 2026-12-24", quote(text))
		return false
	}
	*to = d
	return true
}

// weekday reads the English name of a day of the week, whole or its first three
// letters.
func (r *reader) weekday(p place, to *time.Weekday) bool {
	text, ok := r.scalar(p)
	if !ok {
		return false
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if name := day.String(); strings.EqualFold(text, name) || strings.EqualFold(text, name[:3]) {
			*to = day
			return true
		}
	}
	r.fail(p, "%s is not a day of the week; write Monday to Sunday", quote(text))
	return false
}
