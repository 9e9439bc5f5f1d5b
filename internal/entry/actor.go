package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// describeActor names who acted, when the text says so in a form that can only be
// a person: "@bob ...", "[dave] restarted ...", "Erin: decided ...", "Alice (IC)
// joined", "paged Carol (SME)". A capital letter at the start of a sentence is
// not enough.
func describeActor(e *hindcast.TimelineEvent, m meaning) {
	if !e.Actor.IsZero() {
		return
	}
	name, after := leadingName(m.text)
	if called, rest := calledName(m.text); called != "" {
		name, after = called, rest
	}
	if name == "" || utf8.RuneCountInString(name) > hindcast.MaxName {
		return
	}
	e.Actor = hindcast.Person{Name: name}
	if e.Role == "" {
		e.Role = roleAfter(after)
	}
}

// leadingName reads the name at the start of a text and returns what follows it.
func leadingName(text string) (name, after string) {
	text = strings.TrimLeft(text, "*_` ")
	switch {
	case strings.HasPrefix(text, "@"):
		return handle(text)
	case strings.HasPrefix(text, "["), strings.HasPrefix(text, "("):
		closing := strings.IndexAny(text, "])")
		if closing < 0 {
			return "", ""
		}
		inner, rest := strings.TrimSpace(text[1:closing]), text[closing+1:]
		if strings.HasPrefix(inner, "@") {
			name, _ = handle(inner)
			return name, rest
		}
		if count := capitalized(inner); count >= 2 && count == len(strings.Fields(inner)) && allPersonal(inner) ||
			len(strings.Fields(inner)) == 1 && personName(inner) && acts(rest, false) {
			return inner, rest
		}
		return "", ""
	}
	return proseName(text)
}

// handle reads "@bob" and "<@bob>".
func handle(text string) (name, after string) {
	end := 1
	for end < len(text) && (isLetter(text[end]) || isDigit(text[end]) || strings.IndexByte("._-", text[end]) >= 0 || text[end] >= utf8.RuneSelf) {
		end++
	}
	name = strings.TrimRight(text[1:end], "._-")
	if name == "here" || name == "channel" || name == "everyone" {
		return "", ""
	}
	return name, text[end:]
}

// proseName reads one to three capitalised words at the start of a sentence that
// are followed by a role in brackets, a colon and a verb, or a verb that only
// people are the subject of.
func proseName(text string) (name, after string) {
	count := capitalized(text)
	if count > 3 {
		return "", ""
	}
	for n := count; n > 0; n-- {
		name, after = cutWords(text, n)
		trimmed := strings.TrimRight(name, ":,")
		if !allPersonal(trimmed) {
			continue
		}
		rest := strings.TrimLeft(after, " *_`")
		switch {
		case strings.HasPrefix(rest, "(") && roleIn(rest) != "":
			return trimmed, rest
		case strings.HasSuffix(name, ":") || strings.HasPrefix(rest, ":"):
			if n >= 2 || acts(strings.TrimLeft(rest, ": "), false) {
				return trimmed, rest
			}
		case trimmed == name && acts(rest, true):
			return trimmed, rest
		}
	}
	return "", ""
}

// calledName reads whom a page went to: "paged Carol (SME)", "escalated to Bob".
func calledName(text string) (name, after string) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return "", ""
	}
	for _, verb := range []string{"paged ", "paging ", "escalated to ", "page sent to ", "phoned ", "pages "} {
		at := strings.Index(lower, verb)
		if at < 0 || at > 0 && isLetter(lower[at-1]) {
			continue
		}
		rest := text[at+len(verb):]
		if strings.HasPrefix(rest, "@") {
			return handle(rest)
		}
		for n := min(capitalized(rest), 3); n > 0; n-- {
			name, after = cutWords(rest, n)
			name = strings.TrimRight(name, ".,;:")
			if allPersonal(name) {
				return name, after
			}
		}
	}
	return pagedName(text)
}

