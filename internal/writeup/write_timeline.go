package writeup

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// clockSpan is how long a timeline may last for its rows to give the time of day
// alone: within six hours no reader takes a row that was moved for one of the
// next day (entry.Clock).
const clockSpan = 6 * time.Hour

func (d *draft) timeline() {
	d.heading(2, "Timeline")
	if len(d.record.Timeline) == 0 {
		d.paragraph(askTimeline)
		return
	}
	header := []string{"Time (UTC)", "Event"}
	noted := false
	for _, e := range d.record.Timeline {
		noted = noted || e.Origin.Notes != ""
	}
	if noted {
		header = append(header, "Notes")
	}
	rows := make([][]string, len(d.record.Timeline))
	for i, e := range d.record.Timeline {
		at := "" // what stands in a time column and is no time would be a note
		if !e.At.IsZero() {
			at = d.written(e.At, e.Precision)
		}
		rows[i] = []string{at, cellOr(e.Text, inCell)}
		if noted {
			rows[i] = append(rows[i], cell(e.Origin.Notes, ""))
		}
	}
	d.table(header, rows)
}

// timeFormat returns how the times of a timeline are written: without the day
// where all fall on the same one and lie close together.
func timeFormat(events []hindcast.TimelineEvent) func(time.Time, hindcast.Precision) string {
	var first, last time.Time
	for _, e := range events {
		if e.At.IsZero() {
			continue
		}
		if first.IsZero() || e.At.Before(first) {
			first = e.At
		}
		if e.At.After(last) {
			last = e.At
		}
	}
	if first.IsZero() || hindcast.DateOf(first) == hindcast.DateOf(last) && last.Sub(first) < clockSpan {
		return hindcast.FormatClock
	}
	return hindcast.FormatInstant
}
