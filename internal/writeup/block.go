package writeup

import (
	"strings"
	"unicode/utf8"
)

// blockKind says what a run of lines is.
type blockKind uint8

const (
	headingBlock blockKind = iota
	paragraphBlock
	listBlock
	tableBlock
	fenceBlock
	quoteBlock
	markupBlock  // tags, imports, rules: no text
	commentBlock // text no reader of the page sees
	foreignBlock // an HTML table
)

// block is a run of lines that belong together.
type block struct {
	kind        blockKind
	first, last int    // lines, counted from 1
	level       int    // of a heading: 1 to 6, or boldLevel
	text        string // of a heading
	body        []textLine
	items       []*item
	table       *table
}

// boldLevel is the level of a line in bold, or of a label with a colon, that
// stands where a heading would.
const boldLevel = 7

// textLine is one line of a paragraph, fence or quote, with its block marks
// removed.
type textLine struct {
	n    int
	text string
}

// blocks cuts a page into blocks. It goes through the lines once: nothing here
// looks back, and what looks ahead remembers where looking is in vain.
type blocks struct {
	page      *page
	next      int // index of the line to look at next
	found     []block
	noComment int // no comment that begins at or after this index ends
}

// cut returns the blocks of the page from line first on.
func cut(p *page, first int) []block {
	b := &blocks{page: p, next: first - 1, noComment: len(p.lines)}
	for b.next < len(p.lines) {
		b.step()
	}
	return b.found
}

func (b *blocks) at(i int) string {
	if i >= len(b.page.lines) {
		return ""
	}
	return b.page.lines[i]
}

// add closes a block that ends with the line before end.
func (b *blocks) add(bl block, first, end int) {
	bl.first, bl.last = first+1, end
	b.found = append(b.found, bl)
	b.next = end
}

func (b *blocks) step() {
	i := b.next
	line := b.at(i)
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "":
		b.next++
	case IsPlaceholder(trimmed):
		b.page.mark(markup, i+1, i+1)
		b.next++
	case fenceMark(trimmed) != "":
		b.fence(i)
	case b.heading(i, trimmed):
	case isRule(trimmed):
		b.add(block{kind: markupBlock}, i, i+1)
	case trimmed[0] == '<' || trimmed[0] == '{' || strings.HasPrefix(trimmed, "import ") || strings.HasPrefix(trimmed, "export "):
		if !b.wrapper(i, trimmed) {
			b.rest(i)
		}
	default:
		b.rest(i)
	}
}

// rest reads the blocks that hold text: quote, table, list, paragraph.
func (b *blocks) rest(i int) {
	line := b.at(i)
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed[0] == '>':
		b.quote(i)
	case isTableStart(line, b.at(i+1)):
		b.tableAt(i)
	default:
		if _, ok := listMark(line); ok {
			b.list(i)
			return
		}
		b.paragraph(i)
	}
}

// fence reads a fenced block, to the end of the page when it is not closed.
func (b *blocks) fence(i int) {
	mark := fenceMark(strings.TrimSpace(b.at(i)))
	end := i + 1
	var body []textLine
	for end < len(b.page.lines) {
		trimmed := strings.TrimSpace(b.at(end))
		end++
		if closesFence(trimmed, mark) {
			break
		}
		body = append(body, textLine{end, b.page.lines[end-1]})
	}
	b.add(block{kind: fenceBlock, body: body}, i, end)
}

// fenceMark returns the run of backticks or tildes that opens a fence.
func fenceMark(trimmed string) string {
	if len(trimmed) < 3 || trimmed[0] != '`' && trimmed[0] != '~' {
		return ""
	}
	n := 0
	for n < len(trimmed) && trimmed[n] == trimmed[0] {
		n++
	}
	if n < 3 || trimmed[0] == '`' && strings.Contains(trimmed[n:], "`") {
		return ""
	}
	return trimmed[:n]
}

func closesFence(trimmed, mark string) bool {
	return len(trimmed) >= len(mark) && strings.Trim(trimmed, mark[:1]) == "" && trimmed != "" && trimmed[0] == mark[0]
}

// isRule reports a thematic break. The caller has asked for headings first.
func isRule(trimmed string) bool {
	if len(trimmed) < 3 || strings.IndexByte("-*_=", trimmed[0]) < 0 {
		return false
	}
	count := 0
	for i := 0; i < len(trimmed); i++ {
		switch trimmed[i] {
		case trimmed[0]:
			count++
		case ' ':
		default:
			return false
		}
	}
	return count >= 3
}

// quote reads a block quote, marks removed.
func (b *blocks) quote(i int) {
	end := i
	var body []textLine
	for end < len(b.page.lines) {
		trimmed := strings.TrimSpace(b.at(end))
		if trimmed == "" || trimmed[0] != '>' {
			break
		}
		end++
		body = append(body, textLine{end, strings.TrimSpace(strings.TrimLeft(trimmed, "> "))})
	}
	b.add(block{kind: quoteBlock, body: body}, i, end)
}

// paragraph reads lines up to a blank one or the start of another block.
func (b *blocks) paragraph(i int) {
	end := i + 1
	body := []textLine{{i + 1, strings.TrimSpace(b.at(i))}}
	for end < len(b.page.lines) && !b.interrupts(end) {
		body = append(body, textLine{end + 1, strings.TrimSpace(b.at(end))})
		end++
	}
	b.add(block{kind: paragraphBlock, body: body}, i, end)
}

// interrupts reports whether the line ends a paragraph before it.
func (b *blocks) interrupts(i int) bool {
	line := b.at(i)
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || IsPlaceholder(trimmed) || fenceMark(trimmed) != "" || isRule(trimmed) || trimmed[0] == '>' {
		return true
	}
	if _, _, ok := atxHeading(line); ok {
		return true
	}
	if m, ok := listMark(line); ok && m.text != "" {
		return true
	}
	if trimmed[0] == '<' && (isTagLine(trimmed) || strings.HasPrefix(trimmed, "<!--")) {
		return true
	}
	if isUnderline(strings.TrimSpace(b.at(i+1))) && setextText(trimmed) {
		return true
	}
	return isTableStart(line, b.at(i+1)) || boldHeading(trimmed) != ""
}

// shorter reports whether a text has at most n characters.
func shorter(s string, n int) bool { return len(s) <= n || utf8.RuneCountInString(s) <= n }
