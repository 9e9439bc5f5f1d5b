package entry

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Mark applies the rules that need the whole timeline, after each event was
// described. At most one event bears each milestone afterwards; one that no words
// state is inferred where a rule allows it. It returns the rule behind each
// inferred milestone and names it in the event's origin; Rule explains the ids. A
// milestone on an event whose words do not state it was set by somebody, and stays
// where it is. Changes that people made between detection and recovery become
// responses ("kind:after-detection"), and steps before detection become changes
// ("kind:before-detection"). Events without a time keep a milestone only where no
// event with one bears it.
func Mark(events []hindcast.TimelineEvent) (inferred map[hindcast.Milestone]string) {
	t := newTimeline(events)
	t.forget()
	for _, m := range hindcast.Milestones() {
		t.settle(m)
	}
	t.inferDetected()
	t.responsesBeforeDetection()
	t.inferBegan()
	t.inferResponded()
	t.inferMitigated()
	t.inferResolved()
	t.inferCause()
	t.changesAfterDetection()
	t.clearUntimed(events)
	return t.inferred
}

// clearUntimed leaves a milestone on an event without a time only where no event
// with one bears it, and on the first of several.
func (t *timeline) clearUntimed(events []hindcast.TimelineEvent) {
	seen := map[hindcast.Milestone]bool{}
	for i := range events {
		if !events[i].At.IsZero() {
			continue
		}
		for _, m := range slices.Clone(events[i].Milestones) {
			if t.marked(m) || seen[m] {
				events[i].Milestones = without(events[i].Milestones, m)
			}
			seen[m] = true
		}
	}
}

// timeline is the state of one Mark: the events that have a time, in its order.
type timeline struct {
	events   []*hindcast.TimelineEvent
	meanings []meaning
	at       map[hindcast.Milestone]int // at is the place of the event that bears a milestone.
	inferred map[hindcast.Milestone]string
}

func newTimeline(events []hindcast.TimelineEvent) *timeline {
	t := &timeline{at: map[hindcast.Milestone]int{}, inferred: map[hindcast.Milestone]string{}}
	for i := range events {
		if !events[i].At.IsZero() {
			t.events = append(t.events, &events[i])
		}
	}
	slices.SortStableFunc(t.events, func(a, b *hindcast.TimelineEvent) int { return a.At.Compare(b.At) })
	for _, e := range t.events {
		t.meanings = append(t.meanings, meaningOf(e.Text))
	}
	return t
}

// forget takes back what an earlier Mark inferred, so that a timeline can be
// marked again when events were added.
func (t *timeline) forget() {
	for i, e := range t.events {
		var kept []string
		for rule := range strings.FieldsSeq(e.Origin.Rule) {
			m := milestoneOf(rule)
			if m == "" {
				kept = append(kept, rule)
			} else if states(t.meanings[i], m) == 0 {
				e.Milestones = without(e.Milestones, m)
			}
		}
		e.Origin.Rule = strings.Join(kept, " ")
	}
}

// without returns a copy of the milestones that lacks one.
func without(milestones []hindcast.Milestone, m hindcast.Milestone) []hindcast.Milestone {
	var kept []hindcast.Milestone
	for _, other := range milestones {
		if other != m {
			kept = append(kept, other)
		}
	}
	return kept
}

// settle keeps a milestone on one event: one that somebody set before one with a
// label before one with a phrase, and of equals the first; for resolved the last,
// since a later statement means that the earlier one did not hold, unless it only
// closes what was resolved.
func (t *timeline) settle(m hindcast.Milestone) {
	const setByHand = 3
	best, strength := -1, 0
	for i, e := range t.events {
		if !e.Marks(m) {
			continue
		}
		s := states(t.meanings[i], m)
		if s == 0 {
			s = setByHand
		}
		if s > strength || s == strength && m == hindcast.Resolved && t.reopens(best, i) {
			best, strength = i, s
		}
	}
	if best < 0 {
		return
	}
	for i, e := range t.events {
		if i != best && e.Marks(m) {
			e.Milestones = without(e.Milestones, m)
		}
	}
	t.at[m] = best
}

// reopens reports whether a statement of resolution takes the place of an earlier
// one: it does unless it merely closes, and nothing came back in between.
func (t *timeline) reopens(earlier, later int) bool {
	for _, m := range t.meanings[earlier+1 : later+1] {
		if m.has(hintsRelapse) || m.has(saysResponded) {
			return true
		}
	}
	closes := false
	for _, w := range t.meanings[later].words {
		if w.text == "resolved" {
			return true
		}
		closes = closes || strings.HasPrefix(w.text, "close") || w.text == "closure"
	}
	return !closes
}

// infer marks an event by a rule.
func (t *timeline) infer(m hindcast.Milestone, i int, rule string) {
	e := t.events[i]
	e.Milestones = append(slices.Clip(e.Milestones), m)
	slices.SortFunc(e.Milestones, func(a, b hindcast.Milestone) int {
		return slices.Index(hindcast.Milestones(), a) - slices.Index(hindcast.Milestones(), b)
	})
	addRule(e, rule)
	t.at[m] = i
	t.inferred[m] = rule
}

func (t *timeline) marked(m hindcast.Milestone) bool {
	_, ok := t.at[m]
	return ok
}

// from returns the place of a milestone, or 0.
func (t *timeline) from(m hindcast.Milestone) int { return t.at[m] }

// before returns the place of the first of the milestones that is marked, or the
// number of events.
func (t *timeline) before(milestones ...hindcast.Milestone) int {
	end := len(t.events)
	for _, m := range milestones {
		if i, ok := t.at[m]; ok {
			end = min(end, i)
		}
	}
	return end
}
