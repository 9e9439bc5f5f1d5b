package writeup

import "strings"

// table is a table with pipes. Its rule line and, where it has one, its header
// line are not among the rows.
type table struct {
	headerLine int      // 0 when the table has no header
	header     []string // raw cells
	rows       []tableRow
}

// tableRow is one row. Cells are raw: plain decodes them.
type tableRow struct {
	n     int
	cells []string
}

// cell returns a decoded cell, "" when the row has none there.
func (r tableRow) cell(column int) string {
	if column < 0 || column >= len(r.cells) || IsPlaceholder(r.cells[column]) {
		return ""
	}
	return plain(r.cells[column])
}

// blank reports whether no cell holds anything.
func (r tableRow) blank() bool {
	for _, c := range r.cells {
		if c != "" {
			return false
		}
	}
	return true
}

// isTableStart reports whether a table begins at the line: a header over a rule
// line, or a line that begins with a pipe and has a second one.
func isTableStart(line, next string) bool {
	if strings.IndexByte(line, '|') < 0 {
		return false
	}
	if isTableRule(next) {
		return true
	}
	trimmed := strings.TrimSpace(line)
	return trimmed[0] == '|' && strings.Count(trimmed, "|") > 1
}

// isTableRule reports a line such as "| --- | :-: |". It needs a pipe, so that a
// plain rule is none.
func isTableRule(line string) bool {
	trimmed := strings.TrimSpace(line)
	if len(trimmed) < 3 || strings.IndexByte(trimmed, '|') < 0 || strings.IndexByte(trimmed, '-') < 0 {
		return false
	}
	return strings.Trim(trimmed, "|:- \t") == ""
}

// tableAt reads a table. It ends at a blank line or at a line without a pipe.
func (b *blocks) tableAt(i int) {
	t := &table{}
	end := i
	if isTableRule(b.at(i + 1)) {
		t.headerLine, t.header = i+1, cells(b.at(i))
		end = i + 2
	}
	for end < len(b.page.lines) {
		line := b.at(end)
		if strings.IndexByte(line, '|') < 0 || fenceMark(strings.TrimSpace(line)) != "" {
			break
		}
		if _, _, heading := atxHeading(line); heading {
			break
		}
		end++
		if isTableRule(line) {
			b.page.mark(markup, end, end)
			continue
		}
		row := tableRow{n: end, cells: cells(line)}
		if row.blank() || IsPlaceholder(row.cells[0]) {
			b.page.mark(markup, end, end)
			continue
		}
		t.rows = append(t.rows, row)
	}
	b.add(block{kind: tableBlock, table: t}, i, end)
}

// cells splits a table line at the pipes that are not escaped. Outer pipes may
// be missing.
func cells(line string) []string {
	s := strings.TrimSpace(line)
	s = strings.TrimPrefix(s, "|")
	var found []string
	start := 0
	closed := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '|':
			found = append(found, strings.TrimSpace(s[start:i]))
			start = i + 1
			closed = start == len(s)
		}
	}
	if !closed {
		found = append(found, strings.TrimSpace(s[start:]))
	}
	return found
}
