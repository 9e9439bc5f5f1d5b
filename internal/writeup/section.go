package writeup

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// section is a heading and the blocks below it, up to the next heading.
type section struct {
	head   *block // nil for what stands before the first heading
	title  string
	level  int
	role   role
	own    bool // the role is the heading's own, not its parent's
	parent *section
	blocks []block
	kept   []span // what stays prose
	below  []*section

	zone     *time.Location // stated by the section; nil when it states none
	searched bool           // zone was looked for
}

// span is a run of lines.
type span struct{ first, last int }

// divide cuts a page into sections and tells what each is for. A bold line whose
// words name no role, and that is no day of a timeline, is text of the section it
// stands in.
func divide(p *page, first int) []*section {
	top := &section{level: 0}
	list := []*section{top}
	current := top
	for _, bl := range cut(p, first) {
		if bl.kind != headingBlock {
			current.blocks = append(current.blocks, bl)
			continue
		}
		parent := current
		for parent != top && parent.level >= bl.level {
			parent = parent.parent
		}
		role := roleOf(bl.text, parent.role)
		if bl.level == boldLevel && (role == noRole || parent.role == timelineRole) {
			current.blocks = append(current.blocks, bl)
			continue
		}
		s := &section{head: &bl, title: plainLine(bl.text), level: bl.level, role: role, own: role != noRole, parent: parent}
		if role == noRole && parent.role.inherits() {
			s.role = parent.role
		}
		list = append(list, s)
		parent.below = append(parent.below, s)
		current = s
	}
	for _, s := range list {
		s.settle()
	}
	return list
}

// settle corrects roles that depend on what stands below: "Actions" over
// "Immediate" or "Resolution" lists steps of the response, not follow-ups.
func (s *section) settle() {
	if s.role != actionsRole || words(s.title) != "actions" {
		return
	}
	if !slices.ContainsFunc(s.below, func(c *section) bool { return childRole(words(c.title), responseRole) != noRole }) {
		return
	}
	s.role = responseRole
	for _, c := range s.below {
		if c.role == actionsRole || c.role == resolutionRole || c.role == noRole {
			c.role = responseRole
		}
	}
}

// within reports whether the section or one it stands in has the role.
func (s *section) within(r role) bool {
	for ; s != nil; s = s.parent {
		if s.role == r {
			return true
		}
	}
	return false
}

// keep leaves lines of the section as prose.
func (r *reader) keep(s *section, first, last int) {
	if last < first {
		return
	}
	r.page.mark(prose, first, last)
	if n := len(s.kept); n > 0 && s.kept[n-1].last >= first-1 && s.kept[n-1].first <= first {
		s.kept[n-1].last = max(s.kept[n-1].last, last)
		return
	}
	s.kept = append(s.kept, span{first, last})
}

func (r *reader) keepBlock(s *section, b *block) { r.keep(s, b.first, b.last) }

// understand notes that lines were read into fields.
func (r *reader) understand(first, last int) { r.page.mark(understood, first, last) }

// proseOf gathers what stays prose as a section of the record; ok is false when
// nothing does.
func (r *reader) proseOf(s *section) (kept hindcast.Section, ok bool) {
	slices.SortFunc(s.kept, func(a, b span) int { return a.first - b.first })
	var parts []string
	done := 0
	for _, k := range s.kept {
		first := max(k.first, done+1)
		if first > k.last {
			continue
		}
		if done > 0 && r.gap(done, first) {
			parts = append(parts, "")
		}
		parts = append(parts, r.page.lines[first-1:k.last]...)
		done = k.last
	}
	text := strings.Trim(strings.Join(parts, "\n"), "\n")
	kept = hindcast.Section{Heading: s.title, Level: min(s.level, 6), Line: 1, Text: text}
	if s.head != nil {
		kept.Line = s.head.first
	} else if len(s.kept) > 0 {
		kept.Line = s.kept[0].first
	}
	if s.level == boldLevel && s.parent != nil {
		kept.Level = min(s.parent.level+1, 6)
	}
	return kept, strings.TrimSpace(text) != ""
}

// gap reports whether a blank line stood between two kept runs.
func (r *reader) gap(last, first int) bool {
	for n := last + 1; n < first; n++ {
		if strings.TrimSpace(r.page.line(n)) == "" {
			return true
		}
	}
	return false
}
