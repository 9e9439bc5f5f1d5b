package entry

import "strings"

// lexicon finds phrases in a text. It is built once from the phrase lists in
// phrases.go and never changes.
type lexicon struct {
	byStart map[string][]phrase // byStart is keyed by the first letters of the first word.
}

// phrase is a sequence of words that means something. In the lists it is written
// as words with a space between: "a|b" is either, "restart*" any word that starts
// so, "x?" may be absent, and ".." stands for up to four words of one sentence.
type phrase struct {
	sense sense
	parts []part
}

type part struct {
	words    []string
	prefix   []bool
	optional bool
	gap      bool
}

// match is a phrase found in a text, from word first up to but excluding end.
type match struct {
	sense      sense
	first, end int
}

const (
	keyLength = 3 // keyLength is how many letters of a word the lexicon is indexed by.
	gapLength = 4 // gapLength is how many words ".." may stand for.
)

func newLexicon(lists []phraseList) *lexicon {
	l := &lexicon{byStart: map[string][]phrase{}}
	for _, list := range lists {
		for line := range strings.Lines(list.phrases) {
			if line = strings.TrimSpace(line); line != "" {
				l.add(list.sense, line)
			}
		}
	}
	return l
}

func (l *lexicon) add(s sense, line string) {
	p := phrase{sense: s}
	for field := range strings.FieldsSeq(line) {
		p.parts = append(p.parts, newPart(field))
	}
	seen := map[string]bool{}
	for _, w := range p.parts[0].words {
		if key := keyOf(w); !seen[key] {
			seen[key] = true
			l.byStart[key] = append(l.byStart[key], p)
		}
	}
}

func newPart(field string) part {
	if field == ".." {
		return part{gap: true}
	}
	field, optional := strings.CutSuffix(field, "?")
	p := part{optional: optional}
	for w := range strings.SplitSeq(field, "|") {
		w, prefix := strings.CutSuffix(w, "*")
		p.words, p.prefix = append(p.words, w), append(p.prefix, prefix)
	}
	return p
}

func keyOf(w string) string {
	if len(w) > keyLength {
		return w[:keyLength]
	}
	return w
}

func (p part) likes(w string) bool {
	for i, want := range p.words {
		if w == want || p.prefix[i] && strings.HasPrefix(w, want) {
			return true
		}
	}
	return false
}

// find returns all phrases of the lexicon in the text, in order of their first
// word. Of one sense at one place the longest is kept.
func (l *lexicon) find(text []word, into []match) []match {
	for i := range text {
		for n := 1; n <= min(keyLength, len(text[i].text)); n++ {
			if n < keyLength && n < len(text[i].text) {
				continue
			}
			for _, p := range l.byStart[text[i].text[:n]] {
				if end := matchParts(p.parts, text, i, i); end > 0 {
					into = append(into, match{p.sense, i, end})
				}
			}
		}
	}
	return into
}

// matchParts returns where the parts end when they match at i, else -1.
func matchParts(parts []part, text []word, i, start int) int {
	for k, p := range parts {
		if p.gap {
			for skip := 0; skip <= gapLength && i+skip < len(text); skip++ {
				if skip > 0 && text[i+skip-1].sentence && i+skip-1 > start {
					break
				}
				if end := matchParts(parts[k+1:], text, i+skip, start); end > 0 {
					return end
				}
			}
			return -1
		}
		if i < len(text) && (i == start || !text[i].sentence) && p.likes(text[i].text) {
			i++
		} else if !p.optional {
			return -1
		}
	}
	return i
}
