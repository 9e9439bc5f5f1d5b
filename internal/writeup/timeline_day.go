package writeup

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

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
