package ribbon

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// stop is one event that marks milestones: where one phase ends and the next
// begins.
type stop struct {
	marks    []hindcast.Milestone
	event    *hindcast.TimelineEvent
	x        float64
	inferred bool
}

// words names the milestones: "detected", "mitigated + resolved".
func (s stop) words() string {
	words := make([]string, len(s.marks))
	for i, m := range s.marks {
		words[i] = m.Words()
	}
	return strings.Join(words, " + ")
}

// findStops collects the milestones that have a time, in order of time.
func (p *picture) findStops() {
	for _, m := range hindcast.Milestones() {
		e := p.record.Milestone(m)
		if e == nil || e.At.IsZero() {
			continue
		}
		if i := slices.IndexFunc(p.stops, func(s stop) bool { return s.event == e }); i >= 0 {
			p.stops[i].marks = append(p.stops[i].marks, m)
			p.stops[i].inferred = p.stops[i].inferred || p.record.Inferred[m] != ""
			continue
		}
		p.stops = append(p.stops, stop{[]hindcast.Milestone{m}, e, p.x(e.At), p.record.Inferred[m] != ""})
	}
	slices.SortStableFunc(p.stops, func(a, b stop) int { return a.event.At.Compare(b.event.At) })
}

// missing names the milestones without a time.
func (p *picture) missing() string {
	var words []string
	for _, m := range hindcast.Milestones() {
		if e := p.record.Milestone(m); e == nil || e.At.IsZero() {
			words = append(words, m.Words())
		}
	}
	return strings.Join(words, ", ")
}

// between is the time from one milestone to another, marked where it is rough.
func (p *picture) between(from, to stop) string {
	sign := ""
	if vague(from.event) || vague(to.event) {
		sign = "≈ "
	}
	return sign + hindcast.FormatDuration(to.event.At.Sub(from.event.At))
}

// sincePrevious and sinceDetection write how long a milestone took, "" where
// there is nothing to count from or the other already says it.
func (p *picture) sincePrevious(i int) string {
	if i == 0 {
		return ""
	}
	return plus(p.between(p.stops[i-1], p.stops[i]))
}

func (p *picture) sinceDetection(i int) string {
	at := slices.IndexFunc(p.stops, func(s stop) bool { return slices.Contains(s.marks, hindcast.Detected) })
	if at < 0 || i <= at+1 {
		return ""
	}
	return "detected " + plus(p.between(p.stops[at], p.stops[i]))
}

// plus writes a duration as later than something: "+12 min", "≈ +12 min".
func plus(length string) string {
	if exact, vague := strings.CutPrefix(length, "≈ "); vague {
		return "≈ +" + exact
	}
	return "+" + length
}

// stopTitle tells everything about a milestone in one line.
func (p *picture) stopTitle(s stop) string {
	i := slices.IndexFunc(p.stops, func(o stop) bool { return o.event == s.event })
	parts := []string{p.clock.fullEvent(s.event)}
	if i > 0 {
		parts = append(parts, p.between(p.stops[i-1], s)+" after "+p.stops[i-1].words())
	}
	for _, m := range s.marks {
		if rule := p.record.Inferred[m]; rule != "" {
			parts = append(parts, m.Words()+" inferred by "+rule)
		}
	}
	if text := clean(s.event.Text); text != "" {
		parts = append(parts, shorten(text, maxTitle))
	}
	return strings.Join(parts, "; ")
}

// stopClock is the milestone's own time, with the day where it needs one.
func (p *picture) stopClock(s stop) string {
	e := *s.event
	e.Until = time.Time{}
	return p.clock.event(&e)
}
