package writeup

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// timelines reads the timeline sections of the document. Where there are none,
// tables and lists whose lines start with times are read wherever they stand.
func (r *reader) timelines() {
	r.findDay()
	clocks := map[*section]*entry.Clock{}
	for _, s := range r.sections {
		if s.role != timelineRole {
			continue
		}
		clock := clocks[s.parent]
		if clock == nil || s.own {
			clock = r.clock(s)
		}
		clocks[s] = clock
		r.timelineSection(s, clock)
	}
	r.timed = len(r.doc.Record.Timeline) > 0
	if r.ours {
		return
	}
	for _, s := range r.sections {
		if s.role == timelineRole || s.within(commsRole) || s.within(actionsRole) || s.within(postIncidentRole) {
			continue
		}
		clock := r.clock(s)
		r.headingDay(s, clock)
		if try := *clock; !r.timed && s.role == noRole && s.head != nil && s.level > 1 && startsTimed(&try, s.title) {
			r.timelineHeading(s, clock)
		}
		if !r.timed && r.chats(s, *clock) {
			r.chat(s, clock)
			continue
		}
		for i := range s.blocks {
			switch b := &s.blocks[i]; {
			case r.looksTimed(s, b):
				r.timelineBlock(s, b, clock)
			case !r.timed && b.kind == paragraphBlock:
				r.boldTimes(b, clock)
			}
		}
	}
}

// looksTimed reports whether a block outside of the timeline sections is one: a
// table with a time column, or, where no section gave events, a list, fence or
// paragraph in which at least two lines and half of them start with a time.
func (r *reader) looksTimed(s *section, b *block) bool {
	if b.kind == tableBlock {
		_, ok := timeColumns(b.table, entry.Clock{Zone: r.zone, Day: r.day})
		return ok && !s.within(metadataRole) && !s.within(statsRole)
	}
	if r.timed {
		return false
	}
	timed, all := 0, 0
	clock := entry.Clock{Zone: r.zone, Day: r.day}
	count := func(text string) {
		all++
		if c := clock; startsTimed(&c, text) {
			timed++
		}
	}
	switch b.kind {
	case listBlock:
		for _, it := range b.items {
			count(it.text)
		}
	case fenceBlock, paragraphBlock, quoteBlock:
		for _, line := range b.body {
			if strings.TrimSpace(line.text) != "" {
				count(line.text)
			}
		}
	}
	return timed >= 2 && 2*timed >= all || timed == 1 && all == 1 && r.plainLog()
}

// plainLog reports a document without any heading that names a section.
func (r *reader) plainLog() bool {
	for _, s := range r.sections {
		if s.role != noRole {
			return false
		}
	}
	return true
}

// startsTimed reports whether a text starts with a time of day or a date and
// time, placed or not.
func startsTimed(c *entry.Clock, text string) bool {
	text = text[:min(len(text), maxTime)]
	if c.Day.IsZero() {
		c.Day = hindcast.Date{Year: 2000, Month: 1, Day: 1}
	}
	when, _, ok := c.Read(text)
	return ok && when.Precision != hindcast.PrecisionDay
}

// timelineSection reads the blocks of a timeline section.
func (r *reader) timelineSection(s *section, clock *entry.Clock) {
	if s.head != nil && !s.own {
		r.timelineHeading(s, clock)
	}
	if r.chats(s, *clock) {
		r.chat(s, clock)
		return
	}
	for i := range s.blocks {
		r.timelineBlock(s, &s.blocks[i], clock)
	}
}

// timelineBlock reads one block of a timeline. What is not timed stays prose.
func (r *reader) timelineBlock(s *section, b *block, clock *entry.Clock) {
	switch b.kind {
	case headingBlock: // a bold line
		if r.setDay(b.text, clock) {
			r.understand(b.first, b.last)
		} else if _, ok := r.addTimed(s, b.text, b.first, clock); ok {
			r.understand(b.first, b.last)
		}
	case tableBlock:
		r.timelineTable(s, b, clock)
	case listBlock:
		items := b.items
		if newestFirst(len(items), func(i int) string { return items[i].text }, *clock) {
			items = slices.Clone(items)
			slices.Reverse(items)
		}
		for _, it := range items {
			r.timelineItem(s, it, clock, 0)
		}
	case fenceBlock, paragraphBlock, quoteBlock:
		r.timelineLines(s, b, clock)
	}
}

// newestFirst reports a timeline whose times of day step back from line to line
// but for the step over midnight. Its lines are read from the last.
func newestFirst(n int, text func(i int) string, clock entry.Clock) bool {
	if n < 3 {
		return false
	}
	clock.Day, clock.Last, clock.DayRule = hindcast.Date{Year: 2000, Month: 1, Day: 1}, time.Time{}, "day:carried"
	var last time.Time
	up, down := 0, 0
	for i := range min(n, 200) {
		line := plain(text(i))
		try := clock
		when, _, ok := try.Read(line[:min(len(line), maxTime)])
		if !ok || when.Precision == hindcast.PrecisionDay || try.DayRule == "" {
			return false // it names its day
		}
		switch {
		case last.IsZero() || when.At.Equal(last):
		case when.At.After(last):
			up++
		default:
			down++
		}
		last = when.At
	}
	return down >= 2 && down > 2*up
}

// timelineLines reads lines that each may start with a time. A line without one
// carries on the event before it.
func (r *reader) timelineLines(s *section, b *block, clock *entry.Clock) {
	if b.kind == fenceBlock {
		r.page.mark(markup, b.first, b.first)
		if b.last > b.first && len(b.body) < b.last-b.first {
			r.page.mark(markup, b.last, b.last)
		}
	}
	current, tailed := -1, false
	for _, line := range b.body {
		text := strings.TrimSpace(line.text)
		if text == "" {
			continue
		}
		text = plain(text)
		if n, ok := r.addTimed(s, text, line.n, clock); ok {
			current, tailed = n, false
			continue
		}
		if r.page.fates[line.n-1] == untouched && (current < 0 || tailed) {
			if n, ok := r.addTail(text, line.n, clock); ok {
				current, tailed = n, true
				continue
			}
		}
		switch {
		case r.page.fates[line.n-1] != untouched:
			current = -1
		case isZoneLine(text):
			r.understand(line.n, line.n)
		case current >= 0 && r.carryOn(current, text):
			r.understand(line.n, line.n)
		default:
			r.keep(s, line.n, line.n)
		}
	}
	r.redescribe(b.first, b.last)
}

// isZoneLine reports a line that states the zone of the times and nothing else.
func isZoneLine(text string) bool {
	_, ok := zoneSentence(text)
	return ok && namesOnlyZone(text)
}

// namesOnlyZone reports whether every word of a text belongs to the statement of a
// zone.
func namesOnlyZone(text string) bool {
	for _, w := range strings.Fields(words(text)) {
		switch w {
		case "all", "times", "time", "timestamps", "are", "is", "in", "the", "zone", "timezone", "timezones", "local", "note", "listed", "given", "shown", "below", "here", "this", "document", "use", "used", "standard":
			continue
		}
		if _, ok := entry.Zone(strings.ToUpper(w)); !ok {
			return false
		}
	}
	return true
}
