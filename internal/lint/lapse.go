package lint

import "strings"

// lapsing finds errors that are given to a person: "her mistake", "an oversight
// by the engineer", "operator carelessness", "a stupid mistake".
func (s *sentence) lapsing(i int) (finding, bool) {
	if !s.endsPhrase(i) {
		return finding{}, false // "the engineer's fault injection"
	}
	for k := i - 1; k >= i-3 && s.at(k).kind == word; k-- {
		if s.possessor(k) >= perhaps {
			return finding{rule: "blame-person", from: k, to: i}, true
		}
	}
	if s.is(i-1, "stupid", "dumb", "silly", "careless", "sloppy", "foolish", "rookie", "avoidable") ||
		role(s.at(i-1).word) == somebody || s.is(i-1, "operator", "team") {
		return finding{rule: "blame-person", from: i - 1, to: i}, true
	}
	if k := s.skipMade(i + 1); s.is(k, "by", "of", "from") {
		if head, who := s.phraseAfter(k + 1); who >= likely {
			return finding{rule: "blame-person", from: i, to: head}, true
		}
	}
	licence := s.is(i+1, "or") || s.is(i-1, "including") || strings.ContainsAny(s.at(i-1).word, "'")
	return finding{rule: "blame-person", from: i, to: i},
		s.is(i, "carelessness", "incompetence", "inattention", "forgetfulness") || s.is(i, "negligence") && !licence
}

// endsPhrase reports whether the noun at i is the last of its phrase.
func (s *sentence) endsPhrase(i int) bool {
	next := s.at(i + 1)
	return next.kind != word || joins(next.word) || preposition(next.word) || afterVerb(next) || finite(next.word) ||
		s.is(i+1, "made", "cost", "led", "during", "here", "there", "who", "cannot", "can", "will", "would", "could", "should", "may", "not", "on")
}

// skipMade steps over "made", "committed", "on the part".
func (s *sentence) skipMade(i int) int {
	if s.is(i, "was", "were") && s.is(i+1, "made", "committed") {
		return i + 2
	}
	if s.is(i, "made", "committed") {
		return i + 1
	}
	if s.is(i, "on") && s.is(i+2, "part") {
		return i + 3
	}
	return i
}

// errorOf finds "the engineer's error", which unlike a mistake may also be a
// message of a program: something must end the phrase after it.
func (s *sentence) errorOf(i int) (finding, bool) {
	if s.possessor(i-1) >= likely && s.endsPhrase(i) {
		return finding{rule: "blame-person", from: i - 1, to: i}, true
	}
	if k := s.skipMade(i + 1); s.is(k, "by") {
		head, who := s.phraseAfter(k + 1)
		return finding{rule: "blame-person", from: i, to: head}, who == somebody
	}
	return finding{}, false
}
