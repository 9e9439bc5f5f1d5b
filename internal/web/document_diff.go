package web

import (
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/markup"
)

// diffView is a comparison of two texts.
type diffView struct {
	Title, Reason string
	Action        string // Action is where the choice of two revisions leads; empty for proposals.
	From, To      fieldView
	Views         []tabView
	Side          bool
	Lines         []diffLine
	Sum           string // Sum counts the lines: "3 lines added, 1 line removed".
	Proposal      string // Proposal is the identifier of the one shown; empty for revisions.
	Same          bool   // Same says that the texts do not differ.
}

// diffLine is a line of a comparison, or in the view side by side, a line of each
// text. Skipped lines stand for unchanged ones that are not shown.
type diffLine struct {
	Before, After diffHalf
	Skipped       string // Skipped is "14 unchanged lines"; empty for a line.
}

// diffHalf is a line of one of the texts; it is empty beside a line that only the
// other has.
type diffHalf struct {
	Op       markup.Op
	Number   string
	Segments []markup.Segment
}

// around is how many unchanged lines are shown around each change.
const around = 3

func newDiff(before, after string, side bool) diffView {
	all := markup.Diff(before, after)
	v := diffView{Side: side}
	added, removed := 0, 0
	for _, l := range all {
		switch l.Op {
		case markup.Added:
			added++
		case markup.Removed:
			removed++
		}
	}
	v.Same, v.Sum = added+removed == 0, sumOf(added, removed)
	near := nearChanges(all)
	for i := 0; i < len(all); {
		switch {
		case !near[i]:
			from := i
			for i < len(all) && !near[i] {
				i++
			}
			v.Lines = append(v.Lines, diffLine{Skipped: counted(i-from, "unchanged line", "unchanged lines")})
		case side && all[i].Op != markup.Same:
			i = v.pair(all, i)
		default:
			v.Lines = append(v.Lines, lineOf(all[i]))
			i++
		}
	}
	return v
}

// nearChanges tells which lines are shown: the changes, and a few around each.
func nearChanges(all []markup.DiffLine) []bool {
	near := make([]bool, len(all))
	for i, l := range all {
		if l.Op == markup.Same {
			continue
		}
		for n := max(0, i-around); n <= min(len(all)-1, i+around); n++ {
			near[n] = true
		}
	}
	return near
}

// sumOf counts the lines that came and went; what is none of them is not said.
func sumOf(added, removed int) string {
	var parts []string
	if added > 0 || removed == 0 {
		parts = append(parts, counted(added, "line added", "lines added"))
	}
	if removed > 0 {
		parts = append(parts, counted(removed, "line removed", "lines removed"))
	}
	return strings.Join(parts, ", ")
}

// pair puts a run of changed lines side by side: the first removed beside the
// first added, and so on. It returns where the run ends.
func (v *diffView) pair(all []markup.DiffLine, from int) int {
	var removed, added []markup.DiffLine
	for ; from < len(all) && all[from].Op != markup.Same; from++ {
		if all[from].Op == markup.Removed {
			removed = append(removed, all[from])
		} else {
			added = append(added, all[from])
		}
	}
	for i := range max(len(removed), len(added)) {
		var l diffLine
		if i < len(removed) {
			l.Before = lineOf(removed[i]).Before
		}
		if i < len(added) {
			l.After = lineOf(added[i]).After
		}
		v.Lines = append(v.Lines, l)
	}
	return from
}

// lineOf gives a line to the text it belongs to; an unchanged one to both.
func lineOf(l markup.DiffLine) diffLine {
	var line diffLine
	if l.Op != markup.Added {
		line.Before = diffHalf{l.Op, strconv.Itoa(l.Old), l.Segments}
	}
	if l.Op != markup.Removed {
		line.After = diffHalf{l.Op, strconv.Itoa(l.New), l.Segments}
	}
	return line
}

// shown is the half that the view in one column shows.
func (l diffLine) shown() diffHalf {
	if l.After.Number != "" {
		return l.After
	}
	return l.Before
}

// marked are the pieces of a line, of which those that differ stand out. In a line
// that differs as a whole none does.
func (h diffHalf) marked() []markup.Segment {
	for _, s := range h.Segments {
		if s.Op == markup.Same {
			return h.Segments
		}
	}
	var text strings.Builder
	for _, s := range h.Segments {
		text.WriteString(s.Text)
	}
	return []markup.Segment{{Op: markup.Same, Text: text.String()}}
}

// sign says what happened to a line, so that colour is not needed.
func (h diffHalf) sign() string {
	switch h.Op {
	case markup.Added:
		return "+"
	case markup.Removed:
		return "−"
	}
	return ""
}

// tabs leads to the two views of a comparison.
func (v *diffView) tabs(address string, side bool) {
	v.Views = []tabView{{Text: "In one column", Href: address, Current: !side}, {Text: "Side by side", Href: address + "&view=side", Current: side}}
	if !strings.Contains(address, "?") {
		v.Views[1].Href = address + "?view=side"
	}
}
