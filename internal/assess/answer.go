package assess

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// draft is an answer being put together.
type draft struct{ hindcast.Answer }

func about(q hindcast.Question) *draft {
	return &draft{hindcast.Answer{Question: q}}
}

// add puts a measure into the answer, and what it misses into the answer's list:
// as the measure says it, or one by one as given.
func (d *draft) add(m hindcast.Measure, missing ...string) {
	d.Measures = append(d.Measures, m)
	if len(missing) == 0 {
		missing = []string{m.Missing}
	}
	for _, s := range missing {
		d.ask(s)
	}
}

// ask adds what to record, once.
func (d *draft) ask(missing string) {
	if missing != "" && !slices.Contains(d.Missing, missing) {
		d.Missing = append(d.Missing, missing)
	}
}

// close gives the answer its verdict and reason. What does not apply misses
// nothing.
func (d *draft) close(verdict hindcast.Verdict, format string, args ...any) hindcast.Answer {
	d.Verdict = verdict
	if verdict == hindcast.NotApplicable {
		d.Missing = nil
	}
	d.Reason = fmt.Sprintf(format, args...)
	return d.Answer
}

// undeclared closes an answer that needs a level when none was declared, with
// what is known without one.
func (d *draft) undeclared(known string) hindcast.Answer {
	d.Missing = slices.Insert(d.Missing, 0, declareSeverity)
	d.Missing = appendNew(nil, d.Missing...)
	if known != "" {
		known = "; " + known
	}
	return d.close(hindcast.NotComputable, "No severity was declared, so the policy names no target%s.", known)
}

const declareSeverity = "declare a severity"

// outcome is the range of verdicts that what is recorded leaves possible.
type outcome struct{ best, worst hindcast.Verdict }

func certain(v hindcast.Verdict) outcome { return outcome{v, v} }

var anything = outcome{hindcast.Met, hindcast.Missed}

// rank orders met, partly, missed.
func rank(v hindcast.Verdict) int {
	switch v {
	case hindcast.Met:
		return 0
	case hindcast.Partly:
		return 1
	}
	return 2
}

func worse(a, b hindcast.Verdict) hindcast.Verdict {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// and combines two outcomes of which the worse decides.
func (o outcome) and(other outcome) outcome {
	return outcome{worse(o.best, other.best), worse(o.worst, other.worst)}
}

// verdict is the verdict if only one is possible, else not_computable.
func (o outcome) verdict() hindcast.Verdict {
	if o.best == o.worst {
		return o.best
	}
	return hindcast.NotComputable
}

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

func joinNotes(notes ...string) string {
	return strings.Join(slices.DeleteFunc(notes, func(s string) bool { return s == "" }), "; ")
}

// counted is a measure that is a number of things.
func counted(name, label string, n int, events []hindcast.EventID) hindcast.Measure {
	return hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitCount, Value: number(float64(n)), Events: events}
}

// upTo gives a measure a ceiling and the verdict that follows.
func upTo(m hindcast.Measure, limit float64) hindcast.Measure {
	m.Target, m.Verdict = number(limit), hindcast.Missed
	if *m.Value <= limit {
		m.Verdict = hindcast.Met
	}
	return m
}

// listed joins words as people do: a, b and c.
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
