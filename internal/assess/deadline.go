package assess

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// deadline is when the next message had to be out: a span counted from an event.
// Event is nil when none was required.
type deadline struct {
	event *hindcast.TimelineEvent
	span  hindcast.Span
	at    time.Time
	level hindcast.Severity
}

func (d deadline) required() bool { return d.event != nil }

// deadline works out when a message was due in a stretch that begins at from. The
// level in force when the stretch begins decides. When the level changes before
// the message is due, a stricter level asks for one within its own span counted
// from the change, if that is sooner; a milder one within its own span counted
// from the beginning of the stretch. A deadline that has passed stays. The rule is
// ours: nobody can be late against a level that was not in force yet.
func (v *view) deadline(kind hindcast.GapKind, from *hindcast.TimelineEvent, end time.Time) deadline {
	level := v.inForce(from.At)
	due := v.dueAt(kind, level, from)
	if kind == hindcast.GapClosing {
		return due
	}
	for _, d := range v.levels[v.nextLevel(from.At):] {
		if d.event == nil || !d.at.Before(end) || due.required() && !due.at.After(d.at) {
			break
		}
		if d.level.WorseThan(level) {
			if next := v.dueAt(kind, d.level, d.event); next.required() && (!due.required() || next.at.Before(due.at)) {
				due = next
			}
		} else if d.level != level {
			due = v.relaxed(due, kind, d, from)
		}
		level = d.level
	}
	return due
}

// relaxed is the deadline after the level became milder: never sooner than it was.
func (v *view) relaxed(due deadline, kind hindcast.GapKind, d declared, from *hindcast.TimelineEvent) deadline {
	next := v.dueAt(kind, d.level, from)
	switch {
	case next.required() && !due.required():
		return v.dueAt(kind, d.level, d.event)
	case next.required() && next.at.Before(due.at):
		return due
	}
	return next
}

func (v *view) dueAt(kind hindcast.GapKind, level hindcast.Severity, from *hindcast.TimelineEvent) deadline {
	asks, _ := v.policy.Level(level)
	span := asks.External.Every
	switch kind {
	case hindcast.GapFirst:
		span = asks.External.First
	case hindcast.GapClosing:
		span = asks.External.Closing
	}
	if span.IsZero() {
		return deadline{}
	}
	return deadline{event: from, span: span, at: span.After(from.At, v.policy.Calendar), level: level}
}
