package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// policy shows the policy in force in words, with where each figure comes from.
func (p *Pages) policy(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	inForce, err := p.Library.InForce(r.Context(), by)
	if err != nil {
		return err
	}
	return p.render(w, r, by, Shell{Title: "Policy in force", Section: LibrarySection, Live: Everything}, policyPage(newPolicyView(inForce, p.options.Now())))
}

// policyView is the policy in force.
type policyView struct {
	Head     headView
	Own      bool // Own says that the team approved it, so that it has revisions.
	Levels   []string
	Targets  []targetRow
	Sections []policySection
	YAML     string

	Strangers []string // Strangers are approvers it names who are no users.
}

// targetRow is one target at each of the levels.
type targetRow struct {
	Name   string
	Source string // Source is where all figures of the row come from, if that is one.
	Cells  []targetCell
}

// gather moves the source of the cells to the row where they share it.
func (r *targetRow) gather() {
	given := slices.DeleteFunc(slices.Clone(r.Cells), func(c targetCell) bool { return len(c.Lines) == 0 })
	if len(given) == 0 || slices.ContainsFunc(given, func(c targetCell) bool { return c.Source != given[0].Source }) {
		return
	}
	r.Source = given[0].Source
	for i := range r.Cells {
		r.Cells[i].Source = ""
	}
}

// targetCell is a target with where its figure comes from.
type targetCell struct {
	Lines  []string
	Source string
}

// policySection is the settings of one subject.
type policySection struct {
	Title string
	Rows  []settingRow
}

// settingRow is a setting with where its figure comes from.
type settingRow struct{ Name, Value, Source string }

func newPolicyView(f library.InForce, now time.Time) policyView {
	v := policyView{Own: !f.Default, YAML: f.Text, Head: headView{Trail: []pageLink{{"Library", "/library"}}, Title: "Policy in force",
		Lead: "What incidents are measured against, and where each figure comes from."}}
	if f.Default {
		v.Head.Facts = []factView{{"Revision", "the default policy; nobody has approved another yet"}}
	} else {
		v.Head.Facts = []factView{{"Revision", strconv.Itoa(f.Revision.Number)}, {"Since", dayOf(f.Revision.At, now, "").Text},
			{"Written by", personName(f.Revision.Author)}, {"Approved by", personName(f.Revision.ApprovedBy)}}
	}
	for _, s := range hindcast.Severities() {
		v.Levels = append(v.Levels, s.String()+" "+s.Name())
	}
	for _, s := range f.Strangers {
		v.Strangers = append(v.Strangers, sentenceOf(s.String()))
	}
	v.targets(f)
	v.Sections = policySections(f)
	return v
}

// targets fills in the table of what is asked for at each level.
func (v *policyView) targets(f library.InForce) {
	add := func(name, key string, cell func(hindcast.Level) []string) {
		row := targetRow{Name: name}
		for _, s := range hindcast.Severities() {
			level := f.Policy.Levels[s]
			row.Cells = append(row.Cells, targetCell{Lines: cell(level), Source: f.Source("levels." + s.String() + "." + key)})
		}
		row.gather()
		v.Targets = append(v.Targets, row)
	}
	span := func(of func(hindcast.Level) hindcast.Span) func(hindcast.Level) []string {
		return func(l hindcast.Level) []string { return spanLines(of(l)) }
	}
	add("When it is one", "criteria", func(l hindcast.Level) []string {
		var list []string
		for _, c := range l.Criteria {
			list = append(list, c.Text)
		}
		return list
	})
	add("Began → detected", "detect", span(func(l hindcast.Level) hindcast.Span { return l.Detect }))
	add("Detected → responded", "respond", span(func(l hindcast.Level) hindcast.Span { return l.Respond }))
	add("Detected → cause found", "find_cause", span(func(l hindcast.Level) hindcast.Span { return l.FindCause }))
	add("Detected → mitigated", "mitigate", span(func(l hindcast.Level) hindcast.Span { return l.Mitigate }))
	add("Detected → resolved", "resolve", span(func(l hindcast.Level) hindcast.Span { return l.Resolve }))
	add("Roles, after detection", "roles", func(l hindcast.Level) []string {
		var list []string
		for _, r := range l.Roles {
			list = append(list, r.Role.Words()+" "+hindcast.FormatDuration(r.Within))
		}
		return list
	})
	add("Messages outside", "external_messages", func(l hindcast.Level) []string {
		var list []string
		for _, part := range []struct {
			name string
			span hindcast.Span
		}{{"first", l.External.First}, {"then every", l.External.Every}, {"closing", l.External.Closing}} {
			if !part.span.IsZero() {
				list = append(list, part.name+" "+part.span.String())
			}
		}
		return list
	})
	add("Messages inside, every", "internal_update_every", span(func(l hindcast.Level) hindcast.Span { return l.InternalEvery }))
	add("Review due", "review_due", func(l hindcast.Level) []string {
		if l.ReviewOptional {
			return []string{"on request"}
		}
		return spanLines(l.ReviewDue)
	})
}

