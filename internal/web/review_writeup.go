package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
	"github.com/hindcast/hindcast/internal/report"
	"github.com/hindcast/hindcast/internal/reviews"
)

// findingGroup is the findings of one kind.
type findingGroup struct {
	Kind     hindcast.FindingKind
	Heading  string
	Empty    string // Empty is what stands where there is none.
	Findings []findingView
	Add      *findingForm // Add is nil for who may not write findings.
}

// findingView is a finding with the actions that came of it.
type findingView struct {
	report.FindingView
	Undecided bool // Undecided weaknesses wait for a disposition.
	Actions   []reviewAction
	Change    *findingForm // Change is nil for who may not, as the other two are.
	Decide    *disposal
	Act       *offspring
	Movable   bool // Movable says that there are others of its kind.
}

// reviewAction is an action as a review shows it.
type reviewAction struct {
	ID       hindcast.ActionID
	Name     string
	Owner    string
	Due      string
	Overdue  bool
	State    string
	Change   string
	Strength string
	Proof    proofView
}

// proofView is how far an action is proved.
type proofView struct{ State, Word string }

func findingsOf(v reviews.View, cite *report.Citer) []findingGroup {
	byFinding := map[hindcast.FindingID][]reviewAction{}
	for i, a := range v.Record.Actions {
		if a.Finding != "" {
			byFinding[a.Finding] = append(byFinding[a.Finding], reviewActionOf(v.Record.Actions[i], v.Today))
		}
	}
	groups := []findingGroup{
		{Kind: hindcast.Strength, Heading: "What went well", Empty: "No strength is written down yet. Name what should be done again next time."},
		{Kind: hindcast.Weakness, Heading: "What needs to improve", Empty: "No weakness is written down yet. Name what made the response harder than it had to be."},
		{Kind: hindcast.Luck, Heading: "Where luck helped", Empty: "Nothing is put down to luck yet. Ask what would have been worse at another hour."},
	}
	found := map[hindcast.FindingKind][]report.FindingView{}
	for _, g := range report.FindingsOf(v.Record, cite) {
		found[g.Kind] = g.Findings
	}
	for i := range groups {
		g := &groups[i]
		for _, f := range found[g.Kind] {
			g.Findings = append(g.Findings, findingView{FindingView: f, Actions: byFinding[f.ID],
				Undecided: g.Kind == hindcast.Weakness && f.Decision == ""})
		}
	}
	return groups
}

// actionsOf are the actions of the review, in the order they were written.
func actionsOf(v reviews.View) []reviewAction {
	var list []reviewAction
	for _, a := range v.Record.Actions {
		list = append(list, reviewActionOf(a, v.Today))
	}
	return list
}

func reviewActionOf(a hindcast.Action, today hindcast.Date) reviewAction {
	due := dateText(a.Due, today)
	if due == "" {
		due = a.DueText
	}
	return reviewAction{ID: a.ID, Name: titleText(a.Title, "Untitled action"), Owner: personName(a.Owner), Due: due, Overdue: a.Overdue(today),
		State: hindcast.Capital(words(a.State)), Change: words(a.Change), Strength: string(a.Hierarchy), Proof: proofOf(a)}
}

// proofOf sums the proofs of an action up: broken when one is, else due, unknown
// or holding in that order of concern.
func proofOf(a hindcast.Action) proofView {
	seen := map[hindcast.Outcome]bool{}
	for _, p := range a.Proofs {
		seen[p.Result()] = true
	}
	switch {
	case len(a.Proofs) == 0:
		return proofView{"none", "no proof yet"}
	case seen[hindcast.Broken]:
		return proofView{"broken", "proof broken"}
	case seen[hindcast.Due]:
		return proofView{"due", "proof due"}
	case seen[hindcast.Unknown]:
		return proofView{"unknown", "proof unknown"}
	}
	return proofView{"holds", "proof holds"}
}

// meetingOf is who wrote the review.
func meetingOf(v reviews.View) []report.Fact {
	var list []report.Fact
	add := func(name string, people []hindcast.Person) {
		if len(people) > 0 {
			list = append(list, report.Fact{Name: name, Value: personNames(people)})
		}
	}
	add("Written by", v.Record.Review.Authors)
	return list
}

// roundFact is a signed round, with the page that shows its answers.
type roundFact struct{ Name, Value, Href string }

// roundsOf are the signed rounds.
func roundsOf(r hindcast.Review, incident hindcast.Incident, now time.Time) []roundFact {
	var list []roundFact
	for i, round := range r.Rounds {
		n := strconv.Itoa(i + 1)
		text := "Signed " + momentOf(round.SignedAt, now, "at an unknown time").Text + " by " + firstOf(personName(round.SignedBy), "somebody not named") +
			", policy " + firstOf(round.PolicyUsed, "not named")
		if !round.ReopenedAt.IsZero() {
			text += "; reopened " + momentOf(round.ReopenedAt, now, "").Text + " by " + firstOf(personName(round.ReopenedBy), "somebody not named") +
				" because " + strings.TrimPrefix(round.ReopenReason, "because ")
		}
		list = append(list, roundFact{"Round " + n, text, incidentAddress(incident) + "/review/rounds/" + n})
	}
	return list
}

// eventText is an event on one line.
func eventText(e hindcast.TimelineEvent) string { return markup.InlineText(e.Text) }

// dayWords writes the day of an instant in a zone: "Mon 9 Mar 2026".
func dayWords(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan 2006")
}
