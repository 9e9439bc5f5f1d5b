package writeup

import (
	"strings"
	"time"
	"unicode"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// stamp is a milestone's time given outside of the timeline.
type stamp struct {
	milestone hindcast.Milestone
	field     field
}

// context finds what all times depend on: the zone the document states. The
// first statement counts for the whole document; a timeline that states another
// is read in its own.
func (r *reader) context() {
	for _, s := range r.sections {
		if zone, ok := r.zoneOf(s); ok {
			r.zone, r.zoned = zone, true
			return
		}
	}
}

// zoneOf finds the zone a section states in its heading, in a sentence about
// times, or in the header of its table.
func (r *reader) zoneOf(s *section) (*time.Location, bool) {
	if !s.searched {
		s.searched = true
		s.zone = findZone(s)
	}
	return s.zone, s.zone != nil
}

// findZone looks for the zone of a section; nil when it states none.
func findZone(s *section) *time.Location {
	if s.head != nil && (s.role == timelineRole || strings.Contains(words(s.title), "time")) {
		if zone, ok := zoneIn(s.title); ok {
			return zone
		}
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		switch b.kind {
		case paragraphBlock, quoteBlock:
			for _, line := range b.body {
				if zone, ok := zoneSentence(line.text); ok {
					return zone
				}
			}
		case listBlock:
			if zone, ok := zoneSentence(b.items[0].text); ok {
				return zone
			}
		case tableBlock:
			for _, cell := range b.table.header {
				if isTimeHeader(words(cell)) || len(cell) <= 5 {
					if zone, ok := zoneIn(cell); ok {
						return zone
					}
				}
			}
		}
	}
	return nil
}

// zoneSentence reads the zone from a sentence such as "All times in CET.".
func zoneSentence(text string) (*time.Location, bool) {
	if len(text) > 160 {
		return nil, false
	}
	w := " " + words(text) + " "
	for _, about := range []string{" times ", " timestamps ", " time zone ", " timezone ", " timezones ", " zone "} {
		if strings.Contains(w, about) {
			return zoneIn(text)
		}
	}
	return nil, false
}

// zoneIn finds the name of a zone among the words of a text. Abbreviations count
// in capitals only.
func zoneIn(text string) (*time.Location, bool) {
	tokens := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/_+-:−", r)
	})
	for i, token := range tokens {
		token = strings.Trim(token, "-:/_")
		letters := strings.TrimRight(token, "0123456789:+-−")
		if i+1 < len(tokens) && strings.EqualFold(tokens[i+1], "time") && unicode.IsUpper(rune(letters0(letters))) {
			if zone, ok := entry.Zone(token + " Time"); ok {
				return zone, true
			}
		}
		switch {
		case strings.Contains(letters, "/"):
		case len(letters) >= 2 && letters == strings.ToUpper(letters):
		case letters == "" && len(token) >= 5 && strings.ContainsAny(token[:1], "+-"):
		default:
			continue
		}
		if zone, ok := entry.Zone(token); ok {
			return zone, true
		}
	}
	return nil, false
}

func letters0(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// findDay settles the day of times that name none, from the best source there
// is, and says by which rule.
func (r *reader) findDay() {
	for _, st := range r.stamps {
		if day, ok := dayIn(st.field.value, r.zone); ok && st.milestone == hindcast.Began {
			r.day, r.dayRule = day, "day:start-time"
			return
		}
	}
	if !r.day.IsZero() {
		return
	}
	for _, st := range r.stamps {
		if day, ok := dayIn(st.field.value, r.zone); ok {
			r.day, r.dayRule = day, "day:stated-time"
			return
		}
	}
	for _, s := range r.sections {
		if day, ok := dayIn(s.title, r.zone); ok && s.head != nil && (s.role == noRole || s.role == timelineRole) {
			r.day, r.dayRule = day, "day:heading"
			return
		}
	}
	if day, ok := dayIn(r.fileName(), r.zone); ok {
		r.day, r.dayRule = day, "day:file-name"
		return
	}
	for _, s := range r.sections {
		if s.role != summaryRole && s.role != noRole || s.level > 2 {
			continue
		}
		for _, b := range s.blocks {
			for _, line := range b.body {
				if day, ok := dayIn(line.text, r.zone); ok {
					r.day, r.dayRule = day, "day:text"
					return
				}
			}
		}
	}
	if !r.assumedDay.IsZero() && !r.namesDay() {
		r.day, r.dayRule = r.assumedDay, AssumedDay
	}
}

// AssumedDay is the id of the rule by which a document without any date gets one from
// outside. Times of day and what lies between them are right then; the day may
// not be.
const AssumedDay = "day:assumed"

// namesDay reports whether any line names a day.
func (r *reader) namesDay() bool {
	for _, line := range r.page.lines {
		if _, ok := dayIn(line, r.zone); ok {
			return true
		}
	}
	return false
}

// dayIn finds the first full date in a text.
func dayIn(text string, zone *time.Location) (hindcast.Date, bool) {
	if len(text) > 2000 {
		text = text[:2000]
	}
	start := true
	for i, c := range text {
		if start && (c >= '0' && c <= '9' || unicode.IsUpper(c)) {
			clock := entry.Clock{Zone: zone}
			if _, _, ok := clock.Read(text[i:]); ok && !clock.Day.IsZero() {
				return clock.Day, true
			}
		}
		start = !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '.' && c != '/' && c != ':'
	}
	return hindcast.Date{}, false
}

// takeDate reads the incident's date.
func (r *reader) takeDate(value, rule string) outcome {
	day, ok := dayIn(value, r.zone)
	if !ok {
		return notRead
	}
	if r.day.IsZero() {
		r.day, r.dayRule = day, rule
	}
	_, err := hindcast.ParseDate(strings.TrimSpace(value))
	return wholeIf(err == nil)
}

// clock returns a clock for a section, in its zone and on the incident's day.
func (r *reader) clock(s *section) *entry.Clock {
	c := &entry.Clock{Zone: r.zone, Day: r.day, DayRule: r.dayRule}
	for p := s; p != nil; p = p.parent {
		if zone, ok := r.zoneOf(p); ok && p.role != noRole {
			c.Zone = zone
			break
		}
	}
	return c
}
