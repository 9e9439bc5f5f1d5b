package store

import (
	"slices"
	"strings"
)

// Span is part of a snippet.
type Span struct {
	Text  string
	Match bool // Match spans are what was looked for.
}

// snippet cuts a piece of text around the first match, at word boundaries, and
// marks what matched. Line ends become spaces.
func snippet(words []string, title, body string) []Span {
	text := strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(strings.TrimSpace(title + "\n" + body))
	from, to := window(words, text)
	text = strings.TrimSpace(text[from:to])
	var spans []Span
	at := 0
	eachToken(text, func(t token) bool {
		if !sought(words, t) {
			return true
		}
		if t.start > at {
			spans = append(spans, Span{Text: text[at:t.start]})
		}
		spans = append(spans, Span{Text: text[t.start:t.end], Match: true})
		at = t.end
		return true
	})
	if at < len(text) {
		spans = append(spans, Span{Text: text[at:]})
	}
	return spans
}

// window finds the piece of text to show: some words before the first match and
// some behind it, or the beginning where nothing matches.
func window(words []string, text string) (from, to int) {
	const before, length = 60, 180 // bytes
	var near []token               // near are the words not farther than before from the last one read
	found, dropped := false, false
	to = len(text)
	eachToken(text, func(t token) bool {
		if found && t.end > from+length {
			to = t.start
			return false
		}
		if found {
			return true
		}
		near = append(near, t)
		for near[0].start < t.start-before {
			near, dropped = near[1:], true
		}
		if sought(words, t) {
			found = true
			if dropped {
				from = near[0].start
			}
		}
		return true
	})
	if !found && len(text) > length {
		to = strings.LastIndexByte(text[:length], ' ') + 1
	}
	return from, to
}

func sought(words []string, t token) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(t.folded, w) })
}
