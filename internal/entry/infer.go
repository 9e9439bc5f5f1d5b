package entry

import "github.com/hindcast/hindcast/internal/hindcast"

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
			notice(e, m)
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
	case !t.responds(0) && t.events[0].Kind != hindcast.Signal && t.events[0].Kind != hindcast.Page && t.events[0].Kind != hindcast.Leave && !t.meanings[0].has(hintsDetected, saysDetected):
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
