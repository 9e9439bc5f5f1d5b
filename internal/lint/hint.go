package lint

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Hint is what a rule has to say about one place.
type Hint struct {
	Rule    string // Rule is the identifier of the rule; see Find for its reason.
	Line    int    // Line counts from 1.
	Column  int    // Column counts characters from 1; zero when the whole line is meant.
	Text    string // Text is the words concerned, on one line; empty when something is absent.
	Message string
	Ask     string // Ask is the question to ask instead, or the fix.
	Level   Level
}

// EndColumn returns the column after the last character of the words concerned,
// or zero when the whole line is meant or the words go on in the next line.
func (h Hint) EndColumn() int {
	if h.Column == 0 || h.Text == "" {
		return 0
	}
	return h.Column + utf8.RuneCountInString(h.Text)
}

// Annotation returns the hint as a GitHub workflow command, which shows it beside
// the line of a pull request: "::warning file=…,line=…,col=…,title=RULE::message".
// Problems are warnings and notes are notices. The escaping is that of
// actions/toolkit (packages/core/src/command.ts).
func (h Hint) Annotation(file string) string {
	command := "warning"
	if h.Level == Notice {
		command = "notice"
	}
	properties := []string{"file=" + escapeProperty(file), "line=" + strconv.Itoa(max(h.Line, 1))}
	if h.Column > 0 {
		properties = append(properties, "col="+strconv.Itoa(h.Column))
	}
	if end := h.EndColumn(); end > 0 {
		properties = append(properties, "endColumn="+strconv.Itoa(end))
	}
	properties = append(properties, "title="+escapeProperty(h.Rule))
	message := h.Message
	if h.Ask != "" {
		message += " " + h.Ask
	}
	return "::" + command + " " + strings.Join(properties, ",") + "::" + escapeData(message)
}

func escapeData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func escapeProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// arrange puts hints in order of their place and drops repetitions: one rule says
// something about the same words of a line once.
func arrange(hints []Hint) []Hint {
	slices.SortStableFunc(hints, func(a, b Hint) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(hints, func(a, b Hint) bool {
		return a.Rule == b.Rule && a.Line == b.Line && a.Column == b.Column && a.Text == b.Text && a.Message == b.Message
	})
}
