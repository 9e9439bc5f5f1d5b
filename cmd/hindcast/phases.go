package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// stop is a milestone on the line of phases.
type stop struct {
	label, clock string
	event        *hindcast.TimelineEvent
}

func (s stop) columns() int { return max(visibleWidth(s.label), visibleWidth(s.clock)) }

// printPhases draws the milestones on one line, each gap about as long as the
// time between them, or lists them where the terminal is too narrow.
func printPhases(w io.Writer, r *hindcast.Record, std *streams) {
	stops, missing := milestoneStops(r)
	fmt.Fprintln(w)
	if len(stops) > 0 {
		if gaps, fits := gapColumns(stops, std.width-4); fits {
			drawPhases(w, stops, gaps, std)
		} else {
			listPhases(w, stops)
		}
	}
	if len(missing) > 0 {
		for _, line := range wrap("not recorded: "+strings.Join(missing, ", "), std.width-2) {
			fmt.Fprintf(w, "  %s\n", std.style.dim(line))
		}
	}
}

// milestoneStops returns the milestones on record in order of time, and the
// words of those that are not.
func milestoneStops(r *hindcast.Record) (stops []stop, missing []string) {
	day := ""
	reached := r.Reached()
	for _, m := range reached {
		e := r.Milestone(m)
		clock := hindcast.FormatClock(e.At, e.Precision)
		if d := e.At.UTC().Format("2 Jan"); d != day && e.Precision != hindcast.PrecisionDay {
			clock, day = d+" "+clock, d
		}
		stops = append(stops, stop{m.Words(), clock, e})
	}
	for _, m := range hindcast.Milestones() {
		if !slices.Contains(reached, m) {
			missing = append(missing, m.Words())
		}
	}
	if last := len(stops) - 1; last >= 0 {
		stops[last].clock += " UTC"
	}
	return stops, missing
}

func gapText(a, b stop) string {
	return " " + hindcast.FormatDuration(b.event.At.Sub(a.event.At)) + " "
}

// gapColumns gives each gap room for its label and its milestone's words, and
// shares what is left by the logarithm of its length, so that days do not crush
// minutes. fits is false when the line would be wider than allowed.
func gapColumns(stops []stop, width int) (gaps []int, fits bool) {
	const dot, shortest = 1, 2
	used := stops[len(stops)-1].columns()
	weights, total := make([]float64, len(stops)-1), 0.0
	gaps = make([]int, len(stops)-1)
	for i := range gaps {
		gaps[i] = max(visibleWidth(gapText(stops[i], stops[i+1]))+shortest, stops[i].columns()+1)
		used += gaps[i] + dot
		minutes := stops[i+1].event.At.Sub(stops[i].event.At).Minutes()
		weights[i] = math.Log2(1 + math.Max(0, minutes))
		total += weights[i]
	}
	spare := min(width, 100) - used
	if spare < 0 {
		return gaps, false
	}
	for i := range gaps {
		if total > 0 {
			gaps[i] += int(float64(spare) * weights[i] / total)
		}
	}
	return gaps, true
}

func drawPhases(w io.Writer, stops []stop, gaps []int, std *streams) {
	var line, labels, clocks strings.Builder
	for i, s := range stops {
		line.WriteString(std.style.bold("●"))
		if i == len(stops)-1 {
			labels.WriteString(s.label)
			clocks.WriteString(s.clock)
			break
		}
		text := gapText(s, stops[i+1])
		rest := gaps[i] - visibleWidth(text)
		line.WriteString(std.style.dim(strings.Repeat("─", rest/2)) + text + std.style.dim(strings.Repeat("─", rest-rest/2)))
		labels.WriteString(pad(s.label, gaps[i]+1))
		clocks.WriteString(pad(s.clock, gaps[i]+1))
	}
	fmt.Fprintf(w, "  %s\n  %s\n  %s\n", line.String(), labels.String(), std.style.dim(clocks.String()))
}

func listPhases(w io.Writer, stops []stop) {
	for i, s := range stops {
		since := ""
		if i > 0 {
			since = "+" + strings.TrimSpace(gapText(stops[i-1], s))
		}
		fmt.Fprintln(w, strings.TrimRight("  ● "+pad(s.label, 13)+pad(s.clock, 14)+since, " "))
	}
}
