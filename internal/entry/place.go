package entry

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// place turns a written time into an instant by the clock, and returns the clock
// as it stands afterwards.
func (c Clock) place(f found) (when When, next Clock, problem string) {
	from, to := f.from, f.to
	if f.ranged && from.zone == nil {
		from.zone, from.assumed = to.zone, to.assumed
	}
	if f.ranged && from.clock.meridiem == 0 && to.clock.meridiem == 'p' && from.clock.hour < 12 && from.clock.hour+12 <= to.clock.hour {
		from.clock.hour += 12
	}
	at, problem := c.instant(from, &when)
	if problem != "" {
		return When{}, c, problem
	}
	when.At = at.UTC()
	when.Precision = precisionOf(from)
	if f.ranged {
		c.placeEnd(from, to, at, &when)
	}
	if from.date.set {
		c.DayRule = ""
	}
	c.Day, c.Last = hindcast.DateOf(at.In(c.zone())), when.At
	if from.zone != nil && !from.date.set {
		c.Day = hindcast.DateOf(at)
	}
	if c.Start.IsZero() {
		c.Start = when.At
	}
	return when, c, ""
}

func precisionOf(s stamp) hindcast.Precision {
	switch {
	case s.approx:
		return hindcast.PrecisionApproximate
	case !s.instant.IsZero():
		return hindcast.PrecisionExact
	case s.relative, s.clock.set:
		return s.clock.precision
	}
	return hindcast.PrecisionDay
}

// instant returns the instant in the zone it was read in.
func (c Clock) instant(s stamp, when *When) (time.Time, string) {
	if !s.instant.IsZero() {
		return s.instant.In(c.zone()), ""
	}
	if s.relative {
		if c.Start.IsZero() {
			return time.Time{}, "the time counts from a start that is not known"
		}
		when.Rules = append(when.Rules, "time:since-start")
		return c.Start.Add(s.after).In(c.zone()), ""
	}
	loc := s.zone
	if loc == nil {
		loc = c.zone()
	}
	if s.assumed {
		when.Rules = append(when.Rules, "zone:assumed")
	}
	d, problem := c.dayOf(s, loc, when)
	if problem != "" {
		return time.Time{}, problem
	}
	return c.local(d, s.clock, loc, when), ""
}

// dayOf returns the day a time lies on, from the text or from the clock.
func (c Clock) dayOf(s stamp, loc *time.Location, when *When) (hindcast.Date, string) {
	d := s.date
	if d.rule != "" {
		when.Rules = append(when.Rules, d.rule)
	}
	switch {
	case d.set && d.year != 0:
		return c.checkWeekday(hindcast.Date{Year: d.year, Month: d.month, Day: d.day}, d, when), ""
	case c.Day.IsZero() && d.set:
		return hindcast.Date{}, fmt.Sprintf("%d %s names no year, and none is known yet", d.day, d.month)
	case c.Day.IsZero():
		return hindcast.Date{}, "the time names no day, and none is known yet"
	case d.set:
		when.Rules = append(when.Rules, "year:nearest")
		return c.checkWeekday(c.nearestYear(d), d, when), ""
	case d.weekday != 0:
		when.Rules = append(when.Rules, "day:weekday")
		return c.nextWeekday(d.weekday), ""
	}
	return c.carriedDay(s.clock, loc, when), ""
}

// checkWeekday notes that the weekday written is not that of the date.
func (c Clock) checkWeekday(date hindcast.Date, d day, when *When) hindcast.Date {
	if d.weekday != 0 && int(date.In(time.UTC).Weekday())+1 != d.weekday {
		when.Rules = append(when.Rules, "date:weekday-differs")
	}
	return date
}

