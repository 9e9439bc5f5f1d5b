package writeup

import (
	"regexp"
	"slices"
	"strconv"
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

// headingDay moves the clock to the day that the heading of a section, or of one
// it stands in, names and nothing else.
func (r *reader) headingDay(s *section, clock *entry.Clock) {
	for p := s; p != nil; p = p.parent {
		if p.head != nil && p.role == noRole && r.setDay(p.title, clock) {
			return
		}
	}
}

// timelineHeading reads a heading within a timeline: a day, "Day 2", or a time
// with what happened. Any other stays prose.
func (r *reader) timelineHeading(s *section, clock *entry.Clock) {
	if r.setDay(s.title, clock) {
		r.understand(s.head.first, s.head.last)
		s.title = ""
		return
	}
	if _, ok := r.addTimed(s, s.title, s.head.first, clock); ok {
		r.understand(s.head.first, s.head.last)
		s.title = ""
	}
}

// setDay moves the clock to the day a text names, when it names nothing else.
func (r *reader) setDay(text string, clock *entry.Clock) bool {
	text = bare(text)
	if !shorter(text, maxTime) {
		return false
	}
	if strings.TrimSpace(r.numberedDay(text, clock)) == "" {
		return true
	}
	try := *clock
	when, rest, ok := try.Read(text)
	if !ok || when.Precision != hindcast.PrecisionDay {
		return false
	}
	if rest != "" && !isDayWord(words(rest)) && !isZoneLine(rest) {
		return false
	}
	*clock = try
	clock.DayRule = "day:heading"
	return true
}

// numberedDay moves the clock to the day that "Day 2 09:00" counts from the
// incident's, and returns the text behind it. A text that does not count days comes
// back whole.
func (r *reader) numberedDay(text string, clock *entry.Clock) (rest string) {
	m := dayNumber.FindStringSubmatchIndex(text[:min(len(text), maxTime)])
	if m == nil || r.day.IsZero() {
		return text
	}
	days, err := strconv.Atoi(text[m[2]:m[3]])
	if err != nil || days == 0 {
		return text
	}
	rest = text[m[1]:]
	if try := (entry.Clock{Day: r.day}); rest != "" && !startsTimed(&try, rest) {
		return text
	}
	day := r.day.AddDays(days - 1)
	if clock.Day != day || clock.DayRule != "day:numbered" {
		clock.Last = day.In(zoneOrUTC(clock.Zone))
	}
	clock.Day, clock.DayRule = day, "day:numbered"
	return rest
}

var dayNumber = regexp.MustCompile(`^(?i)[\s*_]*day\s+(\d{1,2})\b[\s*_]*[,:–—-]?\s*`)

// isDayWord accepts what may stand beside a date in a day heading: a weekday or
// a zone.
func isDayWord(w string) bool {
	switch w {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "day 1", "day 2", "day 3", "day 4", "day 5":
		return true
	}
	_, ok := entry.Zone(strings.ToUpper(w))
	return ok
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
