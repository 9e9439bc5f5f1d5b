package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scan is a place in a text. It is copied to try something and assigned back
// when that worked.
type scan struct {
	text string
	pos  int
}

func (s *scan) left() string { return s.text[s.pos:] }

func (s *scan) done() bool { return s.pos >= len(s.text) }

// peek returns the next byte, 0 at the end.
func (s *scan) peek() byte {
	if s.done() {
		return 0
	}
	return s.text[s.pos]
}

func (s *scan) rune() (rune, int) { return utf8.DecodeRuneInString(s.text[s.pos:]) }

// before returns the rune in front of the place, 0 at the start.
func (s *scan) before() rune {
	if s.pos == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:s.pos])
	return r
}

// spaces skips white space of any kind, no-break and zero-width ones included,
// and reports whether there was any.
func (s *scan) spaces() bool {
	start := s.pos
	for !s.done() {
		r, n := s.rune()
		if !isSpace(r) {
			break
		}
		s.pos += n
	}
	return s.pos > start
}

// digits reads at most max ASCII digits and returns them.
func (s *scan) digits(max int) string {
	end := s.pos
	for end < len(s.text) && end-s.pos < max && isDigit(s.text[end]) {
		end++
	}
	found := s.text[s.pos:end]
	s.pos = end
	return found
}

// letters reads a run of ASCII letters.
func (s *scan) letters() string {
	end := s.pos
	for end < len(s.text) && isLetter(s.text[end]) {
		end++
	}
	found := s.text[s.pos:end]
	s.pos = end
	return found
}

// skip passes one rune when the predicate likes it.
func (s *scan) skip(like func(rune) bool) bool {
	if s.done() {
		return false
	}
	r, n := s.rune()
	if !like(r) {
		return false
	}
	s.pos += n
	return true
}

func (s *scan) skipAll(like func(rune) bool) {
	for s.skip(like) {
	}
}

// take passes the byte c.
func (s *scan) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.pos++
	return true
}

// word passes one of the words, whatever its case, when it ends there.
func (s *scan) word(words ...string) bool {
	try := *s
	w := try.letters()
	if w == "" || !try.atWordEnd() {
		return false
	}
	for _, want := range words {
		if strings.EqualFold(w, want) {
			*s = try
			return true
		}
	}
	return false
}

// atWordEnd reports whether no letter or digit follows.
func (s *scan) atWordEnd() bool {
	if s.done() {
		return true
	}
	r, _ := s.rune()
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isSpace(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return unicode.IsSpace(r)
}

// isColon accepts the full-width colon and the ratio sign beside ":".
func isColon(r rune) bool { return r == ':' || r == '\uff1a' || r == '\u2236' }

// isDash accepts the hyphens, dashes and minus signs that typesetting makes of "-".
func isDash(r rune) bool {
	return r == '-' || r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\ufe63' || r == '\uff0d'
}
