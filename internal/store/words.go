package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What counts as a word is decided here, not by the databases, whose tokenizers
// differ: both are handed the same folded words, and so find the same things.
//
// A word is a run of letters, digits and the marks on them. Han characters and
// Japanese syllables are written without spaces and are a word each. Words are
// compared without case and without diacritics: "Zoë" is found by "zoe".

// longestWord bounds a word, in bytes once folded; PostgreSQL indexes no longer
// ones than 2046.
const longestWord = 80

// token is a word of a text with its place in bytes.
type token struct {
	folded     string
	start, end int
}

// eachToken calls found for every word of a text until it returns false.
func eachToken(text string, found func(token) bool) {
	start := -1
	for i, r := range text {
		alone := standsAlone(r)
		inside := !alone && (unicode.IsLetter(r) || unicode.IsDigit(r) || start >= 0 && unicode.IsMark(r))
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			if !found(token{fold(text[start:i]), start, i}) {
				return
			}
			start = -1
		}
		if alone {
			if end := i + utf8.RuneLen(r); !found(token{fold(text[i:end]), i, end}) {
				return
			}
		}
	}
	if start >= 0 {
		found(token{fold(text[start:]), start, len(text)})
	}
}

func standsAlone(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// fold makes two spellings of a word comparable.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if !plain {
		word = foldLetters(word)
	}
	if len(word) > longestWord {
		end := longestWord
		for !utf8.RuneStart(word[end]) {
			end--
		}
		word = word[:end]
	}
	return word
}

// foldLetters lowers case, drops marks, and spells out letters that have no
// decomposition but a customary plain spelling (ours).
func foldLetters(word string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(word)) {
		switch {
		case unicode.IsMark(r):
		case !unicode.IsLetter(r) && !unicode.IsDigit(r): // what a compatibility form such as "½" contains beside digits
		case customary[r] != "":
			b.WriteString(customary[r])
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

var customary = map[rune]string{'ø': "o", 'æ': "ae", 'œ': "oe", 'ß': "ss", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŧ': "t"}

// searchWords returns the folded words of what somebody typed.
func searchWords(typed string) []string {
	const most = 12
	var found []string
	eachToken(typed, func(t token) bool {
		if t.folded != "" {
			found = append(found, t.folded)
		}
		return len(found) < most
	})
	return found
}

// distinctWords returns the folded words of a text, each once, as many as fit
// into the index of either database.
func distinctWords(texts ...string) []string {
	const mostBytes = 400_000 // PostgreSQL's limit for all words of a text is a little over 1,000,000
	seen := map[string]bool{}
	var found []string
	size := 0
	for _, text := range texts {
		eachToken(text, func(t token) bool {
			if t.folded != "" && !seen[t.folded] {
				seen[t.folded] = true
				found = append(found, t.folded)
				size += len(t.folded)
			}
			return size < mostBytes
		})
	}
	return found
}
