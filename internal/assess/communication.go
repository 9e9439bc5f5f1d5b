package assess

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// communication answers whether outsiders were told often enough. Breaches are
// counted by kind: the first message, a gap, a promised update, the closing
// message. A record that tells of no message at all is silent; one that tells
// only of internal ones says that none went out.
func (v *view) communication() hindcast.Answer {
	d := about(hindcast.AskCommunication)
	if len(v.levels) == 0 {
		return d.undeclared()
	}
	list := v.silences()
	if !v.asksForMessages(list) {
		level, _, _ := v.target()
		return d.close(hindcast.NotApplicable, "The policy asked for no external message at %s.", level)
	}
	if v.at(hindcast.Detected) == nil {
		d.ask("record when it was detected")
		return d.close(hindcast.NotComputable, "Messages cannot be held against the cadence: it is not recorded when it was detected.")
	}
	if len(list) == 0 {
		d.ask(`check the times of "detected" and "resolved": the first is recorded as later`)
		return d.close(hindcast.NotComputable, "Messages cannot be held against the cadence: detection is recorded after resolution.")
	}
	if !v.told {
		d.ask("record what was told to whom and when, or that nobody was told")
		return d.close(hindcast.NotComputable, "The record tells of no message at all, so it cannot be told whether outsiders were kept informed.")
	}
	timed, untimed := v.external, v.externalUntimed
	b := v.breaches(list)
	promises := v.promises(timed)
	for _, m := range append(v.silenceMeasures(list), promises) {
		d.add(m)
	}
	switch promises.Verdict {
	case hindcast.Missed:
		b.add("a promised update", over)
	case hindcast.NotComputable:
		b.add("a promised update", straddling)
	}
	if v.at(hindcast.Resolved) == nil {
		b.unknown["the closing message"] = true
		d.ask("record when it was resolved")
	}
	if len(timed) == 0 && untimed == 0 && len(b.certain) > 0 {
		return d.close(hindcast.Missed, "No external message was sent, where the policy asked for %s.", v.askedFirst(list))
	}
	return v.closeCommunication(d, b, timed)
}

func (v *view) closeCommunication(d *draft, b breaches, timed []*hindcast.TimelineEvent) hindcast.Answer {
	sent := count(len(timed), "external message was", "external messages were") + " sent"
	verdict := b.outcome().verdict()
	switch {
	case verdict == hindcast.NotComputable:
		return d.close(verdict, "%s; whether %s came in time cannot be told.", upperFirst(sent), listed(b.inOrder(b.unknown)))
	case verdict == hindcast.Met:
		return d.close(verdict, "%s, all within the cadence; the longest silence was %s.", upperFirst(sent), v.longestWords(d))
	}
	return d.close(verdict, "%s; late or missing: %s.", upperFirst(sent), listed(b.inOrder(b.certain)))
}

func (v *view) longestWords(d *draft) string {
	for _, m := range d.Measures {
		if m.Name == "longest_silence" && m.Value != nil {
			return words(time.Duration(*m.Value * float64(time.Second)))
		}
	}
	return "not measured"
}

// asksForMessages reports whether the policy asked for any message, at the levels
// that were in force.
func (v *view) asksForMessages(list []silence) bool {
	for _, s := range list {
		if s.due.required() {
			return true
		}
	}
	if len(list) > 0 {
		return false
	}
	_, asks, _ := v.target()
	return !asks.External.IsZero()
}

// askedFirst names the first rule that no message kept.
func (v *view) askedFirst(list []silence) string {
	for _, s := range list {
		if !s.due.required() {
			continue
		}
		span := words(limitLength(s.due.span))
		if s.kind == hindcast.GapClosing {
			return fmt.Sprintf("one within %s of resolution at %s", span, s.due.level)
		}
		return fmt.Sprintf("one within %s of detection at %s", span, s.due.level)
	}
	return "one"
}

// breaches are the kinds of breach that are certain, and those that may be.
type breaches struct{ certain, unknown map[string]bool }

func (b breaches) add(kind string, s standing) {
	switch s {
	case over:
		b.certain[kind] = true
		delete(b.unknown, kind)
	case straddling:
		if !b.certain[kind] {
			b.unknown[kind] = true
		}
	}
}

