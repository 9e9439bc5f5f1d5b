package hindcast

import "strings"

// Severity is the level of an incident. Lower numbers are worse; the zero value
// means no level was declared.
type Severity int

// The five levels, named as the Security Alliance response policy names them.
const (
	SeverityNone Severity = iota
	P1                    // P1 is Critical.
	P2                    // P2 is High.
	P3                    // P3 is Moderate.
	P4                    // P4 is Low.
	P5                    // P5 is Info.
)

// Severities lists the levels, worst first.
func Severities() []Severity { return []Severity{P1, P2, P3, P4, P5} }

// String returns "P1" to "P5", or "" when no level was declared.
func (s Severity) String() string {
	if s < P1 || s > P5 {
		return ""
	}
	return "P" + string(rune('0'+int(s)))
}

// Name returns the level's word: Critical, High, Moderate, Low, Info.
func (s Severity) Name() string {
	names := [...]string{"", "Critical", "High", "Moderate", "Low", "Info"}
	if s < P1 || s > P5 {
		return ""
	}
	return names[s]
}

// WorseThan reports whether s calls for more than other. Any level is worse
// than none.
func (s Severity) WorseThan(other Severity) bool {
	if s == SeverityNone {
		return false
	}
	return other == SeverityNone || s < other
}

// ParseSeverity reads the spellings found in the wild: "P1", "P1 - Critical",
// "SEV-2", "sev 3", "Severity: 3", "S4", "Critical", "High". ok is false when the
// text names no level or more than one.
func ParseSeverity(text string) (s Severity, ok bool) {
	words := strings.FieldsFunc(strings.ToLower(text), notAlphanumeric)
	for i, word := range words {
		next := severityWord(word)
		if i+1 < len(words) && len(words[i+1]) == 1 && (word == "sev" || word == "severity" || word == "priority") {
			next = severityWord("p" + words[i+1])
		}
		if next == SeverityNone {
			continue
		}
		if s != SeverityNone && s != next {
			return SeverityNone, false
		}
		s = next
	}
	return s, s != SeverityNone
}

func notAlphanumeric(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9')
}

func severityWord(w string) Severity {
	switch w {
	case "p1", "sev1", "s1", "critical":
		return P1
	case "p2", "sev2", "s2", "high", "major":
		return P2
	case "p3", "sev3", "s3", "moderate", "medium":
		return P3
	case "p4", "sev4", "s4", "low", "minor":
		return P4
	case "p5", "sev5", "s5", "info", "informational":
		return P5
	}
	return SeverityNone
}
