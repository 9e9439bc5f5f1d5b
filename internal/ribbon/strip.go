package ribbon

import (
	"slices"
	"time"
)

// A strip is the row of marks of one lane with their labels: beside the marks
// where there is room, else in rows below. Lanes too dense for marks become
// columns, as high as many events fell into each stretch of time.

const (
	markRow     = 18.0
	columnWidth = 9.0
	columnMax   = 26.0 // height of the highest column
	maxLabelled = 200  // labels tried for in one lane, which bounds the work
)

// strip draws items and moves on below them.
func (p *picture) strip(items []item) {
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
	top := p.y
	base := top + markRow/2
	for _, c := range all {
		p.drawCluster(c, base)
	}
	p.strew(n, all, base+markSize+1, top+markRow)
}

// labelRows is how many rows of labels may stand below the marks. Where there are
// many marks few could be labelled, and the picture stays low instead.
func (p *picture) labelRows(marks int) int {
	switch {
	case marks > 30:
		return 2
	case p.narrow:
		return 5
	}
	return 4
}

// strew sets labels for the clusters and moves on below them. Lines to labels
// begin at from; below is where the first row under the marks begins.
func (p *picture) strew(n notes, all []cluster, from, below float64) {
	deepest := 0
	for _, set := range p.plan(n, all) {
		y := below - markRow/2 + 4
		if set.row > 0 {
			y = below + rowHeight*float64(set.row-1) + 12
			p.back.line("leader", set.at, from, set.at, y+2)
		}
		p.front.group(p.href(set.item.id), set.item.title, func() {
			if set.flipped {
				p.text("label", textSize, set.x1, y, atEnd, set.text)
			} else {
				p.text("label", textSize, set.x0, y, atStart, set.text)
			}
		})
		deepest = max(deepest, set.row)
	}
	p.y = below + rowHeight*float64(deepest)
}

// label is a note with its text.
type label struct {
	note
	item item
	text string
}

// plan places as many labels as it can, preferring heavy ones and then long
// ones. From right to left each label finds room below those it would cross, so
// that order comes first; where it leaves some out, the heaviest are tried
// before the others.
func (p *picture) plan(n notes, all []cluster) []label {
	all = all[max(0, len(all)-maxLabelled):]
	fromRight := slices.Clone(all)
	slices.Reverse(fromRight)
	byWeight := slices.Clone(fromRight)
	slices.SortStableFunc(byWeight, func(a, b cluster) int { return heaviest(b).weight - heaviest(a).weight })
	lengths := []float64{p.w * 0.3, 230, 140}
	if p.narrow {
		lengths = []float64{220, 120}
	}
	var best []label
	value := -1
	for _, most := range lengths {
		for _, order := range [][]cluster{fromRight, byWeight} {
			if labels, v := p.try(n, order, most); v > value {
				best, value = labels, v
			}
		}
	}
	return best
}

// try places labels of at most most pixels in the order given, and returns them
// with the sum of their weights.
func (p *picture) try(n notes, order []cluster, most float64) ([]label, int) {
	var labels []label
	value := 0
	for _, c := range order {
		it := heaviest(c)
		reach := c.half
		if len(c.items) == 1 {
			reach = max(reach, min(it.end, p.right)-it.x)
		}
		text := cut(it.label, textSize, most)
		if found, ok := n.place(c.x, c.half, reach, width(text, textSize)); ok {
			labels = append(labels, label{found, it, text})
			value += 1 + 4*it.weight
		}
	}
	return labels, value
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

// columns draws dense items as a column for each stretch of a few pixels.
func (p *picture) columns(items []item) {
	bins := map[int][]item{}
	most := 0
	for _, it := range items {
		i := int((it.x - p.left) / columnWidth)
		bins[i] = append(bins[i], it)
		most = max(most, len(bins[i]))
	}
	numbers := make([]int, 0, len(bins))
	for i := range bins {
		numbers = append(numbers, i)
	}
	slices.Sort(numbers)
	base := p.y + rowHeight + columnMax
	peak := false
	for _, i := range numbers {
		h := max(2, columnMax*float64(len(bins[i]))/float64(most))
		x := p.left + float64(i)*columnWidth
		p.front.group(p.href(bins[i][0].id), clusterTitle(bins[i]), func() {
			p.front.rect("column", "", x+0.5, base-h, columnWidth-1, h)
		})
		if label := p.peak(most); len(bins[i]) == most && !peak {
			peak = true
			middle := max(p.left+width(label, textSize)/2, min(p.right-width(label, textSize)/2, x+columnWidth/2))
			p.text("muted", textSize, middle, base-h-4, atMiddle, label)
		}
	}
	p.back.line("axis", p.left, base, p.right, base)
	p.y = base + 2
	p.highlights(items)
}

// peak says how high the highest column is: "15 in 2 h".
func (p *picture) peak(most int) string {
	stretch := columnWidth / p.scale.perSecond()
	return num(float64(most)) + " in " + roughly(time.Duration(stretch*float64(time.Second)))
}

// highlights labels the weightiest of the items drawn as columns.
func (p *picture) highlights(items []item) {
	n := notes{low: p.left, high: p.right, first: 1, rows: 3, cuts: p.breaks()}
	var chosen []cluster
	for _, it := range items {
		if it.weight > 2 {
			it.end = it.x
			chosen = append(chosen, cluster{items: []item{it}, x0: it.x, x1: it.x, x: it.x})
		}
	}
	p.strew(n, chosen, p.y, p.y)
}
