package assess

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// view is a record put in order once, so that no question has to search it.
type view struct {
	record     *hindcast.Record
	policy     hindcast.Policy
	events     []*hindcast.TimelineEvent // events with a time, in order of time
	untimed    []*hindcast.TimelineEvent
	place      map[hindcast.EventID]int // place of each event in order of time, those without a time last
	milestones map[hindcast.Milestone]*hindcast.TimelineEvent
	levels     []declared
	services   map[string]hindcast.Service
	messages
}

// declared is a level in force from a time on. Event is nil when no event
// declares it and the incident only carries it.
type declared struct {
	at    time.Time
	level hindcast.Severity
	event *hindcast.TimelineEvent
}

func look(r *hindcast.Record, p hindcast.Policy) *view {
	v := &view{
		record:     r,
		policy:     p,
		events:     make([]*hindcast.TimelineEvent, 0, len(r.Timeline)),
		place:      make(map[hindcast.EventID]int, len(r.Timeline)),
		milestones: map[hindcast.Milestone]*hindcast.TimelineEvent{},
		services:   make(map[string]hindcast.Service, len(p.Services)),
	}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if _, _, ok := e.Bounds(); ok {
			v.events = append(v.events, e)
		} else {
			v.untimed = append(v.untimed, e)
		}
	}
	byTime := func(a, b *hindcast.TimelineEvent) int { return a.At.Compare(b.At) }
	if !slices.IsSortedFunc(v.events, byTime) {
		slices.SortStableFunc(v.events, byTime)
	}
	place := 0
	for _, list := range [][]*hindcast.TimelineEvent{v.events, v.untimed} {
		for _, e := range list {
			v.place[e.ID] = place
			place++
			for _, m := range e.Milestones {
				if v.milestones[m] == nil {
					v.milestones[m] = e
				}
			}
		}
	}
	for _, s := range p.Services {
		v.services[hindcast.Fold(s.Name)] = s
	}
	v.levels = v.declaredLevels()
	v.gather()
	return v
}

// at returns the event that marks a milestone if it has a time, else nil.
func (v *view) at(m hindcast.Milestone) *hindcast.TimelineEvent {
	e := v.milestones[m]
	if e == nil {
		return nil
	}
	if _, _, ok := e.Bounds(); !ok {
		return nil
	}
	return e
}

// declaredLevels lists the levels in force over time. When no severity event has
// a time, the incident's own level is taken to have held from detection on.
func (v *view) declaredLevels() []declared {
	var list []declared
	for _, e := range v.events {
		if e.Severity == nil {
			continue
		}
		if n := len(list); n > 0 && list[n-1].at.Equal(e.At) {
			list[n-1] = declared{e.At, e.Severity.To, e}
			continue
		}
		list = append(list, declared{e.At, e.Severity.To, e})
	}
	if len(list) > 0 {
		return list
	}
	level := v.record.Incident.Severity
	for _, e := range v.untimed {
		if e.Severity != nil && v.record.Incident.Severity == hindcast.SeverityNone {
			level = e.Severity.To
		}
	}
	if level == hindcast.SeverityNone {
		return nil
	}
	from := declared{level: level}
	if e := v.at(hindcast.Detected); e != nil {
		from.at = e.At
	}
	return []declared{from}
}

// inForce returns the level in force at an instant. The first level declared is
// taken to have been in force before: what it was declared for was there since
// detection. It is none only when no level was ever declared.
func (v *view) inForce(t time.Time) hindcast.Severity {
	if len(v.levels) == 0 {
		return hindcast.SeverityNone
	}
	return v.levels[max(v.nextLevel(t)-1, 0)].level
}

// target returns the level that targets are taken from: the worst one declared
// until resolution. ok is false when none was declared.
func (v *view) target() (level hindcast.Severity, asks hindcast.Level, ok bool) {
	resolved := v.at(hindcast.Resolved)
	for i, d := range v.levels {
		if i > 0 && resolved != nil && d.at.After(resolved.At) {
			break
		}
		if d.level.WorseThan(level) {
			level = d.level
		}
	}
	asks, _ = v.policy.Level(level)
	return level, asks, level != hindcast.SeverityNone
}

// cite lists events in order of time, each once, leaving out nil ones.
func (v *view) cite(events ...*hindcast.TimelineEvent) []hindcast.EventID {
	ids := make([]hindcast.EventID, 0, len(events))
	for _, e := range events {
		if e != nil {
			ids = append(ids, e.ID)
		}
	}
	return v.inOrder(ids)
}

// inOrder sorts identifiers by the time of their events and drops repetitions and
// identifiers that are not on the timeline.
func (v *view) inOrder(ids []hindcast.EventID) []hindcast.EventID {
	ids = slices.DeleteFunc(ids, func(id hindcast.EventID) bool { _, there := v.place[id]; return !there })
	slices.SortFunc(ids, func(a, b hindcast.EventID) int { return cmp.Compare(v.place[a], v.place[b]) })
	return slices.Compact(ids)
}

// nextLevel is the index of the first level declared after an instant.
func (v *view) nextLevel(t time.Time) int {
	return sort.Search(len(v.levels), func(i int) bool { return v.levels[i].at.After(t) })
}