// pagedName reads "Lea Brandt paged" and "Lea Brandt was paged by the monitor".
func pagedName(text string) (name, after string) {
	text = strings.TrimLeft(text, "*_` ")
	for n := min(capitalized(text), 3); n > 0; n-- {
		name, after = cutWords(text, n)
		if !allPersonal(name) {
			continue
		}
		words := split(after[:min(len(after), 60)])
		verb := 0
		if len(words) > 1 && (words[0].text == "was" || words[0].text == "is" || words[0].text == "gets" || words[0].text == "got") {
			verb = 1
		}
		if len(words) > verb && words[verb].text == "paged" && !active(wordAt(words, verb+1)) {
			return name, after
		}
	}
	return "", ""
}

// cutWords divides a text behind its first n words.
func cutWords(text string, n int) (words, rest string) {
	end := 0
	for range n {
		for end < len(text) && text[end] == ' ' {
			end++
		}
		for end < len(text) && text[end] != ' ' {
			end++
		}
	}
	return text[:end], text[end:]
}

// capitalized counts the words at the start of a text that begin with a capital.
func capitalized(text string) int {
	count := 0
	for w := range strings.FieldsSeq(text) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) {
			break
		}
		count++
		if strings.ContainsAny(w[len(w)-1:], ":,.;") || count > 3 {
			break
		}
	}
	return count
}

func allPersonal(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if !personName(w) {
			return false
		}
	}
	return name != ""
}

// personName refuses words that are not written like a name, and the teams,
// products and pronouns that stand where names do.
func personName(w string) bool {
	w = strings.TrimRight(w, ".")
	upper := 0
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
		case !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’':
			return false
		}
	}
	size := utf8.RuneCountInString(w)
	if size == 0 || upper > 1 && size > 1 && upper == size || upper > 1 && !strings.ContainsAny(w, "-'’") && !strings.HasPrefix(w, "Mc") && !strings.HasPrefix(w, "Mac") {
		return false
	}
	return !impersonal(strings.ToLower(w))
}

func impersonal(w string) bool {
	switch w {
	case "we", "they", "it", "he", "she", "i", "you", "this", "that", "these", "those", "the", "a", "an", "all", "some", "no", "one", "two", "everyone", "everybody",
		"nobody", "somebody", "someone", "others", "both", "who",
		"team", "teams", "support", "engineering", "engineer", "engineers", "management", "manager", "leadership", "legal", "security", "ops", "operations", "oncall", "on-call",
		"infrastructure", "platform", "network", "networking", "database", "storage", "marketing", "finance", "product", "staff", "responder", "responders", "leader",
		"developer", "developers", "dev", "devs", "devops", "sre", "sres", "member", "members", "operator", "operators", "admin", "admins", "administrator", "commander",
		"customer", "customers", "user", "users", "client", "clients", "vendor", "provider", "partner", "partners", "attacker", "researcher", "community", "people",
		"alert", "alerts", "alarm", "monitoring", "pods", "pod", "node", "nodes", "service", "services", "server", "servers", "traffic", "database's", "cluster", "system", "systems",
		"pipeline", "deployment", "deploy", "release", "rollback", "fix", "update", "impact", "detection", "recovery", "incident", "issue", "problem", "outage", "root", "cause",
		"status", "severity", "communication", "decision", "action", "note", "summary", "response", "investigation", "resolution", "mitigation", "timeline", "data", "error", "errors",
		"firing", "resolved", "alerting", "info", "warn", "warning", "critical", "monitor", "identified", "investigating", "updated", "prod", "production", "staging", "slack", "internal", "external",
		"datadog", "grafana", "prometheus", "pagerduty", "opsgenie", "alertmanager", "nagios", "zabbix", "sentry", "cloudwatch", "aws", "gcp", "azure", "google", "amazon", "microsoft",
		"github", "gitlab", "cloudflare", "statuspage", "kubernetes", "jenkins", "pingdom", "splunk", "kafka", "redis", "postgres", "mysql", "terraform", "traefik", "nginx", "twitter", "discord",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"first", "second", "third", "new", "another", "automated", "automatic", "manual", "also", "then", "after", "before", "finally", "nothing", "deploying", "rolling":
		return true
	}
	return strings.HasSuffix(w, "team") || strings.HasSuffix(w, "ing")
}

