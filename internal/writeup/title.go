package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// takeTitle finds the title: a first-level heading that says what the document
// is, else the first one, else a field, the front matter, the first heading, the
// name of the file.
func (r *reader) takeTitle() {
	var first, named, any, generic *section
	for i, s := range r.sections {
		if s.head == nil || s.role != noRole || s.title == "" {
			continue
		}
		bareTitle, prefixed := withoutPrefix(s.title)
		if isTemplate(bareTitle) && s.level == 1 {
			r.listUnread(s.head.first, leftOver)
			s.title = ""
			continue
		}
		if genericTitle(bareTitle) && s.level == 1 && generic == nil {
			generic = s
		}
		if bareTitle == "" || genericTitle(bareTitle) {
			continue
		}
		if any == nil && s.level <= 2 && i == 1 {
			any = s
		}
		if s.level == 1 && first == nil {
			first = s
		}
		if s.level == 1 && prefixed && named == nil {
			named = s
		}
	}
	title := ""
	for _, s := range []*section{named, first} {
		if s != nil && title == "" {
			title, r.titleLine = s.title, s.title
		}
	}
	for _, other := range []string{r.title, r.frontTitle} {
		if title == "" && !isTemplate(other) {
			title = other
		}
	}
	if title == "" && generic != nil && strings.Trim(r.fileName(), "-") == "" {
		title, r.titleLine = generic.title, generic.title // "# Outage" says more than no title
	}
	if title == "" {
		title = r.firstLine()
	}
	if title == "" && any != nil {
		title, r.titleLine = any.title, any.title
	}
	if title == "" {
		title = strings.Join(strings.FieldsFunc(withoutDate(r.fileName()), func(c rune) bool { return c == '_' || c == '-' || c == ' ' }), " ")
	}
	title, _ = withoutPrefix(title)
	r.setTitle(orElse(title, "Untitled incident"))
}

// firstLine returns the line a document without headings begins with, if it
// reads like a title.
func (r *reader) firstLine() string {
	top := r.sections[0]
	for i := range top.blocks {
		b := &top.blocks[i]
		if b.kind == commentBlock || b.kind == markupBlock {
			continue
		}
		if b.kind != paragraphBlock || r.page.fates[b.first-1] != prose && r.page.fates[b.first-1] != untouched {
			return ""
		}
		line := plain(b.body[0].text)
		if len(b.body) > 1 && !startsField(b.body[1].text) || !shorter(line, 100) || strings.HasSuffix(line, ".") || isTemplate(line) {
			return ""
		}
		r.titleLine = line
		top.kept = without(top.kept, b.first, b.first)
		return line
	}
	return ""
}

func startsField(text string) bool {
	_, _, ok := splitField(text)
	return ok
}

// setTitle sets the title, shortened to what a title may hold.
func (r *reader) setTitle(title string) {
	title = oneLine(title)
	if !shorter(title, hindcast.MaxTitle) {
		r.titleLine = "" // the whole stays as the heading of a section
		title = string([]rune(title)[:hindcast.MaxTitle-1]) + "…"
	}
	r.doc.Record.Incident.Title = title
}

// withoutPrefix drops "Incident:", "Post-Mortem:" and the like from a title.
func withoutPrefix(title string) (rest string, prefixed bool) {
	title = bare(title)
	for {
		cut := false
		for _, sep := range []string{":", " - ", " – ", " — "} {
			before, after, ok := strings.Cut(title, sep)
			if !ok || strings.TrimSpace(after) == "" || !genericTitle(before) {
				continue
			}
			title, prefixed, cut = strings.TrimSpace(after), true, true
			break
		}
		if !cut {
			break
		}
	}
	for _, tail := range []string{" postmortem", " post-mortem", " post mortem", " incident report", " retrospective", " post-incident review"} {
		if len(title) > len(tail) && strings.EqualFold(title[len(title)-len(tail):], tail) {
			return strings.TrimSpace(title[:len(title)-len(tail)]), true
		}
	}
	for _, lead := range []string{"postmortem for ", "post-mortem for ", "post mortem for ", "postmortem of ", "post-mortem of "} {
		if len(title) > len(lead) && strings.EqualFold(title[:len(lead)], lead) {
			return strings.TrimSpace(title[len(lead):]), true
		}
	}
	return title, prefixed
}

// genericTitle reports words that name the sort of document and nothing else.
func genericTitle(s string) bool {
	switch words(s) {
	case "incident", "post mortem", "postmortem", "incident report", "incident postmortem", "incident post mortem", "incident log", "post incident review", "incident review", "pir",
		"retrospective", "incident retrospective", "rca", "root cause analysis", "outage", "outage report", "incident summary", "security incident", "near miss", "report",
		"incident analysis", "postmortem report", "post mortem report", "incident log template", "post mortem template", "post incident report", "correction of error", "coe", "exercise", "drill", "tabletop":
		return true
	}
	return false
}

// withoutDate drops a date at the start of a file name.
func withoutDate(name string) string {
	if len(name) > 11 && name[4] == '-' && name[7] == '-' && name[10] == '-' && strings.Trim(name[:10], "0123456789-") == "" {
		return name[11:]
	}
	return name
}
