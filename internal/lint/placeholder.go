package lint

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// leftOver finds lines, items and cells that still stand as a template or a
// draft has them. A line that another hint speaks of already is passed over, and
// so is a section whose heading bears one.
func leftOver(source []byte, m masked, others []Hint) []Hint {
	spoken := map[int]bool{}
	for _, h := range others {
		spoken[h.Line] = true
	}
	rule, _ := Find("left-over-template")
	var hints []Hint
	number, heading := 0, 0
	for line := range bytes.Lines(source) {
		number++
		if m.fenced[number] {
			continue
		}
		if line[0] == '#' {
			heading = number
		}
		text, at := templated(string(line))
		if text == "" || spoken[number] || asked(text) && spoken[heading] {
			continue
		}
		h := Hint{Rule: rule.ID, Line: number, Column: utf8.RuneCount(line[:at]) + 1, Text: text, Message: rule.Message, Ask: rule.Ask, Level: rule.Level}
		if asked(text) {
			h.Message = "This is still to be recorded."
		}
		hints = append(hints, h)
	}
	return hints
}

// asked reports whether a placeholder is one of our drafts, which say what to
// record.
func asked(value string) bool { return strings.HasPrefix(value, "_To record: ") }

// templated returns the first part of a line that is a placeholder, and where it
// begins.
func templated(line string) (text string, at int) {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" {
		return "", 0
	}
	if trimmed[0] != '|' {
		n := listMarker([]byte(trimmed))
		if value := strings.TrimSpace(trimmed[n:]); placeholder(value) {
			return value, strings.Index(line, value)
		}
		if _, value, ok := strings.Cut(trimmed, ":"); ok && placeholder(strings.TrimSpace(value)) {
			value = strings.TrimLeft(strings.TrimSpace(value), "* ")
			return value, strings.LastIndex(line, value)
		}
		return "", 0
	}
	at = strings.Index(line, "|") + 1
	for cell := range strings.SplitSeq(line[at:], "|") {
		if value := strings.TrimSpace(cell); placeholder(value) {
			return value, at + strings.Index(cell, value)
		}
		at += len(cell) + 1
	}
	return "", 0
}

// placeholder reports whether a whole value is what a template asks to be
// replaced.
func placeholder(value string) bool {
	folded := strings.Trim(hindcast.Fold(value), " *_`.")
	switch folded {
	case "tbd", "tba", "todo", "xxx", "yyy", "zzz", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm utc", "hh:mm", "hh:mm utc", "20xx-mm-dd hh:mm",
		"@handle", "@owner", "@name", "fill in", "short event description", "incident title", "[name]", "[link]", "[description]", "[text]", "[owner]":
		return true
	}
	if asked(value) {
		return true
	}
	n := len(value)
	return n > 2 && value[0] == '[' && value[n-1] == ']' && strings.Count(value, "[") == 1 && strings.Contains(value, " ") && !strings.ContainsAny(value, "^@")
}
