package hindcast

import (
	"slices"
	"time"
)

// Record is everything written about one incident: what assessing, drawing,
// checking and writing work on.
type Record struct {
	Source       string // Source is the path or address it was read from.
	Incident     Incident
	Timeline     []TimelineEvent // Timeline is in order of time once sorted; see SortTimeline.
	Participants []Participant
	Impact       []ImpactStatement
	Evidence     []Evidence
	Runbooks     []Document // Runbooks are the documents that may have applied.
	Stated       Stated
	Review       Review
	Actions      []Action
	Sections     []Section // Sections keep prose that no field has a place for.

	// Inferred names the rule behind each milestone that the text did not state
	// outright; a milestone that is not listed was stated.
	Inferred map[Milestone]string
}

// Stated keeps the durations a document states about itself. They stand beside
// ours and are never used to compute anything.
type Stated struct {
	Detect   StatedDuration
	Mitigate StatedDuration
	Resolve  StatedDuration
}

// StatedDuration is a duration as a document gives it. Known is false when the
// text names none, as "N/A" does.
type StatedDuration struct {
	Duration time.Duration
	Known    bool
	Text     string
	Line     int
}

// Section is prose kept under its heading.
type Section struct {
	Heading string // Heading is empty for text before the first one.
	Level   int    // Level is 1 to 6 as in Markdown.
	Line    int
	Text    string
}

// Event returns the event with an identifier, or nil.
func (r *Record) Event(id EventID) *TimelineEvent {
	for i := range r.Timeline {
		if r.Timeline[i].ID == id {
			return &r.Timeline[i]
		}
	}
	return nil
}

// Milestone returns the event that marks a milestone, or nil. Where several do,
// the first in time counts; one without a time counts only when no other does.
func (r *Record) Milestone(m Milestone) *TimelineEvent {
	var first *TimelineEvent
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if !e.Marks(m) {
			continue
		}
		if first == nil || first.At.IsZero() || !e.At.IsZero() && e.At.Before(first.At) {
			first = e
		}
	}
	return first
}

// Reached lists the milestones that have a time, in the order they were reached,
// which need not be the expected one.
func (r *Record) Reached() []Milestone {
	var reached []Milestone
	at := map[Milestone]time.Time{}
	for _, m := range Milestones() {
		if e := r.Milestone(m); e != nil && !e.At.IsZero() {
			reached = append(reached, m)
			at[m] = e.At
		}
	}
	slices.SortStableFunc(reached, func(a, b Milestone) int { return at[a].Compare(at[b]) })
	return reached
}

// SortTimeline puts the timeline in order of time. Events at the same instant
// keep their order, and events without a time stay behind the event they were
// written after.
func (r *Record) SortTimeline() {
	type keyed struct {
		event TimelineEvent
		at    time.Time
	}
	list := make([]keyed, len(r.Timeline))
	var last time.Time
	for i, e := range r.Timeline {
		if !e.At.IsZero() {
			last = e.At
		}
		list[i] = keyed{e, last}
	}
	slices.SortStableFunc(list, func(a, b keyed) int { return a.at.Compare(b.at) })
	for i := range list {
		r.Timeline[i] = list[i].event
	}
}

// SeverityAt returns the level declared at an instant: that of the last severity
// event not after it, none before the first. Where no severity event has a time
// it is the level the incident carries. The timeline need not be sorted; of two
// events at the same instant the later in the list counts.
func (r *Record) SeverityAt(t time.Time) Severity {
	var last *TimelineEvent
	dated := false
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if e.Severity == nil || e.At.IsZero() {
			continue
		}
		dated = true
		if !e.At.After(t) && (last == nil || !e.At.Before(last.At)) {
			last = e
		}
	}
	switch {
	case !dated:
		return r.Incident.Severity
	case last == nil:
		return SeverityNone
	}
	return last.Severity.To
}

// KnownAt returns when an impact statement became known. ok is false when the
// record does not say.
func (r *Record) KnownAt(s ImpactStatement) (t time.Time, ok bool) {
	e := r.Event(s.Event)
	if s.Event == "" || e == nil || e.At.IsZero() {
		return time.Time{}, false
	}
	return e.At, true
}

// Presence is when a participant was paged, joined and left, as the timeline
// tells it. Fields are nil when no event does.
type Presence struct {
	Paged, Joined, Left *TimelineEvent
}

// Presence returns the first page and join and the last leave of a participant.
func (r *Record) Presence(p Participant) Presence {
	var found Presence
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if e.At.IsZero() || !e.Actor.Same(p.Person) {
			continue
		}
		switch e.Kind {
		case Page:
			if found.Paged == nil || e.At.Before(found.Paged.At) {
				found.Paged = e
			}
		case Join:
			if found.Joined == nil || e.At.Before(found.Joined.At) {
				found.Joined = e
			}
		case Leave:
			if found.Left == nil || e.At.After(found.Left.At) {
				found.Left = e
			}
		}
	}
	return found
}

// Validate checks every part and that references point at something.
func (r *Record) Validate() error {
	var p Problems
	p.Under("incident", r.Incident.Validate())
	seen := map[EventID]bool{}
	marked := map[Milestone]EventID{}
	for n, e := range r.Timeline {
		field := index("timeline", n)
		p.Under(field, e.Validate())
		if e.ID == "" || seen[e.ID] {
			p.Add(field+".id", "must be present and unique")
		}
		seen[e.ID] = true
		for _, m := range e.Milestones {
			if other, twice := marked[m]; twice {
				p.Add(field+".milestones", "%s is marked on %s already", m.Words(), other)
			}
			marked[m] = e.ID
		}
	}
	refer := func(field string, ids []EventID) {
		for _, id := range ids {
			if !seen[id] {
				p.Add(field, "cites %q, which is not on the timeline", id)
			}
		}
	}
	for n, part := range r.Participants {
		p.Under(index("participants", n), part.Validate())
	}
	for n, s := range r.Impact {
		p.Under(index("impact", n), s.Validate())
		if s.Event != "" {
			refer(index("impact", n)+".event", []EventID{s.Event})
		}
	}
	for n, e := range r.Evidence {
		p.Under(index("evidence", n), e.Validate())
		refer(index("evidence", n)+".events", e.Events)
	}
	for n, d := range r.Runbooks {
		p.Under(index("runbooks", n), d.Validate())
	}
	p.Under("review", r.Review.Validate())
	for n, f := range r.Review.Findings {
		refer(index("review.findings", n)+".events", f.Events)
	}
	for n, a := range r.Actions {
		p.Under(index("actions", n), a.Validate())
		if a.Finding != "" && !slices.ContainsFunc(r.Review.Findings, func(f Finding) bool { return f.ID == a.Finding }) {
			p.Add(index("actions", n)+".finding", "comes of %q, which is not a finding of the review", a.Finding)
		}
	}
	return p.Err("the record")
}
