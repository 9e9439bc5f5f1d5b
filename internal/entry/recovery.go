package entry

import "github.com/hindcast/hindcast/internal/hindcast"

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
