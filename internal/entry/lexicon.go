package entry

import "strings"

// lexicon finds phrases in a text. It is built once from the phrase lists in
// phrases.go and never changes.
type lexicon struct {
	byWord  map[string][]phrase // byWord is keyed by the first word of a phrase.
	byStart map[string][]phrase // byStart is keyed by the first letters of a first word that ends in "*".
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
	keyLength = 3 // keyLength is how many letters of a word that ends in "*" are looked up.
	gapLength = 4 // gapLength is how many words ".." may stand for.
)

func newLexicon(lists []phraseList) *lexicon {
	l := &lexicon{byWord: map[string][]phrase{}, byStart: map[string][]phrase{}}
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
	first := p.parts[0]
	for i, w := range first.words {
		starts := p
		starts.parts = append([]part{{words: first.words[i : i+1], prefix: first.prefix[i : i+1]}}, p.parts[1:]...)
		if first.prefix[i] {
			l.byStart[keyOf(w)] = append(l.byStart[keyOf(w)], starts)
		} else {
			l.byWord[w] = append(l.byWord[w], starts)
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

func (p *part) likes(w string) bool {
	for i, want := range p.words {
		if w == want || p.prefix[i] && strings.HasPrefix(w, want) {
			return true
		}
	}
	return false
}

// find returns all phrases of the lexicon in the text, in order of their first
// word.
func (l *lexicon) find(text []word, into []match) []match {
	for i := range text {
		for _, list := range [][]phrase{l.byWord[text[i].text], l.byStart[keyOf(text[i].text)]} {
			for n := range list {
				if end := matchParts(list[n].parts, text, i, i); end > 0 {
					into = append(into, match{list[n].sense, i, end})
				}
			}
		}
	}
	return into
}

// matchParts returns where the parts end when they match at i, else -1.
func matchParts(parts []part, text []word, i, start int) int {
	for k := range parts {
		p := &parts[k]
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
