package assess

import (
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// evidence answers whether logs, dashboards and evidence supported the
// investigation: was the cause found within target, and does evidence support
// enough key events. Where the policy gives no target for the cause, that half
// cannot be failed. Evidence marked unavailable or expired was needed by
// somebody, which makes the answer missed. A record without any evidence that
// names what it supports is silent about the share.
func (v *view) evidence() hindcast.Answer {
	d := about(hindcast.AskEvidence)
	level, asks, isDeclared := v.target()
	cause := v.duration("detected_to_cause_found", "From detection to cause found", hindcast.Detected, hindcast.CauseFound, asks.FindCause)
	d.add(cause.measure, cause.missing...)
	share := v.evidenced()
	d.add(share)
	lost := v.unavailable()
	d.add(v.sourcesUsed())
	d.add(lost)
	if m, any := v.intact(); any {
		d.add(m)
	}
	if isDeclared && asks.FindCause.IsZero() && v.policy.Evidence.KeyEventShare == 0 {
		return d.close(hindcast.NotApplicable, "The policy asks for neither a time to find the cause nor evidence at %s.", level)
	}
	inTime, found := halfTime(asks.FindCause.IsZero(), cause.took), causeClause(level, cause)
	enough, shown := halfShare(share), shareClause(share)
	verdict := halves(inTime, enough).verdict()
	switch {
	case !isDeclared:
		return d.undeclared(cause.known("the cause was found %s after detection") + "; " + shown)
	case lost.Value != nil && *lost.Value > 0:
		return d.close(hindcast.Missed, "Evidence that was needed could not be had (%s); %s; %s.", lost.Note, found, shown)
	case verdict == hindcast.NotComputable:
		return d.close(verdict, "Whether evidence carried the investigation cannot be told: %s; %s.", found, shown)
	}
	return d.close(verdict, "%s; %s.", upperFirst(found), shown)
}

// half is one of the two halves of the answer.
type half int

const (
	unknownHalf half = iota
	held
	failed
	notAsked
)

func halfTime(noTarget bool, t *took) half {
	switch {
	case noTarget:
		return notAsked
	case t == nil:
		return unknownHalf
	}
	switch t.standing() {
	case within:
		return held
	case over:
		return failed
	}
	return unknownHalf
}

func halfShare(m hindcast.Measure) half {
	switch m.Verdict {
	case hindcast.Met:
		return held
	case hindcast.Missed:
		return failed
	}
	return unknownHalf
}

// halves gives met for both, partly for one, missed for neither.
func halves(a, b half) outcome {
	failures := func(h half) (fewest, most int) {
		switch h {
		case failed:
			return 1, 1
		case unknownHalf:
			return 0, 1
		}
		return 0, 0
	}
	verdicts := []hindcast.Verdict{hindcast.Met, hindcast.Partly, hindcast.Missed}
	fewA, mostA := failures(a)
	fewB, mostB := failures(b)
	return outcome{verdicts[fewA+fewB], verdicts[mostA+mostB]}
}

// evidenced measures the share of key events (milestones, decisions and
// hypotheses) that evidence supports. Evidence that could not be had, or whose
// hash no longer matches, supports nothing.
func (v *view) evidenced() hindcast.Measure {
	m := hindcast.Measure{Name: "key_events_evidenced", Label: "Share of key events with evidence", Unit: hindcast.UnitRatio,
		Target: number(v.policy.Evidence.KeyEventShare), AtLeast: true, Verdict: hindcast.NotComputable}
	supported, linked := map[hindcast.EventID]bool{}, false
	for _, e := range v.record.Evidence {
		linked = linked || len(e.Events) > 0
		if e.Availability != hindcast.Available || e.Intact != nil && !*e.Intact {
			continue
		}
		for _, id := range e.Events {
			supported[id] = true
		}
	}
	keys, with := 0, 0
	for _, list := range [][]*hindcast.TimelineEvent{v.events, v.untimed} {
		for _, e := range list {
			if len(e.Milestones) == 0 && e.Kind != hindcast.Decision && e.Kind != hindcast.Hypothesis {
				continue
			}
			keys++
			m.Events = append(m.Events, e.ID)
			if supported[e.ID] {
				with++
			}
		}
	}
	switch {
	case keys == 0:
		m.Missing = "record the milestones, decisions and hypotheses, and the evidence for them"
		return m
	case len(v.record.Evidence) == 0:
		m.Missing = listEvidence
		return m
	case !linked:
		m.Missing = "record which events the evidence supports"
		return m
	}
	m.Value = number(float64(with) / float64(keys))
	m.Note = fmt.Sprintf("%d of %s", with, count(keys, "key event", "key events"))
	m.Verdict = hindcast.Missed
	if *m.Value >= *m.Target {
		m.Verdict = hindcast.Met
	}
	return m
}

// sourcesUsed counts the sources evidence came from, against the inventory of
// the policy.
func (v *view) sourcesUsed() hindcast.Measure {
	used := map[string]bool{}
	for _, e := range v.record.Evidence {
		if e.Source != "" && e.Availability == hindcast.Available {
			used[hindcast.Fold(e.Source)] = true
		}
	}
	m := counted("sources_used", "Evidence sources used", len(used), nil)
	switch {
	case len(v.record.Evidence) == 0:
		m.Value, m.Missing = nil, listEvidence
	case len(used) == 0:
		m.Value, m.Missing = nil, "record which source each piece of evidence came from"
	}
	var idle []string
	for _, s := range v.policy.EvidenceSources {
		if !used[hindcast.Fold(s.Name)] {
			idle = append(idle, s.Name)
		}
	}
	if m.Value != nil && len(idle) > 0 {
		m.Note = "not used: " + listed(idle)
	}
	return m
}

// unavailable counts the evidence that could not be reached or had expired.
func (v *view) unavailable() hindcast.Measure {
	var names []string
	var ids []hindcast.EventID
	for _, e := range v.record.Evidence {
		if e.Availability != hindcast.Available {
			names = append(names, e.Name+" "+string(e.Availability))
			ids = append(ids, e.Events...)
		}
	}
	const name, label = "evidence_unavailable", "Evidence unavailable or expired"
	if len(v.record.Evidence) == 0 {
		return hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitCount, Missing: listEvidence}
	}
	m := upTo(counted(name, label, len(names), v.inOrder(ids)), 0)
	m.Note = listed(names)
	return m
}

