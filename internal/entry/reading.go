package entry

import (
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// reading is a time of day as written.
type reading struct {
	set         bool
	hour        int
	minute      int
	second      int
	nano        int
	minuteKnown bool
	iso         bool // iso says that an offset may follow directly behind.
	meridiem    byte // meridiem is 'a', 'p' or 0.
	unknown     bool // unknown stands for "HH:mm" and "--:--" behind a date.
	needsZone   bool // needsZone says that 1430 is a time only if a zone follows.
	precision   hindcast.Precision
	problem     string
}

func (r reading) sinceMidnight() time.Duration {
	return time.Duration(r.hour)*time.Hour + time.Duration(r.minute)*time.Minute +
		time.Duration(r.second)*time.Second + time.Duration(r.nano)
}

// scanReading reads a time of day. afterDate allows the spellings that mean
// something else where no date stands in front: 1430, 14.30, "14h" and "--:--".
func scanReading(s *scan, into *reading, afterDate bool) bool {
	try := *s
	iso := afterDate && (try.before() == 'T' || try.before() == 't')
	hours := try.digits(7)
	var r reading
	ok := false
	switch next, _ := try.rune(); {
	case hours == "" && scanNamedHour(&try, &r):
		ok = true
	case hours == "":
		ok = afterDate && scanUnknownClock(&try, &r)
	case len(hours) <= 2 && !try.done() && isColon(next):
		ok = scanMinutes(&try, &r, hours)
	case len(hours) <= 2 && (try.peek() == 'h' || try.peek() == 'H'):
		ok = scanHourMark(&try, &r, hours, afterDate)
	case len(hours) <= 2 && try.peek() == '.':
		ok = scanDotted(&try, &r, hours)
		r.needsZone = !afterDate
	case len(hours) == 4 || len(hours) == 6:
		ok = scanCompact(&try, &r, hours)
		r.needsZone = !afterDate && !skipHoursWord(&try)
	}
	if !ok && len(hours) > 0 && len(hours) <= 2 {
		ok = scanBareHour(s, &try, &r, hours)
	} else if ok && !r.unknown && hours != "" {
		scanMeridiem(&try, &r)
		if r.minuteKnown {
			skipHoursWord(&try)
			try.word("h")
		}
	}
	if !ok || !afterDate && isAmount(&try) {
		return false
	}
	r.iso = iso || r.precision == hindcast.PrecisionExact
	r.check(s.text[s.pos:try.pos])
	*into = r
	if r.problem != "" {
		return false
	}
	*s = try
	return true
}

// check applies am and pm and refuses 25:61.
func (r *reading) check(written string) {
	r.set = !r.unknown
	switch {
	case r.unknown:
		return
	case r.meridiem == 'p' && r.hour < 12:
		r.hour += 12
	case r.meridiem == 'a' && r.hour == 12:
		r.hour = 0
	}
	whole := r.hour == 24 && r.minute == 0 && r.second == 0 && r.nano == 0
	if r.hour > 23 && !whole || r.minute > 59 || r.second > 60 {
		r.problem = fmt.Sprintf("%s is no time of day", strings.TrimSpace(written))
	}
}

// scanMinutes reads what follows the hour of 14:30, 14:30:05.123, 14:?? and 14:4x,
// which is taken as about 14:45.
func scanMinutes(s *scan, r *reading, hours string) bool {
	r.hour = number(hours)
	s.skip(isColon)
	if skipPlaceholder(s) {
		r.precision = hindcast.PrecisionHour
		return true
	}
	minutes := s.digits(3)
	if len(minutes) == 1 && number(minutes) < 6 && (s.peek() == 'x' || s.peek() == '?') {
		s.pos++
		r.minute, r.minuteKnown, r.precision = 10*number(minutes)+5, true, hindcast.PrecisionApproximate
		return s.atWordEnd()
	}
	if len(minutes) != 2 {
		return false
	}
	r.minute, r.minuteKnown, r.precision = number(minutes), true, hindcast.PrecisionMinute
	more := *s
	if !more.skip(isColon) {
		return true
	}
	seconds := more.digits(3)
	if len(seconds) != 2 {
		return true
	}
	r.second, r.precision = number(seconds), hindcast.PrecisionExact
	*s = more
	if more.take('.') || more.take(',') {
		if fraction := more.digits(12); fraction != "" {
			r.nano = nanos(fraction)
			*s = more
		}
	}
	return true
}

// skipPlaceholder passes the "??" of "14:??".
func skipPlaceholder(s *scan) bool {
	for _, p := range []string{"??", "xx", "XX", "--", "__", "mm", "MM"} {
		if strings.HasPrefix(s.left(), p) {
			s.pos += len(p)
			return s.atWordEnd()
		}
	}
	return false
}

// scanUnknownClock passes the "HH:mm" and "--:--" that stand for a time nobody
// filled in.
func scanUnknownClock(s *scan, r *reading) bool {
	left := s.left()
	for _, p := range []string{"hh:mm:ss", "hh:mm", "--:--:--", "--:--", "??:??", "xx:xx", "__:__"} {
		if len(left) >= len(p) && strings.EqualFold(left[:len(p)], p) {
			s.pos += len(p)
			r.unknown, r.precision = true, hindcast.PrecisionDay
			return s.atWordEnd()
		}
	}
	return false
}

// scanHourMark reads 14h and 14h30. Without a date in front "12h of logs" is no
// time, so that only a separator may follow.
func scanHourMark(s *scan, r *reading, hours string, afterDate bool) bool {
	s.pos++
	r.hour, r.precision = number(hours), hindcast.PrecisionHour
	if minutes := s.digits(3); len(minutes) == 2 {
		r.minute, r.minuteKnown, r.precision = number(minutes), true, hindcast.PrecisionMinute
		return s.atWordEnd()
	} else if minutes != "" {
		return false
	}
	next := *s
	next.spaces()
	return s.atWordEnd() && len(hours) == 2 && (afterDate || next.atWordEnd())
}

// scanNamedHour reads "noon" and "midnight". A word behind it must be a zone: "Noon
// backups failed" starts with no time.
func scanNamedHour(s *scan, r *reading) bool {
	switch {
	case s.word("noon", "midday"):
		r.hour = 12
	case !s.word("midnight"):
		return false
	}
	r.minuteKnown, r.precision = true, hindcast.PrecisionMinute
	if strings.HasPrefix(s.left(), "-ish") {
		s.pos += len("-ish")
		r.precision = hindcast.PrecisionApproximate
	}
	next := *s
	if next.spaces(); !next.atWordEnd() {
		r.needsZone = true
	}
	return true
}

func scanDotted(s *scan, r *reading, hours string) bool {
	s.take('.')
	minutes := s.digits(3)
	if len(minutes) != 2 || s.peek() == '.' || s.peek() == '%' {
		return false
	}
	r.hour, r.minute, r.minuteKnown, r.precision = number(hours), number(minutes), true, hindcast.PrecisionMinute
	return true
}

// scanCompact reads 1430 and 143005.
func scanCompact(s *scan, r *reading, digits string) bool {
	r.hour, r.minute, r.minuteKnown, r.precision = number(digits[:2]), number(digits[2:4]), true, hindcast.PrecisionMinute
	if len(digits) == 6 {
		r.second, r.precision = number(digits[4:]), hindcast.PrecisionExact
	}
	next, _ := s.rune()
	return r.hour < 24 && r.minute < 60 && (s.done() || next != '.' && !isDash(next))
}

// skipHoursWord passes "hrs" and, in front of a separator only, "hours": "1200
// hours of work" is an amount.
func skipHoursWord(s *scan) bool {
	try := *s
	try.spaces()
	if !try.word("hrs", "uhr") {
		if !try.word("hours") {
			return false
		}
		if next := try; next.spaces() && !next.atWordEnd() {
			return false
		}
	}
	*s = try
	return true
}

// scanBareHour reads "2pm" and "2 PM".
func scanBareHour(from, s *scan, r *reading, hours string) bool {
	*s = *from
	s.digits(2)
	*r = reading{hour: number(hours), precision: hindcast.PrecisionHour}
	scanMeridiem(s, r)
	return r.meridiem != 0 && r.hour >= 1 && r.hour <= 12
}

func scanMeridiem(s *scan, r *reading) {
	try := *s
	try.spaces()
	left := try.left()
	for _, p := range []string{"a.m.", "p.m.", "am", "pm"} {
		if len(left) >= len(p) && strings.EqualFold(left[:len(p)], p) {
			try.pos += len(p)
			if try.atWordEnd() {
				r.meridiem = p[0]
				*s = try
			}
			return
		}
	}
}

// isAmount tells the "5:30 minutes" of an amount from a time of day.
func isAmount(s *scan) bool {
	try := *s
	return try.spaces() && try.word("min", "mins", "minute", "minutes", "hour", "hours", "sec", "seconds")
}

func nanos(fraction string) int {
	for len(fraction) < 9 {
		fraction += "0"
	}
	return number(fraction[:9])
}
