package web

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// effortView is what the response cost in people's time.
type effortView struct {
	Total string // Total is empty when nothing could be counted.
	Rows  []effortRow
	Notes []string // Notes say what was assumed or could not be counted.
}

// effortRow is the time spent in one role.
type effortRow struct{ Role, People, Time string }

func newEffort(r *hindcast.Record) effortView {
	var v effortView
	var total time.Duration
	ended, absent := 0, 0
	for _, e := range r.Effort() {
		row := effortRow{Role: hindcast.Capital(e.Role.Words()), People: counted(e.People, "person", "people"), Time: "not recorded"}
		if e.Role == "" {
			row.Role = "No role recorded"
		}
		if e.Time > 0 {
			row.Time = minutesText(e.Time)
		}
		v.Rows = append(v.Rows, row)
		total, ended, absent = total+e.Time, ended+e.Ended, absent+e.Absent
	}
	if total == 0 {
		return effortView{}
	}
	v.Total = minutesText(total)
	v.Notes = append(v.Notes, "From when each joined to when they left, each person once, under the first of their roles. To correct it, correct those events: the times above lead to them.")
	if ended > 0 {
		v.Notes = append(v.Notes, "Nobody recorded when "+counted(ended, "person", "people")+" left: their time ends with the resolution.")
	}
	if absent > 0 {
		v.Notes = append(v.Notes, counted(absent, "person is", "people are")+" not counted: when they joined, or when it ended, is not recorded.")
	}
	return v
}

// minutesText counts people-minutes.
func minutesText(d time.Duration) string {
	n := int(d.Round(time.Minute) / time.Minute)
	return counted(n, "person-minute", "person-minutes")
}
