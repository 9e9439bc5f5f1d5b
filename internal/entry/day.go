package entry

import (
	"fmt"
	"strings"
	"time"
)

// day is a date as written.
type day struct {
	set      bool
	year     int // year is 0 when none was written.
	month    time.Month
	day      int
	weekday  int    // weekday is 1 for Sunday to 7 for Saturday, 0 when none was written.
	numeric2 bool   // numeric2 says that only day and month were written, as figures.
	rule     string // rule says how an open order was read.
	problem  string
}

// scanDay reads a date in figures or with the month's name.
func scanDay(s *scan, into *day, dayFirst bool) bool {
	try := *s
	d := day{weekday: into.weekday}
	ok := false
	if isDigit(try.peek()) {
		ok = scanFigures(&try, &d, dayFirst)
		if !ok && d.problem == "" {
			try = *s
			ok = scanDayMonth(&try, &d)
		}
	} else {
		ok = scanMonthDay(&try, &d)
	}
	if d.problem != "" {
		into.problem = d.problem
		return false
	}
	if !ok {
		return false
	}
	d.set = true
	*into = d
	*s = try
	return true
}

// scanFigures reads 2024-01-29, 2024/01/29, 29.01.2024, 01/29/2024 and 20240129.
func scanFigures(s *scan, d *day, dayFirst bool) bool {
	start := s.pos
	first := s.digits(9)
	if len(first) == 8 && (s.peek() == 'T' || isSpace(rune(s.peek()))) {
		d.year, d.month, d.day = number(first[:4]), time.Month(number(first[4:6])), number(first[6:])
		return plausible(d, first)
	}
	sep, _ := s.rune()
	if s.done() || sep != '/' && sep != '.' && !isDash(sep) {
		return false
	}
	s.skip(func(rune) bool { return true })
	second, named := scanMonthPart(s)
	next, n := s.rune()
	if second == "" || s.done() || next != sep {
		return shortFigures(s, d, first, second, sep, start, dayFirst)
	}
	s.pos += n
	third := datePart(s)
	if third == "" {
		s.pos -= n
		return shortFigures(s, d, first, second, sep, start, dayFirst)
	}
	written := s.text[start:s.pos]
	if sep == '/' && s.peek() == ':' && named {
		s.take(':') // 29/Jan/2024:14:30:05, the common log format
		s.pos--
	}
	if !s.atDateEnd() {
		return false
	}
	if len(third) == 2 && len(first) <= 2 && !clockFollows(*s) {
		return false // 1.2.34 is rather a version
	}
	return assign(d, first, second, third, sep, written, dayFirst, named)
}

func clockFollows(s scan) bool {
	var r reading
	return skipToClock(&s, new(stamp)) && scanReading(&s, &r, false) && !r.needsZone
}

// atDateEnd allows the T of 2024-01-29T14:30.
func (s *scan) atDateEnd() bool {
	return s.atWordEnd() || s.peek() == 'T' || s.peek() == 't'
}

// datePart reads digits, or the "??" and "xx" that stand for some.
func datePart(s *scan) string {
	if p := s.digits(5); p != "" {
		return p
	}
	end := s.pos
	for end < len(s.text) && end-s.pos < 4 && strings.IndexByte("?xX", s.text[end]) >= 0 {
		end++
	}
	p := s.text[s.pos:end]
	s.pos = end
	return p
}

// scanMonthPart reads the middle of a date: figures or the month's name.
func scanMonthPart(s *scan) (part string, named bool) {
	if p := datePart(s); p != "" {
		return p, false
	}
	m := monthOf(s.letters())
	if m == 0 {
		return "", false
	}
	return fmt.Sprintf("%02d", int(m)), true
}

// assign decides which of three parts is year, month and day.
func assign(d *day, first, second, third string, sep rune, written string, dayFirst, named bool) bool {
	if !isNumeric(second) || !isNumeric(third) {
		d.problem = fmt.Sprintf("%s leaves the day open", written)
		return false
	}
	switch {
	case len(first) == 4 && len(second) <= 2 && len(third) <= 2:
		d.year, d.month, d.day = number(first), time.Month(number(second)), number(third)
	case len(first) >= 3 && len(second) == 2 && len(third) == 2:
		d.problem = fmt.Sprintf("the year %s has %s digits", first, countWord(len(first)))
		return false
	case len(first) <= 2 && len(second) <= 2 && (len(third) == 4 || len(third) == 2 && (sep == '/' || sep == '.')):
		d.year = number(third)
		if len(third) == 2 {
			d.year += 2000
		}
		order(d, number(first), number(second), sep == '.' || named, dayFirst)
	default:
		return false
	}
	return plausible(d, written)
}

