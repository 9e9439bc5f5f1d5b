package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// fields takes the fields that stand in the front matter, in tables and lines
// above the first section, and in the sections made of fields. It goes before
// the timeline, which needs the day.
func (r *reader) fields(f front) {
	r.frontFields(f)
	for _, s := range r.sections {
		if s.holdsFields() {
			for i := range s.blocks {
				r.fieldBlock(s, &s.blocks[i])
			}
		}
	}
	if r.day.IsZero() && len(r.stamps) == 0 {
		r.findDay()
		if r.day.IsZero() {
			r.day, r.dayRule = r.frontDay, "day:front-matter"
		}
	}
}

// holdsFields reports whether lines "Label: value" of the section are fields.
func (s *section) holdsFields() bool {
	switch s.role {
	case metadataRole, summaryRole, rolesRole, statsRole, detectionRole, meetingRole:
		return true
	case noRole:
		return s.level <= 1
	}
	return false
}

// fieldBlock takes the fields of a block and leaves the rest alone.
func (r *reader) fieldBlock(s *section, b *block) {
	switch b.kind {
	case tableBlock:
		r.fieldTable(s, b.table)
	case listBlock:
		for _, it := range b.items {
			if len(it.children) == 0 {
				r.fieldLine(s, it.text, it.first, it.last)
			}
		}
	case paragraphBlock:
		for _, line := range b.body {
			r.fieldLine(s, line.text, line.n, line.n)
		}
	}
}

func (r *reader) fieldLine(s *section, text string, first, last int) {
	f, ok := fieldOf(text, first, last)
	if !ok {
		return
	}
	r.settle(s, f, r.takeField(f))
}

// knowsLabel reports whether a label is one of a template's, so that leaving it
// empty says nothing.
func knowsLabel(key string) bool {
	if milestoneOfLabel(key) != "" || roleNamed(key) != "" || roleByWords(key) != noRole {
		return true
	}
	switch key {
	case "status", "severity", "authors", "incident date", "incident log", "time to detection", "time to recovery", "time to resolution", "how detected", "could we detect faster", "category",
		"users affected", "duration", "services unavailable", "funds at risk", "actual losses", "public visibility", "media coverage", "relevant prs", "dashboards", "external references",
		"call", "chat", "incident id", "date", "owner", "author", "estimated costs", "community response":
		return true
	}
	return false
}

// settle accounts for the lines of a field.
func (r *reader) settle(s *section, f field, out outcome) {
	switch out {
	case readAll:
		r.understand(f.first, f.last)
	case readPart:
		r.keep(s, f.first, f.last)
	}
}

// fieldTable takes the rows of a table "Field | Value" or "Role | Person".
func (r *reader) fieldTable(s *section, t *table) {
	width := len(t.header)
	if width > 2 || width == 0 && len(t.rows) > 0 && len(t.rows[0].cells) > 2 || width == 2 && isTimeHeader(words(t.header[0])) {
		return
	}
	if s.role == rolesRole && width == 2 && (words(t.header[0]) == "person" || words(t.header[0]) == "name") {
		for _, row := range t.rows {
			r.roleRow(s, row, 1, 0)
		}
		return
	}
	for _, row := range t.rows {
		label, value := row.cell(0), row.cell(1)
		f := field{key: words(label), label: bare(oneLine(label)), value: strings.TrimSpace(value), first: row.n, last: row.n}
		if len(row.cells) > 2 {
			f.value = strings.TrimSpace(strings.Join(row.cells[1:], " "))
		}
		if s.role == rolesRole {
			r.roleRow(s, row, 0, 1)
			continue
		}
		r.settle(s, f, r.takeField(f))
	}
}

// roleRow takes a row of the roles table. A title that is not known makes a
// responder of the person, and the row stays prose.
func (r *reader) roleRow(s *section, row tableRow, role, person int) {
	f := field{key: words(row.cell(role)), label: oneLine(row.cell(role)), value: row.cell(person), first: row.n, last: row.n}
	if f.value == "" || isTemplate(f.value) {
		r.settle(s, f, r.takeField(f))
		return
	}
	r.settle(s, f, r.takeAnyRole(f))
}

// takeAnyRole takes a role by whatever title it bears.
func (r *reader) takeAnyRole(f field) outcome {
	if known := roleNamed(f.key); known != "" {
		return r.takeRole(known, f)
	}
	if r.takeRole(hindcast.Responder, f) == notRead {
		return notRead
	}
	return readPart
}

// section reads what fields and timeline left of a section. Whatever no reader
// takes stays prose.
func (r *reader) section(s *section) {
	if s.head != nil {
		r.understand(s.head.first, s.head.last)
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		switch b.kind {
		case markupBlock:
			r.page.mark(markup, b.first, b.last)
			continue
		case commentBlock:
			r.keepBlock(s, b)
			continue
		case foreignBlock:
			for n := b.first; n <= b.last; n++ {
				r.listUnread(n, "an HTML table; write it as a Markdown table")
			}
			continue
		}
		if r.leftOf(b) {
			r.sectionBlock(s, b)
		}
	}
	r.sweep(s)
}

// leftOf reports whether any line of the block was not dealt with.
func (r *reader) leftOf(b *block) bool {
	for n := b.first; n <= b.last; n++ {
		if r.page.fates[n-1] == untouched && strings.TrimSpace(r.page.line(n)) != "" {
			return true
		}
	}
	return false
}

