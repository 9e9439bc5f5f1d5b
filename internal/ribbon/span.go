package ribbon

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// anchors collects the instants that the axis must hold. Times known to the day
// only widen the axis where nothing more exact lies on that day: drawn in full
// they would squeeze a ten-minute incident into a corner.
func anchors(r *hindcast.Record, o Options) []float64 {
	var all []float64
	add := func(t time.Time) {
		if !t.IsZero() {
			all = append(all, seconds(t))
		}
	}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if e.Precision == hindcast.PrecisionDay {
			continue
		}
		from, to := extent(e)
		add(from)
		add(to)
	}
	for _, s := range o.Actual {
		add(s.From)
	}
	for _, g := range o.Gaps {
		add(g.From)
		add(g.To)
	}
	for _, e := range r.Evidence {
		if len(e.Events) == 0 {
			add(e.CollectedAt)
		}
	}
	return append(all, dayAnchors(r, all)...)
}

// dayAnchors returns the beginnings of the day-long events that do not reach into
// the stretch that the exact times span; without any, their ends too.
func dayAnchors(r *hindcast.Record, exact []float64) []float64 {
	low, high, any := 0.0, 0.0, false
	for _, t := range exact {
		if !any || t < low {
			low = t
		}
		if !any || t > high {
			high = t
		}
		any = true
	}
	var found []float64
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if e.Precision != hindcast.PrecisionDay || e.At.IsZero() {
			continue
		}
		from, to := extent(e)
		switch {
		case !any:
			found = append(found, seconds(from), seconds(to))
		case seconds(to) < low || seconds(from) > high:
			found = append(found, seconds(from))
		}
	}
	return found
}

// extent returns the stretch of time that an event is drawn over: what lasted
// from start to end, what is known only to the day or hour over that day or
// hour, and all else at its instant.
func extent(e *hindcast.TimelineEvent) (from, to time.Time) {
	from, to = e.At, e.At
	if e.Until.After(to) {
		to = e.Until
	}
	if e.Precision == hindcast.PrecisionDay || e.Precision == hindcast.PrecisionHour {
		if _, latest, ok := e.Precision.Bounds(to); ok {
			to = latest
		}
	}
	return from, to
}
