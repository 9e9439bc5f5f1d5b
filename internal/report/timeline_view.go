package report

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TimelineView is the timeline by day, with the rules that inferred something.
type TimelineView struct {
	Days  []DayView
	Notes *Footnotes
}

// DayView is the events of one day.
type DayView struct {
	Label string // Label is the day written out, or says that the time is unknown.
	Rows  []TimelineRow
}

// TimelineRow is one event.
type TimelineRow struct {
	Anchor     string
	Time       string // Time is the clock time, no finer than it is known.
	Stamp      string // Stamp is the time for machines; empty when it is not known to the minute.
	Until      string
	TimeMarks  []Mark // TimeMarks lead to the rules that inferred the time, KindMarks to the others.
	Kind       string
	KindMarks  []Mark
	Who        string // Who is empty where Text names the person.
	Text       string // Text and Notes are safe inline HTML.
	Milestones []MilestoneMark
	Severity   *SeverityView
	Details    []string
	Notes      string
	Line       int
	Event      hindcast.EventID
	Edit       string          // Edit is where the event is corrected; empty for no link.
	Editing    templ.Component // Editing stands in place of the row, to correct it; nil for the row.
}

// Edit gives every event the address where it is corrected.
func (t TimelineView) Edit(address func(hindcast.EventID) string) {
	for d := range t.Days {
		for r := range t.Days[d].Rows {
			row := &t.Days[d].Rows[r]
			row.Edit = address(row.Event)
		}
	}
}

// Replace puts something in place of an event's row.
func (t TimelineView) Replace(id hindcast.EventID, with templ.Component) {
	for d := range t.Days {
		for r := range t.Days[d].Rows {
			if row := &t.Days[d].Rows[r]; row.Event == id {
				row.Editing = with
			}
		}
	}
}

// MilestoneMark is a milestone on its event.
type MilestoneMark struct {
	Name  string
	Marks []Mark
}

// TimelineOf returns the events of a record that are to be kept, all when keep is
// nil. meaning explains the rules that inferred something, as Options.RuleMeaning
// does; nil leaves their ids alone.
func TimelineOf(r *hindcast.Record, cite *Citer, keep func(*hindcast.TimelineEvent) bool, meaning func(string) (string, bool)) TimelineView {
	t := TimelineView{Notes: &Footnotes{anchor: cite.record + "-rule", number: map[string]int{}, meaning: meaning}}
	first := map[hindcast.Milestone]*hindcast.TimelineEvent{}
	for _, m := range hindcast.Milestones() {
		first[m] = r.Milestone(m)
	}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if keep != nil && !keep(e) {
			continue
		}
		label := "Time unknown"
		if !e.At.IsZero() {
			label = e.At.UTC().Format("Monday 2 January 2006")
		}
		if n := len(t.Days); n == 0 || t.Days[n-1].Label != label {
			t.Days = append(t.Days, DayView{Label: label})
		}
		row := row(e, cite)
		t.infer(&row, e, func(m hindcast.Milestone) string {
			if e == first[m] {
				return r.Inferred[m]
			}
			return ""
		})
		day := &t.Days[len(t.Days)-1]
		day.Rows = append(day.Rows, row)
	}
	return t
}

func row(e *hindcast.TimelineEvent, cite *Citer) TimelineRow {
	row := TimelineRow{
		Anchor: cite.anchors[e.ID], Event: e.ID, Kind: words(e.Kind), Who: who(e), Text: cite.inline(e.Text),
		Severity: declaredBy(e), Details: detailsOf(e, cite), Notes: cite.inline(e.Origin.Notes), Line: e.Origin.Line,
	}
	if cite.events[e.ID] != e {
		row.Anchor = "" // an id given twice names the first
	}
	row.Time = hindcast.FormatClock(e.At, e.Precision)
	switch {
	case e.At.IsZero():
		row.Time = "–"
	case e.Precision == hindcast.PrecisionDay:
		row.Time = "that day"
	case !vague(e):
		row.Stamp = e.At.UTC().Format("2006-01-02T15:04:05Z")
	}
	if !e.Until.IsZero() {
		row.Until = cite.clock(&hindcast.TimelineEvent{At: e.Until, Precision: e.Precision})
		if dayKey(e) == e.Until.UTC().Format("2006-01-02") {
			row.Until = hindcast.FormatClock(e.Until, e.Precision)
		}
	}
	return row
}

// infer gives a row its milestones, and the marks of everything inferred about it
// in the order in which they are read. A rule that marks a milestone is not
// repeated at the kind.
func (t TimelineView) infer(row *TimelineRow, e *hindcast.TimelineEvent, ruleOf func(hindcast.Milestone) string) {
	var others, shown []string
	for rule := range strings.FieldsSeq(e.Origin.Rule) {
		if aboutTime(rule) {
			row.TimeMarks = append(row.TimeMarks, t.Notes.marks(rule)...)
		} else {
			others = append(others, rule)
		}
	}
	for _, m := range e.Milestones {
		rules := ruleOf(m)
		shown = append(shown, strings.Fields(rules)...)
		row.Milestones = append(row.Milestones, MilestoneMark{Name: hindcast.Capital(m.Words()), Marks: t.Notes.marks(rules)})
	}
	for _, rule := range others {
		if !slices.Contains(shown, rule) {
			row.KindMarks = append(row.KindMarks, t.Notes.marks(rule)...)
		}
	}
}

// who is the person an event tells of, unless its text names them anyway.
func who(e *hindcast.TimelineEvent) string {
	if name := nameOf(e.Actor); !strings.Contains(hindcast.Fold(e.Text), hindcast.Fold(name)) {
		return name
	}
	return ""
}

// aboutTime reports whether a rule inferred a time: its id begins with the part
// of the event it speaks of.
func aboutTime(rule string) bool {
	part, _, _ := strings.Cut(rule, ":")
	switch part {
	case "at", "clock", "date", "day", "precision", "time", "until", "when", "year", "zone":
		return true
	}
	return false
}

func declaredBy(e *hindcast.TimelineEvent) *SeverityView {
	if e.Severity == nil {
		return nil
	}
	return SeverityOf(e.Severity.To)
}

// detailsOf are the facts of an event that its text does not say itself.
func detailsOf(e *hindcast.TimelineEvent, cite *Citer) []string {
	var list []string
	text := hindcast.Fold(e.Text)
	add := func(head, fact, tail string) {
		if fact != "" && !strings.Contains(text, hindcast.Fold(fact)) {
			list = append(list, head+fact+tail)
		}
	}
	add("as ", e.Role.Words(), "")
	add("noticed by ", words(e.NoticedBy), "")
	if e.ActedOn != nil && !*e.ActedOn {
		list = append(list, "not acted on")
	}
	if c := e.Communication; c != nil {
		list = append(list, strings.TrimSuffix("to "+string(c.Audience)+" audience, "+c.Channel, ", "))
		add("template: ", c.Template, "")
		if !c.NextUpdate.IsZero() {
			next := hindcast.TimelineEvent{At: c.NextUpdate, Precision: hindcast.PrecisionMinute}
			list = append(list, "promised the next update for "+cite.clock(&next))
		}
	}
	if s := e.Severity; s != nil {
		add("because ", strings.TrimPrefix(s.Reason, "because "), "")
	}
	if s := e.Response; s != nil {
		add("", string(s.Mode), "")
		add("runbook “", s.Runbook, "”")
		add("", s.Step, "")
	}
	if n := len(e.History); n > 0 {
		list = append(list, "corrected "+counted(n, "time", "times"))
	}
	return list
}
