package assess

import (
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// did says what happened at a milestone, to complete "when …".
func did(m hindcast.Milestone) string {
	switch m {
	case hindcast.Began:
		return "it began"
	case hindcast.Responded:
		return "the response began"
	case hindcast.CauseFound:
		return "the cause was found"
	}
	return "it was " + m.Words()
}

// timed is a length between two milestones as a measure. Took is nil when it
// cannot be measured; why then completes a sentence, and missing lists what to
// record.
type timed struct {
	measure hindcast.Measure
	took    *took
	why     string
	missing []string
}

// known tells the length in a sentence, or why there is none.
func (t timed) known(sentence string) string {
	if t.took == nil {
		return t.why
	}
	return fmt.Sprintf(sentence, t.took.words())
}

// duration measures from one milestone to another against a limit.
func (v *view) duration(name, label string, a, b hindcast.Milestone, limit hindcast.Span) timed {
	m := hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitSeconds, Events: v.cite(v.milestones[a], v.milestones[b])}
	if !limit.IsZero() {
		m.Target = seconds(limitLength(limit))
		m.Verdict = hindcast.NotComputable
	}
	from, to := v.at(a), v.at(b)
	var absent, missing []string
	for _, end := range []struct {
		m hindcast.Milestone
		e *hindcast.TimelineEvent
	}{{a, from}, {b, to}} {
		if end.e == nil {
			absent = append(absent, "when "+did(end.m))
			missing = append(missing, "record when "+did(end.m))
		}
	}
	if len(absent) > 0 {
		m.Missing = "record " + strings.Join(absent, " and ")
		return timed{measure: m, why: "the record does not say " + strings.Join(absent, " or "), missing: missing}
	}
	t := v.took(from, to, limit)
	if t.backwards {
		m.Missing = checkOrder(a, b)
		return timed{measure: m, why: fmt.Sprintf("%q is recorded as later than %q", a.Words(), b.Words())}
	}
	fill(&m, t, did(a), did(b))
	m.Note = joinNotes(v.worstNote(limit), v.inferredNote(a, b))
	if limit.BusinessDays > 0 {
		m.Note = joinNotes(m.Note, "counted in business days of 24 h")
	}
	return timed{measure: m, took: &t}
}

// checkOrder asks about two milestones whose times run backwards.
func checkOrder(a, b hindcast.Milestone) string {
	return fmt.Sprintf("check the times of %q and %q, of which the first is recorded as later", a.Words(), b.Words())
}

// worstNote says which of several declared levels a target was taken from.
func (v *view) worstNote(limit hindcast.Span) string {
	level, _, _ := v.target()
	for _, d := range v.levels {
		if d.level != level && !limit.IsZero() {
			return fmt.Sprintf("target of %s, the worst level declared until resolution", level)
		}
	}
	return ""
}

// fill puts a length and its standing into a measure.
func fill(m *hindcast.Measure, t took, fromDid, toDid string) {
	m.Unit, m.Value, m.Low, m.High = hindcast.UnitSeconds, seconds(t.value), seconds(t.low), seconds(t.high)
	if t.limit > 0 {
		m.Target = seconds(t.limit)
	}
	m.Verdict = t.standing().verdict()
	if t.standing() == straddling {
		m.Missing = t.finer(fromDid, toDid)
	}
}

// verdict is the standing as the verdict of a single measure.
func (s standing) verdict() hindcast.Verdict {
	switch s {
	case within:
		return hindcast.Met
	case over:
		return hindcast.Missed
	case straddling:
		return hindcast.NotComputable
	}
	return ""
}

// inferredNote names the milestones whose place on the timeline was inferred.
func (v *view) inferredNote(milestones ...hindcast.Milestone) string {
	var notes []string
	for _, m := range milestones {
		if rule := v.record.Inferred[m]; rule != "" {
			notes = append(notes, fmt.Sprintf("%q was inferred (%s)", m.Words(), rule))
		}
	}
	return strings.Join(notes, "; ")
}
