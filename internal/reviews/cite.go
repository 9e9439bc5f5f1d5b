package reviews

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Cites writes events as people cite them, by their times: "#14:32", with the day
// where the timeline has several. Cited reads it back.
func Cites(r *hindcast.Record, events []hindcast.EventID) string {
	var list []string
	for _, id := range events {
		if e := r.Event(id); e != nil && !e.At.IsZero() {
			if c := CiteOf(r, *e); !slices.Contains(list, c) {
				list = append(list, c)
			}
		}
	}
	return strings.Join(list, " ")
}

// CiteOf writes one event as people cite it.
func CiteOf(r *hindcast.Record, e hindcast.TimelineEvent) string {
	layout := "#15:04"
	if e.At.Second() != 0 {
		layout = "#15:04:05"
	}
	if first := firstDay(r); first != e.At.UTC().Format(time.DateOnly) {
		layout = "#2006-01-02T" + layout[1:]
	}
	return e.At.UTC().Format(layout)
}

// firstDay is the day of times that name none.
func firstDay(r *hindcast.Record) string {
	for _, e := range r.Timeline {
		if !e.At.IsZero() {
			return e.At.UTC().Format(time.DateOnly)
		}
	}
	return ""
}

// Cited reads which events are cited by their times, in a list such as "#14:32
// #14:40:05". Several events of one time are all cited. What is on no timeline is
// returned as it was written.
func Cited(r *hindcast.Record, typed string) (events []hindcast.EventID, unknown []string) {
	for _, word := range strings.FieldsFunc(typed, func(c rune) bool { return strings.ContainsRune(", ;\t\n\r", c) }) {
		found := eventsAt(r, strings.TrimPrefix(word, "#"))
		if len(found) == 0 {
			unknown = append(unknown, word)
		}
		for _, id := range found {
			if !slices.Contains(events, id) {
				events = append(events, id)
			}
		}
	}
	return events, unknown
}

// eventsAt are the events of a time; one without a day is of the first day, else
// of whichever day has it.
func eventsAt(r *hindcast.Record, at string) (found []hindcast.EventID) {
	if at == "" {
		return nil
	}
	day, clock, dated := strings.Cut(at, "T")
	if !dated {
		day, clock = firstDay(r), at
	}
	match := func(day string) (ids []hindcast.EventID) {
		for _, e := range r.Timeline {
			utc := e.At.UTC()
			if e.At.IsZero() || day != "" && utc.Format(time.DateOnly) != day {
				continue
			}
			if clock == utc.Format("15:04:05") || clock == utc.Format("15:04") {
				ids = append(ids, e.ID)
			}
		}
		return ids
	}
	if found = match(day); len(found) == 0 && !dated {
		found = match("")
	}
	return found
}
