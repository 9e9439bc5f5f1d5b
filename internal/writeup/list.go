package writeup

import "strings"

// item is one bullet or numbered line with what belongs to it.
type item struct {
	first, last int    // lines of the item without its children
	indent      int    // column of the mark
	text        string // lines of the item joined by spaces, a fence inside by line ends
	ticked      *bool  // of a checkbox
	children    []*item
}

// end returns the last line of the item and its children.
func (it *item) end() int {
	if n := len(it.children); n > 0 {
		return it.children[n-1].end()
	}
	return it.last
}

// mark is the start of a list line.
type mark struct {
	indent int    // column of the bullet
	inner  int    // column of the text
	text   string // what follows, trimmed
}

// maxDepth bounds how deep lists nest; what is deeper is taken as that deep.
const maxDepth = 12

// listMark reads "- ", "* ", "+ ", "• ", "1. " and "1) ".
func listMark(line string) (m mark, ok bool) {
	i, column := 0, 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		if line[i] == '\t' {
			column += 4 - column%4
		} else {
			column++
		}
		i++
	}
	rest := line[i:]
	width := bulletWidth(rest)
	if width == 0 {
		return mark{}, false
	}
	after := rest[width:]
	if after != "" && after[0] != ' ' && after[0] != '\t' {
		return mark{}, false
	}
	return mark{indent: column, inner: column + width + 1, text: strings.TrimSpace(after)}, true
}

// bulletWidth returns how many bytes the bullet or number takes, 0 for none.
func bulletWidth(rest string) int {
	if rest == "" {
		return 0
	}
	switch rest[0] {
	case '-', '*', '+':
		return 1
	}
	for _, bullet := range []string{"•", "◦", "▪"} {
		if strings.HasPrefix(rest, bullet) {
			return len(bullet)
		}
	}
	n := 0
	for n < len(rest) && n < 4 && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n > 0 && n < 4 && n < len(rest) && (rest[n] == '.' || rest[n] == ')') {
		return n + 1
	}
	return 0
}

// list reads a list: items, their continuation lines, and children by indent.
func (b *blocks) list(i int) {
	var top []*item
	var open []*item // the chain of items the next line may belong to
	end := i
	for k := i; k < len(b.page.lines); {
		line := b.at(k)
		if strings.TrimSpace(line) == "" {
			k++
			continue
		}
		if m, ok := listMark(line); ok && !isRule(strings.TrimSpace(line)) {
			it := newItem(m, k+1)
			open = parentChain(open, m.indent)
			if len(open) == 0 {
				top = append(top, it)
			} else {
				parent := open[len(open)-1]
				parent.children = append(parent.children, it)
			}
			if len(open) < maxDepth {
				open = append(open, it)
			}
			k++
			end = k
			continue
		}
		next, belongs := b.continued(k, end, open)
		if !belongs {
			break
		}
		k, end = next, next
	}
	b.add(block{kind: listBlock, items: top}, i, end)
}

func newItem(m mark, n int) *item {
	it := &item{first: n, last: n, indent: m.indent, text: m.text}
	for _, box := range []struct {
		mark   string
		ticked bool
	}{{"[ ]", false}, {"[]", false}, {"[x]", true}, {"[X]", true}, {"☐", false}, {"☑", true}, {"✅", true}, {"✔", true}} {
		if rest, ok := strings.CutPrefix(m.text, box.mark); ok && !strings.HasPrefix(rest, "(") {
			ticked := box.ticked
			it.ticked, it.text = &ticked, strings.TrimSpace(strings.TrimPrefix(rest, "\ufe0f"))
			break
		}
	}
	return it
}

// parentChain drops the items that a mark at this column does not belong to.
// One column less counts as the same level, because people indent carelessly.
func parentChain(open []*item, indent int) []*item {
	for len(open) > 0 && open[len(open)-1].indent >= indent-1 {
		open = open[:len(open)-1]
	}
	return open
}

// maxItem bounds the text of one item, in bytes; what goes on longer is a
// paragraph behind the list.
const maxItem = 20_000

// continued adds the line at index k to the item it continues: text below an
// item without a blank line between, or indented text after one. It returns the
// index after what it took.
func (b *blocks) continued(k, end int, open []*item) (next int, belongs bool) {
	line := b.at(k)
	last := open[len(open)-1]
	indent := columns(line)
	if k > end && indent < last.indent+2 || len(last.text) > maxItem {
		return 0, false
	}
	trimmed := strings.TrimSpace(line)
	if fence := fenceMark(trimmed); fence != "" {
		if indent <= last.indent {
			return 0, false
		}
		next = k + 1
		for next < len(b.page.lines) && len(last.text) <= maxItem {
			inner := strings.TrimSpace(b.at(next))
			next++
			if closesFence(inner, fence) {
				break
			}
			last.text += "\n" + inner
		}
		last.last = next
		return next, true
	}
	if indent <= last.indent && b.interrupts(k) || isTableStart(line, b.at(k+1)) {
		return 0, false
	}
	if _, _, heading := atxHeading(line); heading {
		return 0, false
	}
	if last.text != "" {
		last.text += " "
	}
	last.text += trimmed
	last.last = k + 1
	return k + 1, true
}

// columns returns how far a line is indented, tabs to the next multiple of four.
func columns(line string) int {
	n := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			n++
		case '\t':
			n += 4 - n%4
		default:
			return n
		}
	}
	return n
}
