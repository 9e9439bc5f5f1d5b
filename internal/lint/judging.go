package lint

// lapsing finds errors that are given to a person: "her mistake", "an oversight
// by the engineer", "operator carelessness", "a stupid mistake".
func (s *sentence) lapsing(i int) (finding, bool) {
	w := s.at(i).word
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
		if head, who := s.phraseAfter(k + 1); who >= likely || who == somebody {
			return finding{rule: "blame-person", from: i, to: head}, true
		}
	}
	switch w {
	case "carelessness", "incompetence", "inattention", "forgetfulness":
		return finding{rule: "blame-person", from: i, to: i}, true
	case "negligence":
		return finding{rule: "blame-person", from: i, to: i}, !s.is(i+1, "or") && !s.is(i-1, "including") // a licence
	}
	return finding{}, false
}

// skipMade steps over "made", "committed", "on the part".
func (s *sentence) skipMade(i int) int {
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
	who := s.possessor(i - 1)
	if next := s.at(i + 1); who >= likely && (next.kind != word || joins(next.word) || preposition(next.word)) {
		return finding{rule: "blame-person", from: i - 1, to: i}, true
	}
	if k := s.skipMade(i + 1); s.is(k, "by") {
		head, who := s.phraseAfter(k + 1)
		return finding{rule: "blame-person", from: i, to: head}, who == somebody
	}
	return finding{}, false
}

// judging finds words that judge somebody's character or attention: "was
// careless", "a negligent engineer", "is to blame", "lack of diligence".
func (s *sentence) judging(i int) (finding, bool) {
	w, end, least := s.at(i).word, i, perhaps
	switch w {
	case "careless", "negligent", "incompetent", "reckless", "complacent", "inattentive", "sloppy", "lazy", "irresponsible",
		"unprofessional", "forgetful":
		if head, who := s.phraseAfter(i + 1); who >= likely {
			return finding{rule: "blame-person", from: i, to: head}, true
		}
		if w == "lazy" || w == "sloppy" {
			least = likely
		}
	case "carelessly", "negligently", "recklessly", "thoughtlessly":
		return finding{rule: "blame-person", from: i, to: i}, true
	case "blindly", "foolishly", "stupidly", "naively", "irresponsibly":
		who, from := s.subjectOf(i)
		return finding{rule: "blame-person", from: from, to: i}, who >= likely
	case "lack":
		if !s.is(i+1, "of") || !s.is(i+2, "attention", "care", "diligence", "discipline", "competence", "effort", "vigilance") {
			return finding{}, false
		}
		return finding{rule: "blame-person", from: i, to: i + 2}, true
	case "fault":
		if !s.is(i-1, "at") {
			return finding{}, false
		}
		return s.was(i-1, i, likely)
	case "blame":
		if s.is(i+1, "lies", "falls", "rests") && s.is(i+2, "with", "on") {
			head, who := s.phraseAfter(i + 3)
			return finding{rule: "blame-person", from: i, to: head}, who >= likely
		}
		if !s.is(i-1, "to") {
			return finding{}, false
		}
		return s.was(i-1, i, likely)
	case "responsible":
		if end = s.within(i+2, 4, harm); !s.is(i+1, "for") || end < 0 {
			return finding{}, false
		}
		return s.was(i, end, somebody)
	case "slow":
		if !s.is(i+1, "to") {
			return finding{}, false
		}
		return s.was(i, i+2, somebody)
	case "paying":
		if !s.is(i+1, "attention") && !s.is(i+2, "attention") || !s.is(i-1, "not", "wasn't", "weren't", "isn't", "aren't") {
			return finding{}, false
		}
		who, from := s.subjectOf(i - 1)
		if s.is(i-1, "not") {
			return s.was(i-1, i, perhaps)
		}
		return finding{rule: "blame-person", from: from, to: i}, who >= perhaps
	default:
		return finding{}, false
	}
	return s.was(i, end, least)
}

// was judges "SUBJECT was …": i is where the judgement begins and end where it
// ends.
func (s *sentence) was(i, end int, least subject) (finding, bool) {
	j := i - 1
	for s.at(j).kind == word && (adverb(s.at(j).word) || s.is(j, "so", "too", "very", "being", "been", "a", "bit", "quite", "entirely")) {
		if s.is(j, "not", "never") && !s.is(i, "paying") {
			return finding{}, false
		}
		j--
	}
	if !s.is(j, "was", "were", "is", "are", "be", "got", "became", "has", "had") {
		return finding{}, false
	}
	who, from := s.subjectOf(j)
	return finding{rule: "blame-person", from: from, to: end}, who >= least
}

// punishing finds consequences for a person: discipline ends what people tell.
func (s *sentence) punishing(i int) (finding, bool) {
	switch s.at(i).word {
	case "disciplinary":
		return finding{rule: "punishment", from: i, to: i + 1}, s.is(i+1, "action", "actions", "measure", "measures", "procedure", "consequences")
	case "reprimand", "reprimanded", "reprimanding":
		return finding{rule: "punishment", from: i, to: i}, true
	case "warning":
		return finding{rule: "punishment", from: i - 1, to: i}, s.is(i-1, "written", "formal") && !s.is(i+1, "message", "messages", "text", "log", "in")
	case "disciplined", "punished", "fired", "dismissed", "sacked", "scolded":
		if f, ok := s.was(i, i, likely); ok {
			f.rule = "punishment"
			return f, true
		}
		j := i - 1
		if s.is(j, "be") && s.is(j-1, "will", "should", "must") {
			who, from := s.subjectOf(j - 1)
			return finding{rule: "punishment", from: from, to: i}, who >= likely
		}
	case "accountable":
		if s.is(i-1, "held") && s.is(i-2, "be") {
			who, from := s.subjectOf(i - 3)
			return finding{rule: "punishment", from: from, to: i}, who >= likely
		}
	}
	return finding{}, false
}
