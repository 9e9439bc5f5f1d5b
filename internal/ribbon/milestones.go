package ribbon

// Milestones are labelled directly: above the band where six labels fit side by
// side, and by a numbered key on narrow pictures, where they do not.

const labelGap = 12.0 // between two milestone labels

// stopLabels sets the labels in one row and leads a line from each to the band.
func (p *picture) stopLabels() {
	if len(p.stops) == 0 {
		return
	}
	rows := p.stopRows()
	widths := make([]float64, len(rows))
	wants := make([]float64, len(rows))
	deepest := 0
	for i, lines := range rows {
		for n, line := range lines {
			widths[i] = max(widths[i], lineWidth(line, n)+labelGap)
			if line != "" {
				deepest = max(deepest, n)
			}
		}
		wants[i] = p.stops[i].x + widths[i]/2 - 3
	}
	bottom := p.y + rowHeight*float64(deepest+1)
	for i, middle := range spread(wants, widths, edge, p.w-edge+labelGap) {
		p.stopLabel(p.stops[i], rows[i], middle-widths[i]/2, bottom, widths[i]-labelGap)
	}
	p.y = bottom + elbow
}

// stopRows returns the lines of each label, with as much as fits side by side.
func (p *picture) stopRows() [][]string {
	rows := make([][]string, len(p.stops))
	for _, detail := range []int{4, 3, 2} {
		total := 0.0
		for i, s := range p.stops {
			lines := []string{capital(s.words()), p.stopClock(s), p.sincePrevious(i), p.sinceDetection(i)}
			rows[i] = lines[:detail]
			w := 0.0
			for n, line := range rows[i] {
				w = max(w, lineWidth(line, n))
			}
			total += w + labelGap
		}
		if total <= p.w-2*edge {
			return rows
		}
	}
	room := (p.w-2*edge)/float64(len(rows)) - labelGap
	for i := range rows {
		rows[i] = []string{cut(rows[i][0], wordSize*boldFactor, room), cut(rows[i][1], textSize, room)}
	}
	return rows
}

// lineWidth is the width of the n-th line of a label; the first is bold.
func lineWidth(line string, n int) float64 {
	if n == 0 {
		return width(line, wordSize*boldFactor)
	}
	return width(line, textSize)
}

func (p *picture) stopLabel(s stop, lines []string, x, bottom, w float64) {
	class := "word"
	if s.inferred {
		class = "word inferred"
	}
	top := bottom - rowHeight*float64(filled(lines))
	p.front.group(p.href(s.event.ID), capital(s.words())+" "+p.stopTitle(s), func() {
		p.text(class, wordSize, x, top+12, atStart, lines[0])
		for n, line := range lines[1:] {
			p.text([]string{"clock", "muted", "muted"}[n], textSize, x, top+12+rowHeight*float64(n+1), atStart, line)
		}
	})
	foot := min(max(s.x, x+1), x+w)
	p.back.path("leader", "M"+num(foot)+" "+num(bottom+1)+"V"+num(bottom+5)+"L"+num(s.x)+" "+num(bottom+elbow-5)+"V"+num(bottom+elbow))
}

// filled counts the lines up to the last that is not empty.
func filled(lines []string) int {
	n := len(lines)
	for n > 1 && lines[n-1] == "" {
		n--
	}
	return n
}

// stopKey lists the milestones as a numbered table and sets the numbers above
// the band.
func (p *picture) stopKey() {
	if len(p.stops) == 0 {
		return
	}
	widest := 0.0
	for i := range p.stops {
		widest = max(widest, width(p.sincePrevious(i), textSize))
	}
	for i, s := range p.stops {
		p.keyRow(i, s, widest)
	}
	const disc = 18.0
	wants, widths := make([]float64, len(p.stops)), make([]float64, len(p.stops))
	for i, s := range p.stops {
		wants[i], widths[i] = s.x, disc
	}
	y := p.y + 12
	for i, x := range spread(wants, widths, edge, p.w-edge) {
		p.number(i, x, y)
		p.back.path("leader", "M"+num(x)+" "+num(y+8)+"L"+num(p.stops[i].x)+" "+num(y+15)+"V"+num(y+18))
	}
	p.y = y + 18
}

// keyRow sets number, word, clock time and time since the milestone before; the
// last column is widest pixels wide.
func (p *picture) keyRow(i int, s stop, widest float64) {
	y := p.y + 13
	class := "word"
	if s.inferred {
		class = "word inferred"
	}
	column := p.w - edge
	if widest > 0 {
		column -= widest + 8
	}
	p.front.group(p.href(s.event.ID), p.stopTitle(s), func() {
		p.number(i, edge+8, y-4)
		clock := p.stopClock(s)
		p.text("clock", textSize, column, y, atEnd, clock)
		p.text("muted", textSize, p.w-edge, y, atEnd, p.sincePrevious(i))
		p.text(class, wordSize, edge+22, y, atStart, cut(capital(s.words()), wordSize*boldFactor, column-width(clock, textSize)-edge-30))
	})
	p.y += 18
}

func (p *picture) number(i int, x, y float64) {
	p.front.element("circle", "class", "disc", "cx", num(x), "cy", num(y), "r", "8")
	p.text("on-disc", textSize, x, y+4, atMiddle, num(float64(i+1)))
}