func spanLines(s hindcast.Span) []string {
	if s.IsZero() {
		return nil
	}
	return []string{s.String()}
}

// policySections are the settings that do not depend on a level.
func policySections(f library.InForce) []policySection {
	p := f.Policy
	row := func(name, value, path string) settingRow {
		return settingRow{name, firstOf(value, "–"), f.Source(path)}
	}
	share := func(n float64) string { return hindcast.FormatValue(n, hindcast.UnitRatio) }
	actions := policySection{Title: "Actions"}
	for _, priority := range hindcast.Priorities() {
		actions.Rows = append(actions.Rows, row(hindcast.Capital(string(priority))+" priority, due after", counted(p.Actions.DueDays[priority], "day", "days"), "actions.due."+string(priority)))
	}
	actions.Rows = append(actions.Rows,
		row("Proofs are checked every", hindcast.FormatDuration(p.Actions.VerifyEvery), "actions.check_proofs_every"),
		row("Overdue, the approver is told after", counted(p.Actions.EscalateAfter, "day", "days"), "actions.escalate_after"))
	for _, kind := range hindcast.ChangeKinds() {
		if names := p.Actions.Approvers[kind]; len(names) > 0 {
			actions.Rows = append(actions.Rows, row("May approve: "+words(kind), strings.Join(names, ", "), "actions.approvers."+string(kind)))
		}
	}
	var services []string
	for _, s := range p.Services {
		services = append(services, s.Name)
	}
	slices.Sort(services)
	return []policySection{
		{"Runbooks", []settingRow{
			row("In date for", hindcast.FormatDuration(p.Runbooks.Freshness), "runbooks.fresh_for"),
			row("Steps followed that meet the target", share(p.Runbooks.FollowedMet), "runbooks.followed_met"),
			row("Steps followed that miss it, below", share(p.Runbooks.FollowedPart), "runbooks.followed_partly"),
			row("Needed up to", p.Runbooks.RequiredUpTo.String(), "runbooks.required_up_to")}},
		{"Evidence", []settingRow{row("Key events that some supports", share(p.Evidence.KeyEventShare), "evidence.key_events")}},
		{"Reviews", []settingRow{
			row("Draft shared before the meeting", hindcast.FormatDuration(p.Reviews.DraftBefore), "reviews.draft_before_meeting"),
			row("Meeting", hindcast.FormatDuration(p.Reviews.Meeting), "reviews.meeting"),
			row("Of it on the timeline", hindcast.FormatDuration(p.Reviews.Walkthrough), "reviews.walkthrough")}},
		actions,
		{"Publishing", []settingRow{
			row("Preliminary, after resolution", hindcast.FormatDuration(p.Publishing.Preliminary), "publishing.preliminary"),
			row("Final, after resolution", hindcast.FormatDuration(p.Publishing.Final), "publishing.final")}},
		{"What you run", []settingRow{row("Services", strings.Join(services, ", "), "services")}},
	}
}
