package writeup

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// proseLines writes a text of several paragraphs. Lists, emphasis and closed code
// fences stay as they are; what would become a heading, table, tag or label is
// escaped.
func proseLines(text string) []string {
	lines := strings.Split(text, "\n")
	out := make([]string, 0, len(lines))
	for i := 0; i < len(lines); i++ {
		if end := closedFence(lines, i); end > i {
			out = append(out, lines[i:end+1]...)
			i = end
			continue
		}
		indent := lines[i][:len(lines[i])-len(strings.TrimLeft(lines[i], " \t"))]
		out = append(out, indent+proseLine(lines[i][len(indent):]))
	}
	return out
}

// proseLine writes one line of prose. A list mark stays, and so does its text
// behind it.
func proseLine(line string) string {
	if n := listWidth(line); n > 0 && n < len(line) {
		return line[:n] + proseLine(line[n:])
	}
	written := escape(line, inProse)
	if label, ok := strings.CutSuffix(line, ":"); ok && roleOf(label, noRole) != noRole {
		return guardStart(strings.TrimSuffix(written, ":"), inProse) + `\:`
	}
	if at := strings.IndexAny(written, ":?"); at >= 0 && isField(line) {
		written = written[:at] + numeric(rune(written[at])) + written[at+1:]
	}
	return guardStart(written, inProse)
}

// isField reports whether a reader would take a line of prose for a field.
func isField(line string) bool {
	f, ok := fieldOf(line, 0, 0)
	if !ok {
		return false
	}
	r := &reader{doc: &Document{}, people: map[string]int{}, links: map[string]int{}}
	return f.value == "" && knowsLabel(f.key) || r.takeField(f) != notRead
}

// listWidth returns how many bytes a list mark and the spaces behind it take, 0
// for none.
func listWidth(line string) int {
	n := bulletWidth(line)
	if n == 0 || n >= len(line) || line[n] != ' ' || isRule(line) {
		return 0
	}
	return n + len(line[n:]) - len(strings.TrimLeft(line[n:], " "))
}

// closedFence returns the line that closes the fence opened at line i, -1 when
// none is opened there or it stays open.
func closedFence(lines []string, i int) int {
	mark := fenceMark(strings.TrimSpace(lines[i]))
	if mark == "" || strings.HasPrefix(lines[i], "    ") {
		return -1
	}
	for k := i + 1; k < len(lines); k++ {
		if closesFence(strings.TrimSpace(lines[k]), mark) {
			return k
		}
	}
	return -1
}

// sectionLines writes the Markdown source kept under a heading. Source that would
// not end where the section ends, or begins another one, is fenced.
func sectionLines(source string) []string {
	lines := strings.Split(source, "\n")
	if !breaksOut(lines) {
		return lines
	}
	fence := "```"
	for strings.Contains(source, fence) {
		fence += "`"
	}
	return append(append([]string{fence}, lines...), fence)
}

// breaksOut reports whether Markdown source has headings, or opens a fence,
// comment or tag.
func breaksOut(lines []string) bool {
	for i := 0; i < len(lines); i++ {
		if end := closedFence(lines, i); end > i {
			i = end
			continue
		}
		trimmed := strings.TrimSpace(lines[i])
		if _, _, heading := atxHeading(lines[i]); heading || fenceMark(trimmed) != "" || isRule(trimmed) || isUnderline(trimmed) ||
			opensMarkup(trimmed) {
			return true
		}
	}
	return false
}

// opensMarkup reports a line that holds a tag, or a comment that does not end
// there.
func opensMarkup(trimmed string) bool {
	if strings.HasPrefix(trimmed, "<!--") && strings.Index(trimmed, "-->") == len(trimmed)-3 {
		return trimmed == computedStart
	}
	return strings.HasPrefix(trimmed, "<") || strings.HasPrefix(trimmed, "{") || strings.Contains(trimmed, "<!--")
}

// canonicalRecord returns a copy of a record with its timeline in order and the
// texts that the body shows in canonical form.
func canonicalRecord(from *hindcast.Record) *hindcast.Record {
	r := *from
	r.Incident.Title = CanonicalLine(r.Incident.Title)
	r.Incident.Services = mapped(r.Incident.Services, func(s *string) { *s = CanonicalLine(*s) })
	r.Timeline = mapped(r.Timeline, func(e *hindcast.TimelineEvent) {
		e.Text, e.Origin.Notes = Canonical(e.Text), Canonical(e.Origin.Notes)
	})
	r.SortTimeline()
	r.Impact = mapped(r.Impact, func(s *hindcast.ImpactStatement) { s.Text = Canonical(s.Text) })
	r.Evidence = mapped(r.Evidence, func(e *hindcast.Evidence) { e.Name = CanonicalLine(e.Name) })
	r.Review.Summary = Canonical(r.Review.Summary)
	r.Review.PrimaryCause = Canonical(r.Review.PrimaryCause)
	r.Review.MeetingNotes = Canonical(r.Review.MeetingNotes)
	r.Review.Factors = mapped(r.Review.Factors, func(f *hindcast.ContributingFactor) { f.Text = Canonical(f.Text) })
	r.Review.FiveWhys = mapped(r.Review.FiveWhys, func(w *hindcast.Why) { w.Question, w.Answer = Canonical(w.Question), Canonical(w.Answer) })
	r.Review.Findings = mapped(r.Review.Findings, func(f *hindcast.Finding) { f.Text = Canonical(f.Text) })
	r.Review.Authors = mapped(r.Review.Authors, canonicalName)
	r.Review.Attendees = mapped(r.Review.Attendees, canonicalName)
	r.Actions = mapped(r.Actions, func(a *hindcast.Action) {
		a.Title, a.DueText = CanonicalLine(a.Title), CanonicalLine(a.DueText)
		canonicalName(&a.Owner)
	})
	r.Sections = mapped(r.Sections, func(s *hindcast.Section) {
		s.Heading = CanonicalLine(s.Heading)
		s.Text = strings.Trim(strings.ReplaceAll(strings.ReplaceAll(s.Text, "\r\n", "\n"), "\r", "\n"), "\n")
	})
	return &r
}

func canonicalName(p *hindcast.Person) { p.Name = CanonicalLine(p.Name) }

// mapped returns a changed copy of a list.
func mapped[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}
