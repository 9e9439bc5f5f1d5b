package entry

import (
	"fmt"
	"strings"
	"time"
)

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

func isNumeric(s string) bool { return s != "" && isDigit(s[0]) }

func countWord(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
	if n < len(words) {
		return words[n]
	}
	return "too many"
}
