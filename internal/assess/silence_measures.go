package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// silenceMeasures measures the first message, the gap that came nearest to its
// limit or went furthest over, the number of gaps over it, the longest silence,
// and the closing message.
func (v *view) silenceMeasures(list []silence) []hindcast.Measure {
	var measures []hindcast.Measure
	var worst, longest *silence
	breached, unclear, between := 0, 0, 0
	for i := range list {
		s := &list[i]
		switch s.kind {
		case hindcast.GapFirst:
			measures = append(measures, v.silenceMeasure("first_external_message", "From detection to the first external message", s))
		case hindcast.GapBetween:
			if s.due.required() {
				between++
			}
			if s.due.required() && (worst == nil || s.excess() > worst.excess()) {
				worst = s
			}
			switch s.verdict() {
			case hindcast.Missed:
				breached++
			case hindcast.NotComputable:
				unclear++
			}
		}
		if s.kind != hindcast.GapClosing && (longest == nil || s.length() > longest.length()) {
			longest = s
		}
	}
	if worst != nil && (worst.to != nil || worst.standing == over) {
		measures = append(measures, v.silenceMeasure("longest_gap", "Gap that came nearest to its limit or went furthest over it", worst))
	}
	if between > 0 {
		m := upTo(counted("gaps_over", "Gaps longer than the cadence allows", breached, nil), 0)
		m.Note = fmt.Sprintf("of %s", count(between, "gap", "gaps"))
		if unclear > 0 {
			m.Low, m.High = m.Value, number(float64(breached+unclear))
			if breached == 0 {
				m.Verdict = hindcast.NotComputable
			}
		}
		measures = append(measures, m)
	}
	if longest != nil {
		measures = append(measures, v.longestSilence(longest))
	}
	for i := range list {
		if s := &list[i]; s.kind == hindcast.GapClosing && (s.to != nil || s.due.required()) {
			measures = append(measures, v.silenceMeasure("closing_message", "From resolution to the closing message", &list[i]))
		}
	}
	return measures
}

// longestSilence has bounds only when something ended it.
func (v *view) longestSilence(s *silence) hindcast.Measure {
	m := hindcast.Measure{Name: "longest_silence", Label: "Longest silence", Unit: hindcast.UnitSeconds,
		Value: seconds(s.length()), Events: v.cite(s.from, s.to)}
	if s.to != nil {
		t := v.took(s.from, s.to, hindcast.Span{})
		m.Low, m.High = seconds(t.low), seconds(t.high)
	}
	return m
}

func (s *silence) verdict() hindcast.Verdict {
	if !s.due.required() {
		return ""
	}
	return s.standing.verdict()
}

// silenceMeasure measures one stretch. One that no message ended has no length,
// only the verdict that it ran over.
func (v *view) silenceMeasure(name, label string, s *silence) hindcast.Measure {
	m := hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitSeconds, Events: v.cite(s.from, s.to), Verdict: s.verdict()}
	from := s.from
	if s.due.required() {
		from = s.due.event
		m.Target = seconds(limitLength(s.due.span))
		if from != s.from {
			m.Note = fmt.Sprintf("counted from the change to %s", s.due.level)
			m.Events = v.cite(s.from, from, s.to)
		}
	}
	if s.to == nil && s.standing == straddling {
		m.Missing = v.missing(*s)
		return m
	}
	if s.to == nil {
		m.Missing = "record when " + toldWords(s.kind) + " was sent, if one was"
		return m
	}
	t := v.took(from, s.to, s.due.span)
	m.Value, m.Low, m.High = seconds(t.value), seconds(t.low), seconds(t.high)
	m.Missing = v.missing(*s)
	return m
}

func toldWords(k hindcast.GapKind) string {
	switch k {
	case hindcast.GapFirst:
		return "the first external message"
	case hindcast.GapClosing:
		return "the closing message"
	}
	return "the next external message"
}

// promises counts the promised updates that came late. A promise made for after
// resolution is taken over by the closing message. made is the number of the
// others.
func (v *view) promises(timed []*hindcast.TimelineEvent) (m hindcast.Measure, made int) {
	resolved := v.at(hindcast.Resolved)
	broken, unclear := 0, 0
	var events []*hindcast.TimelineEvent
	for i, e := range timed {
		promised := e.Communication.NextUpdate
		if promised.IsZero() || resolved != nil && resolved.At.Before(promised) {
			continue
		}
		made++
		if i+1 == len(timed) {
			if v.maybeTold(e.At, promised) {
				unclear++
			} else if resolved != nil || v.end(e).After(promised) {
				broken++
				events = append(events, e)
			}
			continue
		}
		next := timed[i+1]
		earliest, _, _ := next.Bounds()
		switch {
		case next.At.After(promised) && v.maybeTold(e.At, promised):
			unclear++
		case !next.At.After(promised):
		case earliest.After(promised):
			broken++
			events = append(events, e, next)
		default:
			unclear++
		}
	}
	m = upTo(counted("promises_broken", "Promised updates that came late or not at all", broken, v.cite(events...)), 0)
	m.Note = fmt.Sprintf("of %s", count(made, "update promised", "updates promised"))
	if broken == 0 && unclear > 0 {
		m.Verdict = hindcast.NotComputable
		m.Missing = "record the exact minute at which the promised update was sent"
	}
	return m, made
}
