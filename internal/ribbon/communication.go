package ribbon

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const trackHeight = 9.0

// communication draws the messages, and below those to the public the silences
// between them: as long as tolerated in outline, beyond that hatched.
func (p *picture) communication() {
	var external, internal []item
	for _, e := range p.events {
		if e.Kind != hindcast.Communicated {
			continue
		}
		if it := p.itemOf(e); it.shape == "external" {
			external = append(external, it)
		} else {
			internal = append(internal, it)
		}
	}
	if required := p.anythingDue(); (len(external) > 0 || required) && !p.scale.empty() {
		p.lane(laneCommunication, hindcast.AskCommunication, func() {
			if required {
				p.cadence()
			}
			if len(external) > 0 {
				p.strip(external)
			}
		})
	}
	if len(internal) > 0 {
		p.lane("Internal updates", "", func() { p.strip(internal) })
	}
}

// anythingDue reports whether a cadence was to be kept; without one there are no
// silences to speak of.
func (p *picture) anythingDue() bool {
	return slices.ContainsFunc(p.o.Gaps, func(g hindcast.CommunicationGap) bool { return !g.Due.IsZero() })
}

// cadence draws the silences, and says of each breach how long it was over.
func (p *picture) cadence() {
	p.y += 6
	p.promises()
	type over struct {
		x    float64
		text string
	}
	var overs []over
	for _, g := range p.o.Gaps {
		x, end := p.x(g.From), p.x(g.To)
		p.bars.group(p.gapHref(g), p.gapTitle(g), func() {
			switch {
			case g.Due.IsZero():
				p.bars.rect("silence", "", x, p.y, end-x, trackHeight)
			case g.Verdict == hindcast.NotComputable:
				p.bars.rect("tolerated vague", "", x, p.y, end-x, trackHeight)
			default:
				due := min(p.x(g.Due), end)
				p.bars.rect("tolerated", "", x, p.y, due-x, trackHeight)
				if g.Breached() {
					p.bars.rect("over", "", due, p.y, end-due, trackHeight)
					p.bars.rect("hatched", p.hatch("breach"), due, p.y, end-due, trackHeight)
					overs = append(overs, over{(due + end) / 2, hindcast.FormatDuration(g.To.Sub(g.Due)) + " over"})
				}
			}
			p.bars.line("stroke", x, p.y-1, x, p.y+trackHeight+1)
			p.bars.line("stroke", end, p.y-1, end, p.y+trackHeight+1)
		})
	}
	p.y += trackHeight
	set := false
	for _, o := range overs {
		w := width(o.text, textSize)
		x := max(p.left, min(o.x-w/2, p.right-w))
		if b := textBox(o.text, textSize, x, p.y+13, atStart); p.free(b, labelWhite) {
			p.text("breach", textSize, x, p.y+13, atStart, o.text)
			set = true
		}
	}
	if set {
		p.y += rowHeight + 2
	}
}

// promises marks when a message said that the next one would follow.
func (p *picture) promises() {
	for _, e := range p.events {
		if e.Communication == nil || e.Communication.Audience != hindcast.ToExternal || e.Communication.NextUpdate.IsZero() {
			continue
		}
		x := p.x(e.Communication.NextUpdate)
		title := "Next update promised for " + p.clock.full(e.Communication.NextUpdate) + ", at " + p.clock.fullEvent(e)
		p.front.group(p.href(e.ID), title, func() { p.mark(item{x: x, end: x, shape: "promised"}, x, p.y-2) })
	}
}

func (p *picture) gapHref(g hindcast.CommunicationGap) string {
	if len(g.Events) == 0 {
		return ""
	}
	return p.href(g.Events[0])
}

func (p *picture) gapTitle(g hindcast.CommunicationGap) string {
	what := map[hindcast.GapKind]string{hindcast.GapFirst: "first message after", hindcast.GapClosing: "closing message after"}[g.Kind]
	if what == "" {
		what = "silence of"
	}
	s := capital(what) + " " + hindcast.FormatDuration(g.To.Sub(g.From))
	if g.Open {
		s = "No message for " + hindcast.FormatDuration(g.To.Sub(g.From))
	}
	s += ", from " + p.clock.full(g.From)
	switch {
	case g.Due.IsZero():
		return s + "; none was required"
	case g.Breached():
		return s + "; " + hindcast.FormatDuration(g.To.Sub(g.Due)) + " over the tolerated " + hindcast.FormatDuration(g.Allowed())
	case g.Verdict == hindcast.NotComputable:
		return s + "; whether that is within the tolerated " + hindcast.FormatDuration(g.Allowed()) + " is not computable"
	}
	return s + "; " + hindcast.FormatDuration(g.Allowed()) + " tolerated"
}
