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
