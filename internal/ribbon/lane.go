package ribbon

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const laneGap = 10.0 // below each lane

// lane draws one lane under its name: in the gutter, or above it where there is
// none. q is the question whose verdict stands with the name; "" for none.
func (p *picture) lane(name string, q hindcast.Question, draw func()) {
	p.back.line("rule", edge, p.y, p.right, p.y)
	p.y += 6
	if p.narrow {
		p.heading(name, q)
		draw()
	} else {
		bottom := p.gutter(name, q)
		draw()
		p.y = max(p.y, bottom)
	}
	p.y += laneGap
}

// gutter sets the name of a lane, in two lines where it is long, and the verdict;
// it returns where they end.
func (p *picture) gutter(name string, q hindcast.Question) float64 {
	y := p.y + 12
	for _, line := range p.nameLines(name) {
		p.text("lane", textSize, edge, y, atStart, line)
		y += rowHeight
	}
	if a := p.answer(q); a != nil {
		if q == hindcast.AskDetection { // the name of the lane does not say it
			p.text("muted", textSize, edge, y, atStart, "Detection")
			y += rowHeight
		}
		p.verdict(a, a.Verdict.Words(), edge, y)
		y += rowHeight
	}
	return y - 12
}

func (p *picture) nameLines(name string) []string {
	if first, second, two := strings.Cut(name, ", "); two && width(name, textSize*boldFactor) > p.left-edge-8 {
		return []string{first + ",", second}
	}
	return []string{name}
}

func (p *picture) heading(name string, q hindcast.Question) {
	p.text("lane", textSize, edge, p.y+12, atStart, name)
	if a := p.answer(q); a != nil {
		words := a.Verdict.Words()
		if q == hindcast.AskDetection {
			words = "detection " + words
		}
		p.verdict(a, words, p.right-15-width(words, textSize), p.y+12)
	}
	p.y += rowHeight + 4
}

// verdict sets a verdict as glyph and words, so that it needs no colour.
func (p *picture) verdict(a *hindcast.Answer, words string, x, base float64) {
	if a.Verdict == "" {
		return
	}
	class := "verdict-" + strings.ReplaceAll(string(a.Verdict), "_", "-")
	p.front.group("", shorten(clean(a.Question.Text()+" "+capital(a.Verdict.Words())+". "+a.Reason), maxTitle), func() {
		p.glyph(a.Verdict, class, x, base-4.5)
		p.text(class, textSize, x+15, base, atStart, words)
	})
}

// glyph draws a tick, a half disc, a cross or a dash.
func (p *picture) glyph(v hindcast.Verdict, class string, x, y float64) {
	switch v {
	case hindcast.Met:
		p.front.path("glyph "+class, "M"+num(x+1)+" "+num(y+0.5)+"l3.2 3.2l6-7")
	case hindcast.Partly:
		p.front.path("glyph "+class, "M"+num(x+1)+" "+num(y)+"a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1 -9 0")
		p.front.path("glyph-fill "+class, "M"+num(x+5.5)+" "+num(y-4.5)+"a4.5 4.5 0 0 0 0 9z")
	case hindcast.Missed:
		p.front.path("glyph "+class, "M"+num(x+1.5)+" "+num(y-4)+"l8 8m0-8l-8 8")
	default:
		p.front.path("glyph "+class, "M"+num(x+1.5)+" "+num(y)+"h8")
	}
}
