package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind says what a token is.
type tokenKind uint8

const (
	word  tokenKind = iota // a word, lower case, with its apostrophes, hyphens and slashes
	stop                   // the end of a sentence, cell or block
	comma                  // a comma, dash or bracket: a pause within a sentence
	thing                  // something said that is not prose: code, an address, a quotation
)

// token is one word or mark. Start and end are byte offsets in the text.
type token struct {
	word       string // word is lower case; for marks it is the mark itself.
	start, end int
	kind       tokenKind
	capital    bool // capital says that the word begins with a capital letter.
}

// tokens cuts masked text from offset i to end into words and marks and appends
// them to list. There is always a stop at the beginning and at the end, so that
// looking one token aside is safe.
func tokens(list []token, text string, i, end int) []token {
	list = append(list, token{kind: stop, start: i, end: i})
	for i < end {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:end])
		}
		switch {
		case r == opaque:
			from := i
			for i < end && (text[i] == opaque || text[i] == '\n') {
				i++
			}
			list = append(list, token{kind: thing, start: from, end: i})
		case wordRune(r) || r == '@':
			from := i
			i = wordEnd(text[:end], i+size)
			list = append(list, newWord(text, from, i))
		default:
			if kind, mark := markKind(r, text[:end], i+size); mark {
				list = append(list, token{word: text[i : i+size], kind: kind, start: i, end: i + size})
			}
			i += size
		}
	}
	return append(list, token{kind: stop, start: end, end: end})
}

func newWord(text string, start, end int) token {
	t := token{word: text[start:end], start: start, end: end}
	first, _ := utf8.DecodeRuneInString(t.word)
	t.capital = unicode.IsUpper(first)
	t.word = strings.ToLower(t.word)
	if strings.Contains(t.word, "’") {
		t.word = strings.ReplaceAll(t.word, "’", "'")
	}
	return t
}

func wordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// wordEnd returns where the word that is being read ends. Apostrophes, hyphens,
// dots, slashes and underscores belong to it between letters; an apostrophe also
// after an s, which makes it a possessive.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if wordRune(r) {
			i += size
			continue
		}
		if !joiner(r) {
			return i
		}
		next, _ := utf8.DecodeRuneInString(text[i+size:])
		switch {
		case wordRune(next):
			i += size
		case (r == '\'' || r == '’') && text[i-1]|0x20 == 's':
			return i + size
		default:
			return i
		}
	}
	return i
}

func joiner(r rune) bool {
	return r == '\'' || r == '’' || r == '-' || r == '.' || r == '/' || r == '_' || r == '@'
}

// markKind says what a character that is not part of a word means to a sentence.
func markKind(r rune, text string, next int) (tokenKind, bool) {
	switch r {
	case brk, ';', '!', '?', '|', ':', '…', '→':
		return stop, true
	case '.':
		return stop, next >= len(text) || text[next] <= ' ' || !wordByte(text[next])
	case ',', '(', ')', '[', ']', '–', '—':
		return comma, true
	case '-':
		return comma, next >= len(text) || text[next] <= ' ' || text[next] == '-'
	}
	return comma, false
}
