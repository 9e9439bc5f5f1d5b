package lint

// failing finds people as the subject of failing at i: "the engineer failed to
// check". Alerts fail to fire and pods fail to start; those are facts, and so is
// that people could not reach what was down.
func (s *sentence) failing(i int) (finding, bool) {
	k := s.skipAdverbs(i + 1)
	if s.is(k, "in") && s.possessor(k+1) != nobody && s.is(k+2, "duty", "duties", "job", "task", "responsibility") {
		who, from := s.subjectOf(i)
		return finding{rule: "blame-person", from: from, to: k + 2}, who >= likely
	}
	if !s.is(k, "to") {
		return finding{}, false
	}
	k = s.skipAdverbs(k + 1)
	from, who := i, nobody
	if s.is(i, "failing") && s.at(i-1).kind == comma {
		who, from = s.phrase(i - 2)
	} else {
		who, from = s.subjectOf(i)
	}
	return finding{rule: "blame-person", from: from, to: k}, failed(who, s.at(k).word)
}

// failure finds "the engineer's failure to check" and "failure of the engineer to
// check".
func (s *sentence) failure(i int) (finding, bool) {
	if who := s.possessor(i - 1); who >= perhaps && s.is(i+1, "to") {
		k := s.skipAdverbs(i + 2)
		return finding{rule: "blame-person", from: i - 1, to: k}, failed(who, s.at(k).word)
	}
	if s.is(i+1, "of", "by") {
		head, who := s.phraseAfter(i + 2)
		return finding{rule: "blame-person", from: i, to: head + 2}, who >= likely && s.is(head+1, "to") && failed(who, s.at(head+2).word)
	}
	return finding{}, false
}

// failed reports whether it is blame to say that who failed to do what the verb
// says.
func failed(who subject, verb string) bool {
	switch who {
	case somebody:
		return verb != "" && !access(verb)
	case likely:
		return attentive(verb)
	case perhaps:
		return mental(verb)
	}
	return false
}

// possessor says who the possessive at i belongs to: "his", "the engineer's".
func (s *sentence) possessor(i int) subject {
	t := s.at(i)
	switch {
	case s.is(i, "his", "her", "my"):
		return somebody
	case s.is(i, "their"):
		return perhaps
	case t.kind != word || len(t.word) < 3:
		return nobody
	}
	stem := t.word
	switch n := len(stem); {
	case stem[n-1] == '\'':
		stem = stem[:n-1]
	case stem[n-2:] == "'s":
		stem = stem[:n-2]
	default:
		return nobody
	}
	bare := sentence{tokens: []token{{kind: stop}, {word: stem, kind: word, capital: t.capital}, {kind: stop}}, names: s.names}
	return bare.who(1)
}

// spoiling finds people as the subject of verbs that say it went wrong: forgot,
// ignored, caused the outage, broke production, made a mistake.
func (s *sentence) spoiling(i int) (finding, bool) {
	w, end, least := s.at(i).word, i, somebody
	switch {
	case spoils(w):
		if w != "ignored" && w != "misread" {
			least = likely
		}
	case w == "caused":
		if end = s.within(i+1, 4, harm); end < 0 {
			return finding{}, false
		}
	case w == "broke":
		if end = i + 1; s.is(end, "the", "our", "their") {
			end++
		}
		if s.at(end).kind != word || s.is(end, "down", "out", "into", "up", "off", "it") {
			return finding{}, false
		}
	case w == "made" || w == "makes" || w == "committed":
		if end = s.within(i+1, 4, func(w string) bool {
			return w == "mistake" || w == "mistakes" || w == "error" || w == "errors" || w == "blunder"
		}); end < 0 {
			end = s.badCall(i + 1)
		}
		if end < 0 {
			return finding{}, false
		}
		least = perhaps
	case (w == "messed" || w == "screwed" || w == "slipped" || w == "fucked") && s.is(i+1, "up"):
		end, least = i+1, perhaps
	case w == "dropped" && s.is(i+2, "ball"):
		end, least = i+2, ours
	case w == "took":
		switch {
		case s.is(i+1, "down") && s.is(i+2, "production", "prod", "everything"):
			end = i + 2
		case s.is(i+1, "production", "prod", "everything") && s.is(i+2, "down"):
			end = i + 2
		default:
			return finding{}, false
		}
	case w == "missed":
		if end = s.within(i+1, 4, missable); end < 0 {
			return finding{}, false
		}
		least = likely
	case w == "deployed" || w == "pushed" || w == "merged" || w == "shipped" || w == "wrote" || w == "released":
		if end = s.within(i+1, 3, flawed); end < 0 {
			return finding{}, false
		}
	case (w == "admitted" || w == "confessed") && s.is(i+1, "to", "that"):
		end = i + 1
	default:
		return finding{}, false
	}
	who, from := s.subjectOf(i)
	return finding{rule: "blame-person", from: from, to: end}, who >= least && who != ours
}

// badCall returns the end of "the wrong call", "a poor decision" from i on, or -1.
func (s *sentence) badCall(i int) int {
	if s.is(i, "the", "a", "an") {
		i++
	}
	if s.is(i, "wrong", "bad", "poor", "terrible") && s.is(i+1, "call", "decision", "choice", "judgement", "judgment") {
		return i + 1
	}
	return -1
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

// agent finds people named as the one something was done wrong by: "overlooked by
// the engineer", "caused by a developer".
func (s *sentence) agent(i int) (finding, bool) {
	j := i - 1
	for adverb(s.at(j).word) {
		j--
	}
	w := s.at(j).word
	if !(spoils(w) || w == "forgotten" || w == "caused" || w == "broken") {
		return finding{}, false
	}
	if w == "caused" && !determiner(s.at(i+1).word) && !s.at(i+1).capital {
		return finding{}, false // "caused by administrators changing their policy": users of what is offered
	}
	head, who := s.phraseAfter(i + 1)
	if next := s.at(head + 1); next.kind == word && !afterVerb(next) && !s.is(head+1, "who", "while", "during", "without", "as", "from") && !gerund(next.word) {
		return finding{}, false
	}
	least := somebody
	if spoils(w) && w != "ignored" && w != "misread" || w == "forgotten" || w == "caused" && s.is(head, "team") {
		least = likely
	}
	return finding{rule: "blame-person", from: j, to: head}, who >= least
}

func gerund(w string) bool { return len(w) > 5 && w[len(w)-3:] == "ing" }
