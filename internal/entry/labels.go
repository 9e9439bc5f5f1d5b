package entry

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// longestLabel is how many bytes of text can stand apart as a label.
const longestLabel = 40

// labels returns the milestones that stand apart from the sentence: in front of a
// colon or dash ("Detected: ..."), in brackets ("(resolved)"), in bold, or as the
// whole text.
func labels(text string) []hindcast.Milestone {
	var found []hindcast.Milestone
	add := func(s string) {
		if len(s) > longestLabel {
			return
		}
		if m := labelled(s); m != "" {
			found = append(found, m)
		}
	}
	add(leading(text))
	if at := max(strings.LastIndex(text, ", "), strings.LastIndex(text, "; "), strings.LastIndex(text, ". ")); at > 0 && labelled(text[at+2:]) == hindcast.Resolved {
		found = append(found, hindcast.Resolved) // "queue empty, closed"
	}
	for rest := text; ; {
		at := strings.IndexAny(rest, "([*_")
		if at < 0 {
			return found
		}
		closing := ")"
		switch rest[at] {
		case '[':
			closing = "]"
		case '*', '_':
			closing = rest[at : at+1]
		}
		rest = strings.TrimLeft(rest[at+1:], "*_")
		if end := strings.Index(rest[:min(len(rest), longestLabel+1)], closing); end > 0 {
			add(rest[:end])
		}
	}
}

// leading returns the text in front of a colon or dash, or all of a short text.
func leading(text string) string {
	text = strings.TrimLeft(text, "*_`[( ")
	for _, mark := range []string{":", ", ", " - ", " – ", " — ", "**", "__"} {
		if at := strings.Index(text, mark); at > 0 {
			text = text[:at]
		}
	}
	return text
}

// labelled reads one label. "Investigating" and "Identified" are the states of
// status pages (Atlassian Statuspage); "issue identified" may be the detection as
// well, and is left to the words.
func labelled(s string) hindcast.Milestone {
	s = strings.Trim(hindcast.Fold(s), " .!*_`:)]")
	s = strings.TrimPrefix(s, "the ")
	for _, prefix := range []string{"incident ", "issue ", "problem ", "outage ", "fault "} {
		if rest, ok := strings.CutPrefix(s, prefix); ok && rest != "identified" {
			s = rest
			break
		}
	}
	switch s {
	case "began", "begins", "begin", "start", "started", "starts", "start time", "start of incident", "start of impact", "impact start", "impact starts", "impact started",
		"impact began", "onset", "beginning", "start of outage":
		return hindcast.Began
	case "detected", "detection", "discovered", "discovery", "first detected", "noticed", "alerted", "first alerted", "first noticed", "time noticed", "time detected", "detection time", "time of detection", "discovered at", "initial detection":
		return hindcast.Detected
	case "responded", "response", "response started", "response began", "acknowledged", "acked", "declared", "investigating", "investigation started", "investigation start", "investigation begins", "response begins", "time responded", "looking", "looking into it", "on it", "taking a look", "first response", "investigation began",
		"response start", "time acknowledged":
		return hindcast.Responded
	case "root cause identified", "root cause found", "cause identified", "cause found", "identified", "root cause", "root cause known", "cause known", "diagnosed", "diagnosis":
		return hindcast.CauseFound
	case "mitigated", "mitigation", "recovery", "recovered", "restored", "service restored", "services restored", "contained", "containment", "repaired", "mitigation applied",
		"impact ends", "impact end", "impact ended", "end of impact", "stabilized", "stabilised", "workaround in place", "mitigation time":
		return hindcast.Mitigated
	case "resolved", "resolution", "closed", "all clear", "resolution time", "end", "ended", "ends", "over", "end of incident", "fully resolved", "end time", "closure", "fixed permanently", "marked as resolved", "marked resolved":
		return hindcast.Resolved
	}
	return ""
}
