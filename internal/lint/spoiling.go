package lint

// spoiling finds people as the subject of verbs that say it went wrong: ignored
// the alert, caused the outage, broke production, made a mistake.
func (s *sentence) spoiling(i int) (finding, bool) {
	end, least := s.spoilt(i)
	if end < 0 {
		return finding{}, false
	}
	who, from := s.subjectOf(i)
	return finding{rule: "blame-person", from: from, to: end}, who >= least
}

// spoilt returns where the words end that say it went wrong, or -1, and how much
// of a person their subject must be.
func (s *sentence) spoilt(i int) (end int, least subject) {
	switch w := s.at(i).word; w {
	case "ignored", "misread":
		return i, somebody
	case "caused":
		return s.within(i+1, 4, harm), somebody
	case "broke", "took":
		return s.brought(i), somebody
	case "made", "committed":
		return s.erred(i + 1), perhaps
	case "messed", "screwed", "slipped":
		return s.endIf(i+1, s.is(i+1, "up")), perhaps
	case "dropped":
		return s.endIf(i+2, s.is(i+1, "the") && s.is(i+2, "ball")), perhaps
	case "missed":
		return s.within(i+1, 4, missable), likely
	case "deployed", "pushed", "merged", "shipped", "wrote", "released":
		return s.within(i+1, 3, flawed), somebody
	case "admitted", "confessed":
		return s.endIf(i+1, s.is(i+1, "to", "that")), somebody
	default:
		return s.endIf(i, spoils(w)), likely
	}
}

func (s *sentence) endIf(end int, holds bool) int {
	if holds {
		return end
	}
	return -1
}

// brought returns the end of "broke the build", "took down production". Taking a
// node down or breaking down a task is work.
func (s *sentence) brought(i int) int {
	if s.is(i, "took") {
		down := s.is(i+1, "down") && s.is(i+2, "production", "prod", "everything") ||
			s.is(i+1, "production", "prod", "everything") && s.is(i+2, "down")
		return s.endIf(i+2, down)
	}
	end := i + 1
	if s.is(end, "the", "our", "their") {
		end++
	}
	return s.endIf(end, s.at(end).kind == word && !s.is(end, "down", "out", "into", "up", "off", "it"))
}

// erred returns the end of "a mistake", "a serious error", "the wrong call" from
// i on. "Made errors visible" is no error.
func (s *sentence) erred(i int) int {
	end := s.within(i, 4, func(w string) bool {
		return w == "mistake" || w == "mistakes" || w == "error" || w == "errors" || w == "blunder"
	})
	if end < 0 {
		return s.badCall(i)
	}
	next := s.at(end + 1)
	return s.endIf(end, next.kind != word || joins(next.word) || preposition(next.word) || adverb(next.word) || s.is(end+1, "during", "here", "there", "yesterday"))
}

// badCall returns the end of "the wrong call", "a poor decision" from i on, or -1.
func (s *sentence) badCall(i int) int {
	if s.is(i, "the", "a", "an") {
		i++
	}
	return s.endIf(i+1, s.is(i, "wrong", "bad", "poor", "terrible") && s.is(i+1, "call", "decision", "choice", "judgement", "judgment"))
}

// within returns the index of the first of n words from i on for which a test
// holds, or -1. It does not reach over a pause or a preposition.
func (s *sentence) within(i, n int, holds func(string) bool) int {
	for k := i; k < i+n && s.at(k).kind == word && !preposition(s.at(k).word); k++ {
		if holds(s.at(k).word) {
			return k
		}
	}
	return -1
}

// forgetting finds who forgot. Forgetting is human enough that an unknown name
// will do: "Torben forgot to renew it". A team says of itself that it forgot.
func (s *sentence) forgetting(i int) (finding, bool) {
	const ask = "What would have reminded anybody, or made remembering unnecessary?"
	who, from := s.subjectOf(i)
	before := s.at(i - 1)
	switch {
	case who >= perhaps:
		return finding{rule: "blame-person", from: from, to: i, ask: ask}, true
	case s.is(i, "forgot") && s.is(i+1, "to") && before.kind == word && before.capital && s.at(i-2).kind == stop &&
		who == nobody && len(before.word) > 2 && before.word[len(before.word)-1] != 's' && !determiner(before.word) && before.word != "you":
		return finding{rule: "blame-person", from: i - 1, to: i, ask: ask}, true
	case s.is(i, "forgotten"):
		for k := i - 1; k > i-8 && s.at(k).kind == word; k-- {
			if s.is(k, "has", "had", "have", "by") {
				_, who := s.phraseAfter(k + 1)
				return finding{rule: "blame-person", from: k, to: i, ask: ask}, who >= likely
			}
		}
	}
	return finding{}, false
}
