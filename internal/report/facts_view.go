package report

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// MilestoneView is one phase mark of the headline.
type MilestoneView struct {
	Name     string
	Recorded bool
	Time     string // Time is the clock time, no finer than it is known.
	Day      string // Day is written where it differs from the milestone before.
	After    string // After is the time since it began: "+11 min".
	Href     string
	Marks    []Mark
}

// MilestonesOf returns the six milestones in the order they were reached, each a
// link to its event. notes are the footnotes of the timeline it stands above.
func MilestonesOf(r *hindcast.Record, cite *Citer, notes *Footnotes) []MilestoneView {
	began := r.Milestone(hindcast.Began)
	day := ""
	var list []MilestoneView
	for _, m := range inOrderReached(r) {
		v := MilestoneView{Name: hindcast.Capital(m.Words())}
		if e := r.Milestone(m); e != nil {
			v.Recorded, v.Href = true, cite.Href(e.ID)
			v.Time = hindcast.FormatClock(e.At, e.Precision)
			if !e.At.IsZero() && dayKey(e) != day && e.Precision != hindcast.PrecisionDay {
				day = dayKey(e)
				v.Day = e.At.UTC().Format("2 Jan 2006")
			}
			if m != hindcast.Began {
				v.After = since(began, e)
			}
			v.Marks = notes.again(r.Inferred[m])
		}
		list = append(list, v)
	}
	return list
}

// inOrderReached lists all milestones: those with a time in the order they were
// reached, the others in the places where they are expected.
func inOrderReached(r *hindcast.Record) []hindcast.Milestone {
	reached, all := r.Reached(), hindcast.Milestones()
	next := 0
	for i, m := range all {
		if slices.Contains(reached, m) {
			all[i], next = reached[next], next+1
		}
	}
	return all
}

// since writes the time from one event to another: "+11 min", "~2 h" where
// either is known no better than to the hour, "" where one has no time.
func since(from, to *hindcast.TimelineEvent) string {
	if from == nil || to == nil || from.At.IsZero() || to.At.IsZero() {
		return ""
	}
	d := to.At.Sub(from.At)
	text := hindcast.FormatDuration(d)
	switch {
	case vague(from) || vague(to):
		return "~" + text
	case d >= 0:
		return "+" + text
	}
	return text
}

func vague(e *hindcast.TimelineEvent) bool {
	return e.Precision != hindcast.PrecisionExact && e.Precision != hindcast.PrecisionMinute
}

// factsOf are the headline facts below the title.
func factsOf(r *hindcast.Record) []Fact {
	var list []Fact
	add := func(name, value string) {
		if value != "" {
			list = append(list, Fact{name, value})
		}
	}
	add("Lasted", Lasted(r))
	add("Services", strings.Join(r.Incident.Services, ", "))
	var led []hindcast.Person
	for _, p := range r.Participants {
		if p.HasRole(hindcast.IncidentLeader) {
			led = append(led, p.Person)
		}
	}
	add("Led by", names(led))
	if n := len(r.Participants); n > 0 {
		add("People", counted(n, "person", "people"))
	}
	if n := len(r.Timeline); n > 0 {
		add("Timeline", counted(n, "event", "events"))
	}
	if len(r.Actions) > 0 {
		add("Actions", counted(len(r.Actions), "action", "actions"))
	}
	return list
}

// declared is the level declared last, by the incident or else by its timeline.
func declared(r *hindcast.Record) hindcast.Severity {
	level := r.Incident.Severity
	for _, e := range r.Timeline {
		if r.Incident.Severity == hindcast.SeverityNone && e.Severity != nil {
			level = e.Severity.To
		}
	}
	return level
}

// dayOf is the day it began, or that of the first event with a time.
func dayOf(r *hindcast.Record) string {
	if e := r.Milestone(hindcast.Began); e != nil && !e.At.IsZero() {
		return dayKey(e)
	}
	for i := range r.Timeline {
		if e := &r.Timeline[i]; !e.At.IsZero() {
			return dayKey(e)
		}
	}
	return ""
}

// Lasted says the time from the beginning to the last milestone of the end.
func Lasted(r *hindcast.Record) string {
	began := r.Milestone(hindcast.Began)
	for _, m := range []hindcast.Milestone{hindcast.Resolved, hindcast.Mitigated} {
		end := r.Milestone(m)
		text := strings.TrimPrefix(strings.Replace(since(began, end), "~", "about ", 1), "+")
		if text == "" {
			continue
		}
		if m == hindcast.Mitigated {
			text += " until mitigated"
		}
		return text
	}
	return ""
}

func counted(n int, one, many string) string {
	word := many
	if n == 1 {
		word = one
	}
	return hindcast.FormatCount(float64(n)) + " " + word
}
