package lint

import "strings"

// who says who the head noun at i is, whatever its place in the sentence.
func (s *sentence) who(i int) subject {
	t := s.at(i)
	if t.kind != word {
		return nobody
	}
	if p := pronoun(t); p != nobody {
		if t.word == "i" && s.is(i-1, "phase", "part", "tier", "level", "type", "stage", "class", "section", "chapter", "volume", "step") {
			return nobody
		}
		return p
	}
	if strings.HasPrefix(t.word, "@") && len(t.word) > 1 && t.word != "@here" && t.word != "@channel" && t.word != "@everyone" {
		if strings.ContainsAny(t.word, "/.") {
			return nobody
		}
		return likely
	}
	if t.capital {
		if n := s.names[t.word]; n != nobody {
			return n
		}
		if givenName(t.word) || s.at(i-1).capital && givenName(s.at(i-1).word) {
			return somebody
		}
	}
	if t.word == "responder" && s.is(i-1, "ocsp", "http", "dns", "mdns", "echo", "icmp", "ping") {
		return nobody
	}
	if t.word == "manager" && s.is(i-1, "release", "incident", "duty", "engineering", "product", "project", "change", "shift", "operations", "communication") {
		return somebody
	}
	return role(t.word)
}

// subjectOf finds the subject of the verb at i: who it is and where its words
// begin. It looks left over adverbs and insertions, and gives up rather than
// guess: "the script of the engineer failed" has no person as its subject.
func (s *sentence) subjectOf(i int) (who subject, from int) {
	j := s.skipBack(i - 1)
	switch {
	case s.is(j, "and", "but", "or", "yet", "who"):
		return s.subjectBefore(j)
	case s.is(j, "has", "have", "had", "did", "was", "were", "is", "are"):
		j = s.skipBack(j - 1)
		if s.is(j, "who", "and", "but") {
			return s.subjectBefore(j)
		}
	}
	j = s.skipBehind(j)
	if who, from = s.phrase(j); who == nobody {
		return s.described(j)
	}
	return who, from
}

// belonging finds the person that what follows the preposition at k belongs to:
// "the engineers on the network team", but not "the laptop of the engineer".
func (s *sentence) belonging(k int) (subject, int) {
	if !s.is(k, "on", "from", "in", "at", "of", "with") || s.who(k-1) < likely {
		return nobody, k
	}
	who, from := s.phrase(k - 1)
	return min(who, likely), from
}

// described finds a person whose description stands before the verb: "the
// engineer who ran the job", "whoever ran the job". It is less sure of them, for
// the verb may belong to the description.
func (s *sentence) described(j int) (subject, int) {
	if s.is(j, "that", "which", "and", "it", "who") {
		return nobody, j
	}
	for k := j - 1; k > j-9 && s.at(k).kind == word; k-- {
		switch {
		case k > j-5 && preposition(s.at(k).word) && s.who(k-1) >= likely:
			return s.belonging(k)
		case s.is(k, "whoever"):
			return likely, k
		case s.is(k, "who"):
			who, from := s.phrase(s.skipBehind(k - 1))
			return min(who, likely), from
		case s.is(k, "that", "which", "and", "when", "while", "because"):
			return nobody, j
		}
	}
	return nobody, j
}

// phrase judges the noun phrase that ends at j and returns where it begins.
func (s *sentence) phrase(j int) (subject, int) {
	who := s.who(j)
	if who == nobody || s.is(j, "he", "she", "i", "we", "they") {
		return who, j
	}
	from := j
	for k := j - 1; k >= j-4; k-- {
		t := s.at(k)
		switch {
		case t.kind != word || joins(t.word) && !determiner(t.word):
			return who, from
		case s.is(k, "of") && s.is(k-1, "one", "some", "any", "none", "all", "both", "two", "most"):
			return who, k - 1
		case preposition(t.word):
			return s.belonging(k)
		case determiner(t.word):
			if preposition(s.at(k-1).word) && !(s.is(k-1, "of") && s.is(k-2, "one", "some", "any", "none", "all", "both", "two", "most")) {
				return s.belonging(k - 1)
			}
			return who, k
		}
		from = k
	}
	return who, j
}

// subjectBefore finds the subject of a verb that is joined to an earlier one by
// "and" or "but", or to its noun by "who".
func (s *sentence) subjectBefore(j int) (subject, int) {
	if s.is(j, "who") {
		k := j - 1
		if s.at(k).kind == comma {
			k--
		}
		return s.phrase(k)
	}
	start := j
	for start > 0 && j-start < 40 && s.at(start-1).kind != stop {
		start--
		if s.is(start, "which", "that", "who", "because", "while", "when", "so") {
			return nobody, start
		}
	}
	for k := start; k < min(start+6, j); k++ {
		if preposition(s.at(k).word) {
			return nobody, k
		}
		if who := s.who(k); who != nobody && finite(s.at(s.skipAdverbs(k+1)).word) {
			return min(who, likely), start
		}
	}
	return nobody, start
}

// finite reports whether a word is likely a verb in the past tense.
func finite(word string) bool {
	switch word {
	case "was", "saw", "had", "did", "ran", "went", "took", "began", "got", "knew", "thought", "made", "set", "put", "left", "is", "has",
		"were", "are", "have", "read", "found", "sent", "wrote", "came", "gave", "didn't":
		return true
	}
	return len(word) > 3 && strings.HasSuffix(word, "ed")
}
