package entry

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// meaning is what the words of a text say: the phrases in it that are neither
// denied nor merely supposed.
type meaning struct {
	text    string
	words   []word
	matches []match
	labels  []hindcast.Milestone // labels stand apart, as "Detected:" and "(resolved)".
}

func meaningOf(text string) meaning {
	m := meaning{text: text, words: split(text)}
	m.matches = vocabulary.find(m.words, make([]match, 0, 16))
	kept := m.matches[:0]
	for _, found := range m.matches {
		if !m.denied(found) {
			kept = append(kept, found)
		}
	}
	m.matches = kept
	m.labels = labels(text)
	return m
}

// first returns the first phrase of a sense.
func (m meaning) first(s sense) (match, bool) {
	for _, found := range m.matches {
		if found.sense == s {
			return found, true
		}
	}
	return match{}, false
}

func (m meaning) has(senses ...sense) bool {
	for _, s := range senses {
		if _, ok := m.first(s); ok {
			return true
		}
	}
	return false
}

// reach is how many words in front of a phrase may deny it.
const reach = 4

// denied reports whether a phrase is negated ("not resolved"), supposed ("to be
// closed", "believed to be fixed"), put off ("found later"), asked ("resolved?")
// or said of something else than the incident ("ticket closed").
func (m meaning) denied(found match) bool {
	switch found.sense {
	case isSignal:
		if m.passive(found) || found.end < len(m.words) && !m.words[found.end].clause && negates(m.words[found.end].text) {
			return true
		}
	case isImpact:
		return found.first > 0 && measures(m.words[found.first-1].text)
	}
	if found.sense > isJoin && found.sense < saysBegan && found.sense != isResponse || found.sense > hintsRelapse {
		return false
	}
	milestone := found.sense >= saysBegan
	for i := found.first; i > found.first-reach && i > 0; i-- {
		if m.words[i].clause {
			break
		}
		w := m.words[i-1].text
		if negates(w) || milestone && supposes(w) {
			return true
		}
		if milestone && w == "to" && found.first-i < 2 && (i < 2 || !affirms(m.words[i-2].text)) {
			return true
		}
	}
	for i := found.first; i < found.end; i++ {
		if negates(m.words[i].text) || milestone && i > found.first && (supposes(m.words[i].text) || m.words[i].text == "be" && !m.shown(i)) {
			return true
		}
	}
	if !milestone {
		return false
	}
	last := m.words[found.end-1]
	if last.after == '?' || last.after == '%' {
		return true
	}
	if found.end < len(m.words) && !m.words[found.end].sentence {
		next := m.words[found.end].text
		if postpones(next) || partial(m.words[found.end:]) || found.sense == saysResponded && ends(next) || next == "on" && strings.HasPrefix(last.text, "work") {
			return true
		}
	}
	return m.elsewhere(found)
}

// shown reports that the "be" at i follows words that make it a fact: "found to be".
func (m meaning) shown(i int) bool {
	return i >= 2 && m.words[i-1].text == "to" && affirms(m.words[i-2].text)
}

// passive tells "customers were notified", which is no signal, from "customers
// notified us".
func (m meaning) passive(found match) bool {
	switch m.words[found.end-1].text {
	case "notified", "told", "alerted", "asked", "informed", "contacted", "flagged":
	default:
		return false
	}
	for _, w := range m.words[found.first : found.end-1] {
		switch w.text {
		case "was", "were", "been", "being", "is", "are", "be":
			return found.end >= len(m.words) || m.words[found.end].text != "by"
		}
	}
	return false
}

// measures lists what does well to go down: "queue going down".
func measures(w string) bool {
	switch w {
	case "queue", "error", "errors", "rate", "rates", "latency", "load", "lag", "backlog", "usage", "count", "numbers", "level", "levels":
		return true
	}
	return false
}

