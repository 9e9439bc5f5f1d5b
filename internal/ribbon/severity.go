package ribbon

import (
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// level is one stretch of a severity.
type level struct {
	from, to time.Time
	severity hindcast.Severity
	title    string
	id       hindcast.EventID
	undated  bool // undated says that the record does not say since when.
}

const levelHeight = 15.0

// severity draws the declared level above the one that the known impact called
// for, and hatches where the first was too mild.
func (p *picture) severity() {
	declared, actual := p.declared(), p.actual()
	if len(declared) == 0 && len(actual) == 0 || p.scale.empty() {
		return
	}
	p.lane("Severity", hindcast.AskSeverity, func() {
		if len(declared) > 0 {
			p.levels("declared", declared)
		}
		if len(actual) > 0 {
			p.levels("by impact", actual)
			if len(declared) > 0 {
				p.underCalled(declared, actual)
			}
		}
	})
}

// finish is when levels stop to matter: at resolution, else at the end of what
// is recorded.
func (p *picture) finish() time.Time {
	for _, s := range p.stops {
		if slices.Contains(s.marks, hindcast.Resolved) {
			return s.event.At
		}
	}
	return p.scale.end()
}

// declared collects the levels that severity events declare.
func (p *picture) declared() []level {
	var all []level
	for _, e := range p.events {
		if e.Severity == nil || e.Severity.To == hindcast.SeverityNone {
			continue
		}
		if n := len(all); n > 0 {
			all[n-1].to = e.At
		}
		title := p.clock.fullEvent(e) + ": declared " + words(e.Severity.To)
		if reason := clean(e.Severity.Reason); reason != "" {
			title += ": " + reason
		}
		all = append(all, level{from: e.At, severity: e.Severity.To, title: shorten(title, maxTitle), id: e.ID})
	}
	if n := len(all); n > 0 {
		all[n-1].to = later(p.finish(), all[n-1].from)
		return all
	}
	if s := p.record.Incident.Severity; s != hindcast.SeverityNone && !p.scale.empty() {
		return []level{{from: p.scale.start(), to: later(p.finish(), p.scale.start()), severity: s, undated: true,
			title: "Declared " + words(s) + "; the record does not say when"}}
	}
	return nil
}

// actual collects the levels that the impact called for.
func (p *picture) actual() []level {
	var all []level
	for i, s := range p.o.Actual {
		to := later(p.finish(), s.From)
		if i+1 < len(p.o.Actual) {
			to = p.o.Actual[i+1].From
		}
		if s.Level == hindcast.SeverityNone || s.From.IsZero() {
			continue
		}
		l := level{from: s.From, to: to, severity: s.Level, title: p.clock.full(s.From) + ": the known impact called for " + words(s.Level)}
		if s.Worst.WorseThan(s.Level) {
			l.title += ", perhaps " + words(s.Worst)
		}
		if len(s.Events) > 0 {
			l.id = s.Events[len(s.Events)-1]
		}
		all = append(all, l)
	}
	return all
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// words sets a level: "P2 High".
func words(s hindcast.Severity) string { return s.String() + " " + s.Name() }

// levels draws one track of levels with its name.
func (p *picture) levels(name string, all []level) {
	if p.narrow {
		p.text("muted", textSize, p.left, p.y+11, atStart, name)
		p.y += rowHeight - 1
	}
	named := p.narrow
	for i, l := range all {
		x, end := p.x(l.from), p.x(l.to)
		if i == len(all)-1 {
			end = max(end, min(x+3, p.right))
		}
		class := "level level-" + l.severity.String()
		if l.undated {
			class += " vague"
		}
		p.bars.group(p.href(l.id), l.title, func() { p.bars.rect(class, "", x, p.y, end-x, levelHeight) })
		label := words(l.severity)
		if !named {
			label += " " + name
		}
		for _, text := range []string{label, words(l.severity), l.severity.String()} {
			b := textBox(text, textSize, x+5, p.y+11.5, atStart)
			if b.x1+4 <= end && p.clearOfBreaks(b) {
				named = named || text == label
				p.text("on-level", textSize, x+5, p.y+11.5, atStart, text)
				break
			}
		}
	}
	p.y += levelHeight + 3
}

// underCalled hatches the time in which the declared level was milder than the
// impact called for, between and below the two tracks.
func (p *picture) underCalled(declared, actual []level) {
	var total time.Duration
	for _, a := range actual {
		at := a.from
		for at.Before(a.to) {
			current, until := declaredAt(declared, at)
			if until.IsZero() || until.After(a.to) {
				until = a.to
			}
			if a.severity.WorseThan(current) {
				p.bars.rect("hatched", p.hatch("breach"), p.x(at), p.y, p.x(until)-p.x(at), 6)
				total += until.Sub(at)
			}
			at = until
		}
	}
	if total <= 0 {
		return
	}
	p.y += 6
	p.y += rowHeight
	x := p.x(actual[0].from)
	label := "declared too low for " + hindcast.FormatDuration(total)
	x = max(p.left, min(x, p.right-width(label, textSize)))
	p.text("breach", textSize, x, p.y-4, atStart, label)
}

// declaredAt returns the level declared at an instant and when the next begins,
// zero for never. Levels of unknown beginning hold all the time.
func declaredAt(declared []level, at time.Time) (hindcast.Severity, time.Time) {
	current := hindcast.SeverityNone
	for _, d := range declared {
		if d.from.After(at) {
			return current, d.from
		}
		current = d.severity
	}
	return current, time.Time{}
}