// sectionBlock reads a block by the role of its section.
func (r *reader) sectionBlock(s *section, b *block) {
	switch s.role {
	case summaryRole:
		r.doc.Record.Review.Summary = r.takeText(s, b, r.doc.Record.Review.Summary)
	case rolesRole:
		r.peopleBlock(b, func(f field) outcome { return r.takeRoleLine(f) })
	case attendeesRole:
		r.peopleBlock(b, func(f field) outcome { return r.takeAttendees(f.value) })
	case servicesRole:
		r.servicesBlock(s, b)
	case causeRole:
		r.doc.Record.Review.PrimaryCause = r.takeText(s, b, r.doc.Record.Review.PrimaryCause)
	case factorsRole:
		r.factorsBlock(b)
	case whysRole:
		r.whysBlock(s, b)
	case wellRole:
		r.findingsBlock(hindcast.Strength, b)
	case wrongRole:
		r.findingsBlock(hindcast.Weakness, b)
	case luckRole:
		r.findingsBlock(hindcast.Luck, b)
	case actionsRole:
		r.actionsBlock(s, b)
	case responseRole:
		r.responseBlock(b)
	case commsRole:
		r.commsBlock(s, b)
	case linksRole:
		r.linksBlock(b)
	case impactRole:
		r.impactBlock(s, b)
	case detectionRole:
		r.detectionBlock(s, b)
	case meetingRole:
		r.meetingBlock(s, b)
	case postIncidentRole:
		r.postIncidentBlock(b)
	}
}

// sweep keeps whatever is still untouched as prose.
func (r *reader) sweep(s *section) {
	for i := range s.blocks {
		r.keepLeft(s, &s.blocks[i])
	}
}

// takeText appends a block to a text of several paragraphs. Tables stay prose.
func (r *reader) takeText(s *section, b *block, have string) string {
	if b.kind == tableBlock {
		return have
	}
	text := r.textOf(b)
	if text == "" {
		return have
	}
	if isTemplate(text) || text[0] == '[' && strings.HasSuffix(text, "]") && !strings.Contains(text[1:len(text)-1], "[") {
		for n := b.first; n <= b.last; n++ {
			if r.page.fates[n-1] == untouched {
				r.listUnread(n, leftOver)
			}
		}
		return have
	}
	if saysNothing(text) || len(have)+len(text) > hindcast.MaxText {
		r.keepLeft(s, b)
		return have
	}
	for n := b.first; n <= b.last; n++ {
		if r.page.fates[n-1] == untouched {
			r.page.mark(prose, n, n)
		}
	}
	return joinText(have, text)
}

// textOf returns the lines of a block that nobody took yet, decoded.
func (r *reader) textOf(b *block) string {
	var lines []string
	for n := b.first; n <= b.last; n++ {
		if r.page.fates[n-1] != untouched {
			continue
		}
		line := strings.TrimRight(r.page.line(n), " \t")
		if b.kind != fenceBlock {
			line = plain(withoutHardBreak(line))
		}
		if b.kind == paragraphBlock {
			line = strings.TrimSpace(line)
		}
		lines = append(lines, line)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// withoutHardBreak drops a backslash that ends a line and is not itself escaped.
func withoutHardBreak(line string) string {
	bare := strings.TrimRight(line, `\`)
	if (len(line)-len(bare))%2 == 1 {
		return line[:len(line)-1]
	}
	return line
}

// entries returns the lines, items or rows of a block that nobody took, each as
// one text with what hangs below it.
func (r *reader) entries(b *block) []field {
	var list []field
	add := func(text string, first, last int) {
		if r.page.fates[first-1] == untouched && strings.TrimSpace(text) != "" && len(text) <= hindcast.MaxText {
			list = append(list, field{value: strings.TrimSpace(text), first: first, last: last})
		}
	}
	switch b.kind {
	case listBlock:
		for _, it := range b.items {
			add(wholeText(it), it.first, it.end())
		}
	case tableBlock:
		for _, row := range b.table.rows {
			var parts []string
			for i := range row.cells {
				if cell := row.cell(i); cell != "" {
					parts = append(parts, cell)
				}
			}
			add(strings.Join(parts, ": "), row.n, row.n)
		}
	default:
		add(r.textOf(b), b.first, b.last)
	}
	return list
}

// wholeText returns an item with its children as lines below it.
func wholeText(it *item) string {
	lines := []string{plain(it.text)}
	for _, child := range it.children {
		lines = append(lines, outline(child, 0)...)
	}
	return strings.Join(lines, "\n")
}

// eachEntry hands every entry of a block to take, and accounts for its lines: an
// entry that says nothing or is left over from the template is not handed over.
func (r *reader) eachEntry(b *block, take func(f field) outcome) {
	for _, f := range r.entries(b) {
		if isTemplate(f.value) || f.value[0] == '[' && strings.HasSuffix(f.value, "]") && strings.Count(f.value, "[") == 1 {
			r.listTemplate(field{value: "TBD", first: f.first, last: f.last})
			continue
		}
		if saysNothing(f.value) {
			continue
		}
		if take(f) == readAll { // the rest is swept up as prose
			r.understand(f.first, f.last)
		}
	}
}
