package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// timelineItem reads a bullet of a timeline with what hangs below it.
func (r *reader) timelineItem(s *section, it *item, clock *entry.Clock, depth int) {
	text := plain(it.text)
	n, timed := r.addTimed(s, text, it.first, clock)
	handled := r.page.fates[it.first-1] != untouched
	if timed {
		r.understand(it.first, it.last)
	}
	if !timed && !handled {
		switch {
		case text == "" || isZoneLine(text):
			r.understand(it.first, it.last)
		case isTemplate(text):
			r.listUnread(it.first, leftOver)
		case r.stampItem(text, it):
			r.understand(it.first, it.last)
		case r.page.fates[it.first-1] == untouched && s.role == timelineRole && r.tailItem(&n, text, it, clock):
			timed = true
		case len(it.children) > 0 && r.anyTimed(it.children, clock):
			r.keep(s, it.first, it.last)
		case depth == 0 && s.role == timelineRole:
			n = r.addEvent(hindcast.TimelineEvent{Precision: hindcast.PrecisionUnknown, Text: text, Origin: hindcast.Origin{Line: it.first}}, clock)
			timed = true
			r.understand(it.first, it.last)
		default:
			r.keep(s, it.first, it.last)
		}
	}
	for _, child := range it.children {
		if !timed || r.anyTimed([]*item{child}, clock) {
			r.timelineItem(s, child, clock, depth+1)
			continue
		}
		if !r.carryOn(n, strings.Join(outline(child, 0), "\n")) {
			r.keep(s, child.first, child.end())
			continue
		}
		r.understand(child.first, child.end())
		r.redescribeEvent(n)
	}
}

// maxCarried bounds how far an event's text carries on, in bytes.
const maxCarried = 10_000

// carryOn adds further lines to an event's text, unless it is long already.
func (r *reader) carryOn(n int, text string) bool {
	e := &r.doc.Record.Timeline[n]
	if len(e.Text)+len(text) > maxCarried {
		return false
	}
	e.Text += "\n" + text
	return true
}

// stampItem reads a bullet such as "Detected: 14:32".
func (r *reader) stampItem(text string, it *item) bool {
	f, ok := fieldOf(text, it.first, it.last)
	if !ok || milestoneOfLabel(f.key) == "" {
		return false
	}
	clock := entry.Clock{Zone: r.zone, Day: r.day}
	if _, _, ok := clock.Read(f.value); !ok {
		return false
	}
	return r.takeField(f) == readAll
}

// tailItem reads a bullet that ends with its time.
func (r *reader) tailItem(n *int, text string, it *item, clock *entry.Clock) (ok bool) {
	*n, ok = r.addTail(text, it.first, clock)
	if ok {
		r.understand(it.first, it.last)
	}
	return ok
}

// anyTimed reports whether an item starts with a time, or one below it does.
func (r *reader) anyTimed(items []*item, clock *entry.Clock) bool {
	for _, it := range items {
		if c := *clock; startsTimed(&c, plain(it.text)) || r.anyTimed(it.children, clock) {
			return true
		}
	}
	return false
}

// outline writes an item and its children as lines with dashes.
func outline(it *item, depth int) []string {
	lines := []string{strings.Repeat("  ", depth) + "- " + plain(it.text)}
	for _, child := range it.children {
		lines = append(lines, outline(child, depth+1)...)
	}
	return lines
}
