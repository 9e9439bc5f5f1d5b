package ribbon

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const (
	bandHeight = 22.0
	elbow      = 18.0 // height of the lines from milestone labels to the band
)

// phases draws the milestones, the bands between them, and the axis below.
func (p *picture) phases() {
	bottom := 0.0
	p.findStops()
	if p.narrow {
		p.heading(lanePhases, hindcast.AskDetection)
		p.stopKey()
	} else {
		p.stopLabels()
		bottom = p.gutter(lanePhases, hindcast.AskDetection)
	}
	p.bandTop = p.y
	p.bands()
	p.y += bandHeight
	if missing := p.missing(); missing != "" && len(p.stops) > 0 {
		p.paragraph("muted", "Not recorded: "+missing, p.left, p.right-p.left)
	}
	p.y += 4
	p.gridTop = p.y
	p.axis()
	p.y = max(p.y, bottom+4)
}

// bands draws the stretches between milestones, darkest where least was known.
func (p *picture) bands() {
	if len(p.stops) == 0 {
		p.bars.rect("phase-none", "", p.left, p.y, p.right-p.left, bandHeight)
		p.text("on-phase", textSize, p.left+8, p.y+15, atStart, cut("No milestone is recorded with a time", textSize, p.right-p.left-16))
		return
	}
	p.bars.rect("phase-outside", "", p.left, p.y, p.right-p.left, bandHeight)
	reached := 0
	for i, s := range p.stops {
		for _, m := range s.marks {
			reached = max(reached, slices.Index(hindcast.Milestones(), m)+1)
		}
		if i+1 < len(p.stops) {
			p.band(s, p.stops[i+1], reached)
		}
	}
	for _, s := range p.stops {
		p.stopTick(s)
	}
}

func (p *picture) band(from, to stop, reached int) {
	w := to.x - from.x
	length := p.between(from, to)
	p.bars.group("", from.words()+" → "+to.words()+": "+length, func() {
		p.bars.rect("phase phase-"+num(float64(reached)), "", from.x, p.y, w, bandHeight)
		if reached == 1 { // it went on and nobody had noticed
			p.bars.rect("hatched", p.hatch("quiet"), from.x, p.y, w, bandHeight)
		}
	})
	b := textBox(length, textSize, from.x+w/2, p.y+15, atMiddle)
	if width(length, textSize)+8 <= w && p.clearOfBreaks(b) {
		p.text("on-phase", textSize, from.x+w/2, p.y+15, atMiddle, length)
	}
}

// breaks returns the extents of the axis breaks.
func (p *picture) breaks() [][2]float64 {
	var all [][2]float64
	for i := 1; i < len(p.scale.segments); i++ {
		all = append(all, [2]float64{p.scale.segments[i-1].x1 + 4, p.scale.segments[i].x0 - 4})
	}
	return all
}

// clearOfBreaks reports whether a box keeps away from the axis breaks.
func (p *picture) clearOfBreaks(b box) bool {
	for _, cut := range p.breaks() {
		if b.x0 < cut[1] && b.x1 > cut[0] {
			return false
		}
	}
	return true
}

// stopTick draws the line of one milestone over the band, broken and with its
// bounds where the time is only roughly known.
func (p *picture) stopTick(s stop) {
	class := "stop"
	if vague(s.event) {
		class = "stop vague"
		if early, late, ok := s.event.Bounds(); ok {
			p.front.line("bounds", max(p.left, p.x(early)), p.y+bandHeight/2, min(p.right, p.x(late)), p.y+bandHeight/2)
		}
	}
	p.front.group("", capital(s.words())+" "+p.stopTitle(s), func() { // its label is the link
		p.front.line(class, s.x, p.y-2, s.x, p.y+bandHeight+2)
		p.front.rect("target", "", s.x-5, p.y-2, 10, bandHeight+4)
	})
}
