package writeup

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// WriteOptions says how to write.
type WriteOptions struct {
	Draft bool // Draft marks the document as one to be finished; see Document.Draft.
}

// Write writes a record as a post-mortem in the shape of the Security Alliance,
// with the computed answers behind it. What that shape has no place for stands in
// front matter (docs/front-matter.md), so that Read gives the same record again;
// without the front matter only that is lost. Parts nobody filled in say what to
// write there. The same record gives the same bytes.
//
// Two things are put in their usual form: the timeline is written in order of
// time, and texts as Canonical and CanonicalLine describe. Record.Source and the
// line numbers of origins are not written.
func Write(r *hindcast.Record, answers []hindcast.Answer, opts WriteOptions) []byte {
	record := canonicalRecord(r)
	body := writeBody(record, answers)
	front := writeCarrier(record, body, opts)
	return []byte("---\n" + front + "---\n\n" + body)
}

// writeBody writes everything below the front matter.
func writeBody(r *hindcast.Record, answers []hindcast.Answer) string {
	d := &draft{record: r, sections: map[string][]int{}, written: timeFormat(r.Timeline), events: map[hindcast.EventID]*hindcast.TimelineEvent{}}
	for i := range r.Timeline {
		d.events[r.Timeline[i].ID] = &r.Timeline[i]
	}
	for i, s := range r.Sections {
		key := hindcast.Fold(s.Heading)
		d.sections[key] = append(d.sections[key], i)
	}
	d.opening()
	d.heading(1, "Post-Mortem: "+r.Incident.Title)
	d.metadata()
	d.heading(2, "Summary")
	d.prose(r.Review.Summary, askSummary)
	d.impact()
	d.timeline()
	d.rootCause()
	d.findings("What Went Well", hindcast.Strength, askWell)
	d.findings("What Went Wrong", hindcast.Weakness, askWrong)
	d.findings("Where We Got Lucky", hindcast.Luck, askLuck)
	d.actions()
	d.keptSection(runbookLessons, askRunbooks)
	d.detection()
	d.links()
	d.meeting()
	d.otherSections()
	d.assessment(answers)
	return d.String()
}

// draft builds the body: paragraphs, lists and tables with one blank line between
// them.
type draft struct {
	strings.Builder
	record   *hindcast.Record
	events   map[hindcast.EventID]*hindcast.TimelineEvent
	sections map[string][]int                           // indexes of sections not written yet, by folded heading
	written  func(time.Time, hindcast.Precision) string // how times are written
}

// paragraph writes lines as they are, behind a blank line.
func (d *draft) paragraph(lines ...string) {
	if d.Len() > 0 {
		d.WriteByte('\n')
	}
	for _, line := range lines {
		d.WriteString(line)
		d.WriteByte('\n')
	}
}

// heading writes a heading. Hash signs at the end of the text would be taken for
// decoration.
func (d *draft) heading(level int, text string) {
	text = escape(CanonicalLine(text), inProse)
	if strings.HasSuffix(text, "#") {
		text = text[:len(text)-1] + `\#`
	}
	d.paragraph(strings.TrimSpace(strings.Repeat("#", level) + " " + text))
}

// prose writes a text of several paragraphs, or the placeholder for it.
func (d *draft) prose(text, placeholder string) {
	if text == "" {
		d.paragraph(placeholder)
		return
	}
	d.paragraph(proseLines(text)...)
}

// bullets writes a list, or the placeholder for it.
func (d *draft) bullets(mark string, texts []string, placeholder string) {
	if len(texts) == 0 {
		d.paragraph(placeholder)
		return
	}
	lines := make([]string, len(texts))
	for i, text := range texts {
		lines[i] = mark + " " + text
	}
	d.paragraph(lines...)
}

// table writes rows of finished cells below a header.
func (d *draft) table(header []string, rows [][]string) {
	rule := make([]string, len(header))
	for i := range rule {
		rule[i] = "---"
	}
	lines := []string{tableLine(header), tableLine(rule)}
	for _, row := range rows {
		lines = append(lines, tableLine(row))
	}
	d.paragraph(lines...)
}

func tableLine(cells []string) string {
	var b strings.Builder
	b.WriteByte('|')
	for _, c := range cells {
		if c != "" {
			b.WriteString(" " + c)
		}
		b.WriteString(" |")
	}
	return b.String()
}

// cell writes a text in a table, or what stands for its absence.
func cell(text, absent string) string {
	if text == "" {
		return absent
	}
	return inline(text, inCell)
}