// intact counts the pieces of evidence whose hash was checked and no longer
// matches. ok is false when there is no hash to check.
func (v *view) intact() (m hindcast.Measure, ok bool) {
	const name, label = "hashes_broken", "Evidence whose hash no longer matches"
	hashed := false
	checked, broken := 0, 0
	var ids []hindcast.EventID
	for _, e := range v.record.Evidence {
		hashed = hashed || e.SHA256 != ""
		if e.Intact == nil {
			continue
		}
		checked++
		if !*e.Intact {
			broken++
			ids = append(ids, e.Events...)
		}
	}
	if checked == 0 {
		return hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitCount, Missing: "check the hashes of the evidence"}, hashed
	}
	m = upTo(counted(name, label, broken, v.inOrder(ids)), 0)
	m.Note = count(checked, "hash", "hashes") + " checked"
	return m, true
}

const listEvidence = "list the evidence collected, and the events each piece supports"

func causeClause(level hindcast.Severity, cause timed) string {
	t := cause.took
	switch {
	case cause.measure.Target == nil && t == nil:
		return fmt.Sprintf("the policy gives no time to find the cause at %s", level)
	case t == nil:
		return cause.why
	case cause.measure.Target == nil:
		return fmt.Sprintf("the cause was found %s after detection, for which %s has no target", t.words(), level)
	}
	return fmt.Sprintf("the cause was found %s after detection (the %s target is %s)", t.words(), level, words(t.limit))
}

func shareClause(m hindcast.Measure) string {
	if m.Value == nil {
		return "the record does not say which key events evidence supports"
	}
	return fmt.Sprintf("evidence supports %s (the policy asks for %s)", m.Note, percent(*m.Target))
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
