package ribbon

import (
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// clock sets times as people read them, in one zone.
type clock struct {
	zone     *time.Location
	manyDays bool // manyDays says that a clock time alone would be ambiguous.
	seconds  bool // seconds says that the record is short enough to need them.
}

// at sets an instant: "14:14", "3 Mar 14:14", "14:14:07".
func (c clock) at(t time.Time) string {
	form := "15:04"
	if c.seconds && t.Second() != 0 {
		form = "15:04:05"
	}
	if c.manyDays {
		form = "2 Jan " + form
	}
	return t.In(c.zone).Format(form)
}

// event sets the time of an event as exactly as it is known: "14:??" when the
// minute is not, "~14:30" when it is a guess, "3 Mar" when only the day is.
func (c clock) event(e *hindcast.TimelineEvent) string {
	if e.At.IsZero() {
		return "no time"
	}
	start := c.precise(e.At, e.Precision)
	if !e.Until.After(e.At) {
		return start
	}
	return start + "–" + c.precise(e.Until, e.Precision)
}

func (c clock) precise(t time.Time, p hindcast.Precision) string {
	switch p {
	case hindcast.PrecisionDay:
		return t.In(c.zone).Format("2 Jan")
	case hindcast.PrecisionHour:
		return strings.TrimSuffix(c.at(t.Truncate(time.Minute)), t.In(c.zone).Format("04")) + "??"
	case hindcast.PrecisionApproximate:
		return "~" + c.at(t)
	}
	return c.at(t)
}

// full sets an instant with date and zone, for titles and tables.
func (c clock) full(t time.Time) string {
	form := "2 Jan 2006, 15:04 MST"
	if t.Second() != 0 {
		form = "2 Jan 2006, 15:04:05 MST"
	}
	return t.In(c.zone).Format(form)
}

// fullEvent is full with the precision in words.
func (c clock) fullEvent(e *hindcast.TimelineEvent) string {
	if e.At.IsZero() {
		return "no time recorded"
	}
	if e.Precision == hindcast.PrecisionDay {
		return e.At.In(c.zone).Format("2 Jan 2006") + " (known to the day)"
	}
	s := c.full(e.At)
	if e.Until.After(e.At) {
		s += " to " + c.full(e.Until)
	}
	switch e.Precision {
	case hindcast.PrecisionHour:
		s += " (known to the hour)"
	case hindcast.PrecisionApproximate:
		s += " (approximate)"
	}
	return s
}

// vague reports whether a duration that begins or ends with the event is only
// roughly known.
func vague(e *hindcast.TimelineEvent) bool {
	return e.Precision == hindcast.PrecisionHour || e.Precision == hindcast.PrecisionDay || e.Precision == hindcast.PrecisionApproximate
}

// roughly sets a length in one unit, for the narrow label of an axis break.
func roughly(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%.0f min", d.Minutes())
	case d < 48*time.Hour:
		return fmt.Sprintf("%.0f h", d.Hours())
	case d < 1000*24*time.Hour:
		return fmt.Sprintf("%.0f d", d.Hours()/24)
	}
	return fmt.Sprintf("%.0f y", d.Hours()/24/365)
}