// nearestYear gives a date without a year the one that brings it closest to the
// day on the clock, so that 1 January follows 31 December.
func (c Clock) nearestYear(d day) hindcast.Date {
	best := hindcast.Date{}
	for year := c.Day.Year - 1; year <= c.Day.Year+1; year++ {
		if d.day > daysIn(d.month, year) {
			continue
		}
		date := hindcast.Date{Year: year, Month: d.month, Day: d.day}
		if best.IsZero() || gap(date, c.Day) < gap(best, c.Day) {
			best = date
		}
	}
	if best.IsZero() { // 29 February with no leap year next to the clock's
		best = hindcast.Date{Year: c.Day.Year, Month: time.March, Day: 1}
	}
	return best
}

func gap(a, b hindcast.Date) time.Duration { return a.In(time.UTC).Sub(b.In(time.UTC)).Abs() }

// nextWeekday returns the first such day that is not before the clock's.
func (c Clock) nextWeekday(weekday int) hindcast.Date {
	d := c.Day
	for int(d.In(time.UTC).Weekday())+1 != weekday {
		d = d.AddDays(1)
	}
	return d
}

// carriedDay takes the clock's day, or the next one when the time of day lies
// more than rollBack before the last instant.
func (c Clock) carriedDay(r reading, loc *time.Location, when *When) hindcast.Date {
	rule := c.DayRule
	if rule == "" {
		rule = "day:carried"
	}
	at := wallTime(c.Day, r, loc)
	back := c.Last.Sub(at)
	switch {
	case c.Last.IsZero() || back <= 0:
		when.Rules = append(when.Rules, rule)
		return c.Day
	case back > rollBack:
		when.Rules = append(when.Rules, rule, "day:rolled")
		return c.Day.AddDays(1)
	case r.precision == hindcast.PrecisionHour && back < time.Hour:
		when.Rules = append(when.Rules, rule)
		return c.Day
	}
	when.Rules = append(when.Rules, rule, "day:out-of-order")
	return c.Day
}

func wallTime(d hindcast.Date, r reading, loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, r.hour, r.minute, r.second, r.nano, loc)
}

// local resolves a clock reading in a zone across changes of daylight saving.
func (c Clock) local(d hindcast.Date, r reading, loc *time.Location, when *When) time.Time {
	at := wallTime(d, r, loc)
	_, before := at.Add(-24 * time.Hour).Zone()
	_, after := at.Add(24 * time.Hour).Zone()
	if before == after {
		return at
	}
	wall := wallTime(d, r, time.UTC)
	early, late := wall.Add(-time.Duration(before)*time.Second).In(loc), wall.Add(-time.Duration(after)*time.Second).In(loc)
	_, atEarly := early.Zone()
	_, atLate := late.Zone()
	switch {
	case atEarly != before && atLate != after:
		when.Rules = append(when.Rules, "zone:skipped-hour")
		return early
	case atEarly == before && atLate == after:
		when.Rules = append(when.Rules, "zone:repeated-hour")
		if early.Before(c.Last) && !late.Before(c.Last) {
			return late
		}
		return early
	case atEarly == before:
		return early
	}
	return late
}

// placeEnd places the end of a range. An end that lies before the start on the
// clock is on the next day; an end known less exactly than the start is left out,
// because an event has one precision.
func (c Clock) placeEnd(from, to stamp, start time.Time, when *When) {
	if to.clock.set && to.clock.precision == hindcast.PrecisionHour && from.clock.precision != hindcast.PrecisionHour {
		when.Rules = append(when.Rules, "until:not-exact")
		return
	}
	if to.zone == nil {
		to.zone = from.zone
	}
	loc := to.zone
	if loc == nil {
		loc = c.zone()
	}
	if to.approx {
		when.Precision = hindcast.PrecisionApproximate
	}
	c.Day, c.Last = hindcast.DateOf(start.In(loc)), time.Time{}
	var ignored When
	end, problem := c.instant(to, &ignored)
	if problem != "" {
		return
	}
	if end.Before(start) && !to.date.set {
		c.Day = c.Day.AddDays(1)
		end, _ = c.instant(to, &ignored)
		when.Rules = append(when.Rules, "until:rolled")
	}
	if end.Before(start) {
		when.Rules = append(when.Rules, "until:before-start")
		return
	}
	when.Until = end.UTC()
}
