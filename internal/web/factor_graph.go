package web

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// factorGraph is the picture of a review's contributing factors and the other
// incidents that they contributed to: factors on the left, incidents on the right,
// a line for each time they met. What is worth seeing in it is an incident that
// several lines lead to. Numbers are units of its view box.
type factorGraph struct {
	Height    int
	Factors   []graphNode
	Incidents []graphNode
	Lines     []string // Lines are the paths, in the syntax of SVG.
	Says      string   // Says is the picture in a sentence, for who does not see it.
}

// graphNode is a dot with its words.
type graphNode struct {
	Y           int
	Text, Whole string // Whole is the text uncut.
	Href        string
	Primary     bool
}

// The picture's measures; ours. Its width stands in the template.
const (
	graphRow   = 26  // from one row to the next
	graphLeft  = 270 // where the dots of factors stand
	graphRight = 376 // where the dots of incidents stand
	graphText  = 38  // characters of a factor that fit before its dot
)

// newFactorGraph draws what is shared; nil when nothing is, or there is nothing to
// see that the list of one factor does not say.
func newFactorGraph(factors []factorView) *factorGraph {
	type meeting struct {
		incidentRef
		factors []int
	}
	var met []meeting
	for n, f := range factors {
		for _, i := range f.Shared {
			at := slices.IndexFunc(met, func(m meeting) bool { return m.Key == i.Key })
			if at < 0 {
				met, at = append(met, meeting{incidentRef: i}), len(met)
			}
			met[at].factors = append(met[at].factors, n)
		}
	}
	if len(factors) < 2 || len(met) == 0 {
		return nil
	}
	// Incidents stand at the mean height of their factors, which keeps lines from
	// crossing: the barycentre method of Sugiyama, Tagawa and Toda (1981).
	height := func(m meeting) (mean float64) {
		for _, n := range m.factors {
			mean += float64(n) / float64(len(m.factors))
		}
		return mean
	}
	slices.SortStableFunc(met, func(a, b meeting) int { return cmp.Or(cmp.Compare(height(a), height(b)), cmp.Compare(a.Key, b.Key)) })
	rows := max(len(factors), len(met))
	g := &factorGraph{Height: rows * graphRow}
	row := func(n, of int) int { return g.Height*(2*n+1)/(2*of) + 1 }
	for n, f := range factors {
		g.Factors = append(g.Factors, graphNode{Y: row(n, len(factors)), Text: hindcast.Shorten(f.Plain, graphText), Whole: f.Plain, Primary: f.Primary})
	}
	several := 0
	for n, m := range met {
		y := row(n, len(met))
		text := m.Key
		if len(m.factors) > 1 {
			text += fmt.Sprintf(", %d of them", len(m.factors))
			several++
		}
		g.Incidents = append(g.Incidents, graphNode{Y: y, Text: text, Whole: m.Title, Href: m.Href})
		for _, f := range m.factors {
			from, middle := g.Factors[f].Y, (graphLeft+graphRight)/2
			g.Lines = append(g.Lines, fmt.Sprintf("M%d %dC%d %d %d %d %d %d", graphLeft, from, middle, from, middle, y, graphRight, y))
		}
	}
	g.Says = counted(len(met), "other incident shares", "other incidents share") + " a factor with this one; " + counted(several, "shares", "share") + " more than one."
	return g
}
