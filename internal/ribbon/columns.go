package ribbon

import (
	"slices"
	"time"
)

// Lanes too dense for marks become columns, as high as many events fell into each
// stretch of time.
const (
	columnWidth = 9.0
	columnMax   = 26.0 // height of the highest column
)

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
		if again := len(chosen) > 0 && chosen[len(chosen)-1].x == it.x; it.weight > 2 && !again {
			it.end = it.x
			chosen = append(chosen, cluster{items: []item{it}, x0: it.x, x1: it.x, x: it.x})
		}
	}
	p.strew(n, chosen, p.y, p.y, p.y)
}
