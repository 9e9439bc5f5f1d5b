package wire

import (
	"encoding/json"
	"time"

	"github.com/hindcast/hindcast/client/draft"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// Record returns the wire form of a record and its answers.
func Record(r *hindcast.Record, answers []hindcast.Answer) draft.Record {
	return draft.Record{
		Source:          r.Source,
		Incident:        incident(r),
		Timeline:        list(r.Timeline, func(e hindcast.TimelineEvent) draft.TimelineEvent { return timelineEvent(r, e) }),
		Participants:    list(r.Participants, func(p hindcast.Participant) draft.Participant { return participant(r, p) }),
		SeverityChanges: severityChanges(r),
		Impact:          list(r.Impact, func(s hindcast.ImpactStatement) draft.Impact { return impact(r, s) }),
		Evidence:        list(r.Evidence, evidence),
		Stated: draft.Stated{
			TimeToDetect:   stated(r.Stated.Detect),
			TimeToMitigate: stated(r.Stated.Mitigate),
			TimeToResolve:  stated(r.Stated.Resolve),
		},
		Review:     review(r.Review),
		Actions:    list(r.Actions, action),
		Assessment: list(answers, Answer),
		Sections:   list(r.Sections, section),
	}
}

func incident(r *hindcast.Record) draft.Incident {
	milestones := map[string]*time.Time{}
	for _, m := range hindcast.Milestones() {
		milestones[string(m)] = nil
		if e := r.Milestone(m); e != nil {
			milestones[string(m)] = instant(e.At)
		}
	}
	inferred := map[string]string{}
	for m, rule := range r.Inferred {
		inferred[string(m)] = rule
	}
	return draft.Incident{
		Title:              r.Incident.Title,
		Kind:               string(r.Incident.Kind),
		Severity:           text(r.Incident.Severity.String()),
		Services:           words(r.Incident.Services),
		NearMiss:           r.Incident.NearMiss,
		Milestones:         milestones,
		MilestonesInferred: inferred,
		Type:               text(r.Incident.Type),
	}
}

func timelineEvent(r *hindcast.Record, e hindcast.TimelineEvent) draft.TimelineEvent {
	form := draft.TimelineEvent{
		ID:        string(e.ID),
		At:        instant(e.At),
		Until:     instant(e.Until),
		Precision: string(e.Precision),
		Kind:      string(e.Kind),
		Text:      e.Text,
		Actor:     text(e.Actor.Name),
		Inferred:  text(e.Origin.Rule),
		Line:      line(e.Origin.Line),
		Notes:     text(e.Origin.Notes),
	}
	form.Milestone = text(string(foremost(r, e.Milestones)))
	if c := e.Communication; c != nil {
		form.Communication = &draft.Communication{
			Audience:   string(c.Audience),
			Channel:    text(c.Channel),
			Template:   text(c.Template),
			NextUpdate: instant(c.NextUpdate),
		}
	}
	return form
}

// foremost is the milestone to show where there is room for one: the first that
// the text states, else the first.
func foremost(r *hindcast.Record, marks []hindcast.Milestone) hindcast.Milestone {
	for _, m := range marks {
		if r.Inferred[m] == "" {
			return m
		}
	}
	if len(marks) > 0 {
		return marks[0]
	}
	return ""
}

func participant(r *hindcast.Record, p hindcast.Participant) draft.Participant {
	presence := r.Presence(p)
	return draft.Participant{
		Name:   p.Person.Name,
		Roles:  words(p.Roles),
		Paged:  eventTime(presence.Paged),
		Joined: eventTime(presence.Joined),
		Left:   eventTime(presence.Left),
	}
}

func severityChanges(r *hindcast.Record) []draft.SeverityChange {
	changes := []draft.SeverityChange{}
	for _, e := range r.Timeline {
		if e.Severity == nil {
			continue
		}
		changes = append(changes, draft.SeverityChange{
			At:       instant(e.At),
			Severity: e.Severity.To.String(),
			By:       text(e.Actor.Name),
			Reason:   text(e.Severity.Reason),
		})
	}
	return changes
}

func impact(r *hindcast.Record, s hindcast.ImpactStatement) draft.Impact {
	form := draft.Impact{
		Since:       instant(s.Since),
		Users:       s.UsersAffected,
		Services:    []string{},
		Degrees:     map[string]string{},
		FundsAtRisk: money(s.FundsAtRisk),
		Losses:      money(s.Losses),
		Cost:        money(s.Cost),
		Records:     s.RecordsExposed,
		Text:        text(s.Text),
	}
	if known, ok := r.KnownAt(s); ok {
		form.Known = instant(known)
	}
	for _, svc := range s.Services {
		form.Services = append(form.Services, svc.Service)
		form.Degrees[svc.Service] = string(svc.Degree)
	}
	return form
}

func evidence(e hindcast.Evidence) draft.Evidence {
	form := draft.Evidence{
		Name:          e.Name,
		URL:           text(e.URL),
		SHA256:        text(e.SHA256),
		CollectedBy:   text(e.CollectedBy.Name),
		CollectedAt:   instant(e.CollectedAt),
		CollectedFrom: text(e.CollectedFrom),
		Availability:  "available",
		Events:        words(e.Events),
	}
	if e.SHA256 != "" {
		form.Size = &e.Size
	}
	if e.Availability != hindcast.Available {
		form.Availability = string(e.Availability)
	}
	return form
}

func review(v hindcast.Review) draft.Review {
	finding := func(f hindcast.Finding) string { return f.Text }
	return draft.Review{
		Summary:      text(v.Summary),
		PrimaryCause: text(v.PrimaryCause),
		Factors:      list(v.Factors, func(f hindcast.ContributingFactor) string { return f.Text }),
		FiveWhys: list(v.FiveWhys, func(w hindcast.Why) draft.Why {
			return draft.Why{Question: w.Question, Answer: w.Answer}
		}),
		Strengths:  list(v.FindingsOf(hindcast.Strength), finding),
		Weaknesses: list(v.FindingsOf(hindcast.Weakness), finding),
		Luck:       list(v.FindingsOf(hindcast.Luck), finding),
		Attendees:  list(v.Attendees, func(p hindcast.Person) string { return p.Name }),
		Authors:    list(v.Authors, func(p hindcast.Person) string { return p.Name }),
		Notes:      text(v.MeetingNotes),
	}
}

func action(a hindcast.Action) draft.Action {
	due := text(a.DueText)
	if !a.Due.IsZero() {
		due = text(a.Due.String())
	}
	return draft.Action{
		Title:     a.Title,
		Owner:     text(a.Owner.Name),
		Due:       due,
		Status:    string(a.State),
		Change:    text(string(a.Change)),
		Hierarchy: text(string(a.Hierarchy)),
		Notes:     text(a.Origin.Notes),
	}
}

// Answer returns the wire form of one answer.
func Answer(a hindcast.Answer) draft.Answer {
	return draft.Answer{
		Question: string(a.Question),
		Verdict:  string(a.Verdict),
		Reason:   a.Reason,
		Measures: list(a.Measures, measure),
		Missing:  words(a.Missing),
	}
}

func measure(m hindcast.Measure) draft.Measure {
	form := draft.Measure{Name: m.Name, Low: m.Low, High: m.High, Unit: string(m.Unit), Target: m.Target, Events: words(m.Events)}
	switch {
	case m.Word != "":
		form.Value = m.Word
	case m.Value != nil:
		form.Value = *m.Value
	}
	return form
}

func section(s hindcast.Section) draft.Section {
	return draft.Section{Heading: s.Heading, Line: line(s.Line), Text: s.Text}
}

func stated(d hindcast.StatedDuration) *float64 {
	if !d.Known {
		return nil
	}
	seconds := d.Duration.Seconds()
	return &seconds
}

func money(m *hindcast.Money) *draft.Money {
	if m == nil {
		return nil
	}
	return &draft.Money{Amount: json.Number(m.Amount), Currency: m.Currency}
}

// text returns nil for what is not recorded.
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func line(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	utc := t.UTC()
	return &utc
}

func eventTime(e *hindcast.TimelineEvent) *time.Time {
	if e == nil {
		return nil
	}
	return instant(e.At)
}

// list maps without ever returning nil, so that JSON shows [].
func list[A, B any](in []A, form func(A) B) []B {
	out := make([]B, 0, len(in))
	for _, a := range in {
		out = append(out, form(a))
	}
	return out
}

// words turns a list of string-like values into strings.
func words[S ~string](in []S) []string {
	return list(in, func(s S) string { return string(s) })
}
