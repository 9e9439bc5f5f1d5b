package entry

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
