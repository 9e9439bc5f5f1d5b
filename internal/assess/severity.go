package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// severity answers whether the declared level reflected the impact. The impact
// known at each moment decides; the final impact is set beside it. Clauses that
// the record cannot answer are named, and neither raise the level called for nor
// count as over-called. Where no statement has a known-when, a declared level
// that the final impact does not exceed was not under-called by any part of it.
func (v *view) severity() hindcast.Answer {
	d := about(hindcast.AskSeverity)
	dated, undated := v.learnedOver()
	all := append(append([]learned{}, dated...), undated...)
	d.add(v.declaredMeasure())
	if len(all) == 0 {
		return v.noImpact(d)
	}
	final := v.finally(all)
	d.add(v.finalMeasure(final, all))
	d.add(unknownMeasure(final))
	for _, need := range final.needs {
		d.ask(need)
	}
	from, to, missing := v.window()
	switch {
	case len(v.levels) == 0:
		return d.undeclared(fmt.Sprintf("the impact recorded calls for %s", final))
	case final.level == hindcast.SeverityNone && final.worst == hindcast.SeverityNone:
		d.ask("write criteria for the severities into the policy")
		return d.close(hindcast.NotComputable, "The policy has no criteria to hold the declared level against.")
	case from == nil || to == nil:
		d.ask(missing)
		return d.close(hindcast.NotComputable, "The declared level cannot be held against the impact over time: the times of detection and resolution do not allow it.")
	}
	if len(dated) == 0 {
		return v.byFinal(d, final, to)
	}
	d.ask(missing)
	list := v.stretches(v.turns(dated), from, to)
	o := v.overTime(d, list)
	if missing != "" {
		o.worst = hindcast.Missed
	}
	if len(undated) > 0 && o.worst != hindcast.Missed {
		if final.level.WorseThan(v.finally(dated).level) && final.level.WorseThan(v.mildest(to)) {
			d.ask("record when each part of the impact became known")
			return d.close(hindcast.NotComputable, "The final impact calls for %s, and the record does not say when that became known.", final)
		}
	}
	return v.closeSeverity(d, o, list, final)
}

// noImpact closes the answer for a record without a usable impact statement.
func (v *view) noImpact(d *draft) hindcast.Answer {
	if v.record.Incident.NearMiss {
		return d.close(hindcast.NotApplicable, "A near miss: there was no impact for the level to reflect.")
	}
	d.ask("record the impact and when it became known: users, services, records, funds at risk or losses")
	if len(v.levels) == 0 {
		return d.undeclared("no impact is stated either")
	}
	return d.close(hindcast.NotComputable, "The record states no impact that the criteria could be held against.")
}

// window is the time over which levels are compared: from detection, or the first
// declaration, to resolution. An unresolved incident is compared up to its last
// event.
func (v *view) window() (from, to *hindcast.TimelineEvent, missing string) {
	from, to = v.at(hindcast.Detected), v.at(hindcast.Resolved)
	if from == nil && len(v.levels) > 0 {
		from = v.levels[0].event
	}
	if from == nil {
		return nil, nil, "record when it was detected"
	}
	if to == nil {
		to, missing = v.events[len(v.events)-1], "record when it was resolved"
	}
	if to.At.Before(from.At) {
		return nil, nil, checkOrder(hindcast.Detected, hindcast.Resolved)
	}
	return from, to, missing
}

// mildest is the mildest level in force up to mitigation, or to where the
// comparison ends.
func (v *view) mildest(to *hindcast.TimelineEvent) hindcast.Severity {
	end := to.At
	if m := v.at(hindcast.Mitigated); m != nil && m.At.Before(end) {
		end = m.At
	}
	mild := v.levels[0].level
	for _, d := range v.levels[1:] {
		if d.at.Before(end) && mild.WorseThan(d.level) {
			mild = d.level
		}
	}
	return mild
}

// byFinal judges by the final impact alone.
func (v *view) byFinal(d *draft, final called, to *hindcast.TimelineEvent) hindcast.Answer {
	mild := v.mildest(to)
	worst, _, _ := v.target()
	switch {
	case final.level.WorseThan(mild):
		d.ask("record when the impact became known")
		return d.close(hindcast.NotComputable, "The final impact calls for %s while %s was declared; the record does not say when it became known.", final, mild)
	case v.everMilder(final.worst):
		return d.close(hindcast.Partly, "%s was declared throughout, while the final impact calls for %s.", worst, final)
	}
	return d.close(hindcast.Met, "The level declared (%s) was never below what the final impact calls for (%s).", v.levelWords(), final)
}

// everMilder reports whether a level is milder than every one declared.
func (v *view) everMilder(s hindcast.Severity) bool {
	for _, d := range v.levels {
		if !d.level.WorseThan(s) {
			return false
		}
	}
	return true
}

func (v *view) closeSeverity(d *draft, o outcome, list []stretch, final called) hindcast.Answer {
	var longest *stretch
	overThroughout, compared := true, false
	for i := range list {
		s := &list[i]
		if s.side == under && (longest == nil || v.length(*s).value > v.length(*longest).value) && v.judgeStretch(*s) != certain(hindcast.Met) {
			longest = s
		}
		compared = true
		overThroughout = overThroughout && (s.side == overCalled || s.undeclared)
	}
	switch verdict := o.verdict(); {
	case verdict == hindcast.NotComputable && longest == nil:
		return d.close(verdict, "Never under-called up to the last event recorded, but the record does not say when it was resolved.")
	case verdict == hindcast.NotComputable && v.length(*longest).standing() != straddling:
		return d.close(verdict, "%s for %s while the known impact called for %s, if the level did not change first; the times do not tell.",
			v.underWords(*longest), v.rangeOf(*longest), longest.called)
	case verdict == hindcast.NotComputable:
		return d.close(verdict, "%s for %s while the known impact called for %s; the times do not tell how that stands to the response target of %s.",
			v.underWords(*longest), v.rangeOf(*longest), longest.called, v.respondWords(longest.called))
	case longest != nil:
		return d.close(verdict, "%s for %s while the known impact called for %s; the response target of %s is %s.", v.underWords(*longest),
			words(v.length(*longest).value), longest.called, longest.called, v.respondWords(longest.called))
	case compared && overThroughout && v.everMilder(final.worst):
		return d.close(hindcast.Partly, "Over-called throughout: %s was declared while the impact called for %s.", v.levelWords(), final)
	}
	if !compared {
		return d.close(hindcast.Met, "Nothing known before resolution called for another level than the one declared (%s); the final impact calls for %s.", v.levelWords(), final)
	}
	return d.close(hindcast.Met, "The level declared (%s) was never below what the known impact called for (%s).", v.levelWords(), worstCalled(list))
}

func (v *view) underWords(s stretch) string {
	if s.undeclared {
		return "No level was declared"
	}
	first, any := v.counted(s.from.At)
	if last, _ := v.counted(s.to.At.Add(-1)); any && first == last {
		return "Called " + first.String()
	}
	return "Under-called"
}

func (v *view) respondWords(s hindcast.Severity) string {
	asks, _ := v.policy.Level(s)
	return asks.Respond.String()
}

func worstCalled(list []stretch) called {
	var worst called
	for _, s := range list {
		if s.called.WorseThan(worst.level) {
			worst.level = s.called
		}
	}
	return worst
}

func (v *view) rangeOf(s stretch) string {
	t := v.length(s)
	return hindcast.FormatRange(t.low.Seconds(), t.high.Seconds(), hindcast.UnitSeconds)
}
