package web

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// tone is how loud a chip or a notice is.
type tone string

// The tones.
const (
	quiet  tone = ""
	accent tone = "accent"
	good   tone = "good"
	warn   tone = "warn"
	bad    tone = "bad"
)

// momentView is a time for people: its text in UTC, its exact value, and how far
// that is from now.
type momentView struct {
	Text, Stamp, Title string
	Late               bool
}

// momentOf words a time by its day and minute, and its year where that is not
// this one. A time that is not known reads absent.
func momentOf(at, now time.Time, absent string) momentView {
	if at.IsZero() {
		return momentView{Text: absent}
	}
	at = at.UTC()
	layout := "2 Jan 15:04"
	if at.Year() != now.UTC().Year() {
		layout = "2 Jan 2006 15:04"
	}
	return momentView{Text: at.Format(layout), Stamp: at.Format(time.RFC3339), Title: at.Format("Monday, 2 January 2006, 15:04:05 UTC") + ", " + apart(at, now)}
}

// atWords writes an instant as exactly as it is known.
func atWords(at time.Time, known hindcast.Precision, now time.Time) string {
	if known == hindcast.PrecisionExact || known == hindcast.PrecisionMinute {
		return momentOf(at, now, "").Text
	}
	return hindcast.FormatInstant(at, known)
}

// apart says how far a time is from now, in the largest unit that fits.
func apart(at, now time.Time) string {
	d := now.Sub(at)
	format := "%s ago"
	if d < 0 {
		d, format = -d, "in %s"
	}
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf(format, counted(int(d/time.Minute), "minute", "minutes"))
	case d < 48*time.Hour:
		return fmt.Sprintf(format, counted(int(d/time.Hour), "hour", "hours"))
	case d < 60*24*time.Hour:
		return fmt.Sprintf(format, counted(int(d/(24*time.Hour)), "day", "days"))
	case d < 2*365*24*time.Hour:
		return fmt.Sprintf(format, counted(int(d/(30*24*time.Hour)), "month", "months"))
	}
	return fmt.Sprintf(format, counted(int(d/(365*24*time.Hour)), "year", "years"))
}