func (b breaches) inOrder(set map[string]bool) []string {
	var list []string
	for _, kind := range []string{"the first message", "a message between", "a promised update", "the closing message"} {
		if set[kind] {
			list = append(list, kind)
		}
	}
	return list
}

// outcome gives met for no kind of breach, partly for one, missed for more.
func (b breaches) outcome() outcome {
	verdict := func(kinds int) hindcast.Verdict {
		return []hindcast.Verdict{hindcast.Met, hindcast.Partly, hindcast.Missed}[min(kinds, 2)]
	}
	return outcome{verdict(len(b.certain)), verdict(len(b.certain) + len(b.unknown))}
}

func (v *view) breaches(list []silence) breaches {
	b := breaches{map[string]bool{}, map[string]bool{}}
	names := map[hindcast.GapKind]string{
		hindcast.GapFirst: "the first message", hindcast.GapBetween: "a message between", hindcast.GapClosing: "the closing message"}
	for _, s := range list {
		if s.due.required() {
			b.add(names[s.kind], s.standing)
		}
	}
	return b
}

// silenceMeasures measures the first message, the gap that came nearest to its
// limit or went furthest over, the number of gaps over it, the longest silence,
// and the closing message.
func (v *view) silenceMeasures(list []silence) []hindcast.Measure {
	var measures []hindcast.Measure
	var worst, longest *silence
	over, between := 0, 0
	for i := range list {
		s := &list[i]
		switch s.kind {
		case hindcast.GapFirst:
			measures = append(measures, v.silenceMeasure("first_external_message", "From detection to the first external message", s))
		case hindcast.GapBetween:
			between++
			if s.due.required() && (worst == nil || s.excess() > worst.excess()) {
				worst = s
			}
			if s.verdict() == hindcast.Missed {
				over++
			}
		}
		if s.kind != hindcast.GapClosing && (longest == nil || s.length() > longest.length()) {
			longest = s
		}
	}
	if worst != nil {
		measures = append(measures, v.silenceMeasure("longest_gap", "Gap that came nearest to its limit or went furthest over it", worst))
	}
	if between > 0 {
		m := upTo(counted("gaps_over", "Gaps longer than the cadence allows", over, nil), 0)
		m.Note = fmt.Sprintf("of %s", count(between, "gap", "gaps"))
		measures = append(measures, m)
	}
	if longest != nil {
		m := hindcast.Measure{Name: "longest_silence", Label: "Longest silence", Unit: hindcast.UnitSeconds,
			Value: seconds(longest.length()), Events: v.cite(longest.from, longest.to)}
		measures = append(measures, m)
	}
	for i := range list {
		if list[i].kind == hindcast.GapClosing {
			measures = append(measures, v.silenceMeasure("closing_message", "From resolution to the closing message", &list[i]))
		}
	}
	return measures
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
// resolution is taken over by the closing message.
func (v *view) promises(timed []*hindcast.TimelineEvent) hindcast.Measure {
	resolved := v.at(hindcast.Resolved)
	made, broken, unclear := 0, 0, 0
	var events []*hindcast.TimelineEvent
	for i, e := range timed {
		promised := e.Communication.NextUpdate
		if promised.IsZero() || resolved != nil && resolved.At.Before(promised) {
			continue
		}
		made++
		if i+1 == len(timed) {
			if resolved != nil || v.end(e).After(promised) {
				broken++
				events = append(events, e)
			}
			continue
		}
		next := timed[i+1]
		earliest, _, _ := next.Bounds()
		switch {
		case !next.At.After(promised):
		case earliest.After(promised):
			broken++
			events = append(events, e, next)
		default:
			unclear++
		}
	}
	m := upTo(counted("promises_broken", "Promised updates that came late or not at all", broken, v.cite(events...)), 0)
	m.Note = fmt.Sprintf("of %s", count(made, "update promised", "updates promised"))
	if broken == 0 && unclear > 0 {
		m.Verdict = hindcast.NotComputable
		m.Missing = "record the exact minute at which the promised update was sent"
	}
	return m
}
