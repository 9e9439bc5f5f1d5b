package ribbon

import "slices"

// A strip is the row of marks of one lane with their labels: beside the marks
// where there is room, else in rows below.

const (
	markRow     = 18.0
	shortestCut = 90.0 // width below which a label that is cut says too little
	maxLabelled = 200  // labels tried for in one lane, which bounds the work
)

// strip draws items and moves on below them.
func (p *picture) strip(items []item) {
	for _, it := range items {
		p.used[it.shape] = true
	}
	slices.SortStableFunc(items, func(a, b item) int {
		switch {
		case a.x < b.x:
			return -1
		case a.x > b.x:
			return 1
		}
		return 0
	})
	all := gather(items, p.left, p.right)
	if tooDense(all, len(items)) {
		p.columns(items)
		return
	}
	n := notes{low: p.left, high: p.right, rows: p.labelRows(len(all)), cuts: p.breaks()}
	for _, c := range all {
		low, high := c.x-c.half, c.x+c.half
		for _, it := range c.items {
			high = max(high, min(it.end, p.right))
		}
		n.marks = append(n.marks, mark{c.x, low, high})
	}
	base := p.y + markRow/2
	p.strew(n, all, base, base+markSize+1, p.y+markRow)
}

// labelRows is how many rows of labels may stand below the marks. Where there are
// many marks few could be labelled, and the picture stays low instead.
func (p *picture) labelRows(marks int) int {
	switch {
	case marks > 20:
		return 2
	case marks > 12 && !p.narrow:
		return 4
	case marks > 8:
		return 5
	}
	return 6
}

// strew draws the clusters on the line base, sets labels for them and moves on
// below. Lines to labels begin at from; below is where the first row under the
// marks begins.
func (p *picture) strew(n notes, all []cluster, base, from, below float64) {
	labels := map[float64]label{} // by the x of their cluster
	deepest := 0
	for _, l := range p.plan(n, all) {
		labels[l.at] = l
		deepest = max(deepest, l.row)
	}
	for _, c := range all {
		l, labelled := labels[c.x]
		p.front.group(p.href(heaviest(c).id), clusterTitle(c.items), func() {
			p.drawCluster(c, base)
			if labelled {
				p.label(l, base, from, below)
			}
		})
	}
	p.y = below + rowHeight*float64(deepest)
}

// label sets one label in its row.
func (p *picture) label(l label, base, from, below float64) {
	y := base + 4
	if l.row > 0 {
		y = below + rowHeight*float64(l.row-1) + 12
		p.back.line("leader", l.at, from, l.at, y+2)
	}
	if l.flipped {
		p.text("label", textSize, l.x1, y, atEnd, l.text)
		return
	}
	p.text("label", textSize, l.x0, y, atStart, l.text)
}

// label is a note with its text.
type label struct {
	note
	text string
}

// plan places labels so that as much as possible can be read. From right to left
// each label finds room below those it would cross, so that order comes first;
// where it leaves some out, the heaviest are tried before the others.
func (p *picture) plan(n notes, all []cluster) []label {
	all = all[max(0, len(all)-maxLabelled):]
	fromRight := slices.Clone(all)
	slices.Reverse(fromRight)
	byWeight := slices.Clone(fromRight)
	slices.SortStableFunc(byWeight, func(a, b cluster) int { return heaviest(b).weight - heaviest(a).weight })
	lengths := []float64{0.45, 0.3, 0.2}
	if p.narrow {
		lengths = []float64{0.75, 0.55, 0.4}
	}
	var best []label
	value := -1.0
	for _, share := range lengths {
		for _, order := range [][]cluster{fromRight, p.edgeFirst(all, share*p.w), byWeight} {
			if labels, v := p.try(n, order, share*p.w); v > value {
				best, value = labels, v
			}
		}
	}
	return best
}

// edgeFirst begins with those whose labels have to stand to the left, for want of
// room at the right edge: among them from left to right each finds room below.
func (p *picture) edgeFirst(all []cluster, most float64) []cluster {
	var edge, rest []cluster
	for _, c := range all {
		if c.x+min(most, width(heaviest(c).label, textSize)) > p.right {
			edge = append(edge, c)
		} else {
			rest = append(rest, c)
		}
	}
	slices.Reverse(rest)
	return append(edge, rest...)
}

// try places labels in the order given, of at most most pixels or a part of
// that, and returns them with what they are worth: their weight, half of it for
// being there and half for the share of the text that is shown. What finds no place otherwise may stand across a break.
func (p *picture) try(n notes, order []cluster, most float64) ([]label, float64) {
	var labels []label
	worth := 0.0
	place := func(c cluster) bool {
		it := heaviest(c)
		reach := c.half
		if len(c.items) == 1 {
			reach = max(reach, min(it.end, p.right)-it.x)
		}
		for _, length := range []float64{most, 0.6 * most, 0.35 * most} {
			text := cut(it.label, textSize, length)
			if text != it.label && length < shortestCut {
				return false
			}
			if found, ok := n.place(c.x, c.half, reach, width(text, textSize)); ok {
				labels = append(labels, label{found, text})
				worth += float64(1+3*it.weight) * (0.5 + 0.5*float64(len(text))/float64(len(it.label)+3))
				return true
			}
		}
		return false
	}
	var left []cluster
	for _, c := range order {
		if !place(c) {
			left = append(left, c)
		}
	}
	if n.cuts != nil {
		n.cuts = nil
		for _, c := range left {
			place(c)
		}
	}
	return labels, worth
}

func heaviest(c cluster) item {
	best := c.items[0]
	for _, it := range c.items[1:] {
		if it.weight > best.weight {
			best = it
		}
	}
	return best
}
