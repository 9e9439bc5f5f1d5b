package entry

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Mark applies the rules that need the whole timeline, after each event was
// described. At most one event bears each milestone afterwards; one that no words
// state is inferred where a rule allows it. It returns the rule behind each
// inferred milestone and names it in the event's origin; Rule explains the ids. A
// milestone on an event whose words do not state it was set by somebody, and stays
// where it is. Changes that people made between detection and recovery become
// responses ("kind:after-detection"), and steps before detection become changes
// ("kind:before-detection"). Events without a time are passed over.
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
	return t.inferred
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

// inferDetected takes the first signal, report or noticing that is not said to
// have been ignored. Where an investigation is recorded before any, it was
// detected at the latest then, unless that is already the recovery.
func (t *timeline) inferDetected() {
	if t.marked(hindcast.Detected) {
		return
	}
	for i := t.from(hindcast.Began); i < t.before(hindcast.Mitigated, hindcast.Resolved); i++ {
		e, m := t.events[i], t.meanings[i]
		ignored := e.ActedOn != nil && !*e.ActedOn
		if !ignored && (e.Kind == hindcast.Signal || e.Kind == hindcast.Page || m.has(hintsDetected)) {
			t.infer(hindcast.Detected, i, "first-signal")
			if e.NoticedBy == "" {
				e.NoticedBy = noticer(m)
			}
			return
		}
		if e.Kind == hindcast.ResponseEvent && t.recovers(i) {
			return
		}
		if e.Marks(hindcast.Responded) || i > 0 && t.responds(i) && m.has(hintsResponded) {
			t.infer(hindcast.Detected, i, "response-implies-detected")
			return
		}
	}
}

// responsesBeforeDetection makes changes of the steps in front of the detection:
// before anybody knew, a restart or a deletion was no response to the incident.
func (t *timeline) responsesBeforeDetection() {
	detected, ok := t.at[hindcast.Detected]
	if !ok {
		return
	}
	for _, e := range t.events[:detected] {
		if e.Kind == hindcast.ResponseEvent && !e.Marks(hindcast.Responded) && e.Response == nil {
			e.Kind = hindcast.ChangeEvent
			addRule(e, "kind:before-detection")
		}
	}
}

// responds reports whether the event is somebody responding.
func (t *timeline) responds(i int) bool {
	switch t.events[i].Kind {
	case hindcast.Join, hindcast.ResponseEvent:
		return true
	}
	return t.events[i].Marks(hindcast.Responded)
}

// inferBegan looks before the detection, or where that is unknown before the first
// step: for the first act of an adversary, else
// the first symptom, else the last change, else the first event. A timeline that
// starts with its detection leaves the beginning unknown.
func (t *timeline) inferBegan() {
	if t.marked(hindcast.Began) || len(t.events) == 0 {
		return
	}
	end := t.before(hindcast.Detected, hindcast.Responded, hindcast.Mitigated, hindcast.Resolved)
	if !t.marked(hindcast.Detected) {
		end = min(end, t.firstStep())
	}
	change, symptom, adversary := -1, -1, -1
	for i := range end {
		m := t.meanings[i]
		switch {
		case t.events[i].Kind == hindcast.Adversary && adversary < 0:
			adversary = i
		case symptom < 0 && t.events[i].Kind != hindcast.Signal && m.has(isImpact, isSymptom):
			symptom = i
		case t.events[i].Kind == hindcast.ChangeEvent:
			change = i
		}
	}
	switch {
	case end == 0 || end == len(t.events):
	case adversary >= 0:
		t.infer(hindcast.Began, adversary, "first-adversary-act")
	case symptom >= 0:
		t.infer(hindcast.Began, symptom, "first-symptom")
	case change >= 0:
		t.infer(hindcast.Began, change, "last-change")
	case t.events[0].Kind != hindcast.Signal && !t.meanings[0].has(hintsDetected, saysDetected):
		t.infer(hindcast.Began, 0, "first-event")
	}
}

// firstStep returns the place of the first response or recovery behind the first
// event.
func (t *timeline) firstStep() int {
	for i := 1; i < len(t.events); i++ {
		if t.responds(i) || t.recovers(i) || t.fixes(i) {
			return i
		}
	}
	return len(t.events)
}

// inferResponded takes the first step anybody took from detection on.
func (t *timeline) inferResponded() {
	if t.marked(hindcast.Responded) || !t.marked(hindcast.Detected) {
		return
	}
	start := t.from(hindcast.Detected)
	for i := start; i < len(t.events); i++ {
		m := t.meanings[i]
		if i == start && !t.responds(i) && !m.has(hintsResponded) {
			continue
		}
		switch t.events[i].Kind {
		case hindcast.Join, hindcast.ResponseEvent, hindcast.Decision, hindcast.Hypothesis:
			t.infer(hindcast.Responded, i, "first-response")
			return
		}
		if m.has(hintsResponded) {
			t.infer(hindcast.Responded, i, "first-response")
			return
		}
	}
}