// elsewhere reports that what was resolved or fixed is not the incident: a ticket,
// an alert, a host name, or a place nobody depends on.
func (m meaning) elsewhere(found match) bool {
	switch found.sense {
	case saysMitigated, saysResolved, hintsRecovery, hintsFix, hintsFinal, saysDetected, saysBegan:
	default:
		return false
	}
	for i := found.first; i > found.first-2 && i > 0 && !m.words[i].clause; i-- {
		w := m.words[i-1].text
		if aside(w) && found.sense != saysBegan || works(w) && found.sense == saysBegan {
			return true
		}
	}
	if found.end < len(m.words) && named(m.words[found.end].text) && strings.HasPrefix(m.words[found.end-1].text, "resolv") {
		return true
	}
	if found.sense == saysDetected {
		return false
	}
	for i := found.first; i < min(len(m.words), found.end+gapLength); i++ {
		if i >= found.end && m.words[i].sentence {
			break
		}
		switch m.words[i].text {
		case "sandbox", "staging", "preprod", "preproduction", "test", "dev":
			return true
		}
	}
	return false
}

func negates(w string) bool {
	switch w {
	case "not", "no", "never", "cannot", "without", "unable", "nothing", "none", "neither", "nor", "nobody", "hardly", "barely", "failed":
		return true
	}
	return strings.HasSuffix(w, "n't")
}

func supposes(w string) bool {
	switch w {
	case "will", "would", "should", "could", "may", "might", "must", "if", "until", "till", "before", "unless", "whether",
		"believed", "believe", "thought", "think", "assumed", "assume", "assuming", "expected", "expect", "expecting", "hoping", "hope", "hoped",
		"awaiting", "await", "awaited", "waiting", "plan", "planned", "planning", "potential", "potentially", "possible", "possibly", "likely", "probably",
		"probable", "maybe", "perhaps", "try", "trying", "tried", "attempt", "attempts", "attempted", "attempting", "going", "needs", "need", "eta",
		"appears", "appeared", "seems", "seemed", "apparently", "seemingly", "partial", "partially", "partly", "nearly", "almost", "suspected", "can", "how", "verify", "toggling":
		return true
	}
	return false
}

// affirms lists what makes "to be resolved" a fact: "confirmed to be resolved".
func affirms(w string) bool {
	switch w {
	case "confirmed", "verified", "proved", "proven", "seen", "found", "considered", "declared", "reported", "known", "shown", "observed", "deemed":
		return true
	}
	return false
}

func postpones(w string) bool {
	switch w {
	case "later", "afterwards", "tomorrow", "soon", "pending":
		return true
	}
	return false
}

// partial reports that what follows limits it: "resolved for most customers".
func partial(after []word) bool {
	if len(after) < 2 || after[0].text != "for" && after[0].text != "in" && after[0].text != "on" {
		return false
	}
	switch after[1].text {
	case "most", "some", "many", "half", "part", "several", "certain":
		return true
	}
	return false
}

// ends tells "incident declared resolved" from "incident declared".
func ends(w string) bool {
	switch w {
	case "resolved", "closed", "over", "mitigated", "contained":
		return true
	}
	return false
}

func aside(w string) bool {
	switch w {
	case "pr", "prs", "ticket", "tickets", "alert", "alerts", "alarm", "pull", "request", "jira", "github", "gitlab", "linear", "task", "branch", "merge",
		"bug", "connection", "page", "comment", "comments", "case", "dns", "some", "most", "many", "half", "test", "unrelated", "separate":
		return true
	}
	return false
}

// works lists what starts without the incident starting: "investigation into the
// issue started".
func works(w string) bool {
	switch w {
	case "into", "on", "working", "fix", "response", "about", "resolving", "fixing", "debugging", "investigating", "handling", "for", "discussing", "to", "of":
		return true
	}
	return false
}

// named lists what "resolved" takes as an object when names are resolved.
func named(w string) bool {
	switch w {
	case "host", "hostname", "hostnames", "hosts", "dns", "name", "names", "address", "addresses", "domain", "domains", "conflicts", "conflict", "comments", "to":
		return true
	}
	return false
}
