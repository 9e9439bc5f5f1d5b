package report

import (
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Cite is a link to a row of the timeline, worded by its time.
type Cite struct{ Text, Href string }

// CiteList is the events something was computed from. More counts those that are
// not listed.
type CiteList struct {
	Cites []Cite
	More  int
}

// mostCites keeps a measure over thousands of events readable.
const mostCites = 6

// citer knows the anchors of a record's events. They are numbered, because an
// event's own identifier may hold any text.
type citer struct {
	record  string // record is the anchor of the record they belong to.
	anchors map[hindcast.EventID]string
	events  map[hindcast.EventID]*hindcast.TimelineEvent
	day     string // day is that of the first event; other days are written out.
}

func newCiter(record string, r *hindcast.Record) *citer {
	c := &citer{record: record, anchors: map[hindcast.EventID]string{}, events: map[hindcast.EventID]*hindcast.TimelineEvent{}}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if _, twice := c.events[e.ID]; twice || e.ID == "" {
			continue
		}
		c.anchors[e.ID] = record + "-e" + decimal(i+1)
		c.events[e.ID] = e
		if c.day == "" && !e.At.IsZero() {
			c.day = dayKey(e)
		}
	}
	return c
}

// href returns the address of an event's row on this page, or "".
func (c *citer) href(id hindcast.EventID) string {
	if a := c.anchors[id]; a != "" {
		return "#" + a
	}
	return ""
}

// at returns the cite of an event; its Href is empty for an event that is not on
// the timeline.
func (c *citer) at(id hindcast.EventID) Cite {
	e := c.events[id]
	if e == nil {
		return Cite{Text: string(id)}
	}
	return Cite{Text: c.clock(e), Href: c.href(id)}
}

// clock writes the time of an event, with its day where it is not the first.
func (c *citer) clock(e *hindcast.TimelineEvent) string {
	text := hindcast.FormatClock(e.At, e.Precision)
	if e.At.IsZero() || e.Precision == hindcast.PrecisionDay || dayKey(e) == c.day {
		return text
	}
	return e.At.UTC().Format("2 Jan") + " " + text
}

func (c *citer) list(ids []hindcast.EventID) CiteList {
	var l CiteList
	for i, id := range ids {
		if i == mostCites {
			l.More = len(ids) - mostCites
			break
		}
		l.Cites = append(l.Cites, c.at(id))
	}
	return l
}

func dayKey(e *hindcast.TimelineEvent) string { return e.At.UTC().Format("2006-01-02") }

func decimal(n int) string { return strconv.Itoa(n) }
