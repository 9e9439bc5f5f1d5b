package report

import (
	"strconv"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
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

// Citer words the events of a record by their times, and knows where their rows
// stand.
type Citer struct {
	page    string // page is the address of the page with the rows; empty for this one.
	record  string // record begins the ids of what stands beside the rows.
	anchors map[hindcast.EventID]string
	events  map[hindcast.EventID]*hindcast.TimelineEvent
	day     string // day is that of the first event; other days are written out.
	inline  func(string) string
}

// Inlined has the text of events made HTML by a function that remembers what
// markup.Inline returned.
func (c *Citer) Inlined(by func(string) string) *Citer {
	c.inline = by
	return c
}

// NewCiter returns the cites of a record whose rows stand on the page at an
// address, "" for the page that cites, each under the identifier of its event.
func NewCiter(page string, r *hindcast.Record) *Citer {
	c := newCiter("timeline", r, func(_ int, id hindcast.EventID) string { return string(id) })
	c.page = page
	return c
}

// numberedCiter returns the cites of one record of several in a file, which may
// come from documents, where the identifier of an event may hold any text.
func numberedCiter(record string, r *hindcast.Record) *Citer {
	return newCiter(record, r, func(n int, _ hindcast.EventID) string { return record + "-e" + decimal(n) })
}

func newCiter(record string, r *hindcast.Record, anchor func(n int, id hindcast.EventID) string) *Citer {
	c := &Citer{inline: markup.Inline, record: record, anchors: make(map[hindcast.EventID]string, len(r.Timeline)),
		events: make(map[hindcast.EventID]*hindcast.TimelineEvent, len(r.Timeline))}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		if _, twice := c.events[e.ID]; twice || e.ID == "" {
			continue
		}
		c.anchors[e.ID] = anchor(i+1, e.ID)
		c.events[e.ID] = e
		if c.day == "" && !e.At.IsZero() {
			c.day = dayKey(e)
		}
	}
	return c
}

// Href returns the address of an event's row, or "".
func (c *Citer) Href(id hindcast.EventID) string {
	if a := c.anchors[id]; a != "" {
		return c.page + "#" + a
	}
	return ""
}

// At returns the cite of an event; its Href is empty for an event that is not on
// the timeline.
func (c *Citer) At(id hindcast.EventID) Cite {
	e := c.events[id]
	if e == nil {
		return Cite{Text: string(id)}
	}
	return Cite{Text: c.clock(e), Href: c.Href(id)}
}

// List returns the cites of several events, the first few.
func (c *Citer) List(ids []hindcast.EventID) CiteList {
	var l CiteList
	for i, id := range ids {
		if i == mostCites {
			l.More = len(ids) - mostCites
			break
		}
		l.Cites = append(l.Cites, c.At(id))
	}
	return l
}

// clock writes the time of an event, with its day where it is not the first.
func (c *Citer) clock(e *hindcast.TimelineEvent) string {
	text := hindcast.FormatClock(e.At, e.Precision)
	if e.At.IsZero() || e.Precision == hindcast.PrecisionDay || dayKey(e) == c.day {
		return text
	}
	return e.At.UTC().Format("2 Jan") + " " + text
}

func dayKey(e *hindcast.TimelineEvent) string { return e.At.UTC().Format("2006-01-02") }

func decimal(n int) string { return strconv.Itoa(n) }
