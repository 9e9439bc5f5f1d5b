package entry

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// stamp is a time as written, before the clock gives it a place.
type stamp struct {
	date     day
	clock    reading
	zone     *time.Location // zone is nil when none was written.
	assumed  bool           // assumed says that the zone's name has several meanings.
	approx   bool
	relative bool
	after    time.Duration // after counts from the clock's start when relative.
	instant  time.Time     // instant is set for seconds since 1970.
	problem  string
}

// found is a time, or a range of two, at the start of a line.
type found struct {
	from, to stamp
	ranged   bool
	text     string
	problem  string
}

// find scans the start of the text for a time. ok is false when there is none; a
// problem may stand in f all the same.
func (c *Clock) find(text string) (f found, rest string, ok bool) {
	s := scan{text: text}
	marks := skipLead(&s)
	if !mayStart(&s) {
		return f, text, false
	}
	f, ok = c.findAt(&s)
	if !ok && f.problem == "" && skipNumber(&s) {
		marks += skipLead(&s)
		f, ok = c.findAt(&s)
	}
	if !ok {
		return f, text, false
	}
	rest = skipTrail(&s, marks)
	f.text = strings.TrimSpace(text[:s.pos])
	return f, rest, true
}

func (c *Clock) findAt(s *scan) (f found, ok bool) {
	try := *s
	between := skipOpening(&try, &f.from)
	if !c.scanStamp(&try, &f.from, false) {
		f.problem = f.from.problem
		return f, false
	}
	if end := try; skipRangeMark(&end, between) {
		if c.scanStamp(&end, &f.to, f.from.clock.set) && sameKind(f.from, f.to) {
			f.ranged = true
			try = end
		}
	}
	skipApprox(&try, &f.from)
	if !try.atWordEnd() {
		return found{}, false
	}
	*s = try
	return f, true
}

// sameKind tells 09:00 - 11:00 and 2021-12-10 - 2021-12-12, which are ranges,
// from 2021-12-10 - 11:00, which is one time.
func sameKind(from, to stamp) bool {
	return to.problem == "" && !to.relative && to.instant.IsZero() && !from.relative && from.instant.IsZero() &&
		(from.clock.set && to.clock.set || from.date.set && !from.clock.set && to.date.set)
}

// scanStamp reads one time. inRange asks for a complete time of day when no date
// stands before it, so that "14:30 - 5 pods" is no range.
func (c *Clock) scanStamp(s *scan, into *stamp, inRange bool) bool {
	try := *s
	skipWords(&try, into)
	switch {
	case scanEpoch(&try, into), !inRange && scanRelative(&try, into):
		*s = try
		return true
	case scanDay(&try, &into.date, c.DayFirst):
		if into.problem = into.date.problem; into.problem != "" {
			return false
		}
		next, approx := try, into.approx
		if skipToClock(&next, into) && scanReading(&next, &into.clock, true) {
			try = next
			scanStampZone(&try, into)
			scanLateYear(&try, into)
		} else {
			into.approx = approx
		}
	default:
		if into.problem = into.date.problem; into.problem != "" {
			return false
		}
		if !scanReading(&try, &into.clock, false) {
			into.problem = into.clock.problem
			return false
		}
		scanStampZone(&try, into)
		skipApprox(&try, into)
		scanTrailingDay(&try, into)
	}
	if into.problem = into.clock.problem; into.problem != "" {
		return false
	}
	if into.clock.needsZone && into.zone == nil {
		return false
	}
	skipApprox(&try, into)
	*s = try
	return true
}

// scanTrailingDay reads the date of "14:30 UTC on 3 March 2024" and of "14:30,
// 2024-03-03".
func scanTrailingDay(s *scan, into *stamp) {
	try := *s
	try.spaces()
	try.take(',')
	try.spaces()
	if try.word("on") {
		try.spaces()
	}
	var d day
	if skipWeekday(&try, &d) {
		try.spaces()
	}
	if scanDay(&try, &d, false) && d.problem == "" && d.rule == "" && !d.numeric2 && try.atWordEnd() {
		into.date = d
		*s = try
	}
}

// scanLateYear reads the year of "Feb 1 14:30:05 UTC 2024", as date(1) prints it.
func scanLateYear(s *scan, into *stamp) {
	if into.date.year != 0 || into.zone == nil && into.clock.precision != hindcast.PrecisionExact {
		return
	}
	try := *s
	if try.spaces() {
		scanYear(&try, &into.date)
	}
	if into.date.year != 0 {
		*s = try
	}
}

// scanStampZone reads the zone after a time: "UTC", "+02:00", "(CET)".
func scanStampZone(s *scan, into *stamp) {
	try := *s
	try.spaces()
	closing := byte(0)
	switch {
	case try.take('('):
		closing = ')'
	case try.take('['):
		closing = ']'
	}
	if closing == 0 && isoOnly(&try, into) {
		return
	}
	loc, assumed, ok := scanZone(&try, true)
	if !ok || closing != 0 && !try.take(closing) || !try.atWordEnd() {
		return
	}
	into.zone, into.assumed = loc, assumed
	*s = try
}

// isoOnly says of "14:30-15:00" that it is a range: a minus sign directly behind
// a time starts an offset only where seconds were written or a T stood before,
// as in RFC 3339.
func isoOnly(s *scan, into *stamp) bool {
	r, _ := s.rune()
	if s.done() || !isDash(r) {
		return false
	}
	if isSpace(s.before()) {
		return !into.clock.set
	}
	return !into.clock.iso
}

// scanEpoch reads seconds or milliseconds since 1970 in brackets or backticks.
func scanEpoch(s *scan, into *stamp) bool {
	if before := s.before(); before != '[' && before != '(' && before != '`' {
		return false
	}
	try := *s
	digits := try.digits(14)
	if len(digits) != 10 && len(digits) != 13 {
		return false
	}
	into.instant = time.Unix(int64(number(digits)), 0).UTC()
	if len(digits) == 13 {
		into.instant = time.UnixMilli(int64(number(digits))).UTC()
	}
	if len(digits) == 10 && try.take('.') {
		fraction := try.digits(9)
		into.instant = into.instant.Add(time.Duration(nanos(fraction)))
	}
	if next := try.peek(); next != ']' && next != ')' && next != '`' {
		into.instant = time.Time{}
		return false
	}
	*s = try
	return true
}

// scanRelative reads T+15m, T-5m, T+1h30m, T+00:15 and +00:15.
func scanRelative(s *scan, into *stamp) bool {
	try := *s
	named := try.take('T') || try.take('t')
	sign := time.Duration(1)
	switch {
	case try.take('+'):
	case named && try.skip(isDash):
		sign = -1
	default:
		return false
	}
	var clock reading
	next := try
	switch {
	case scanReading(&next, &clock, false) && clock.set && clock.minuteKnown && clock.problem == "" && !clock.needsZone:
		into.after = clock.sinceMidnight()
		into.clock.precision = clock.precision
	default:
		next = try
		d, exact, ok := scanSpan(&next)
		if !ok && named && try.peek() == '0' {
			next.digits(1)
			d, ok = 0, next.atWordEnd()
		}
		if !ok {
			return false
		}
		into.after = d
		into.clock.precision = precisionOfSpan(exact)
	}
	into.relative, into.after = true, sign*into.after
	*s = next
	return true
}