// order tells month from day. A point between the figures means day first, as in
// the countries that write dates so; so does a first figure over twelve.
func order(d *day, first, second int, dayLeads, dayFirst bool) {
	switch {
	case dayLeads || first > 12:
		d.day, d.month = first, time.Month(second)
	case second > 12:
		d.day, d.month = second, time.Month(first)
	case dayFirst:
		d.day, d.month, d.rule = first, time.Month(second), "date:day-first"
	default:
		d.day, d.month, d.rule = second, time.Month(first), "date:month-first"
	}
	if first == second {
		d.rule = ""
	}
}

// shortFigures reads 1/29 and 29.1. where a time follows, and explains dates that
// are cut short.
func shortFigures(s *scan, d *day, first, second string, sep rune, start int, dayFirst bool) bool {
	if len(first) == 4 && (isDash(sep) || sep == '/') && second != "" {
		end := s.pos
		for end < len(s.text) && (isDigit(s.text[end]) || strings.IndexByte("-/?xX", s.text[end]) >= 0) {
			end++
		}
		if year := number(first); year >= 1970 && year < 2200 {
			d.problem = fmt.Sprintf("%s leaves the day open", s.text[start:end])
		}
		return false
	}
	if sep != '/' && sep != '.' || len(first) > 2 || len(second) == 0 || len(second) > 2 || !isNumeric(second) {
		return false
	}
	if sep == '.' && !s.take('.') || !clockFollows(*s) {
		return false
	}
	order(d, number(first), number(second), sep == '.', dayFirst)
	d.numeric2 = true
	return plausible(d, s.text[start:s.pos])
}

// scanDayMonth reads 2 Jan 2024, 2nd of January and 20. January.
func scanDayMonth(s *scan, d *day) bool {
	start := s.pos
	digits := s.digits(3)
	if len(digits) > 2 {
		return false
	}
	skipOrdinal(s)
	s.take('.')
	s.spaces()
	if s.word("of") {
		s.spaces()
	}
	d.month, d.day = monthOf(s.letters()), number(digits)
	if d.month == 0 || !s.atWordEnd() {
		return false
	}
	scanYear(s, d)
	return plausible(d, s.text[start:s.pos])
}

// scanMonthDay reads Jan 2, 2024 and January 29.
func scanMonthDay(s *scan, d *day) bool {
	start := s.pos
	d.month = monthOf(s.letters())
	if d.month == 0 {
		return false
	}
	s.take('.')
	if !s.spaces() {
		return false
	}
	digits := s.digits(3)
	if digits == "" || len(digits) > 2 {
		return false
	}
	d.day = number(digits)
	skipOrdinal(s)
	if next, _ := s.rune(); !s.atWordEnd() || !s.done() && isColon(next) && looksLikeClock(s) {
		return false
	}
	scanYear(s, d)
	return plausible(d, s.text[start:s.pos])
}

// looksLikeClock tells "May 14:30" from "May 14: deploy".
func looksLikeClock(s *scan) bool {
	try := *s
	try.skip(isColon)
	return isDigit(try.peek())
}

func skipOrdinal(s *scan) {
	for _, p := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s.left(), p) {
			try := *s
			try.pos += 2
			if try.atWordEnd() {
				*s = try
			}
			return
		}
	}
}

func scanYear(s *scan, d *day) {
	try := *s
	try.take('.')
	try.take(',')
	try.spaces()
	digits := try.digits(5)
	if len(digits) == 4 && number(digits) >= 1970 && number(digits) < 2200 && try.atWordEnd() {
		d.year = number(digits)
		*s = try
	}
}

// plausible refuses 2024-02-30. Without a year February has 29 days.
func plausible(d *day, written string) bool {
	year := d.year
	if year == 0 {
		year = 2024
	}
	switch {
	case year < 1970 || year > 2199:
		d.problem = fmt.Sprintf("the year %d of %s is out of range", year, written)
	case d.month < 1 || d.month > 12:
		d.problem = fmt.Sprintf("%s names no month: there is none with the number %d", written, int(d.month))
	case d.day < 1 || d.day > daysIn(d.month, year):
		d.problem = fmt.Sprintf("%s is no day: %s has %d days", written, d.month, daysIn(d.month, year))
	}
	return d.problem == ""
}

func daysIn(m time.Month, year int) int {
	return time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// monthOf knows the English names and their first three letters.
func monthOf(name string) time.Month {
	if len(name) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		full := m.String()
		if strings.EqualFold(name, full) || len(name) == 3 && strings.EqualFold(name, full[:3]) {
			return m
		}
	}
	if strings.EqualFold(name, "sept") {
		return time.September
	}
	return 0
}

func isNumeric(s string) bool { return s != "" && isDigit(s[0]) }

func countWord(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return "too many"
}
