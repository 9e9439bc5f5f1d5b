package lint

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// unnamed reports whether a cell says that something is still open.
func unnamed(s string) bool {
	folded := strings.Trim(hindcast.Fold(s), " *_-–—?.[]()<>@")
	switch folded {
	case "", "tbd", "tba", "todo", "none", "n/a", "na", "nobody", "no one", "unassigned", "unknown", "open", "xxx", "someone", "somebody",
		"owner", "name", "yyyy-mm-dd", "date", "to be decided", "to be determined", "to be defined", "not set", "pending", "handle":
		return true
	}
	return strings.HasPrefix(folded, "to record:") || strings.HasPrefix(folded, "tbd ")
}

// people counts the persons an owner cell names; teams and what stands in brackets
// do not count: "Ana (Platform, SRE)" and "Ana / Platform team" name one.
func people(owner string) int {
	if n := strings.IndexByte(owner, '('); n > 0 {
		owner = owner[:n]
	}
	folded := strings.NewReplacer(";", ",", "&", ",", "/", ",", "+", ",", " and ", ",", " or ", ",", " und ", ",", " @", ",@").Replace(" " + hindcast.Fold(owner) + " ")
	count := 0
	for name := range strings.SplitSeq(folded, ",") {
		if !unnamed(name) && !isTeam(name) {
			count++
		}
	}
	return count
}

// isTeam reports whether an owner is a group rather than a person.
func isTeam(owner string) bool {
	folded := strings.Trim(hindcast.Fold(owner), " @*_")
	switch folded {
	case "everyone", "everybody", "all", "us", "we", "team", "the team", "sre", "sres", "devops", "ops", "operations", "engineering", "platform",
		"infrastructure", "infra", "security", "backend", "frontend", "support", "management", "developers", "engineers", "on-call", "oncall", "it",
		"qa", "legal", "communications", "marketing", "product":
		return true
	}
	for _, w := range strings.FieldsFunc(folded, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '/' }) {
		switch w {
		case "team", "teams", "squad", "guild", "department", "group", "crew", "engineering", "developers", "engineers", "owners":
			return true
		}
	}
	return false
}
