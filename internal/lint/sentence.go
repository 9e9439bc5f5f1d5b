package lint

// sentence is the text being looked at: its tokens, and the names of people the
// record knows.
type sentence struct {
	tokens []token
	names  names
}

// names maps the lower-case words of people's names to how surely a capitalised
// word like that means the person.
type names map[string]subject

// at returns a token, or a stop outside the text.
func (s *sentence) at(i int) token {
	if i < 0 || i >= len(s.tokens) {
		return token{kind: stop}
	}
	return s.tokens[i]
}

// is reports whether the token at i is one of the words.
func (s *sentence) is(i int, words ...string) bool {
	t := s.at(i)
	if t.kind != word {
		return false
	}
	for _, w := range words {
		if t.word == w {
			return true
		}
	}
	return false
}

// skipAdverbs returns the first index from i on that is no adverb.
func (s *sentence) skipAdverbs(i int) int {
	for s.at(i).kind == word && adverb(s.at(i).word) {
		i++
	}
	return i
}

// skipInsertion steps over what stands between two commas at i, as in "should, in
// hindsight, have".
func (s *sentence) skipInsertion(i int) int {
	if s.at(i).kind != comma {
		return i
	}
	for k := i + 1; k < i+6; k++ {
		switch s.at(k).kind {
		case comma:
			return k + 1
		case stop:
			return i
		}
	}
	return i
}

// skipBehind steps back over words that follow the noun they belong to: "the
// engineer on duty", "the person responsible".
func (s *sentence) skipBehind(j int) int {
	switch {
	case s.is(j, "duty", "call", "shift", "site") && s.is(j-1, "on"), s.is(j, "charge", "question") && s.is(j-1, "in"):
		return j - 2
	case s.is(j, "responsible", "involved", "concerned"):
		return j - 1
	}
	return j
}

// skipBack goes left over adverbs and over an insertion between commas.
func (s *sentence) skipBack(j int) int {
	for {
		switch t := s.at(j); {
		case t.kind == word && adverb(t.word):
			j--
		case t.kind == comma:
			k := j - 1
			for k > j-6 && s.at(k).kind == word {
				k--
			}
			if s.at(k).kind != comma || k == j-1 {
				return j
			}
			j = k - 1
		default:
			return j
		}
	}
}
