package markup

import (
	"strings"
	"unicode"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// likeness is the share of the longer line that must be common for two lines to
// be shown as one that was changed; below it, marking words confuses more than it
// shows. The figure is ours.
const likeness = 0.4

// words compares two lines word by word. alike is false when they have so little
// in common that they are better shown as one line gone and another come.
func words(before, after string) (was, became []Segment, alike bool) {
	a, b := tokens(before), tokens(after)
	var common, oldAt int
	keep := func(until int) {
		text := strings.Join(a[oldAt:until], "")
		common += len(strings.TrimSpace(text))
		was = add(was, Same, text)
		became = add(became, Same, text)
	}
	for _, d := range lcs.DiffLines(a, b) {
		keep(d.Start)
		was = add(was, Removed, strings.Join(a[d.Start:d.End], ""))
		became = add(became, Added, strings.Join(b[d.ReplStart:d.ReplEnd], ""))
		oldAt = d.End
	}
	keep(len(a))
	return was, became, float64(common) >= likeness*float64(max(len(before), len(after)))
}

// add appends a segment and joins it with the last of the same kind.
func add(list []Segment, op Op, text string) []Segment {
	if text == "" {
		return list
	}
	if n := len(list); n > 0 && list[n-1].Op == op {
		list[n-1].Text += text
		return list
	}
	return append(list, Segment{Op: op, Text: text})
}

// tokens splits a line into words, runs of white space and single other signs.
func tokens(s string) []string {
	var list []string
	last, start := 0, 0
	for i, r := range s {
		class := classOf(r)
		if i > 0 && (class != last || class == otherSign) {
			list = append(list, s[start:i])
			start = i
		}
		last = class
	}
	if s != "" {
		list = append(list, s[start:])
	}
	return list
}

const (
	wordSign = iota
	space
	otherSign
)

func classOf(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r), r == '_':
		return wordSign
	case unicode.IsSpace(r):
		return space
	}
	return otherSign
}
