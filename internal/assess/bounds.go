package assess

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// took is the length of time between two events, with the bounds their precision
// leaves. Lengths are counted as limit counts: in time or in business days.
type took struct {
	from, to         *hindcast.TimelineEvent
	value, low, high time.Duration
	limit            time.Duration // limit is zero when nothing is asked.
	backwards        bool          // backwards says that to lies before from beyond doubt.
}

// took measures from one event to another, both of which have times. Where
// precision lets the second lie before the first, the order the record states is
// believed, and nothing is ever negative.
func (v *view) took(from, to *hindcast.TimelineEvent, limit hindcast.Span) took {
	fromLow, fromHigh, _ := from.Bounds()
	toLow, toHigh, _ := to.Bounds()
	t := took{from: from, to: to}
	t.backwards = toHigh.Before(fromLow) || toHigh.Equal(fromLow) && toHigh.After(toLow)
	count := func(a, b time.Time) time.Duration {
		length, target := limit.Measure(a, b, v.policy.Calendar)
		t.limit = target
		return max(length, 0)
	}
	t.value, t.low, t.high = count(from.At, to.At), count(fromHigh, toLow), count(fromLow, toHigh)
	return t
}

// standing says how a length stands to its limit.
type standing int

const (
	unlimited standing = iota // nothing is asked
	within
	over
	straddling // precision does not tell
)

// standing compares the bounds with the limit. A clock that was cut off lies
// before the end of its unit, so a low bound that reaches the limit by precision
// alone is over it already; an exact length equal to the limit is within.
func (t took) standing() standing {
	switch {
	case t.limit == 0:
		return unlimited
	case t.high <= t.limit:
		return within
	case t.low >= t.limit:
		return over
	}
	return straddling
}

// words tells the length, as a range where precision leaves one that matters.
func (t took) words() string {
	if t.standing() == straddling {
		return hindcast.FormatRange(t.low.Seconds(), t.high.Seconds(), hindcast.UnitSeconds)
	}
	return against(t.value, t.limit)
}

// against writes a length so that one that missed its limit by less than is
// written never looks equal to it.
func against(d, limit time.Duration) string {
	text := words(d)
	switch {
	case limit == 0 || text != words(limit):
		return text
	case d > limit:
		return "just over " + text
	case d < limit:
		return "just under " + text
	}
	return text
}

// finer asks for the coarser of the two times to be recorded more precisely.
func (t took) finer(fromDid, toDid string) string {
	fromWidth, toWidth := width(t.from), width(t.to)
	coarse, did := t.to, toDid
	switch {
	case fromWidth > toWidth:
		coarse, did = t.from, fromDid
	case fromWidth == toWidth:
		did = fromDid + " and at which " + toDid
	}
	unit, known := finerUnit(coarse.Precision)
	return fmt.Sprintf("record the %s at which %s; %s is not enough to tell %s from the limit of %s",
		unit, did, known, words(t.value), words(t.limit))
}

func width(e *hindcast.TimelineEvent) time.Duration {
	low, high, _ := e.Bounds()
	return high.Sub(low)
}

func finerUnit(p hindcast.Precision) (unit, known string) {
	switch p {
	case hindcast.PrecisionDay:
		return "hour", "the day alone"
	case hindcast.PrecisionHour:
		return "minute", "to the hour"
	case hindcast.PrecisionApproximate:
		return "exact minute", "an approximate time"
	}
	return "second", "to the minute"
}

// limitLength is the length of a span as its own way of counting has it.
func limitLength(s hindcast.Span) time.Duration {
	if s.BusinessDays > 0 {
		return time.Duration(s.BusinessDays) * 24 * time.Hour
	}
	return s.Duration
}

// seconds turns a duration into the number of a measure.
func seconds(d time.Duration) *float64 { return number(d.Seconds()) }

func number(f float64) *float64 { return &f }

// words writes a duration for people.
func words(d time.Duration) string { return hindcast.FormatDuration(d) }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// some writes "message", "3 messages", to follow "the".
func some(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return count(n, one, many)
}

// count writes "1 signal", "3 signals".
func count(n int, one, many string) string { return fmt.Sprintf("%d %s", n, plural(n, one, many)) }
