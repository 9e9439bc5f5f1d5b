package lint

import "strings"

// What is said of actions nobody could finish. An inquiry can be finished, but
// what is then different stays open.
const (
	isInquiry = "This says what to find out, and not what will come of it."
	askResult = "What exactly will be different, and how will anybody see that it is?"
	askEnd    = "What will exist when this is done: a decision, a document, a change? By when is enough known?"
	askGuard  = "What would make the careful way the easy way: a check, a guard, a default?"
)

// vague returns the question for an action that has no end, or "" when it has
// one; the question is askEnd for inquiries. It looks for verbs without a result before a broad noun and nothing more
// precise, so "improve monitoring" is one and "improve monitoring of queue age"
// is not.
func vague(title string) string {
	w := words(title)
	for len(w) > 0 && opening(w[0]) {
		w = w[1:]
	}
	if len(w) == 0 {
		return ""
	}
	rest := w[1:]
	switch w[0] {
	case "improve", "enhance", "better", "increase", "strengthen", "optimise", "optimize", "more", "update", "fix", "review", "address",
		"streamline", "add", "expand", "extend", "ensure", "have", "upgrade", "rework", "revisit", "revise", "build", "get", "harden", "raise",
		"check", "do", "provide", "create", "implement", "some", "additional", "stronger", "stricter", "clearer":
		if broad(rest) {
			return askResult
		}
	case "look":
		if len(rest) > 0 && (rest[0] == "into" || rest[0] == "at") && !bounded(rest) {
			return askEnd
		}
	case "investigate", "explore", "research", "consider", "discuss", "think", "evaluate", "reflect", "monitor", "watch", "follow", "study", "keep", "figure":
		if w[0] == "monitor" || w[0] == "watch" || w[0] == "keep" {
			if watching(w) {
				return askEnd
			}
			break
		}
		if w[0] == "follow" && (len(rest) == 0 || rest[0] != "up") || w[0] == "figure" && (len(rest) == 0 || rest[0] != "out") {
			break
		}
		if !bounded(rest) {
			return askEnd
		}
	case "be", "pay", "take", "try", "remember", "stay":
		return careful(w)
	case "avoid", "prevent":
		if broad(rest) || again(rest) {
			return askResult
		}
	}
	if w[0] == "ensure" || w[0] == "make" && len(rest) > 0 && rest[0] == "sure" {
		if again(rest) {
			return askResult
		}
	}
	return ""
}

// words returns the lower-case words of a title, without markup.
func words(title string) []string {
	var list []string
	for _, t := range tokens(nil, string(maskText(title)), 0, len(title)) {
		switch t.kind {
		case word:
			list = append(list, t.word)
		case thing:
			list = append(list, "\x00") // something precise: code, an address, a quotation
		}
	}
	return list
}

// opening reports whether a word only introduces an action.
func opening(w string) bool {
	switch w {
	case "we", "should", "must", "need", "needs", "to", "will", "please", "let's", "generally", "also", "further", "i", "the", "team", "possibly",
		"maybe", "try", "just", "plan":
		return true
	}
	return false
}

// broad reports whether words name a whole field and nothing in it.
func broad(w []string) bool {
	fields := 0
	for _, word := range w {
		switch word {
		case "monitoring", "alerting", "alerts", "alert", "documentation", "docs", "communication", "communications", "process", "processes",
			"testing", "test", "tests", "visibility", "observability", "awareness", "training", "reliability", "resilience", "stability", "security",
			"quality", "coverage", "logging", "logs", "procedures", "procedure", "runbooks", "runbook", "metrics", "dashboards", "performance",
			"system", "systems", "infrastructure", "tooling", "response", "responses", "issue", "issues", "problem", "problems", "bug", "things",
			"code", "review", "reviews", "knowledge", "collaboration", "coordination", "robustness", "checks", "safety", "availability",
			"incident", "incidents", "outages", "escalation", "handling", "practices", "hygiene", "redundancy", "situation":
			fields++
		case "our", "the", "its", "their", "a", "and", "or", "of", "for", "in", "on", "this", "that", "all", "overall", "general", "more", "better",
			"some", "future", "going", "forward", "further", "around", "across", "board", "everywhere", "next", "time", "similar", "such", "where",
			"possible", "needed", "necessary", "as", "general-purpose", "good", "proper", "sufficient", "adequate", "enough", "to", "be", "is",
			"are", "from", "happening", "additional", "significantly", "generally", "sure", "we", "have", "there":
		default:
			return false
		}
	}
	return fields > 0
}

// bounded reports whether an inquiry says what comes of it or when it ends.
func bounded(w []string) bool {
	for n, word := range w {
		switch word {
		case "and", "then":
			if n+1 < len(w) && result(w[n+1]) {
				return true
			}
		case "if", "whether":
			return true // a question that ends with its answer
		case "by", "until", "before":
			if n+1 < len(w) && strings.ContainsAny(w[n+1], "0123456789") {
				return true
			}
		case "report", "decision", "proposal", "rfc", "adr", "poc", "write-up", "spike", "timeboxed", "time-boxed", "prototype", "estimate":
			return true
		}
	}
	return false
}

func result(w string) bool {
	switch w {
	case "decide", "report", "write", "document", "propose", "implement", "add", "fix", "change", "remove", "create", "present", "publish", "agree",
		"choose", "record", "set", "configure", "replace", "migrate", "open", "file", "move", "apply", "deploy", "enable", "disable", "then", "alert":
		return true
	}
	return false
}

// watching reports whether people are to watch something, which ends never.
func watching(w []string) bool {
	text := strings.Join(w, " ")
	for _, p := range []string{"monitor the situation", "monitor closely", "monitor this", "monitor it", "watch closely", "watch out", "watch this",
		"keep an eye", "keep monitoring", "keep watching", "keep in mind"} {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}

// careful returns the question for the wish that people take more care.
func careful(w []string) string {
	for _, word := range w[1:min(len(w), 6)] {
		switch word {
		case "careful", "vigilant", "cautious", "attentive", "diligent", "mindful", "aware", "attention", "care", "harder", "proactive", "alert":
			return askGuard
		}
	}
	if w[0] == "remember" {
		return askGuard
	}
	return ""
}

// again reports whether words only wish that it never happens again.
func again(w []string) bool {
	text := " " + strings.Join(w, " ") + " "
	for _, p := range []string{" not happen ", " never happen", " n't happen ", " doesn't happen ", " won't happen ", " happen again", " recurrence ", " reoccur", " recurring "} {
		if strings.Contains(text, p) && len(w) < 10 {
			return true
		}
	}
	return false
}
