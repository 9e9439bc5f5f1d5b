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
	case people(name) > 1:
		c.add("action-several-owners", a.Origin.Line, name, "")
	case people(name) == 0:
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
