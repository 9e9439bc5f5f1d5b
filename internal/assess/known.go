package assess

import (
	"slices"
	"sort"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// learned is an impact statement and the event that made it known; nil when the
// record does not say when it became known.
type learned struct {
	statement hindcast.ImpactStatement
	event     *hindcast.TimelineEvent
}

// learnedOver lists the statements that criteria can use: those with a known-when
// in order of it, then the others.
func (v *view) learnedOver() (dated, undated []learned) {
	for _, s := range v.record.Impact {
		if !speaks(s) {
			continue
		}
		if e := v.event(s.Event); e != nil {
			dated = append(dated, learned{s, e})
		} else {
			undated = append(undated, learned{s, nil})
		}
	}
	slices.SortStableFunc(dated, func(a, b learned) int { return v.place[a.event.ID] - v.place[b.event.ID] })
	return dated, undated
}

// event returns the event with an identifier if it has a time, else nil.
func (v *view) event(id hindcast.EventID) *hindcast.TimelineEvent {
	n, ok := v.place[id]
	if !ok || n >= len(v.events) {
		return nil
	}
	return v.events[n]
}

// turn is a moment at which the criteria may give another level.
type turn struct {
	event  *hindcast.TimelineEvent // event has the time; it is made up where only time passed
	called called
}

// turns evaluates the criteria at each moment at which more became known: with
// each statement, when an adversary became known, and when a service had been
// down for as long as a clause asks.
func (v *view) turns(dated []learned) []turn {
	adversary := v.adversarySeen()
	events := v.turnEvents(dated, adversary)
	k, next := v.knowledge(), 0
	var list []turn
	for _, e := range events {
		for next < len(dated) && !dated[next].event.At.After(e.At) {
			k.learn(dated[next].statement, dated[next].event.At)
			next++
		}
		hostile := v.adversaryUnseen()
		if adversary != nil && !adversary.At.After(e.At) {
			hostile = yes
		}
		c := v.call(k.factsAt(e.At, hostile))
		if n := len(list); n > 0 && list[n-1].event.At.Equal(e.At) {
			list[n-1].called = c
			continue
		}
		list = append(list, turn{e, c})
	}
	return list
}

// turnEvents are the moments to evaluate, from the first thing known on.
func (v *view) turnEvents(dated []learned, adversary *hindcast.TimelineEvent) []*hindcast.TimelineEvent {
	if len(dated) == 0 {
		return nil
	}
	first := dated[0].event.At
	var events []*hindcast.TimelineEvent
	for _, l := range dated {
		events = append(events, l.event)
		for _, down := range v.downFors() {
			if since := l.statement.Since; !since.IsZero() && since.Add(down).After(first) && anyFull(l.statement) {
				events = append(events, &hindcast.TimelineEvent{ID: l.event.ID, At: since.Add(down), Precision: hindcast.PrecisionMinute})
			}
		}
	}
	if adversary != nil && adversary.At.After(first) {
		events = append(events, adversary)
	}
	slices.SortStableFunc(events, func(a, b *hindcast.TimelineEvent) int { return a.At.Compare(b.At) })
	return events
}

func anyFull(s hindcast.ImpactStatement) bool {
	return slices.ContainsFunc(s.Services, func(svc hindcast.ServiceImpact) bool { return svc.Degree == hindcast.FullyDown })
}

// downFors are the lengths that clauses ask a service to have been down.
func (v *view) downFors() []time.Duration {
	var list []time.Duration
	for _, level := range hindcast.Severities() {
		for _, c := range v.policy.Levels[level].Criteria {
			if c.DownFor > 0 && !slices.Contains(list, c.DownFor) {
				list = append(list, c.DownFor)
			}
		}
	}
	return list
}

// adversarySeen is the moment from which it was known that somebody hostile
// acted: the first such event, but not before detection, and not before it was
// written down if the record says when. The rule is ours.
func (v *view) adversarySeen() *hindcast.TimelineEvent {
	detected := v.at(hindcast.Detected)
	var first *hindcast.TimelineEvent
	for _, e := range v.events {
		if e.Kind != hindcast.Adversary {
			continue
		}
		seen := e
		if e.EnteredAt.After(e.At) {
			seen = &hindcast.TimelineEvent{ID: e.ID, At: e.EnteredAt, Precision: hindcast.PrecisionExact}
		}
		if detected != nil && detected.At.After(seen.At) {
			seen = &hindcast.TimelineEvent{ID: e.ID, At: detected.At, Precision: detected.Precision}
		}
		if first == nil || seen.At.Before(first.At) {
			first = seen
		}
	}
	return first
}

// adversaryUnseen is what a record without a hostile event says: an operational
// incident has no adversary, of others nothing is known.
func (v *view) adversaryUnseen() truth {
	if v.record.Incident.Kind == hindcast.Operational {
		return no
	}
	return unknown
}

// adversaryAtAll judges the final impact: any hostile event counts.
func (v *view) adversaryAtAll() truth {
	for i := range v.record.Timeline {
		if v.record.Timeline[i].Kind == hindcast.Adversary {
			return yes
		}
	}
	return v.adversaryUnseen()
}

// finally evaluates the criteria for the harm at its worst by the given
// statements.
func (v *view) finally(statements []learned) called {
	k := v.knowledge()
	for _, l := range statements {
		known := time.Time{}
		if l.event != nil {
			known = l.event.At
		}
		k.learn(l.statement, known)
	}
	return v.call(k.final(v.adversaryAtAll()))
}

// known turns the moments into steps, one for each time the outcome differs.
func (v *view) known() []hindcast.SeverityStep {
	dated, _ := v.learnedOver()
	var steps []hindcast.SeverityStep
	for _, t := range v.turns(dated) {
		if n := len(steps); n > 0 {
			last := &steps[n-1]
			if last.Level == t.called.level && last.Worst == t.called.worst && slices.Equal(last.Unknown, t.called.unknown) {
				last.Events = append(last.Events, t.event.ID)
				continue
			}
		}
		steps = append(steps, hindcast.SeverityStep{From: t.event.At, Level: t.called.level, Worst: t.called.worst,
			Unknown: t.called.unknown, Events: []hindcast.EventID{t.event.ID}})
	}
	for i := range steps {
		steps[i].Events = v.inOrder(steps[i].Events)
	}
	return steps
}

// turnAt is the index of the turn in force at an instant, -1 before the first.
func turnAt(turns []turn, t time.Time) int {
	return sort.Search(len(turns), func(i int) bool { return turns[i].event.At.After(t) }) - 1
}
