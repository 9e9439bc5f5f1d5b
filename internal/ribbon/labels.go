package ribbon

// spread places things of given widths along a line between low and high, in
// order, each as near to where it wants its middle as the others allow; it
// returns the middles. What does not fit is set edge to edge from low.
func spread(wants, widths []float64, low, high float64) []float64 {
	type cluster struct {
		first       int     // index of its first thing
		start, size float64 // where it begins and how wide it is
		pull        float64 // sum of wanted starts, each less its offset in the cluster
		n           float64
	}
	place := func(c *cluster) { c.start = max(low, min(c.pull/c.n, high-c.size)) }
	var all []cluster
	for i := range wants {
		c := cluster{first: i, size: widths[i], pull: wants[i] - widths[i]/2, n: 1}
		place(&c)
		for len(all) > 0 && all[len(all)-1].start+all[len(all)-1].size > c.start {
			before := all[len(all)-1]
			all = all[:len(all)-1]
			before.pull += c.pull - c.n*before.size
			before.n += c.n
			before.size += c.size
			c = before
			place(&c)
		}
		all = append(all, c)
	}
	middles := make([]float64, len(wants))
	for n, c := range all {
		end := len(wants)
		if n+1 < len(all) {
			end = all[n+1].first
		}
		x := c.start
		for i := c.first; i < end; i++ {
			middles[i] = x + widths[i]/2
			x += widths[i]
		}
	}
	return middles
}

// note is a label that has found its place below or beside its mark.
type note struct {
	x0, x1  float64 // x0 and x1 bound the label.
	at      float64 // at is the x of the mark.
	row     int     // row 0 is that of the marks; labels there need no line.
	flipped bool    // flipped labels stand to the left of their mark.
}

func (n note) covers(x float64) bool { return n.x0-3 <= x && x <= n.x1+3 }

// mark is what labels of the first row keep away from: a mark with the bar of
// what lasted.
type mark struct{ at, x0, x1 float64 }

// notes places the labels of one lane. A label stands in the row of the marks
// when it fits between them, else in a row below with a line leading down to it;
// such a line never crosses another label.
type notes struct {
	low, high float64
	marks     []mark
	cuts      [][2]float64 // extents of the axis breaks, which labels leave alone
	placed    []note
	first     int // first is the topmost row that may be used,
	rows      int // rows the lowest.
}

// place finds the topmost place for a label of width w: first to the right of
// its mark, which reaches that far from its middle x, then to its left.
func (n *notes) place(x, left, right, w float64) (note, bool) {
	for row := n.first; row <= n.rows; row++ {
		if row > 0 { // the label stands at its line
			left, right = -1, -1
		}
		for _, c := range []note{{x0: x + right + 4, x1: x + right + 4 + w}, {x0: x - left - 4 - w, x1: x - left - 4, flipped: true}} {
			c.at, c.row = x, row
			if n.fits(c) {
				n.placed = append(n.placed, c)
				return c, true
			}
		}
	}
	return note{}, false
}

// own returns the mark that stands at x.
func (n *notes) own(x float64) mark {
	for _, m := range n.marks {
		if m.at == x {
			return m
		}
	}
	return mark{}
}

func (n *notes) fits(c note) bool {
	if c.x0 < n.low || c.x1 > n.high {
		return false
	}
	for _, cut := range n.cuts {
		if cut[0] < c.x1 && cut[1] > c.x0 {
			return false
		}
	}
	if c.row == 0 {
		for _, m := range n.marks {
			if m.x0 < c.x1+5 && m.x1 > c.x0-2 && m != n.own(c.at) {
				return false
			}
		}
	}
	for _, o := range n.placed {
		if o.row == c.row && o.x0 < c.x1+6 && c.x0 < o.x1+6 {
			return false
		}
		if o.row > c.row && c.row > 0 && c.covers(o.at) { // its line would cross this label
			return false
		}
		if c.row > o.row && o.row > 0 && o.covers(c.at) {
			return false
		}
	}
	return true
}
