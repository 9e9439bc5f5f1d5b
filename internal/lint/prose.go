package lint

import (
	"cmp"
	"slices"
	"strings"
)

// finding is what a language rule found: its rule, and the first and last token
// concerned. Ask is empty when the rule's own question fits.
type finding struct {
	rule     string
	from, to int
	ask      string
}

// Text runs the language rules over one line of prose. Line is only passed on.
// Code, addresses and quotations in it are skipped, as in Document.
func Text(line int, text string) []Hint {
	return arrange(textHints(line, text, nil))
}

func textHints(line int, text string, known names) []Hint {
	return locate([]byte(text), findings(maskText(text), known), line)
}

// Document runs the language rules over Markdown. It reads prose only: front
// matter, code, comments, addresses and quotations (in marks or as a block, for
// they are somebody else's words) are skipped, and a sentence that goes on in the
// next line is one sentence. Hints that the document allows are left out. It
// takes time linear in the length of the source.
func Document(source []byte) []Hint {
	allowed := readAllows(source)
	return allowed.filter(arrange(documentHints(source, maskDocument(source), nil)))
}

func documentHints(source []byte, m masked, known names) []Hint {
	return locate(source, findings(m.text, known), 1)
}

// findings runs every language rule at every word, block by block: no sentence
// goes on in another block.
func findings(masked []byte, known names) []found {
	text, s := string(masked), &sentence{names: known}
	var list []found
	for from := 0; from < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[from:], brk); n >= 0 {
			end = from + n
		}
		s.tokens = tokens(s.tokens[:0], text, from, end)
		list = s.appendFindings(list)
		from = end + 1
	}
	return list
}

func (s *sentence) appendFindings(list []found) []found {
	for i, t := range s.tokens {
		if t.kind != word {
			continue
		}
		for _, check := range checksAt(t.word) {
			if f, ok := check(s, i); ok {
				list = append(list, found{finding: f, start: s.at(f.from).start, end: s.at(f.to).end})
			}
		}
	}
	return list
}

// found is a finding with its place in the text.
type found struct {
	finding
	start, end int
}

// locate turns findings into hints with line and column, in order of place, in
// one walk over the text.
func locate(source []byte, list []found, firstLine int) []Hint {
	hints := make([]Hint, 0, len(list))
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(a.start, b.start) })
	rules := catalogue()
	line, runes, at := firstLine, 0, 0
	for _, f := range list {
		for at < f.start {
			switch c := source[at]; {
			case c == '\n':
				line, runes = line+1, 0
			case c < 0x80 || c >= 0xC0:
				runes++
			}
			at++
		}
		rule := rules[f.rule]
		ask := f.ask
		if ask == "" {
			ask = rule.Ask
		}
		hints = append(hints, Hint{Rule: f.rule, Line: line, Column: runes + 1, Text: oneLine(source[f.start:f.end]),
			Message: rule.Message, Ask: ask, Level: rule.Level})
	}
	return hints
}

// oneLine returns the words of one line: what follows the first line end is left
// out, so that the text stands at the column of the hint.
func oneLine(b []byte) string {
	s := string(b)
	if n := strings.IndexAny(s, "\r\n"); n >= 0 {
		s = strings.TrimRight(s[:n], " \t")
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
