package ribbon

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// markSize is half the width of a mark.
const markSize = 5.0

// shapes are the outlines of marks around the origin, by what they tell. Each
// differs in form, so that none depends on colour.
var shapes = map[string]string{
	"signal":        "M0-5.5L5.5 4.5H-5.5Z",                                          // triangle
	"observation":   "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0Z",                  // ring
	"impact":        "M-5.5-4.5H5.5L0 5.5Z",                                          // triangle, point down
	"adversary":     "M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5",                            // cross
	"change":        "M-4.5-4.5H4.5V4.5H-4.5Z",                                       // square
	"decision":      "M0-6L6 0L0 6L-6 0Z",                                            // diamond
	"hypothesis":    "M0-6L6 0L0 6L-6 0Z",                                            // open diamond
	"response":      "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0Z",                  // disc
	"improvised":    "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0ZM0-2.5v5M-2.5 0h5", // ring with a plus
	"skipped":       "M-4.5 0a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0ZM-3.2 3.2l6.4-6.4", // ring struck through
	"external":      "M-5.5-4.5H5.5V3H0L-3 6V3H-5.5Z",                                // speech bubble
	"internal":      "M-5.5-4.5H5.5V3H0L-3 6V3H-5.5Z",                                // open speech bubble
	"evidence":      "M-4-5.5H1.5L4.5-2.5V5.5H-4ZM1.5-5.5V-2.5H4.5",                  // sheet with a folded corner
	"not available": "M-4-5.5H1.5L4.5-2.5V5.5H-4ZM-2.5-2l5 5m0-5l-5 5",               // crossed-out sheet
	"promised":      "M-4-4L0 2L4-4",                                                 // chevron pointing at the time
	"note":          "M-3.5 0h7",                                                     // dash
	"page":          "M-4.5-3.5H4.5L0 4Z",                                            // small open triangle
}

// shapeOf returns the shape for an event.
func shapeOf(e *hindcast.TimelineEvent) string {
	switch e.Kind {
	case hindcast.ResponseEvent:
		if e.Response != nil && e.Response.Mode != hindcast.StepFollowed && e.Response.Mode != "" {
			return string(e.Response.Mode)
		}
	case hindcast.Communicated:
		if e.Communication != nil && e.Communication.Audience == hindcast.ToExternal {
			return "external"
		}
		return "internal"
	}
	if _, known := shapes[string(e.Kind)]; known {
		return string(e.Kind)
	}
	return "note"
}

// item is something to be marked in a lane.
type item struct {
	x, end float64 // end is beyond x for what lasted.
	shape  string
	soft   bool // soft says that the time is only roughly known.
	label  string
	title  string
	id     hindcast.EventID
	weight int // weight orders labels where not all fit; heavier first.
}

// itemOf makes the item of an event.
func (p *picture) itemOf(e *hindcast.TimelineEvent) item {
	from, to := extent(e)
	text := clean(e.Text)
	if text == "" {
		text = kindWords(e.Kind)
	}
	title := p.clock.fullEvent(e) + ": " + kindWords(e.Kind)
	if !e.Actor.IsZero() && e.Actor.Name != "" {
		title += " (" + clean(e.Actor.Name) + ")"
	}
	it := item{x: p.x(from), end: p.x(to), shape: shapeOf(e), soft: vague(e), id: e.ID,
		label: p.short(e) + " " + shorten(text, 120), title: shorten(title+". "+text, maxTitle)}
	switch {
	case len(e.Milestones) > 0:
		it.weight = 3
	case e.Kind == hindcast.Decision, e.Kind == hindcast.Adversary:
		it.weight = 2
	case e.Kind == hindcast.Signal, e.Kind == hindcast.Communicated:
		it.weight = 1
	}
	return it
}

// short is the time of an event without its day: the axis gives that.
func (p *picture) short(e *hindcast.TimelineEvent) string {
	c := p.clock
	if e.Precision != hindcast.PrecisionDay {
		c.manyDays = false
	}
	only := *e
	only.Until = only.At
	return c.event(&only)
}

// drawCluster draws a mark or a number; a cluster without width draws nothing.
func (p *picture) drawCluster(c cluster, y float64) {
	switch {
	case c.half == 0:
	case len(c.items) == 1:
		p.mark(c.items[0], c.x, y)
	default:
		p.front.element("rect", "class", "chip", "x", num(c.x-c.half), "y", num(y-8), "width", num(2*c.half), "height", "16", "rx", "8")
		p.text("on-chip", textSize, c.x, y+4, atMiddle, num(float64(len(c.items))))
	}
}

// mark draws one shape, and the bar of what lasted.
func (p *picture) mark(it item, x, y float64) {
	p.used[it.shape] = true
	class := "mark mark-" + strings.ReplaceAll(it.shape, " ", "-")
	if it.soft {
		class += " vague"
	}
	if it.end > it.x+2*markSize {
		bar := "lasted"
		if it.soft {
			bar = "lasted vague"
		}
		p.bars.rect(bar, "", x, y-3, it.end-x, 6)
	}
	p.front.element("path", "class", class, "transform", "translate("+num(x)+" "+num(y)+")", "d", shapes[it.shape])
}
