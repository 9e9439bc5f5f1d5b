package writeup

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// runbookLessons heads the part of the shape that no field has a place for. An
// empty one says nothing.
const runbookLessons = "Lessons for Runbooks"

// opening writes the text that stood before the first heading.
func (d *draft) opening() {
	for _, i := range d.sections[""] {
		d.paragraph(sectionLines(d.record.Sections[i].Text)...)
	}
	delete(d.sections, "")
}

// keptSection writes a section of the shape that holds prose only.
func (d *draft) keptSection(heading, placeholder string) {
	d.heading(2, heading)
	if len(d.sections[hindcast.Fold(heading)]) == 0 {
		d.paragraph(placeholder)
	}
	d.keptText(heading)
}

// keptText writes the prose kept under a heading of the shape.
func (d *draft) keptText(heading string) {
	key := hindcast.Fold(heading)
	for _, i := range d.sections[key] {
		d.paragraph(sectionLines(d.record.Sections[i].Text)...)
	}
	delete(d.sections, key)
}

// otherSections writes the prose that belongs under headings of its own.
func (d *draft) otherSections() {
	var rest []int
	for _, list := range d.sections {
		rest = append(rest, list...)
	}
	slices.Sort(rest)
	for _, i := range rest {
		s := d.record.Sections[i]
		d.heading(min(max(s.Level, 2), 6), s.Heading)
		d.paragraph(sectionLines(s.Text)...)
	}
}
