package hindcast

import (
	"math"
	"time"
)

const day = 24 * time.Hour

// Calendar says which days people work and in which zone days begin.
type Calendar struct {
	Zone     *time.Location // Zone is never nil in a policy that was read or defaulted.
	Workdays [7]bool        // Workdays is indexed by time.Weekday.
	Holidays []Date         // Holidays is sorted, each day once.
}

// IsBusinessDay reports whether people work on the day.
func (c Calendar) IsBusinessDay(d Date) bool {
	if !c.Workdays[d.weekday()] {
		return false
	}
	for _, h := range c.Holidays {
		if h == d {
			return false
		}
	}
	return true
}

// location returns the calendar's zone, UTC when none is set.
func (c Calendar) location() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// hasBusinessDays guards the loops below against a calendar without workdays.
func (c Calendar) hasBusinessDays() bool { return c.Workdays != [7]bool{} }

// AddBusinessDays returns the same local clock time n business days after t. A
// start on a day off counts from the beginning of the next business day. The
// clock time is kept across changes of daylight saving. With no workdays at all
// every day counts.
func (c Calendar) AddBusinessDays(t time.Time, n int) time.Time {
	local := t.In(c.location())
	if !c.hasBusinessDays() {
		return local.AddDate(0, 0, n).UTC()
	}
	day, clock := DateOf(local), clockOf(local)
	if !c.IsBusinessDay(day) {
		clock = 0
		for !c.IsBusinessDay(day) {
			day = day.AddDays(1)
		}
	}
	for n > 0 {
		day = day.AddDays(1)
		if c.IsBusinessDay(day) {
			n--
		}
	}
	return c.at(day, clock).UTC()
}

// BusinessBetween returns the time between from and to that fell on business
// days, where a whole business day counts as 24 hours whatever daylight saving
// does. It is zero when to is not after from, and at most the longest
// time.Duration (292 years).
func (c Calendar) BusinessBetween(from, to time.Time) time.Duration {
	if !to.After(from) {
		return 0
	}
	if !c.hasBusinessDays() {
		return to.Sub(from)
	}
	a, b := from.In(c.location()), to.In(c.location())
	first, last := DateOf(a), DateOf(b)
	begin, end := time.Duration(0), time.Duration(0) // what counts of the first and the last day
	if c.IsBusinessDay(first) {
		begin = clockOf(a)
	}
	if c.IsBusinessDay(last) {
		end = clockOf(b)
	}
	days := c.businessDays(first, last)
	if days > math.MaxInt64/int64(day)-2 {
		return math.MaxInt64
	}
	return max(0, time.Duration(days)*day-begin+end)
}

// businessDays counts the business days from first, included, to last, not
// included, without walking through whole weeks.
func (c Calendar) businessDays(first, last Date) int64 {
	span := last.number() - first.number()
	var count int64
	for weekday, works := range c.Workdays {
		if works {
			count += span / 7
		}
		past := (int64(weekday) - int64(first.weekday()) + 7) % 7
		if works && past < span%7 {
			count++
		}
	}
	for _, h := range c.Holidays {
		if h.Compare(first) >= 0 && h.Compare(last) < 0 && c.Workdays[h.weekday()] {
			count--
		}
	}
	return count
}

// clockOf returns the time on the clock since midnight, as a wall clock shows it.
func clockOf(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}

// at returns the instant at which a wall clock shows a time on a day, or the
// day's first instant where daylight saving skips that time at midnight.
func (c Calendar) at(d Date, clock time.Duration) time.Time {
	h, rest := clock/time.Hour, clock%time.Hour
	m, rest := rest/time.Minute, rest%time.Minute
	s, ns := rest/time.Second, rest%time.Second
	t := time.Date(d.Year, d.Month, d.Day, int(h), int(m), int(s), int(ns), c.location())
	if DateOf(t).Compare(d) < 0 {
		return d.In(c.location())
	}
	return t
}
