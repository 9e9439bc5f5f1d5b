package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// detection answers whether the incident was detected as quickly as it should
// have been. A signal counts as missed only when the record says that nobody
// acted on it; where it says nothing the signal is named and not held against
// anybody. Who noticed decides between met and partly, so without it a detection
// within target is not computable.
func (v *view) detection() hindcast.Answer {
	d := about(hindcast.AskDetection)
	level, asks, declared := v.target()
	length := v.duration("began_to_detected", "From beginning to detection", hindcast.Began, hindcast.Detected, asks.Detect)
	t := length.took
	d.add(length.measure, length.missing...)
	noticer := v.noticer()
	d.add(noticer)
	missed, silent := v.earlierSignals()
	d.add(missed)
	d.ask(silent)

	switch {
	case !declared:
		return d.undeclared(length.known("it was detected %s after it began" + by(noticer.Word)))
	case asks.Detect.IsZero():
		return d.close(hindcast.NotApplicable, "The policy asks for no detection time at %s.", level)
	case t == nil:
		return d.close(hindcast.NotComputable, "How long it took to detect cannot be told: %s.", length.why)
	}
	if t.standing() == straddling {
		return d.close(hindcast.NotComputable, "Detected %s after it began, which is not precise enough to hold against the %s target of %s.",
			t.words(), level, words(t.limit))
	}
	if t.standing() == over {
		return d.close(hindcast.Missed, "Detected %s after it began%s; the %s target is %s.", t.words(), by(noticer.Word), level, words(t.limit))
	}
	who := hindcast.Noticer(noticer.Word)
	switch {
	case who.Outsider():
		return d.close(hindcast.Partly, "Detected %s after it began, within the %s target of %s, but %s noticed it before monitoring or the team did.",
			t.words(), level, words(t.limit), noticerWords(who))
	case *missed.Value > 0:
		n := int(*missed.Value)
		return d.close(hindcast.Partly, "Detected %s after it began%s, within the %s target of %s, but %s earlier %s not acted on.",
			t.words(), by(noticer.Word), level, words(t.limit), fmt.Sprint(n), plural(n, "signal was", "signals were"))
	case who == "":
		return d.close(hindcast.NotComputable, "Detected %s after it began, within the %s target of %s, but the record does not say who noticed.",
			t.words(), level, words(t.limit))
	}
	return d.close(hindcast.Met, "Detected %s after it began%s; the %s target is %s.", t.words(), by(noticer.Word), level, words(t.limit))
}

// noticer is the measure of who noticed.
func (v *view) noticer() hindcast.Measure {
	m := hindcast.Measure{Name: "noticed_by", Label: "Noticed by", Unit: hindcast.UnitWord}
	e := v.milestones[hindcast.Detected]
	if e == nil || e.NoticedBy == "" {
		m.Missing = "record who noticed it: monitoring, the team, a user, a partner or a bounty hunter"
		return m
	}
	m.Word, m.Events = string(e.NoticedBy), v.cite(e)
	return m
}

// earlierSignals counts the signals before detection that nobody acted on, and
// asks about those of which the record does not say.
func (v *view) earlierSignals() (m hindcast.Measure, ask string) {
	const name, label = "signals_not_acted_on", "Signals before detection not acted on"
	detected := v.at(hindcast.Detected)
	if detected == nil {
		return hindcast.Measure{Name: name, Label: label, Unit: hindcast.UnitCount, Missing: "record when it was detected"}, ""
	}
	var ignored, silent []*hindcast.TimelineEvent
	for _, e := range v.events {
		if !e.At.Before(detected.At) {
			break
		}
		switch {
		case e.Kind != hindcast.Signal:
		case e.ActedOn == nil && !e.Marks(hindcast.Began):
			silent = append(silent, e)
		case e.ActedOn != nil && !*e.ActedOn:
			ignored = append(ignored, e)
		}
	}
	m = upTo(counted(name, label, len(ignored), v.cite(ignored...)), 0)
	if n := len(silent); n > 0 {
		m.Note = "of " + count(n, "earlier signal", "earlier signals") + " the record does not say whether anybody acted"
		ask = fmt.Sprintf("record of the %s before detection whether anybody acted on %s",
			count(n, "signal", "signals"), plural(n, "it", "them"))
	}
	return m, ask
}

func by(noticer string) string {
	if noticer == "" {
		return ""
	}
	return ", by " + noticerWords(hindcast.Noticer(noticer))
}

func noticerWords(n hindcast.Noticer) string {
	switch n {
	case hindcast.NoticedByTeam:
		return "the team"
	case hindcast.NoticedByUser:
		return "a user"
	case hindcast.NoticedByPartner:
		return "a partner"
	case hindcast.NoticedByBounty:
		return "a bounty hunter"
	}
	return string(n)
}
