package report

import (
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// FindingGroup is the findings of one kind under their heading.
type FindingGroup struct {
	Kind     hindcast.FindingKind
	Heading  string
	Findings []FindingView
}

// FindingView is one finding.
type FindingView struct {
	ID       hindcast.FindingID
	Text     string // Text is safe inline HTML.
	Events   CiteList
	Decision string // Decision says what was decided about it; empty for nothing.
}

// FindingsOf returns the findings of a review by kind; kinds without one are left
// out.
func FindingsOf(r *hindcast.Record, cite *Citer) []FindingGroup {
	headings := map[hindcast.FindingKind]string{hindcast.Strength: "What went well",
		hindcast.Weakness: "What needs to improve", hindcast.Luck: "Where luck helped"}
	var groups []FindingGroup
	for _, kind := range hindcast.FindingKinds() {
		g := FindingGroup{Kind: kind, Heading: headings[kind]}
		for _, f := range r.Review.FindingsOf(kind) {
			g.Findings = append(g.Findings, FindingView{ID: f.ID, Text: markup.Inline(f.Text), Events: cite.List(f.Events), Decision: decision(f, r.Actions)})
		}
		if len(g.Findings) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func decision(f hindcast.Finding, actions []hindcast.Action) string {
	d, by, because := f.Disposition, "", ""
	if !d.By.IsZero() {
		by = " by " + nameOf(d.By)
	}
	if d.Because != "" {
		because = ": " + d.Because
	}
	switch d.Kind {
	case hindcast.DisposedAction:
		if f.Learned(actions) {
			return "learned: its actions are verified and hold"
		}
		return "to be changed by an action"
	case hindcast.AcceptedRisk:
		if !d.Expires.IsZero() {
			by += " until " + d.Expires.String()
		}
		return "risk accepted" + by + because
	case hindcast.NoChange:
		return "no change, decided" + by + because
	}
	return ""
}
