package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
)

// leftOver is the reason given for lines nobody filled in.
const leftOver = "left over from the template"

// isTemplate reports whether a whole value is what somebody's template asks to
// be replaced: "[Name]", "YYYY-MM-DD", "TBD", "@handle", "...", "P1 / P2 / P3".
func isTemplate(value string) bool {
	s := strings.TrimSpace(value)
	if s == "" {
		return false
	}
	if entry.Templated(s) {
		return true
	}
	if s[0] == '[' && strings.HasSuffix(s, "]") && strings.Count(s, "[") == 1 && s != "[x]" && s != "[ ]" {
		return true
	}
	if s[0] == '<' && strings.HasSuffix(s, ">") && !strings.ContainsAny(s, ":/@=") && strings.Count(s, "<") == 1 {
		return true
	}
	switch strings.ToLower(s) {
	case "tbd", "tba", "todo", "xxx", "yyy", "zzz", "...", "…", "@handle", "@owner", "@name", "@[owner]", "xx", "fill in", "[link]", "incident title", "title":
		return true
	}
	return isChoice(s)
}

// isChoice reports a list of all the choices a template offers.
func isChoice(s string) bool {
	if strings.Count(s, "/") < 1 {
		return false
	}
	switch words(s) {
	case "p1 p2 p3", "p1 p2 p3 p4 p5", "p1 p2 p3 p4", "active mitigated resolved", "draft final", "sev1 sev2 sev3", "monitoring user report team member other",
		"open in progress done", "not started in progress done":
		return true
	}
	return false
}

// saysNothing reports a value that stands for "there is none".
func saysNothing(value string) bool {
	switch words(value) {
	case "none", "n a", "na", "nothing", "no", "none so far", "not applicable", "none yet", "nil":
		return true
	case "":
		return strings.Trim(value, "-–—?. *_") == ""
	}
	return false
}
