package demo

import (
	"regexp"
	"time"
)

// week is the first day of the week in which the sample files end, and present is
// the "now" of those about the last hours.
func week() time.Time    { return time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC) }
func present() time.Time { return time.Date(2026, time.June, 1, 12, 0, 0, 0, time.UTC) }

// byWeeks is how far files are moved so that they end in the week of now.
func byWeeks(now time.Time) time.Duration {
	const length = 7 * 24 * time.Hour
	weeks := now.Sub(week()) / length
	if now.Before(week()) {
		weeks--
	}
	return weeks * length
}

// byMinutes is how far files are moved so that their present is now.
func byMinutes(now time.Time) time.Duration { return now.Truncate(time.Minute).Sub(present()) }

var written = regexp.MustCompile(`\b20\d\d-\d\d-\d\d([ T]\d\d:\d\d)?\b`)

// shift moves every date in a text, with the time of day behind it if there is one.
func shift(text []byte, by time.Duration) []byte {
	return written.ReplaceAllFunc(text, func(found []byte) []byte {
		layout := "2006-01-02"
		if len(found) > len(layout) {
			layout += string(found[len(layout)]) + "15:04"
		}
		at, err := time.Parse(layout, string(found))
		if err != nil {
			return found
		}
		return at.Add(by).AppendFormat(nil, layout)
	})
}
