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
