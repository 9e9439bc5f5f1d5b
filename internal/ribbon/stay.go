package ribbon

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// presenceRow draws what one person did on the line y.
func (p *picture) presenceRow(h presence, y float64) {
	const thick = 14.0
	half := thick / 2
	if p.narrow {
		half = 4
	}
	if len(h.stays) == 0 && len(h.acts) > 1 {
		p.bars.line("seen", p.x(h.acts[0].At), y, p.x(h.acts[len(h.acts)-1].At), y)
	}
	for i, s := range h.stays {
		p.stay(h, s, y, half, i == 0 && !p.narrow)
	}
	p.pages(h, y)
	p.acts(h, y)
}

// maxTicks is how many ticks of one person carry a title; more are one line of
// ticks, which keeps the file small.
const maxTicks = 24

// acts draws a tick for each of a person's other events.
func (p *picture) acts(h presence, y float64) {
	last, all := -10.0, ""
	for _, e := range h.acts {
		x := p.x(e.At)
		if x-last < 3 { // ticks nearer than that cannot be told apart
			continue
		}
		last = x
		if len(h.acts) > maxTicks {
			all += "M" + num(x) + " " + num(y-4) + "v8"
			continue
		}
		p.front.group(p.href(e.ID), shorten(p.clock.fullEvent(e)+": "+clean(e.Text), maxTitle), func() { p.front.line("act", x, y-4, x, y+4) })
	}
	if all != "" {
		p.front.group("", h.name+": "+count(len(h.acts), "event"), func() { p.front.path("act many", all) })
	}
}

// stay draws a presence bar, open at its end when no leave is recorded.
func (p *picture) stay(h presence, s stay, y, half float64, labelled bool) {
	x, end, class := p.x(s.joined.At), p.x(p.finish()), "stay"
	title := h.name + " joined " + p.clock.fullEvent(s.joined)
	if s.left != nil {
		end = p.x(s.left.At)
		title += ", left " + p.clock.fullEvent(s.left)
	} else {
		class = "stay open"
		end = max(end, x, p.lastAct(h))
		title += "; no leave recorded"
	}
	if vague(s.joined) {
		class += " vague"
	}
	end = max(end, min(x+3, p.right))
	p.bars.group(p.href(s.joined.ID), shorten(title, maxTitle), func() {
		p.bars.rect(class, "", x, y-half, end-x, 2*half)
		p.bars.line("joined", x, y-half, x, y+half)
	})
	if !labelled || h.roles == "" {
		return
	}
	if label := cut(h.roles, textSize, end-x-12); len(label) > 4 && p.clearOfBreaks(textBox(label, textSize, x+6, y+4, atStart)) && !p.actedWithin(h, x, x+12+width(label, textSize)) {
		p.text("on-stay", textSize, x+6, y+4, atStart, label)
	}
}

func (p *picture) lastAct(h presence) float64 {
	x := 0.0
	for _, e := range h.acts {
		x = max(x, p.x(e.At))
	}
	return x
}

// actedWithin reports whether a tick would cross a label between two x.
func (p *picture) actedWithin(h presence, x0, x1 float64) bool {
	return slices.ContainsFunc(h.acts, func(e *hindcast.TimelineEvent) bool { x := p.x(e.At); return x > x0 && x < x1 })
}

// pages draws when somebody was called, and how long they took to come.
func (p *picture) pages(h presence, y float64) {
	last := -100.0
	for _, e := range h.pages {
		x := p.x(e.At)
		title := shorten(p.clock.fullEvent(e)+": "+h.name+" paged. "+clean(e.Text), maxTitle)
		for _, s := range h.stays {
			if s.joined.At.After(e.At) {
				p.bars.line("coming", x, y, p.x(s.joined.At), y)
				title = shorten(title+"; joined "+hindcast.FormatDuration(s.joined.At.Sub(e.At))+" later", maxTitle)
				break
			}
		}
		if x-last < 2*markSize {
			continue
		}
		last = x
		it := item{x: x, end: x, shape: "page", soft: vague(e)}
		p.front.group(p.href(e.ID), title, func() { p.mark(it, x, y) })
	}
}
