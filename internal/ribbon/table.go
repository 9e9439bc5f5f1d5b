package ribbon

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Row is one line of the table that gives the content of the picture to who
// cannot see it, or wants to search it.
type Row struct {
	At    time.Time // At is zero for what has no time; such rows stand last.
	Time  string    // Time is At in words, with zone and precision.
	Lane  string    // Lane is the lane of the picture.
	What  string    // What is the kind in words: "signal", "detected", "silence".
	Who   string    // Who is the person the event tells of, if any.
	Text  string
	Event hindcast.EventID // Event is what the row tells of; empty when it is computed.
}

// Table returns the content of the picture as rows in order of time. Options
// that concern only the drawing are not used.
func Table(r *hindcast.Record, o Options) []Row {
	p := newPicture(r, o)
	p.findStops()
	var rows []Row
	for i := range r.Timeline {
		rows = append(rows, p.eventRow(&r.Timeline[i]))
	}
	rows = append(rows, p.computedRows()...)
	for _, e := range r.Evidence {
		row := Row{At: e.CollectedAt, Time: "no time recorded", Lane: laneEvidence, What: "evidence", Who: clean(e.CollectedBy.Name), Text: clean(e.Name)}
		if !e.CollectedAt.IsZero() {
			row.Time = p.clock.full(e.CollectedAt)
		}
		if e.Availability != hindcast.Available {
			row.What += ", " + string(e.Availability)
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		if a.At.IsZero() != b.At.IsZero() {
			if a.At.IsZero() {
				return 1
			}
			return -1
		}
		return a.At.Compare(b.At)
	})
	return rows
}

func (p *picture) eventRow(e *hindcast.TimelineEvent) Row {
	what := []string{kindWords(e.Kind)}
	if e.Kind == hindcast.Communicated {
		what = []string{keyWords(shapeOf(e))}
	}
	if e.Severity != nil {
		what = append(what, words(e.Severity.To))
	}
	for _, m := range e.Milestones {
		what = append(what, "milestone "+m.Words())
	}
	for i, s := range p.stops {
		if s.event == e && i > 0 {
			what = append(what, p.between(p.stops[i-1], s)+" after "+p.stops[i-1].words())
		}
	}
	return Row{At: e.At, Time: p.clock.fullEvent(e), Lane: laneOf(e.Kind), What: strings.Join(what, ", "),
		Who: clean(e.Actor.Name), Text: clean(e.Text), Event: e.ID}
}

// computedRows are the levels that impact called for, and the silences.
func (p *picture) computedRows() []Row {
	var rows []Row
	for _, l := range p.actual() {
		rows = append(rows, Row{At: l.from, Time: p.clock.full(l.from), Lane: laneSeverity, What: "severity by impact", Text: l.title, Event: l.id})
	}
	for _, g := range p.o.Gaps {
		what := "silence within the cadence"
		switch {
		case g.Breached():
			what = "silence over the cadence"
		case g.Verdict != hindcast.Met:
			what = "silence, " + g.Verdict.Words()
		}
		rows = append(rows, Row{At: g.From, Time: p.clock.full(g.From), Lane: laneCommunication, What: what, Text: p.gapTitle(g)})
	}
	return rows
}
