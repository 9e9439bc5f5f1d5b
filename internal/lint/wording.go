package lint

// humanError finds a person's error given as the cause. That people err and that
// a control should reduce it is no hint; nor is a sentence that refuses it as a
// cause.
func (s *sentence) humanError(i int) (finding, bool) {
	f := finding{rule: "human-error", from: i - 1, to: i}
	switch s.at(i).word {
	case "error", "errors", "mistake", "mistakes", "failure":
		if !s.is(i-1, "human", "operator", "pilot", "engineer", "developer", "admin", "administrator", "manual", "user", "personal") {
			return f, false
		}
		if s.is(i, "mistake", "mistakes", "failure") && !s.is(i-1, "human") {
			return f, false
		}
	case "fat-fingered", "fat-finger", "fat-fingering", "pebkac", "pebcak":
		return finding{rule: "human-error", from: i, to: i}, true
	case "fingered", "finger":
		return f, s.is(i-1, "fat")
	default:
		return f, false
	}
	if s.is(i-1, "human") && s.alone(i-1, i) {
		return f, true
	}
	return f, s.causedBy(i-1) || s.causes(i+1)
}

// alone reports whether the words stand by themselves in a cell or an item, or
// begin it and are explained: "Human error in not knowing …".
func (s *sentence) alone(from, to int) bool {
	for s.is(from-1, "pure", "simple", "plain", "basic", "just", "purely", "simply", "a") {
		from--
	}
	return s.at(from-1).kind == stop && (s.at(to+1).kind != word || s.is(to+1, "in", "when", "while", "during", "by"))
}

// causedBy reports whether what begins at i is given as a cause by words before.
func (s *sentence) causedBy(i int) bool {
	for k := i - 1; k > i-9 && k >= 0; k-- {
		t := s.at(k)
		if t.kind == stop && t.word != ":" {
			return false
		}
		switch t.word {
		case "not", "never", "isn't", "wasn't", "than", "instead", "risk", "prone", "prevent", "reduce", "avoid", "possibility",
			"potential", "chance", "against", "reducing", "avoiding", "preventing", "if", "room", "could", "might", "may", "no", "nor",
			"eliminate", "limit", "minimise", "minimize", "whether", "can", "possible":
			return false
		case "due", "caused", "cause", "causes", "because", "attributed", "blamed", "result", "resulted", "stemmed", "reason", "down", "by":
			return true
		case "was", "were":
			return i-k <= 3
		}
	}
	return false
}

// causes reports whether the words at i say that what stands before them was a
// cause.
func (s *sentence) causes(i int) bool {
	i = s.skipAdverbs(i)
	if s.is(i, "that", "which") {
		i++
	}
	if s.is(i, "caused", "led", "resulted", "triggered", "brought") {
		return true
	}
	return s.is(i, "was", "is") && (s.is(i+1, "to") && s.is(i+2, "blame") || s.is(i+1, "the", "our", "a") && s.is(i+2, "cause", "root", "main", "reason", "primary"))
}

// obvious finds what only looks plain afterwards: "obviously", "it was obvious".
func (s *sentence) obvious(i int) (finding, bool) {
	f := finding{rule: "obvious-afterwards", from: i, to: i}
	switch s.at(i).word {
	case "obviously":
		return f, s.told(i)
	case "obvious":
		j := i - 1
		for s.is(j, "so", "very", "too", "quite", "pretty", "rather", "always", "clearly", "already", "painfully", "blindingly", "all") {
			j--
		}
		f.from = j
		if s.is(i+1, "in") && !s.is(i+2, "hindsight", "retrospect", "the") {
			return f, false
		}
		if s.is(j, "been") {
			return f, s.is(j-1, "have", "has", "had") && !s.is(j-2, "not", "never")
		}
		return f, s.is(j, "was", "were") && !s.is(j-1, "nothing", "none", "what", "nor", "neither") ||
			s.is(j, "is") && s.is(j-1, "it") && s.is(i+1, "that", "now")
	case "competent", "reasonable", "sane", "decent":
		return finding{rule: "obvious-afterwards", from: i - 1, to: i + 1}, s.is(i-1, "any", "every") && role(s.at(i+1).word) == somebody
	}
	return f, false
}

// told reports whether the sentence around i tells what was, and does not explain
// what is: a past tense stands just before it or soon after.
func (s *sentence) told(i int) bool {
	past := func(k int) bool {
		return s.is(k, "was", "were", "wasn't", "weren't", "had", "should", "did", "didn't", "failed", "missed", "knew", "happened", "went")
	}
	if past(i - 1) {
		return true
	}
	for k := i + 1; k < i+8 && s.at(k).kind != stop; k++ {
		if past(k) {
			return true
		}
	}
	return false
}

// carefulness finds the wish that people take more care, which changes nothing
// they work with.
func (s *sentence) carefulness(i int) (finding, bool) {
	f := finding{rule: "vague-action", from: i, to: i, ask: askGuard}
	switch s.at(i).word {
	case "careful", "vigilant", "cautious", "attentive", "diligent", "mindful", "aware":
		j := i - 1
		more := s.is(j, "more", "extra", "very", "much", "less")
		for s.is(j, "more", "extra", "very", "much", "a", "bit", "even", "always") {
			j--
		}
		f.from = j
		needsMore := s.is(i, "aware", "cautious", "mindful")
		return f, s.is(j, "be", "being", "stay", "remain", "become") && (more || !needsMore) && s.wish(j)
	case "attention":
		f.from = i - 2
		return f, s.is(i-1, "more", "closer", "better") && s.is(i-2, "pay", "paying")
	case "care":
		f.from = i - 2
		return f, s.is(i-1, "more", "greater", "better") && s.is(i-2, "take", "taking")
	case "caution":
		f.from = i - 1
		return f, s.is(i-1, "more", "extra", "greater")
	case "harder":
		f.from = i - 1
		return f, s.is(i-1, "try")
	}
	return f, false
}

// wish reports whether the verb at i asks for something, rather than telling
// that it was so.
func (s *sentence) wish(i int) bool {
	if s.is(i, "being") {
		return s.is(i-1, "by", "of", "about")
	}
	j := i - 1
	for s.at(j).kind == word && (adverb(s.at(j).word) || s.is(j, "all", "please")) {
		if s.is(j, "not", "never") {
			return false
		}
		j--
	}
	return s.at(j).kind != word || s.is(j, "to", "should", "must", "will", "shall", "and", "need", "let's", "us", "we", "people", "everyone", "everybody")
}
