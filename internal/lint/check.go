package lint

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Check runs every rule over a record and the Markdown it was read from, and
// leaves out what the document allows. The record lends the language rules the
// names of the people in it. In a draft, one that was generated and is still being
// written, everything that is missing is a note, so that a draft passes.
func Check(r *hindcast.Record, source []byte, draft bool) []Hint {
	m, known := maskDocument(source), knownNames(r)
	hints := place(Record(r), source)
	hints = append(hints, leftOver(source, m, hints)...)
	hints = append(hints, documentHints(source, m, known)...)
	hints = append(hints, fencedHints(r, source, m, known)...)
	allowed := readAllows(source)
	hints = allowed.filter(append(hints, place(allowed.hints, source)...))
	if draft {
		for i := range hints {
			hints[i].Level = Notice
		}
	}
	return merge(arrange(hints))
}

// merge leaves one hint where both an action's title and the sentence it stands in
// are found vague.
func merge(hints []Hint) []Hint {
	const rule = "vague-action"
	last := 0
	return slices.DeleteFunc(hints, func(h Hint) bool {
		if h.Rule != rule {
			return false
		}
		again := h.Line == last
		last = h.Line
		return again
	})
}

// fencedHints runs the language rules over timeline entries that stand in a
// fenced block, as the Security Alliance incident log has them: that block is
// prose although its fence says code.
func fencedHints(r *hindcast.Record, source []byte, m masked, known names) []Hint {
	var hints []Hint
	for _, e := range r.Timeline {
		if m.fenced[e.Origin.Line] {
			hints = append(hints, textHints(e.Origin.Line, e.Text, known)...)
		}
	}
	for i := range hints {
		hints[i].Column = 0
	}
	return place(hints, source)
}

// place gives hints the column of their words, where these stand in the line as
// they are, and moves what is missing altogether to its heading.
func place(hints []Hint, source []byte) []Hint {
	lines := bytes.Split(source, []byte("\n"))
	for i := range hints {
		h := &hints[i]
		if h.Text == "" && h.Line == 1 {
			h.Line = headingLine(lines, headings(h.Rule))
		}
		if h.Column > 0 || h.Text == "" || h.Line > len(lines) {
			continue
		}
		line := lines[h.Line-1]
		if n := bytes.Index(line, []byte(strings.TrimSuffix(h.Text, "…"))); n >= 0 {
			h.Column = utf8.RuneCount(line[:n]) + 1
		}
	}
	return hints
}

// headingLine returns the line of the first heading that holds one of the words,
// else of the first heading, else 1.
func headingLine(lines [][]byte, words []string) int {
	first := 0
	for n, line := range lines {
		if len(line) == 0 || line[0] != '#' {
			continue
		}
		if first == 0 {
			first = n + 1
		}
		if headed(string(line), words) {
			return n + 1
		}
	}
	return max(first, 1)
}

// knownNames returns the words of the names of people in a record. A full name is
// surely a person; a single word may be a handle, initials or a tool's name.
func knownNames(r *hindcast.Record) names {
	known := names{}
	add := func(name string) {
		name = strings.TrimPrefix(strings.TrimSpace(name), "@")
		if n := strings.IndexAny(name, "(,<"); n >= 0 {
			name = name[:n]
		}
		parts := strings.Fields(name)
		if isTeam(name) || len(parts) > 4 || strings.ContainsAny(name, "0123456789") {
			return
		}
		sure := likely
		if len(parts) > 1 {
			sure = somebody
		}
		for _, p := range parts {
			if p = strings.ToLower(strings.Trim(p, ".")); utf8.RuneCountInString(p) > 1 && !common(p) {
				known[p] = max(known[p], sure)
			}
		}
	}
	for _, p := range r.Participants {
		add(p.Person.Name)
	}
	for _, list := range [][]hindcast.Person{r.Review.Attendees, r.Review.Invited, r.Review.Authors, {r.Review.Facilitator}} {
		for _, p := range list {
			add(p.Name)
		}
	}
	for _, a := range r.Actions {
		add(a.Owner.Name)
	}
	return known
}

// common reports whether a word of a name is as often another word, with a
// capital only because it begins a sentence.
func common(w string) bool {
	switch w {
	case "will", "may", "mark", "grace", "hope", "faith", "bill", "rob", "art", "grant", "jack", "page", "april", "june", "august", "the",
		"and", "of", "de", "van", "von", "bot", "service", "manager", "alert", "monitor", "monitoring", "on-call", "system", "red", "green",
		"brown", "white", "black", "king", "cook", "stone", "rich", "sue", "pat", "chase", "frank", "drew", "dean", "an", "as", "at", "in",
		"is", "it", "no", "on", "or", "so", "to", "we", "db", "id", "ip", "os", "vm", "ci", "cd", "qa", "ui", "ec", "sd", "this", "these":
		return true
	}
	return false
}
