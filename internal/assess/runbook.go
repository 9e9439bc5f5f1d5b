package assess

import (
	"math"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// runbook answers whether there was an appropriate runbook or too much was
// invented. A response event that does not say how it relates to a runbook is
// not counted; when most do not, the share is not computed. A record that lists
// no runbook is silent about whether one existed.
func (v *view) runbook() hindcast.Answer {
	d := about(hindcast.AskRunbook)
	book, exists := v.existing()
	age, old, reviewed := v.age(book)
	steps := v.steps()
	d.add(existenceMeasure(book, exists))
	if exists == there {
		d.add(age)
	}
	for _, m := range steps.measures(v) {
		d.add(m)
	}

	level, _, isDeclared := v.target()
	needed := v.policy.Runbooks.RequiredUpTo
	switch {
	case !isDeclared && needed != hindcast.P5:
		return d.undeclared(strings.TrimPrefix(steps.clause(), "; "))
	case needed == hindcast.SeverityNone || needed.WorseThan(level) && isDeclared:
		return d.close(hindcast.NotApplicable, "The policy asks for no runbook at %s.", level)
	}
	switch exists {
	case absent:
		return d.close(hindcast.Missed, "No runbook for this type of incident and its services existed when it was detected%s.", steps.clause())
	case unsaid:
		d.ask("record which runbook there was when it was detected, or that there was none")
	}
	share := steps.outcome(v.policy.Runbooks)
	all := bookOutcome(exists, old).and(share)
	verdict := all.verdict()
	switch {
	case verdict == hindcast.NotComputable && exists == unsaid:
		return d.close(verdict, "The record does not say whether a runbook existed%s.", steps.clause())
	case verdict == hindcast.NotComputable && share.best != share.worst:
		return d.close(verdict, "A runbook existed, but too few response steps say whether they followed it.")
	case verdict == hindcast.NotComputable && age.Value != nil:
		return d.close(verdict, "The runbook was last %s too close to the %s allowed to tell on which side%s.", seenTo(reviewed), hindcast.FormatValue(*age.Target, hindcast.UnitDays), steps.clause())
	case verdict == hindcast.NotComputable:
		return d.close(verdict, "A runbook was there, but the record does not say when it was last revised%s.", steps.clause())
	case exists == unsaid:
		return d.close(verdict, "Most of the response was improvised%s.", steps.clause())
	case old == over:
		return d.close(verdict, "The runbook was last %s %s before, more than the %s that the policy allows%s.",
			seenTo(reviewed), wholeDays(*age.Value), hindcast.FormatValue(*age.Target, hindcast.UnitDays), steps.clause())
	case old == within && age.Value != nil:
		return d.close(verdict, "A runbook %s %s before existed%s.", seenTo(reviewed), wholeDays(*age.Value), steps.clause())
	}
	return d.close(verdict, "A runbook existed%s.", steps.clause())
}

func existenceMeasure(book hindcast.Document, e existence) hindcast.Measure {
	m := hindcast.Measure{Name: "runbook", Label: "Runbook that existed then", Unit: hindcast.UnitWord}
	switch e {
	case there:
		m.Word = book.Title
		if m.Word == "" {
			m.Word, m.Note = "one", "the steps followed name one that is not listed"
		}
	case absent:
		m.Word = "none"
	case unsaid:
		m.Missing = "record which runbook there was when it was detected, or that there was none"
	}
	return m
}

// age measures how long before detection the runbook was last revised, or looked
// at and found still right.
func (v *view) age(book hindcast.Document) (m hindcast.Measure, old standing, reviewed bool) {
	m = hindcast.Measure{Name: "runbook_age", Label: "Age of its revision", Unit: hindcast.UnitDays}
	allowed := v.policy.Runbooks.Freshness
	if book.ReviewEvery > 0 {
		allowed = book.ReviewEvery
	}
	if allowed > 0 {
		m.Target = number(days(allowed))
	}
	detected := v.at(hindcast.Detected)
	if detected == nil {
		m.Missing = "record when it was detected"
		return m, straddling, false
	}
	fresh, reviewed, ok := book.FreshAt(detected.At)
	if !ok || fresh.IsZero() {
		m.Missing = "record when the runbook was last revised before it was used"
		return m, straddling, false
	}
	if reviewed {
		m.Label, m.Note = "Age of its last review", "it was looked at and found still right after its last revision"
	}
	last := &hindcast.TimelineEvent{At: fresh, Precision: hindcast.PrecisionExact}
	t := v.took(last, detected, hindcast.Span{Duration: allowed})
	m.Value, m.Low, m.High = number(days(t.value)), number(days(t.low)), number(days(t.high))
	m.Events, m.Verdict = v.cite(detected), t.standing().verdict()
	if t.standing() == straddling {
		m.Missing = t.finer("the runbook was "+seenTo(reviewed), did(hindcast.Detected))
	}
	return m, t.standing(), reviewed
}

// seenTo says how a runbook was last seen to.
func seenTo(reviewed bool) string {
	if reviewed {
		return "reviewed"
	}
	return "revised"
}

func wholeDays(n float64) string { return hindcast.FormatValue(math.Floor(n), hindcast.UnitDays) }

func days(d time.Duration) float64 { return d.Hours() / 24 }

// bookOutcome is what existence and age alone leave possible.
func bookOutcome(e existence, old standing) outcome {
	switch {
	case e == absent:
		return certain(hindcast.Missed)
	case e == unsaid:
		return anything()
	case old == over:
		return certain(hindcast.Partly)
	case old == straddling:
		return outcome{hindcast.Met, hindcast.Partly}
	}
	return certain(hindcast.Met)
}
