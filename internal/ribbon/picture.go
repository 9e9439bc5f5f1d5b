package ribbon

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// box is where a label stands, kept so that later labels can keep away.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) overlaps(o box) bool {
	return b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1
}

// picture is a ribbon being laid out from top to bottom: y is how far it got.
type picture struct {
	record *hindcast.Record
	o      Options
	clock  clock
	scale  scale
	events []*hindcast.TimelineEvent // those with a time, in order of time

	w, y        float64
	left, right float64 // left and right bound the plot
	narrow      bool

	back, bars, cuts, front layer // laid upon another in this order
	labels                  []box
	stops                   []stop
	loose                   []string        // loose names the evidence that has no time.
	used                    map[string]bool // used are the shapes that the key has to explain.
	bandTop, gridTop        float64         // tops of the phases and of the axis
}

// Distances that all lanes share, in pixels.
const (
	rowHeight  = 16.0 // of a line of text
	inset      = 8.0  // between the ends of the axis and the first and last mark
	edge       = 2.0  // between the drawing and its view box
	mediumFrom = 560  // narrower drawings have no gutter for lane names
	wideFrom   = 900
)

// layout draws the whole picture.
func layout(r *hindcast.Record, o Options) *picture {
	p := newPicture(r, o)
	p.phases()
	for _, lane := range []func(){p.severity, p.signals, p.people, p.responses, p.communication, p.evidence, p.notes} {
		lane()
	}
	p.grid()
	p.footer()
	return p
}

func newPicture(r *hindcast.Record, o Options) *picture {
	if o.Width == 0 {
		o.Width = WideWidth
	}
	o.Width = min(max(o.Width, 320), 4000)
	o.Prefix = cleanPrefix(o.Prefix)
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	o.Actual = slices.Clone(o.Actual)
	slices.SortStableFunc(o.Actual, func(a, b hindcast.SeverityStep) int { return a.From.Compare(b.From) })
	p := &picture{record: r, o: o, w: float64(o.Width), y: edge, used: map[string]bool{}}
	gutter, most := 0.0, 2
	switch {
	case o.Width >= wideFrom:
		gutter, most = 148, 4
	case o.Width >= mediumFrom:
		gutter, most = 118, 3
	}
	p.narrow = gutter == 0
	p.left, p.right = edge+gutter, p.w-edge
	p.scale = newScale(anchors(r, o), p.left+inset, p.right-inset, most)
	for i := range r.Timeline {
		if e := &r.Timeline[i]; !e.At.IsZero() {
			p.events = append(p.events, e)
		}
	}
	slices.SortStableFunc(p.events, func(a, b *hindcast.TimelineEvent) int { return a.At.Compare(b.At) })
	p.clock = clock{zone: o.Zone}
	if !p.scale.empty() {
		from, to := p.scale.start(), p.scale.end()
		p.clock.manyDays = hindcast.DateOf(from.In(o.Zone)) != hindcast.DateOf(to.In(o.Zone))
		p.clock.seconds = seconds(to)-seconds(from) < 15*60
	}
	return p
}

// anchor says which end of a text stands at its x.
type anchor string

const (
	atStart  anchor = ""
	atMiddle anchor = "middle"
	atEnd    anchor = "end"
)

// textBox returns the box of a text whose base line is at y.
func textBox(s string, size, x, y float64, a anchor) box {
	return boxOf(width(s, size), size, x, y, a)
}

func boxOf(w, size, x, y float64, a anchor) box {
	switch a {
	case atMiddle:
		x -= w / 2
	case atEnd:
		x -= w
	}
	return box{x, y - 0.8*size, x + w, y + 0.25*size}
}

// text sets a text and claims its place. Every text of the picture is set here.
func (p *picture) text(class string, size, x, y float64, a anchor, s string) {
	if s == "" {
		return
	}
	w := width(s, size)
	if bold[class] {
		w *= boldFactor
	}
	p.labels = append(p.labels, boxOf(w, size, x, y, a))
	pairs := []string{"class", class, "x", num(x), "y", num(y), "font-size", num(size)}
	if a != atStart {
		pairs = append(pairs, "text-anchor", string(a))
	}
	p.front.WriteString("<text")
	p.front.attrs(pairs...)
	p.front.WriteString(">" + escape(s) + "</text>\n")
}

// paragraph sets a text in at most two lines of at most most pixels, the first
// on base line y+12, and moves on below them.
func (p *picture) paragraph(class, s string, x, most float64) {
	first, rest := s, ""
	for width(first, textSize) > most {
		i := strings.LastIndexByte(first, ' ')
		if i < 0 {
			first, rest = cut(s, textSize, most), ""
			break
		}
		first, rest = s[:i], s[i+1:]
	}
	for _, line := range []string{first, cut(rest, textSize, most)} {
		if line != "" {
			p.text(class, textSize, x, p.y+12, atStart, line)
			p.y += rowHeight
		}
	}
}

// bold names the classes that the stylesheet sets in bold.
var bold = map[string]bool{"lane": true, "word": true, "word inferred": true, "on-chip": true, "on-disc": true}

// free reports whether a text may be set in a box with some white to either side
// of it.
func (p *picture) free(b box, white float64) bool {
	if b.x0 < edge || b.x1 > p.w-edge {
		return false
	}
	b.x0, b.x1 = b.x0-white, b.x1+white
	for i := len(p.labels) - 1; i >= 0; i-- { // the newest are the nearest
		if p.labels[i].overlaps(b) {
			return false
		}
	}
	return true
}

// href returns the address of an event, "" for none.
func (p *picture) href(id hindcast.EventID) string {
	if p.o.Link == nil || id == "" {
		return ""
	}
	return p.o.Link(id)
}

// x returns where an instant stands on the axis.
func (p *picture) x(t time.Time) float64 { return p.scale.x(t) }

// hatch is the paint of the hatch pattern: "breach", "quiet".
func (p *picture) hatch(name string) string { return "url(#" + p.o.Prefix + "-" + name + ")" }

// answer returns the answer to a question, or nil.
func (p *picture) answer(q hindcast.Question) *hindcast.Answer {
	for i := range p.o.Answers {
		if p.o.Answers[i].Question == q {
			return &p.o.Answers[i]
		}
	}
	return nil
}
