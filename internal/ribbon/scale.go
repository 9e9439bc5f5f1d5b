package ribbon

import (
	"slices"
	"time"
)

// scale maps instants to x. Long quiet stretches may be cut out; each cut is
// drawn as a break with its length written, so the picture never pretends.
type scale struct {
	segments []segment // in order of time; between two of them lies a break
}

// segment is a stretch of time drawn to scale. Times are in Unix seconds: a
// time.Duration would overflow for times centuries apart.
type segment struct{ from, to, x0, x1 float64 }

// Rules of axis breaks. The figures are ours, found by looking at pictures.
const (
	breakWidth   = 46.0 // room for "45 min"
	crowdPitch   = 6.0  // instants nearer than this, in pixels, are crowded
	crowdShare   = 0.5
	shortestGap  = 2 * 60 * 60 // seconds; shorter gaps are never cut
	gapOfRest    = 0.25        // a gap is cut when it is at least this share of what remains,
	restOfWhole  = 0.4         // and when cutting leaves at most this share of the whole.
	flankOfRest  = 0.02        // time kept on either side of what lies beside a break
	smallestSpan = 60.0        // seconds; a record of one instant still gets an axis
)

func seconds(t time.Time) float64 { return float64(t.Unix()) + float64(t.Nanosecond())/1e9 }

func instant(s float64) time.Time {
	whole := int64(s)
	return time.Unix(whole, int64((s-float64(whole))*1e9)).UTC()
}

// newScale lays the instants out between x0 and x1. maxBreaks bounds the cuts.
func newScale(anchors []float64, x0, x1 float64, maxBreaks int) scale {
	slices.Sort(anchors)
	anchors = slices.Compact(anchors)
	if len(anchors) == 0 {
		return scale{}
	}
	first, last := anchors[0], anchors[len(anchors)-1]
	if last-first < smallestSpan {
		middle := (first + last) / 2
		first, last = middle-smallestSpan/2, middle+smallestSpan/2
	}
	cuts := chooseCuts(anchors, (x1-x0)/(last-first), last-first, maxBreaks)
	segments := []segment{{from: first, to: last}}
	for _, c := range cuts {
		tail := &segments[len(segments)-1]
		tail.to = c.from
		segments = append(segments, segment{from: c.to, to: last})
	}
	s := scale{segments}
	s.spread(x0, x1)
	return s
}

// chooseCuts returns the gaps to cut, in order of time: as many of the longest
// as the rules above allow, and none while the plain axis is not crowded.
func chooseCuts(anchors []float64, perSecond, whole float64, most int) []segment {
	crowded, gaps := 0, make([]segment, 0, len(anchors))
	for i := 1; i < len(anchors); i++ {
		gaps = append(gaps, segment{from: anchors[i-1], to: anchors[i]})
		if (anchors[i]-anchors[i-1])*perSecond < crowdPitch {
			crowded++
		}
	}
	if float64(crowded) < crowdShare*float64(len(gaps)) || crowded == 0 {
		return nil
	}
	slices.SortStableFunc(gaps, func(a, b segment) int {
		switch la, lb := a.to-a.from, b.to-b.from; {
		case la > lb:
			return -1
		case la < lb:
			return 1
		}
		return 0
	})
	best, rest := 0, whole
	for k := 0; k < min(most, len(gaps)); k++ {
		length := gaps[k].to - gaps[k].from
		rest -= length
		if length < shortestGap || length < gapOfRest*rest {
			break
		}
		if rest <= restOfWhole*whole {
			best = k + 1
		}
	}
	return flanked(gaps[:best], whole)
}

// flanked shrinks the cuts so that some quiet time remains beside each.
func flanked(cuts []segment, whole float64) []segment {
	rest := whole
	for _, c := range cuts {
		rest -= c.to - c.from
	}
	for i, c := range cuts {
		flank := min(max(flankOfRest*rest, smallestSpan/2), (c.to-c.from)/4)
		cuts[i] = segment{from: c.from + flank, to: c.to - flank}
	}
	slices.SortFunc(cuts, func(a, b segment) int {
		if a.from < b.from {
			return -1
		}
		return 1
	})
	return cuts
}

// spread gives every segment its share of the width.
func (s scale) spread(x0, x1 float64) {
	total := 0.0
	for _, g := range s.segments {
		total += g.to - g.from
	}
	room := x1 - x0 - breakWidth*float64(len(s.segments)-1)
	x := x0
	for i := range s.segments {
		g := &s.segments[i]
		g.x0 = x
		g.x1 = x + room*(g.to-g.from)/total
		x = g.x1 + breakWidth
	}
}

// x returns where an instant stands. Instants before and after the scale stand
// at its ends, those inside a break within the break.
func (s scale) x(t time.Time) float64 {
	at := seconds(t)
	for i, g := range s.segments {
		switch {
		case at <= g.from && i == 0:
			return g.x0
		case at < g.from:
			before := s.segments[i-1]
			return before.x1 + breakWidth*(at-before.to)/(g.from-before.to)
		case at <= g.to:
			return g.x0 + (g.x1-g.x0)*(at-g.from)/(g.to-g.from)
		}
	}
	if len(s.segments) == 0 {
		return 0
	}
	return s.segments[len(s.segments)-1].x1
}

// start and end are the instants at the ends of the scale.
func (s scale) start() time.Time { return instant(s.segments[0].from) }
func (s scale) end() time.Time   { return instant(s.segments[len(s.segments)-1].to) }

func (s scale) empty() bool { return len(s.segments) == 0 }

// perSecond is how many pixels a second takes, the same in every segment.
func (s scale) perSecond() float64 {
	g := s.segments[0]
	for _, other := range s.segments { // the longest is the most exact
		if other.x1-other.x0 > g.x1-g.x0 {
			g = other
		}
	}
	return (g.x1 - g.x0) / (g.to - g.from)
}
