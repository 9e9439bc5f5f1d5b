package ribbon

import (
	"fmt"
	"slices"
	"strings"
)

// cluster is one mark, or several that stand too close to be told apart and are
// drawn as their number.
type cluster struct {
	items   []item
	x0, x1  float64 // x0 and x1 are where the first and last item stand.
	x, half float64 // x and half are the middle and half the width of what is drawn.
}

func single(it item) cluster {
	return cluster{items: []item{it}, x0: it.x, x1: it.x, x: it.x, half: markSize}
}

// join merges two clusters into one with a number.
func join(a, b cluster) cluster {
	c := cluster{items: append(a.items, b.items...), x0: a.x0, x1: max(a.x1, b.x1)}
	c.x = (c.x0 + c.x1) / 2
	c.half = width(num(float64(len(c.items))), textSize*boldFactor)/2 + 4
	return c
}

// gather merges marks until none touches another, within the plot. items must be in order of x.
func gather(items []item, low, high float64) []cluster {
	var all []cluster
	for _, it := range items {
		c := single(it)
		for len(all) > 0 && all[len(all)-1].x+all[len(all)-1].half+1.5 > c.x-c.half {
			c = join(all[len(all)-1], c)
			c.x = max(low+c.half, min(high-c.half, c.x))
			all = all[:len(all)-1]
		}
		all = append(all, c)
	}
	return all
}

// Beyond these a number would hide too much of how its events lie, and the lane
// is drawn as columns.
const (
	maxExtent = 60.0 // width that one number may stand for, in pixels
	maxMean   = 4    // events that a mark or number may stand for in the mean
)

func tooDense(all []cluster, events int) bool {
	return events > maxMean*max(10, len(all)) || slices.ContainsFunc(all, func(c cluster) bool { return c.x1-c.x0 > maxExtent })
}

// listed is how many events the title of a number lists one by one.
const listed = 5

// clusterTitle tells what a mark or a number stands for.
func clusterTitle(items []item) string {
	if len(items) == 1 {
		return items[0].title
	}
	kinds := map[string]int{}
	for _, it := range items {
		kinds[it.shape]++
	}
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%d %s", kinds[name], name)
	}
	lines := []string{count(len(items), "event") + ": " + strings.Join(parts, ", ")}
	if len(items) > listed {
		return lines[0] + "; the first at " + shorten(items[0].label, 60)
	}
	for _, it := range items {
		lines = append(lines, shorten(it.label, 60))
	}
	return strings.Join(lines, "\n")
}
