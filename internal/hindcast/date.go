package hindcast

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a calendar day without a zone, such as a deadline. The zero value means
// no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day of t in t's location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a day written as YYYY-MM-DD", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether no day is set.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD, or "" for the zero value.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// Compare returns -1, 0 or +1 as d is before, the same as or after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// In returns the first instant of the day in a location. Where daylight saving
// skips midnight that is later than 00:00, and where it repeats it the earlier of
// the two: time.Date leaves both open.
func (d Date) In(loc *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
	_, here := t.Zone()
	_, noon := t.Add(12 * time.Hour).Zone()
	if noon > here && DateOf(t).Compare(d) < 0 {
		return t.Add(time.Duration(noon-here) * time.Second)
	}
	_, eve := t.Add(-12 * time.Hour).Zone()
	if first := t.Add(-time.Duration(eve-here) * time.Second); eve > here && DateOf(first) == d {
		return first
	}
	return t
}

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, d.Month, d.Day+n, 12, 0, 0, 0, time.UTC))
}

// weekday returns the day of the week.
func (d Date) weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// number counts days, so that two dates can be subtracted.
func (d Date) number() int64 { return d.In(time.UTC).Unix() / int64(day/time.Second) }
