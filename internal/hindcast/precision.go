package hindcast

import "time"

// Precision says how exactly a time is known.
type Precision string

// The precisions. A clock reading is taken as cut off, not rounded: 14:30 with
// PrecisionMinute lies in [14:30:00, 14:31:00).
const (
	PrecisionExact       Precision = "exact"
	PrecisionMinute      Precision = "minute"
	PrecisionHour        Precision = "hour"
	PrecisionDay         Precision = "day"
	PrecisionApproximate Precision = "approximate"
	PrecisionUnknown     Precision = "unknown"
)

// ApproximateSpread is how far a time written with "~" or "around" may lie from
// the truth on either side. The figure is ours: people round to the quarter hour.
const ApproximateSpread = 15 * time.Minute

// Precisions lists the precisions, finest first.
func Precisions() []Precision {
	return []Precision{PrecisionExact, PrecisionMinute, PrecisionHour, PrecisionDay, PrecisionApproximate, PrecisionUnknown}
}

// Valid reports whether p is one of the precisions.
func (p Precision) Valid() bool { return oneOf(p, Precisions()) }

// Bounds returns the interval in which the true instant lies: earliest is
// included, latest is not, unless both are equal. ok is false when nothing is
// known.
func (p Precision) Bounds(at time.Time) (earliest, latest time.Time, ok bool) {
	switch p {
	case PrecisionExact:
		return at, at, true
	case PrecisionMinute:
		return at, at.Add(time.Minute), true
	case PrecisionHour:
		return at, at.Add(time.Hour), true
	case PrecisionDay:
		return at, at.Add(24 * time.Hour), true
	case PrecisionApproximate:
		return at.Add(-ApproximateSpread), at.Add(ApproximateSpread), true
	}
	return time.Time{}, time.Time{}, false
}

// Bounds returns the interval in which the event's start lies; see
// Precision.Bounds.
func (e TimelineEvent) Bounds() (earliest, latest time.Time, ok bool) {
	if e.At.IsZero() {
		return time.Time{}, time.Time{}, false
	}
	return e.Precision.Bounds(e.At)
}
