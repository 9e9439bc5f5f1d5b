package lint

// character finds words that judge what somebody is like: "was careless", "a
// negligent engineer".
func (s *sentence) character(i int) (finding, bool) {
	if head, who := s.phraseAfter(i + 1); who >= likely {
		return finding{rule: "blame-person", from: i, to: head}, true
	}
	least := perhaps
	if s.is(i, "lazy", "sloppy") {
		least = likely // things are called so too
	}
	return s.was(i, i, least)
}

// manner finds adverbs that judge how somebody did something.
func (s *sentence) manner(i int) (finding, bool) {
	who, from := s.subjectOf(i)
	if s.is(i, "carelessly", "negligently", "thoughtlessly", "recklessly") && who < likely {
		return finding{rule: "blame-person", from: i, to: i}, true
	}
	return finding{rule: "blame-person", from: from, to: i}, who >= likely
}

// lacking finds "lack of diligence".
func (s *sentence) lacking(i int) (finding, bool) {
	return finding{rule: "blame-person", from: i, to: i + 2},
		s.is(i+1, "of") && s.is(i+2, "attention", "care", "diligence", "discipline", "competence", "effort", "vigilance")
}

// guilty finds "was at fault", "is to blame", "is responsible for the outage",
// "blame lies with".
func (s *sentence) guilty(i int) (finding, bool) {
	switch {
	case s.is(i, "blame") && s.is(i+1, "lies", "falls", "rests") && s.is(i+2, "with", "on"):
		head, who := s.phraseAfter(i + 3)
		return finding{rule: "blame-person", from: i, to: head}, who >= likely
	case s.is(i, "fault") && s.is(i-1, "at"), s.is(i, "blame") && s.is(i-1, "to"):
		return s.was(i-1, i, likely)
	case s.is(i, "responsible") && s.is(i+1, "for"):
		if end := s.within(i+2, 4, harm); end > 0 {
			return s.was(i, end, somebody)
		}
	}
	return finding{}, false
}

// inattention finds "was slow to respond" and "was not paying attention".
func (s *sentence) inattention(i int) (finding, bool) {
	if s.is(i, "slow") {
		f, ok := s.was(i, i+2, somebody)
		return f, ok && s.is(i+1, "to")
	}
	if !s.is(i+1, "attention") && !s.is(i+2, "attention") {
		return finding{}, false
	}
	if s.is(i-1, "not") {
		return s.was(i-1, i, perhaps)
	}
	who, from := s.subjectOf(i - 1)
	return finding{rule: "blame-person", from: from, to: i}, s.is(i-1, "wasn't", "weren't", "isn't", "aren't") && who >= perhaps
}

// was judges "SUBJECT was …": i is where the judgement begins and end where it
// ends.
func (s *sentence) was(i, end int, least subject) (finding, bool) {
	j := i - 1
	for s.at(j).kind == word && (adverb(s.at(j).word) || s.is(j, "so", "too", "very", "being", "been", "a", "bit", "quite", "entirely")) {
		if s.is(j, "not", "never") {
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
