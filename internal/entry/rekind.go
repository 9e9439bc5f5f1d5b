package entry

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

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
