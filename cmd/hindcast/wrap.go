package main

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// wrap breaks text into lines of at most width columns, at spaces where it can.
func wrap(text string, width int) []string {
	width = max(width, 10)
	var lines []string
	line := ""
	for _, word := range strings.Fields(terminalSafe(text)) {
		for runewidth.StringWidth(word) > width {
			head := runewidth.Truncate(word, width-runewidth.StringWidth(line)-1, "")
			if head == "" || line != "" {
				lines, line = append(lines, line), ""
				continue
			}
			lines, word = append(lines, head), word[len(head):]
		}
		switch {
		case line == "":
			line = word
		case runewidth.StringWidth(line)+1+runewidth.StringWidth(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	if line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// hang wraps text behind a first prefix and indents the lines that follow to
// the prefix's width.
func hang(prefix, text string, width int) string {
	columns := visibleWidth(prefix)
	lines := wrap(text, width-columns)
	return prefix + strings.Join(lines, "\n"+strings.Repeat(" ", columns)) + "\n"
}

// paragraph wraps text and gives each line the style; text itself may hold no
// codes, which wrap would take for a document's own.
func paragraph(text string, width int, style func(string) string) string {
	out := ""
	for _, line := range wrap(text, width) {
		out += style(line) + "\n"
	}
	return out
}

// pad fills text with spaces to a number of columns.
func pad(text string, columns int) string {
	return text + strings.Repeat(" ", max(0, columns-visibleWidth(text)))
}

// clip shortens text to a number of columns, with an ellipsis.
func clip(text string, columns int) string {
	return runewidth.Truncate(terminalSafe(text), columns, "…")
}

// visibleWidth counts the columns of text that may contain colour codes.
func visibleWidth(text string) int {
	for {
		start := strings.Index(text, "\x1b[")
		if start < 0 {
			return runewidth.StringWidth(text)
		}
		end := strings.IndexByte(text[start:], 'm')
		if end < 0 {
			return runewidth.StringWidth(text)
		}
		text = text[:start] + text[start+end+1:]
	}
}
