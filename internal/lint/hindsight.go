package lint

// modal finds hindsight in a modal verb at i: "she should have noticed", "the
// engineer could have checked". How much of a person the subject must be depends
// on the verb: only minds know, but alerts catch and pods restart.
func (s *sentence) modal(i int) (finding, bool) {
	k, kind := i+1, ""
	switch s.at(i).word {
	case "should", "shouldn't", "should've", "shouldve", "shoulda":
		kind = "should"
	case "ought":
		kind, k = "should", s.skipAdverbs(i+1)
		if !s.is(k, "to") {
			return finding{}, false
		}
		k++
	case "could", "could've", "would", "would've":
		kind = "could"
	default:
		return finding{}, false
	}
	if word := s.at(i).word; word[len(word)-1] != 'e' && word[len(word)-1] != 'a' {
		k = s.skipInsertion(s.skipAdverbs(k))
		if !s.is(k, "have", "of") {
			return finding{}, false
		}
		k++
	}
	k = s.skipInsertion(s.skipAdverbs(k))
	who, from := s.subjectOf(i)
	if s.is(k, "known") && s.is(k+1, "better") {
		if who == nobody {
			from = i
		}
		return finding{rule: "hindsight", from: from, to: k + 1}, true
	}
	if kind == "should" && s.is(k, "been") {
		end, care := s.care(k + 1)
		return finding{rule: "hindsight", from: from, to: end}, care && who >= perhaps
	}
	return finding{rule: "hindsight", from: from, to: k}, s.expected(who, k, kind == "could")
}

// expected reports whether the participle at k tells what who was expected to
// have done. possible says that it was only possible.
func (s *sentence) expected(who subject, k int, possible bool) bool {
	verb := s.at(k).word
	if s.at(k).kind != word || !participle(verb) || describes(verb) && !afterVerb(s.at(k+1)) {
		return false
	}
	if verb == "expected" && possible {
		return false // "I would have expected" tells what somebody thinks now
	}
	if (verb == "finished" || verb == "completed") && s.is(k+1, "by") {
		return false // a plan
	}
	switch who {
	case somebody:
		return !possible || attentive(verb) || s.sooner(k)
	case likely:
		return attentive(verb) && !possible || mental(verb)
	case perhaps:
		return mental(verb) && !possible
	case ours:
		return perceives(verb) && !possible
	}
	return false
}

// sooner reports whether words after the verb at k say that it could have been
// done before it was.
func (s *sentence) sooner(k int) bool {
	for i := k + 1; i < k+7 && s.at(i).kind == word; i++ {
		if s.is(i, "earlier", "sooner", "faster", "instead") {
			return true
		}
	}
	return false
}

// care finds "more careful", "paying attention" and their like from i on, and
// returns where they end.
func (s *sentence) care(i int) (end int, ok bool) {
	k := s.skipAdverbs(i)
	if s.is(k, "more", "very", "extra", "so", "as") {
		k++
	}
	if s.is(k, "paying") && (s.is(k+1, "attention") || s.is(k+2, "attention")) {
		return k + 1, true
	}
	return k, s.is(k, "careful", "aware", "attentive", "alert", "vigilant", "mindful", "cautious", "diligent", "watching",
		"looking", "checking", "following", "thinking", "prepared")
}

// unmet finds conditions about people that were not met, at "had": "if the
// engineer had checked", "had she read the runbook".
func (s *sentence) unmet(i int) (finding, bool) {
	if s.is(i, "he'd", "she'd", "i'd", "they'd") {
		k, who := s.skipAdverbs(i+1), somebody
		if s.is(i, "they'd") {
			who = perhaps
		}
		return finding{rule: "hindsight", from: i, to: k}, s.is(i-1, "if", "only") && s.expected(who, k, false)
	}
	if who, from := s.subjectOf(i); who != nobody && !s.is(from-2, "as") && (s.is(from-1, "if", "only") || s.is(from-1, "that") && s.is(from-2, "wish")) {
		k := s.skipAdverbs(i + 1)
		return finding{rule: "hindsight", from: from, to: k}, s.expected(who, k, false)
	}
	if s.at(i-1).kind == word && !s.conditional(i) {
		return finding{}, false
	}
	head, who := s.phraseAfter(i + 1)
	k := s.skipAdverbs(head + 1)
	return finding{rule: "hindsight", from: i, to: k}, who >= perhaps && s.expected(who, k, false)
}

// conditional reports whether the words before i tell what would have been.
func (s *sentence) conditional(i int) bool {
	for k := i - 1; k > i-10 && s.at(k).kind == word; k-- {
		if s.is(k, "would", "could", "wouldn't", "couldn't") {
			return true
		}
	}
	return false
}

// phraseAfter finds the head of the noun phrase that begins at i when it is a
// person: "the on-call engineer" before something that is no noun.
func (s *sentence) phraseAfter(i int) (head int, who subject) {
	for k := i; k < i+5 && s.at(k).kind == word; k++ {
		if preposition(s.at(k).word) || k > i && joins(s.at(k).word) {
			break
		}
		if w := s.who(k); w != nobody && !(s.at(k+1).kind == word && s.who(k+1) > ours) {
			return k, w
		}
	}
	return i, nobody
}
