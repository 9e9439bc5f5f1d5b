package markup

import (
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// Op says what happened to a line, or to a piece of one.
type Op string

// The operations. A changed line is one line removed and one added.
const (
	Same    Op = "same"
	Removed Op = "removed"
	Added   Op = "added"
)

// DiffLine is one line of a comparison. Old and New are its line numbers, from 1,
// in the earlier and the later text; 0 where it does not occur.
type DiffLine struct {
	Op       Op
	Old, New int
	// Segments make up the line without its line end. On a removed or added line
	// that pairs with one of the other kind, the pieces that differ carry the line's
	// Op and the others Same; on any other line there is one segment.
	Segments []Segment
}

// Segment is a piece of a line.
type Segment struct {
	Op   Op
	Text string
}

// Diff compares two texts line by line and, where a line was changed rather than
// replaced, word by word. All lines are returned, unchanged ones too. Very
// different texts may be given as wholly replaced sooner than strictly needed.
func Diff(before, after string) []DiffLine {
	a, b := lines(before), lines(after)
	var list []DiffLine
	oldAt, newAt := 0, 0
	same := func(until int) {
		for ; oldAt < until; oldAt, newAt = oldAt+1, newAt+1 {
			list = append(list, DiffLine{Op: Same, Old: oldAt + 1, New: newAt + 1, Segments: whole(Same, a[oldAt])})
		}
	}
	for _, d := range lcs.DiffLines(a, b) {
		same(d.Start)
		list = append(list, changed(a[d.Start:d.End], b[d.ReplStart:d.ReplEnd], d.Start, d.ReplStart)...)
		oldAt, newAt = d.End, d.ReplEnd
	}
	same(len(a))
	return list
}

// changed gives a block of removed lines and the added lines in its place. The
// nth of one kind is compared by word with the nth of the other.
func changed(removed, added []string, oldFrom, newFrom int) []DiffLine {
	list := make([]DiffLine, 0, len(removed)+len(added))
	fresh := make([]DiffLine, len(added))
	for i, line := range added {
		fresh[i] = DiffLine{Op: Added, New: newFrom + i + 1, Segments: whole(Added, line)}
	}
	for i, line := range removed {
		gone := DiffLine{Op: Removed, Old: oldFrom + i + 1, Segments: whole(Removed, line)}
		if i < len(added) {
			if was, became, alike := words(line, added[i]); alike {
				gone.Segments, fresh[i].Segments = was, became
			}
		}
		list = append(list, gone)
	}
	return append(list, fresh...)
}

func whole(op Op, line string) []Segment {
	return []Segment{{Op: op, Text: strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")}}
}

// lines splits after each line end, so that a text with and without one at its
// end still count as the same last line.
func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}
