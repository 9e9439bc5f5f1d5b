package writeup

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// noText stands for a text that is empty where something has to stand.
const noText = "–"

func (d *draft) metadata() {
	r := d.record
	d.heading(2, "Metadata")
	day := ""
	if e := r.Milestone(hindcast.Began); e != nil && !e.At.IsZero() {
		day = e.At.Format(time.DateOnly)
	} else if first := firstDated(r); first != nil {
		day = first.At.Format(time.DateOnly)
	}
	severity := ""
	if s := r.Incident.Severity; s != hindcast.SeverityNone {
		severity = s.String() + " - " + s.Name()
	}
	rows := [][]string{
		{"**Incident Date**", cell(day, askDate)},
		{"**Severity**", cell(severity, askSeverity)},
		{"**Affected Services**", cell(strings.Join(r.Incident.Services, ", "), askServices)},
		{"**Authors**", cell(joinNames(r.Review.Authors), askAuthors)},
		{"**Status**", documentStatus(r.Review.State)},
	}
	if r.Incident.TLP != "" {
		rows = append(rows, []string{"**TLP**", r.Incident.TLP.Label()})
	}
	d.table([]string{"Field", "Value"}, rows)
}

// firstDated returns the first event with a time, nil when there is none.
func firstDated(r *hindcast.Record) *hindcast.TimelineEvent {
	for i := range r.Timeline {
		if !r.Timeline[i].At.IsZero() {
			return &r.Timeline[i]
		}
	}
	return nil
}

func documentStatus(s hindcast.ReviewState) string {
	if s == hindcast.ReviewSignedOff {
		return "Final"
	}
	return "Draft"
}

func joinNames(people []hindcast.Person) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = shownName(p)
	}
	return strings.Join(names, ", ")
}

// shownName is how the body names a person.
func shownName(p hindcast.Person) string {
	if p.Name != "" {
		return p.Name
	}
	return string(p.User)
}
