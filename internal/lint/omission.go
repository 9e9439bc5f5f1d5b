package lint

// omission finds what a person did not do: "the engineer didn't check". That
// nothing was seen is an observation and no omission: "she did not notice any
// errors".
func (s *sentence) omission(i int) (finding, bool) {
	const ask = "What did they look at instead, and what made that the sensible thing to look at?"
	k := i + 1
	switch {
	case s.is(i, "did") && s.is(i+1, "not", "n't"):
		k++
	case s.is(i, "didn't", "never"):
	case s.is(i, "why") && s.is(i+1, "did", "didn't"):
		head, who := s.phraseAfter(i + 2)
		v := s.skipAdverbs(head + 1)
		negated := s.is(i+1, "didn't") || s.is(head+1, "not", "never")
		return finding{rule: "hindsight", from: i, to: v, ask: ask}, who >= likely && negated && omitted(s.at(v).word)
	default:
		return finding{}, false
	}
	k = s.skipAdverbs(k)
	if !omitted(s.at(k).word) && !(s.is(i, "never") && s.is(k, "checked", "noticed", "bothered", "verified", "read", "asked")) {
		return finding{}, false
	}
	if s.is(k+1, "any", "anything", "a", "an", "errors", "issues", "problems", "further", "more", "other", "signs") {
		return finding{}, false
	}
	if s.is(k, "ask", "asked") && s.is(k+1, "for") {
		return finding{}, false
	}
	who, from := s.subjectOf(i)
	return finding{rule: "hindsight", from: from, to: k, ask: ask}, who >= likely || who == perhaps && mental(s.at(k).word)
}

// omitted reports whether not doing what the verb says is told of people as
// something left undone.
func omitted(verb string) bool {
	switch verb {
	case "check", "verify", "notice", "realise", "realize", "follow", "read", "consider", "test", "think", "bother", "pay", "ask",
		"double-check", "review", "escalate", "communicate", "listen", "care", "remember", "validate":
		return true
	}
	return false
}

// without finds what a person left out on the way: "pushed it without checking".
func (s *sentence) without(i int) (finding, bool) {
	k := i + 1
	if s.is(k, "proper", "adequate", "due", "even", "ever", "first", "properly", "bothering", "any", "sufficient", "really") {
		k++
	}
	if s.is(k, "to") {
		k++
	}
	switch s.at(k).word {
	case "checking", "verifying", "testing", "asking", "reading", "reviewing", "thinking", "noticing", "considering", "realising", "realizing",
		"understanding", "telling", "informing", "validating", "double-checking", "looking", "check", "verify", "read", "ask":
	case "review", "care", "diligence", "verification", "validation", "thought", "consideration":
		if k == i+1 || s.is(k-1, "any", "sufficient") {
			return finding{}, false // what a process lacked
		}
	default:
		return finding{}, false
	}
	who, from := s.subjectBefore(i)
	const ask = "What did they look at instead, and what made that the sensible thing to look at?"
	return finding{rule: "hindsight", from: from, to: k, ask: ask}, who >= likely
}
