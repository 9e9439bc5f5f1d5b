package writeup

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// markdownLink and bareLink find addresses in text.
var (
	markdownLink = regexp.MustCompile(`\[([^\[\]]*)\]\(<?([^()<>\s]+(?:\([^()\s]*\)[^()<>\s]*)?)>?\)`)
	bareLink     = regexp.MustCompile(`https?://[^\s<>"'\x60|]+`)
)

// link is a link found in a text.
type link struct{ name, url string }

// linksIn finds the links of a text, each address once.
func linksIn(text string) []link {
	if !strings.Contains(text, "](") && !strings.Contains(text, "://") {
		return nil
	}
	var found []link
	seen := map[string]bool{}
	add := func(name, url string) {
		url = strings.TrimRight(url, ".,;:!?*_")
		if strings.HasSuffix(url, ")") && !strings.Contains(url, "(") {
			url = strings.TrimRight(url, ")")
		}
		if url == "" || seen[url] || strings.HasPrefix(url, "#") {
			return
		}
		seen[url] = true
		found = append(found, link{oneLine(name), url})
	}
	rest := markdownLink.ReplaceAllStringFunc(text, func(m string) string {
		parts := markdownLink.FindStringSubmatch(m)
		add(parts[1], parts[2])
		return " "
	})
	for _, url := range bareLink.FindAllString(rest, -1) {
		add("", url)
	}
	return found
}

// addEvidence adds a link, or finds the one with that address, and returns its
// index. told is false when the link was there under another name.
func (r *reader) addEvidence(l link, name string, line int, rule string) (n int, told bool) {
	if n, ok := r.links[l.url]; ok {
		return n, oneLine(orElse(l.name, name)) == r.doc.Record.Evidence[n].Name
	}
	for _, candidate := range []string{l.name, name, l.url} {
		if candidate = oneLine(candidate); candidate != "" && shorter(candidate, hindcast.MaxTitle) {
			name = candidate
			break
		}
	}
	if !shorter(name, hindcast.MaxTitle) {
		name = "link"
	}
	rec := &r.doc.Record
	n = len(rec.Evidence)
	r.links[l.url] = n
	rec.Evidence = append(rec.Evidence, hindcast.Evidence{ID: hindcast.EvidenceID(fmt.Sprintf("v%d", n+1)), Name: name, URL: l.url,
		Origin: hindcast.Origin{Line: line, Rule: rule}})
	return n, l.name == "" || l.name == name
}

// addFile adds evidence that has a name and no address.
func (r *reader) addFile(name string, line int) {
	rec := &r.doc.Record
	rec.Evidence = append(rec.Evidence, hindcast.Evidence{ID: hindcast.EvidenceID(fmt.Sprintf("v%d", len(rec.Evidence)+1)), Name: oneLine(name),
		Origin: hindcast.Origin{Line: line}})
}

// takeLinks adds the links of a field's value. whole reports whether the value
// was nothing but one link.
func (r *reader) takeLinks(label, value string, line int) (whole bool) {
	found := linksIn(value)
	told := true
	for _, l := range found {
		_, ok := r.addEvidence(l, label, line, "")
		told = told && ok
	}
	return told && len(found) == 1 && (found[0].url == strings.Trim(value, "<> ") || markdownLink.FindString(value) == strings.TrimSpace(value))
}

// linksBlock reads a list of links and evidence. An entry without an address
// stays prose.
func (r *reader) linksBlock(b *block) {
	r.eachEntry(b, func(f field) outcome {
		label, value := "", f.value
		if lf, ok := fieldOf(f.value, f.first, f.last); ok {
			label, value = lf.label, lf.value
			if value == "" && knowsLabel(lf.key) {
				return readAll // a label nobody filled in
			}
			if isTemplate(value) {
				r.listTemplate(lf)
				return notRead
			}
			if lf.key == "file" && len(linksIn(value)) == 0 && shorter(value, hindcast.MaxTitle) {
				r.addFile(value, f.first)
				return readAll
			}
		}
		found := linksIn(value)
		if len(found) == 0 {
			return notRead
		}
		if label == "" {
			label = withoutLinks(value)
		}
		told := len(found) == 1
		for _, l := range found {
			alone := l.name
			if l.name != "" && label != "" && len(found) == 1 && l.name != label {
				l.name = label + ": " + l.name
			}
			n, ok := r.addEvidence(l, label, f.first, "")
			ok = ok || r.doc.Record.Evidence[n].Name == alone && knowsLabel(words(label))
			told = told && ok
		}
		if extra := withoutLinks(value); extra != "" && extra != label {
			return notRead // more than links: the line stays prose as well
		}
		return wholeIf(told && !strings.Contains(f.value, "\n"))
	})
}

// withoutLinks returns what a text says beside its links.
func withoutLinks(text string) string {
	text = bareLink.ReplaceAllString(markdownLink.ReplaceAllString(text, ""), "")
	return oneLine(strings.Trim(text, " -–—:,.()<>*_[]"))
}

// linkEvent adds the links of a table cell as evidence of an event; false when
// the cell holds none.
func (r *reader) linkEvent(n int, header, cell string, line int) bool {
	found := linksIn(cell)
	all := true
	for _, l := range found {
		evidence, told := r.addEvidence(l, header, line, "")
		r.supports(evidence, n)
		all = all && (told || l.name == "")
	}
	return len(found) > 0 && all
}

// supports notes that evidence supports an event. Events are known by their
// index until they are numbered.
func (r *reader) supports(evidence, event int) {
	if r.supported == nil {
		r.supported = map[int][]int{}
	}
	r.supported[evidence] = append(r.supported[evidence], event)
}

// eventLinks takes the links in the texts of events as evidence of those events.
func (r *reader) eventLinks() {
	for n, e := range r.doc.Record.Timeline {
		for _, l := range linksIn(e.Text) {
			evidence, _ := r.addEvidence(l, oneLine(e.Text), e.Origin.Line, "evidence:link-in-event")
			r.supports(evidence, n)
		}
	}
}
