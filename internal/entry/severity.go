package entry

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// severityChange reads "severity raised to P1 because ...", "declared SEV2",
// "upgraded from P3 to P2". A level alone is no change: a verb of declaring or
// changing must stand beside it. The levels are those of hindcast.ParseSeverity;
// words such as "critical" count only beside "severity" or "priority".
func severityChange(m meaning) (*hindcast.SeverityChange, bool) {
	named, verb := false, false
	var level hindcast.Severity
	target := false
	at := -1
	for i, w := range m.words {
		switch w.text {
		case "severity", "priority", "sev":
			named = true
		case "declared", "declare", "declares", "declaring", "raised", "raise", "set", "changed", "upgraded", "downgraded", "lowered", "escalated", "classified",
			"reclassified", "triaged", "bumped", "opened", "created", "assigned", "reduced", "increased", "rated", "upgrade", "downgrade", "lower", "escalate", "escalating":
			verb = true
		}
		found, length := levelAt(m.words, i, named)
		if found == hindcast.SeverityNone {
			continue
		}
		toward := i > 0 && (m.words[i-1].text == "to" || m.words[i-1].text == "as" || i > 1 && m.words[i-1].text == "a" && m.words[i-2].text == "to")
		if level == hindcast.SeverityNone || toward || !target && m.words[i-1].text != "from" && !w.clause {
			level, target, at = found, target || toward, i+length
		}
		if named && i > 0 && w.clause && strings.Contains(m.words[i-1].text, "everity") {
			verb = true // "Severity: P2"
		}
	}
	if level == hindcast.SeverityNone || !verb {
		return nil, false
	}
	return &hindcast.SeverityChange{To: level, Reason: reasonAfter(m, at)}, true
}

// severityOf reads the level of an event that is known to be about severity.
func severityOf(m meaning) *hindcast.SeverityChange {
	if change, ok := severityChange(m); ok {
		return change
	}
	if level, ok := hindcast.ParseSeverity(m.text); ok {
		return &hindcast.SeverityChange{To: level}
	}
	return nil
}

// levelAt reads P1, SEV1, "sev 1" and, beside the word severity, "critical".
func levelAt(words []word, i int, named bool) (level hindcast.Severity, length int) {
	w := words[i].text
	if len(w) == 2 && w[0] == 'p' && words[i].after != '-' || len(w) == 4 && strings.HasPrefix(w, "sev") {
		level, _ = hindcast.ParseSeverity(w)
		return level, 1
	}
	if (w == "sev" || w == "severity" || w == "priority") && i+1 < len(words) && len(words[i+1].text) == 1 {
		level, _ = hindcast.ParseSeverity("p" + words[i+1].text)
		return level, 2
	}
	if named && len(w) > 2 {
		switch w {
		case "critical", "high", "major", "moderate", "medium", "low", "minor":
			level, _ = hindcast.ParseSeverity(w)
		}
	}
	return level, 1
}

// reasonAfter returns the text behind "because", "due to", "as" or "after" that
// follows the level.
func reasonAfter(m meaning, from int) string {
	if from >= len(m.words) || len(strings.ToLower(m.text)) != len(m.text) {
		return ""
	}
	rest := m.text[m.words[from].start:]
	lower := strings.ToLower(rest)
	for _, mark := range []string{"because of ", "because ", "due to ", "since ", "as ", "after "} {
		at := strings.Index(" "+lower, " "+mark)
		if at < 0 {
			at = strings.Index(lower, "("+mark) + 1
		}
		if at > 0 || strings.HasPrefix(lower, mark) {
			return strings.TrimRight(strings.TrimSpace(rest[at+len(mark):]), ".)")
		}
	}
	return ""
}
