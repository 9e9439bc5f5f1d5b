package web

import (
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
)

// recentDay is what changed on one day.
type recentDay struct {
	Name  string
	Lines []deedView
}

// runs are the lines of the day, those that follow each other about one incident
// together, so that it is named once.
func (d recentDay) runs() (list [][]deedView) {
	for i, l := range d.Lines {
		if i == 0 || l.Incident.Key != d.Lines[i-1].Incident.Key {
			list = append(list, nil)
		}
		last := len(list) - 1
		list[last] = append(list[last], l)
	}
	return list
}

// deedView is a line of the ledger in words.
type deedView struct {
	At       momentView
	Clock    string // Clock is the time of day where the day stands above.
	Who      string
	Did      string
	Title    string
	Incident incidentRef

	Number, Verb, From, Hash string
}

func recentOf(lines []activity.Line, now time.Time) (days []recentDay) {
	for _, l := range lines {
		name := dayName(l.At, now)
		if len(days) == 0 || days[len(days)-1].Name != name {
			days = append(days, recentDay{Name: name})
		}
		day := &days[len(days)-1]
		day.Lines = append(day.Lines, deedOf(l, now))
	}
	return days
}

func deedOf(l activity.Line, now time.Time) deedView {
	return deedView{At: momentOf(l.At, now, ""), Clock: l.At.UTC().Format("15:04"), Who: l.Who, Did: l.Did, Title: l.Title, Incident: refOf(l.Incident),
		Number: strconv.FormatInt(l.Number, 10), Verb: l.Verb, From: l.From, Hash: l.Hash}
}

func dayName(at, now time.Time) string {
	at, now = at.UTC(), now.UTC()
	switch day := at.Format(time.DateOnly); {
	case day == now.Format(time.DateOnly):
		return "Today"
	case day == now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "Yesterday"
	case at.Year() == now.Year():
		return at.Format("Monday, 2 January")
	}
	return at.Format("2 January 2006")
}
