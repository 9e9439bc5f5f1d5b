package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// setDue reads a deadline; what is no day is kept as written.
func setDue(a *hindcast.Action, text string) {
	if day, ok := dueDay(text); ok {
		a.Due, a.FirstDue = day, day
		return
	}
	a.DueText = oneLine(text)
}

// dueDay reads a whole text as a day.
func dueDay(text string) (hindcast.Date, bool) {
	text = strings.TrimSpace(strings.Trim(text, "*_`~"))
	if day, err := hindcast.ParseDate(text); err == nil {
		return day, true
	}
	var clock entry.Clock
	when, rest, ok := clock.Read(text)
	if !ok || rest != "" || when.Precision != hindcast.PrecisionDay {
		return hindcast.Date{}, false
	}
	return hindcast.DateOf(when.At), true
}

// stateNamed reads the words trackers use.
func stateNamed(text string) (hindcast.ActionState, bool) {
	switch w := words(text); w {
	case "not started", "todo", "to do", "open", "new", "planned", "backlog", "pending", "proposed", "scheduled", "no", "assigned", "not done":
		return hindcast.ActionOpen, true
	case "in progress", "wip", "started", "ongoing", "doing", "under way", "underway", "in review", "working on it", "in development":
		return hindcast.ActionInProgress, true
	case "done", "completed", "complete", "closed", "finished", "fixed", "resolved", "deployed", "merged", "shipped", "implemented", "yes", "x":
		return hindcast.ActionDone, true
	case "verified":
		return hindcast.ActionVerified, true
	case "dropped", "wont do", "wontfix", "wont fix", "cancelled", "canceled", "rejected", "declined", "abandoned", "will not do":
		return hindcast.ActionDropped, true
	case "":
		switch {
		case strings.ContainsAny(text, "✅☑✔"):
			return hindcast.ActionDone, true
		case strings.ContainsAny(text, "☐⬜"):
			return hindcast.ActionOpen, true
		}
	default:
		if strings.HasPrefix(w, "done ") || strings.HasPrefix(w, "completed ") {
			return hindcast.ActionDone, true
		}
		if strings.HasPrefix(w, "in progress ") {
			return hindcast.ActionInProgress, true
		}
	}
	return "", false
}

func priorityNamed(text string) hindcast.Priority {
	switch words(text) {
	case "high", "p0", "p1", "critical", "urgent", "highest":
		return hindcast.HighPriority
	case "medium", "p2", "normal", "moderate", "mid":
		return hindcast.MediumPriority
	case "low", "p3", "p4", "lowest", "minor":
		return hindcast.LowPriority
	}
	return ""
}

// intentNamed reads the types of the Google SRE action table and plain words.
func intentNamed(text string) hindcast.Intent {
	switch words(text) {
	case "prevent", "prevention", "preventive", "preventative":
		return hindcast.Prevent
	case "detect", "detection", "monitoring":
		return hindcast.Detect
	case "mitigate", "mitigation":
		return hindcast.Mitigate
	case "respond", "response":
		return hindcast.RespondTo
	case "learn", "learning", "investigate", "investigation":
		return hindcast.LearnFrom
	}
	return ""
}