// inferMitigated takes the first words of recovery after detection that no
// relapse follows, else the first words of a fix. What is resolved is mitigated at
// the latest then.
func (t *timeline) inferMitigated() {
	if t.marked(hindcast.Mitigated) {
		return
	}
	seen, fixed := -1, -1
	for i := t.recoveryFrom(); i < len(t.events); i++ {
		switch {
		case t.meanings[i].has(hintsRelapse):
			seen, fixed = -1, -1
		case seen < 0 && t.recovers(i):
			seen = i
		case fixed < 0 && t.fixes(i):
			fixed = i
		}
		if resolved, ok := t.at[hindcast.Resolved]; ok && i >= resolved {
			break
		}
	}
	resolved, stated := t.at[hindcast.Resolved]
	switch {
	case seen >= 0 && seen != resolved || seen >= 0 && !stated:
		t.infer(hindcast.Mitigated, seen, "recovery-words")
	case fixed >= 0 && fixed != resolved || fixed >= 0 && !stated:
		t.infer(hindcast.Mitigated, fixed, "fix-words")
	case stated:
		t.infer(hindcast.Mitigated, resolved, "resolved-implies-mitigated")
	}
}

// recoveryFrom returns the place from which recovery is looked for: behind the
// detection, because what is noticed is not yet over.
func (t *timeline) recoveryFrom() int {
	if detected, ok := t.at[hindcast.Detected]; ok {
		return max(detected+1, t.from(hindcast.Began))
	}
	return t.from(hindcast.Began)
}

// recovers reports whether the event tells that things were well again.
func (t *timeline) recovers(i int) bool {
	k := t.events[i].Kind
	return k != hindcast.Hypothesis && k != hindcast.Decision && t.meanings[i].has(hintsRecovery) && !t.meanings[i].ailing(hintsRecovery)
}

// fixes reports whether the event tells that a fix was put in place.
func (t *timeline) fixes(i int) bool {
	k := t.events[i].Kind
	return k != hindcast.Hypothesis && k != hindcast.Decision && k != hindcast.Signal && t.meanings[i].has(hintsFix, hintsFinal) && !t.meanings[i].ailing(hintsFix)
}

// ailing reports whether something is said to be down behind the words of a
// sense: "fix applied, service fully down".
func (m meaning) ailing(s sense) bool {
	found, ok := m.first(s)
	if !ok {
		return false
	}
	for _, w := range m.words[found.end:] {
		switch w.text {
		case "down", "unavailable", "failing", "fails", "failed", "offline", "broken", "still":
			return true
		}
	}
	return false
}

// inferResolved takes words of a lasting fix, else the last words of recovery.
func (t *timeline) inferResolved() {
	if t.marked(hindcast.Resolved) || !t.marked(hindcast.Mitigated) {
		return
	}
	last := t.from(hindcast.Mitigated)
	for i := last; i < len(t.events); i++ {
		if t.meanings[i].has(hintsFinal) && t.events[i].Kind != hindcast.Decision {
			t.infer(hindcast.Resolved, i, "lasting-fix")
			return
		}
		if t.recovers(i) {
			last = i
		}
	}
	t.infer(hindcast.Resolved, last, "last-recovery")
}

// inferCause takes the first words after detection that name a cause as a fact.
func (t *timeline) inferCause() {
	if t.marked(hindcast.CauseFound) || !t.marked(hindcast.Detected) {
		return
	}
	for i := t.from(hindcast.Detected); i < len(t.events); i++ {
		if t.events[i].Kind == hindcast.Hypothesis || i == t.from(hindcast.Detected) && t.events[i].Kind == hindcast.Signal {
			continue
		}
		if t.meanings[i].has(hintsCause) {
			t.infer(hindcast.CauseFound, i, "cause-words")
			return
		}
	}
}

// changesAfterDetection makes responses of the changes that people made to
// recover. Changes that came from a schedule stay changes.
func (t *timeline) changesAfterDetection() {
	detected, ok := t.at[hindcast.Detected]
	if !ok {
		return
	}
	var end time.Time
	for _, m := range []hindcast.Milestone{hindcast.Mitigated, hindcast.Resolved} {
		if i, ok := t.at[m]; ok && t.events[i].At.After(end) {
			end = t.events[i].At
		}
	}
	for i := detected + 1; i < len(t.events); i++ {
		e := t.events[i]
		if e.Kind != hindcast.ChangeEvent || !end.IsZero() && e.At.After(end) || t.scheduled(i) {
			continue
		}
		e.Kind = hindcast.ResponseEvent
		addRule(e, "kind:after-detection")
	}
}

func (t *timeline) scheduled(i int) bool {
	for _, w := range t.meanings[i].words {
		switch w.text {
		case "scheduled", "planned", "daily", "nightly", "weekly", "cron", "automatic", "automatically", "automated":
			return true
		}
	}
	return false
}
