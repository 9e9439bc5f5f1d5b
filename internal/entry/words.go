package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word of a text in lower case.
type word struct {
	text     string
	start    int  // start is the place of the word in the folded text.
	sentence bool // sentence says that a sentence or row of the text starts here.
	clause   bool // clause says that punctuation of any kind stands in front.
	after    rune // after is the punctuation that directly follows, 0 when a space or letter does.
}

// split cuts a text into words: letters, digits, and apostrophes inside. A hyphen
// divides, so that "roll-back" and "roll back" are the same.
func split(text string) []word {
	folded := strings.ToLower(text)
	list := make([]word, 0, len(folded)/6+4)
	sentence, clause := true, true
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		if !isWordRune(r) {
			switch r {
			case '.', ';', '!', '?', '\n', '|':
				sentence, clause = true, true
			case ',', ':', '(', ')', '[', ']', '–', '—', '"', '“', '”':
				clause = true
			case '-':
				clause = clause || spaced(folded, i)
			}
			i += n
			continue
		}
		start := i
		for i < len(folded) {
			r, n = utf8.DecodeRuneInString(folded[i:])
			if !isWordRune(r) && !(isApostrophe(r) && i > start) {
				break
			}
			i += n
		}
		w := strings.TrimRightFunc(folded[start:i], isApostrophe)
		if strings.Contains(w, "’") {
			w = strings.ReplaceAll(w, "’", "'")
		}
		next := rune(0)
		if i < len(folded) {
			next, _ = utf8.DecodeRuneInString(folded[i:])
			if isSpace(next) {
				next = 0
			}
		}
		list = append(list, word{text: w, start: start, sentence: sentence, clause: clause, after: next})
		sentence, clause = false, false
	}
	return list
}

func isWordRune(r rune) bool   { return unicode.IsLetter(r) || unicode.IsDigit(r) }
func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// spaced reports whether the hyphen at i stands between spaces, as a dash does.
func spaced(s string, i int) bool {
	return i > 0 && s[i-1] == ' ' && i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '-')
}
