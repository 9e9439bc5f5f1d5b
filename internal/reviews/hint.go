package reviews

import (
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/lint"
	"github.com/hindcast/hindcast/internal/together"
)

// Hint offers another question to ask where words put a person in the place of
// the system of work. It never blocks.
type Hint struct {
	Text     string // Text is the words concerned.
	Message  string
	Ask      string
	From, To int // From and To are where the words stand, in UTF-16 units as browsers count.
}

// Hints reads a text that somebody writes in a review.
func Hints(text string) (list []Hint) {
	text = together.Lines(text)
	lines := strings.SplitAfter(text, "\n")
	starts := make([]int, len(lines)+1)
	for i, l := range lines {
		starts[i+1] = starts[i] + together.Length(l)
	}
	for _, h := range lint.Document([]byte(text)) {
		line := lines[h.Line-1]
		from := starts[h.Line-1] + together.Length(line[:bytesOf(line, h.Column-1)])
		list = append(list, Hint{Text: h.Text, Message: h.Message, Ask: h.Ask, From: from, To: min(from+together.Length(strings.TrimSuffix(h.Text, "…")), starts[len(lines)])})
	}
	return list
}

// bytesOf is how many bytes the first characters of a text take.
func bytesOf(s string, characters int) (at int) {
	for range characters {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}
