package hindcast

import (
	"fmt"
	"time"
)

// Span is a length of time as a policy states it: either a duration or a number
// of business days. The zero value means that nothing is required.
type Span struct {
	Duration     time.Duration
	BusinessDays int
}

// IsZero reports whether nothing is required.
func (s Span) IsZero() bool { return s == Span{} }

// String returns the span as a policy writes it: "5 min", "2 h", "1 day",
// "2 business days", or "none".
func (s Span) String() string {
	if s.BusinessDays != 0 {
		return plural(int64(s.BusinessDays), "business day")
	}
	d := s.Duration
	switch {
	case d == 0:
		return "none"
	case d%(24*time.Hour) == 0:
		return plural(int64(d/(24*time.Hour)), "day")
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d%time.Second == 0:
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return d.String()
}

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// After returns the instant at which the span that starts at t ends.
func (s Span) After(t time.Time, c Calendar) time.Time {
	if s.BusinessDays > 0 {
		return c.AddBusinessDays(t, s.BusinessDays)
	}
	return t.Add(s.Duration)
}

// Times returns the span n times as long.
func (s Span) Times(n int) Span {
	return Span{Duration: s.Duration * time.Duration(n), BusinessDays: s.BusinessDays * n}
}

// Measure returns how long from → to is in the span's own way of counting, and
// the span's length counted that way.
func (s Span) Measure(from, to time.Time, c Calendar) (took, target time.Duration) {
	if s.BusinessDays > 0 {
		return c.BusinessBetween(from, to), time.Duration(s.BusinessDays) * 24 * time.Hour
	}
	return to.Sub(from), s.Duration
}

// Validate checks that the span is one or the other, and of a sensible length.
func (s Span) Validate() error {
	var p Problems
	if s.Duration != 0 && s.BusinessDays != 0 {
		p.Add("span", "is either a duration or business days")
	}
	if s.Duration < 0 || s.Duration > MaxSpan || s.BusinessDays < 0 || time.Duration(s.BusinessDays) > MaxSpan/(24*time.Hour) {
		p.Add("span", "must not be negative, and at most ten years")
	}
	return p.Err("the span")
}
