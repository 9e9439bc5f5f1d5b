package report

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// StatedRow is a duration the document states beside what the timeline gives.
type StatedRow struct {
	Name, Stated string
	Line         int
	Computed     []Fact // Computed is per definition: "since it began", "since detection".
}

func statedRows(r *hindcast.Record) []StatedRow {
	all := []struct {
		name string
		says hindcast.StatedDuration
		to   hindcast.Milestone
	}{
		{"Time to detect", r.Stated.Detect, hindcast.Detected},
		{"Time to mitigate", r.Stated.Mitigate, hindcast.Mitigated},
		{"Time to resolve", r.Stated.Resolve, hindcast.Resolved},
	}
	var list []StatedRow
	for _, s := range all {
		if !s.says.Known && s.says.Text == "" {
			continue
		}
		row := StatedRow{Name: s.name, Stated: s.says.Text, Line: s.says.Line}
		if row.Stated == "" {
			row.Stated = hindcast.FormatDuration(s.says.Duration)
		}
		row.Computed = append(row.Computed, Fact{"began → " + s.to.Words(), between(r, hindcast.Began, s.to)})
		if s.to != hindcast.Detected {
			row.Computed = append(row.Computed, Fact{"detected → " + s.to.Words(), between(r, hindcast.Detected, s.to)})
		}
		list = append(list, row)
	}
	return list
}

// between writes the time between two milestones with the bounds that precision
// leaves.
func between(r *hindcast.Record, from, to hindcast.Milestone) string {
	a, b := r.Milestone(from), r.Milestone(to)
	if a == nil || b == nil || a.At.IsZero() || b.At.IsZero() {
		return hindcast.NoValue
	}
	value := b.At.Sub(a.At).Seconds()
	m := hindcast.Measure{Unit: hindcast.UnitSeconds, Value: &value}
	earlyA, lateA, okA := a.Bounds()
	earlyB, lateB, okB := b.Bounds()
	if okA && okB {
		low, high := earlyB.Sub(lateA), lateB.Sub(earlyA)
		low = max(low, min(0, b.At.Sub(a.At)))
		m.Low, m.High = seconds(low), seconds(high)
	}
	return hindcast.FormatMeasure(m)
}

func seconds(d time.Duration) *float64 {
	s := d.Seconds()
	return &s
}
