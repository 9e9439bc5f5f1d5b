package lint

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// actions notes what each action lacks, and what all of them together do.
func (c *checklist) actions() {
	weaknesses := c.record.Review.FindingsOf(hindcast.Weakness)
	live := 0
	for _, a := range c.record.Actions {
		if a.State == hindcast.ActionDropped {
			continue
		}
		live++
		c.owner(a)
		c.deadline(a)
		if a.Change == "" {
			c.add("action-without-kind", a.Origin.Line, a.Title, "")
		}
		if a.State == hindcast.ActionVerified && !slices.ContainsFunc(a.Proofs, func(p hindcast.Proof) bool { return p.Result() == hindcast.Holds }) {
			c.add("verified-without-proof", a.Origin.Line, a.Title, "")
		}
		if ask := vague(a.Title); ask != "" {
			message := ""
			if ask == askEnd {
				message = isInquiry
			}
			c.add("vague-action", a.Origin.Line, a.Title, message)
			c.hints[len(c.hints)-1].Ask = ask
		}
	}
	if live == 0 && len(weaknesses) > 0 && !c.record.Incident.NearMiss {
		c.missing("no-actions", "")
		if !slices.ContainsFunc(weaknesses, func(f hindcast.Finding) bool { return f.Disposition.Kind == hindcast.Undisposed }) {
			c.soften()
		}
	}
	if live > 0 && !slices.ContainsFunc(c.record.Actions, func(a hindcast.Action) bool { return a.State != hindcast.ActionDropped && !weaker(a) }) {
		c.missing("only-weaker-actions", "")
	}
}

func (c *checklist) owner(a hindcast.Action) {
	name := a.Owner.Name
	switch {
	case a.Owner.User != "":
	case unnamed(name):
		c.add("action-without-owner", a.Origin.Line, a.Title, "")
	case several(name):
		c.add("action-several-owners", a.Origin.Line, name, "")
	case isTeam(name):
		c.add("action-owned-by-team", a.Origin.Line, name, "")
	}
}

func (c *checklist) deadline(a hindcast.Action) {
	switch {
	case a.Due.IsZero() && unnamed(a.DueText):
		c.add("action-without-deadline", a.Origin.Line, a.Title, "")
	case a.Due.IsZero():
		c.add("deadline-not-a-day", a.Origin.Line, a.DueText, "")
	default:
		if began := c.firstDay(); !began.IsZero() && a.Due.Compare(began) < 0 {
			c.add("deadline-before-incident", a.Origin.Line, a.Due.String(), "")
		}
	}
}

// firstDay returns the day before which no deadline makes sense: that of the
// beginning, else of the first event. A day is taken off for zones.
func (c *checklist) firstDay() hindcast.Date {
	first := c.record.Milestone(hindcast.Began)
	for i := range c.record.Timeline {
		e := &c.record.Timeline[i]
		if !e.At.IsZero() && (first == nil || first.At.IsZero() || e.At.Before(first.At) && !first.Marks(hindcast.Began)) {
			first = e
		}
	}
	if first == nil || first.At.IsZero() {
		return hindcast.Date{}
	}
	return hindcast.DateOf(first.At).AddDays(-1)
}

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

// several reports whether an owner cell names more than one person. A comma
// before a role or in brackets names one: "Ana (Platform, SRE)".
func several(owner string) bool {
	if unnamed(owner) {
		return false
	}
	if n := strings.IndexByte(owner, '('); n > 0 {
		owner = owner[:n]
	}
	folded := " " + hindcast.Fold(owner) + " "
	if strings.Count(folded, "@") > 1 && strings.Count(folded, " @")+strings.Count(folded, ",@")+strings.Count(folded, "/@") > 1 {
		return true
	}
	for _, sep := range []string{",", ";", "&", " and ", " + ", " und ", "/", " or "} {
		if left, right, ok := strings.Cut(folded, sep); ok && strings.TrimSpace(left) != "" && strings.TrimSpace(right) != "" {
			return !(sep == "," && isTeam(right)) && !strings.Contains(left, "http")
		}
	}
	return false
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

// weaker reports whether an action relies on people remembering (training,
// reminders, warnings, documents): what it says of itself, else its first words. A
// level that a reader inferred from words is no more than a second opinion.
func weaker(a hindcast.Action) bool {
	inferred := strings.Contains(a.Origin.Rule, "hierarchy:")
	if a.Hierarchy != "" && (!inferred || a.Hierarchy != hindcast.Weaker) {
		return a.Hierarchy == hindcast.Weaker
	}
	w := words(a.Title)
	for n := range min(len(w), 3) {
		switch w[n] {
		case "train", "remind", "reminder", "reminders", "warn", "retrain", "re-train", "educate", "teach", "training", "awareness",
			"vigilant", "careful", "carefully", "remember", "brief", "workshop", "e-mail", "email", "announce", "document", "inform", "communicate", "advise":
			return true
		}
	}
	return false
}
