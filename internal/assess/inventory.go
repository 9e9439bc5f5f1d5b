package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

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