// acts reports whether the text goes on with a verb of acting in the past or
// present. strictly asks for verbs that only people are the subject of, followed
// by what only follows them when they are not passive: "Breach suspected by Bob"
// names no subject.
func acts(text string, strictly bool) bool {
	words := split(text[:min(len(text), 60)])
	if len(words) == 0 || words[0].clause && !words[0].sentence {
		return false
	}
	verb := words[0].text
	next := wordAt(words, 1)
	switch verb {
	case "joined", "joins":
		return next == "" || next != "cluster" && next != "the" || next == "the" && wordAt(words, 2) != "cluster" && wordAt(words, 2) != "network"
	case "left", "leaves":
		return meets(next) || next == "the" && meets(wordAt(words, 2))
	case "took", "takes":
		return next == "command" || next == "over" && wordAt(words, 2) != "an" && wordAt(words, 2) != "a" && wordAt(words, 2) != ""
	case "acknowledged", "acknowledges", "acked", "acks", "decided", "decides", "suggested", "suggests", "proposed", "proposes", "asked", "asks", "volunteered",
		"declared", "declares", "paged", "noticed", "notices", "agreed", "agrees", "explains", "explained", "suspects", "suspected":
		return active(next)
	}
	if strictly {
		return false
	}
	return strings.HasSuffix(verb, "ed") || strings.HasSuffix(verb, "ing") || strings.HasSuffix(verb, "s") && len(words) > 1 || irregular(verb)
}

// wordAt returns a word that follows without punctuation, or "".
func wordAt(words []word, i int) string {
	if i >= len(words) || words[i].clause {
		return ""
	}
	return words[i].text
}

func meets(w string) bool {
	switch w {
	case "call", "bridge", "incident", "channel", "meeting", "room", "war", "zoom", "huddle":
		return true
	}
	return false
}

func active(next string) bool {
	switch next {
	case "", "by", "at", "in", "on", "and", "as", "with", "from", "via", "after", "but", "due", "because", "during", "while", "when":
		return false
	}
	return true
}

func irregular(w string) bool {
	switch w {
	case "ran", "found", "saw", "told", "sent", "left", "began", "said", "wrote", "made", "set", "put", "cut", "shut", "rebuilt", "took", "i", "we":
		return true
	}
	return false
}

// roleAfter reads the role behind a name: "(IC)" and "as scribe".
func roleAfter(after string) hindcast.Role {
	rest := strings.TrimLeft(after, " *_`:,")
	if strings.HasPrefix(rest, "(") {
		return roleIn(rest)
	}
	words := split(after[:min(len(after), 80)])
	for i, w := range words {
		if i > 8 || i > 0 && w.sentence {
			break
		}
		if (w.text == "as" || w.text == "over") && i+1 < len(words) {
			return roleOf(words[i+1:])
		}
	}
	return ""
}

func roleIn(bracket string) hindcast.Role {
	end := strings.IndexByte(bracket, ')')
	if end < 0 {
		return ""
	}
	return roleOf(split(bracket[1:end]))
}

// roleOf reads the names of roles in use: those of the Security Alliance response
// policy, and PagerDuty's and Atlassian's for the same parts.
func roleOf(words []word) hindcast.Role {
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].text
		}
		switch w.text {
		case "as", "the", "our", "an", "a", "acting", "new", "primary", "on", "call", "oncall":
			continue
		case "ic", "commander":
			return hindcast.IncidentLeader
		case "incident":
			if next == "commander" || next == "leader" || next == "lead" || next == "manager" {
				return hindcast.IncidentLeader
			}
		case "leader":
			return hindcast.IncidentLeader
		case "command":
			return hindcast.IncidentLeader
		case "scribe":
			return hindcast.Scribe
		case "comms", "communication", "communications", "liaison":
			return hindcast.CommunicationManager
		case "customer":
			if next == "liaison" {
				return hindcast.CommunicationManager
			}
		case "sme", "expert":
			return hindcast.SME
		case "subject":
			if next == "matter" {
				return hindcast.SME
			}
		case "responder":
			return hindcast.Responder
		case "detector":
			return hindcast.Detector
		case "decision":
			return hindcast.DecisionMaker
		}
		if i > 3 {
			break
		}
	}
	return ""
}
