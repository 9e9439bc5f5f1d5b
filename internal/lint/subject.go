package lint

import "strings"

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

// described finds a person whose description stands before the verb: "the
// engineer who ran the job", "whoever ran the job". It is less sure of them, for
// the verb may belong to the description.
func (s *sentence) described(j int) (subject, int) {
	if s.is(j, "that", "which", "and", "it", "who") {
		return nobody, j
	}
	for k := j - 1; k > j-9 && s.at(k).kind == word; k-- {
		switch {
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
			return nobody, from
		case determiner(t.word):
			if preposition(s.at(k-1).word) && !(s.is(k-1, "of") && s.is(k-2, "one", "some", "any", "none", "all", "both", "two", "most")) {
				return nobody, from
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
