package writeup

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// findingsBlock reads each entry as a finding of the kind its heading says.
func (r *reader) findingsBlock(kind hindcast.FindingKind, b *block) {
	r.eachEntry(b, func(f field) outcome {
		review := &r.doc.Record.Review
		review.Findings = append(review.Findings, hindcast.Finding{
			ID: hindcast.FindingID(fmt.Sprintf("f%d", len(review.Findings)+1)), Kind: kind, Text: f.value, Origin: hindcast.Origin{Line: f.first}})
		return readAll
	})
}

// factorsBlock reads each entry as a contributing factor.
func (r *reader) factorsBlock(b *block) {
	if b.kind == paragraphBlock && strings.HasSuffix(r.textOf(b), ":") {
		return // introduces the list below
	}
	r.eachEntry(b, func(f field) outcome {
		review := &r.doc.Record.Review
		review.Factors = append(review.Factors, hindcast.ContributingFactor{
			ID: hindcast.FactorID(fmt.Sprintf("c%d", len(review.Factors)+1)), Text: f.value, Origin: hindcast.Origin{Line: f.first}})
		return readAll
	})
}

// whysBlock reads a chain of whys: a table of question and answer, or entries
// in which the answer follows the question mark. An entry without a question is
// an answer.
func (r *reader) whysBlock(s *section, b *block) {
	if b.kind == tableBlock {
		r.whysTable(s, b)
		return
	}
	r.eachEntry(b, func(f field) outcome {
		question, answer := splitWhy(f.value)
		chain := &r.doc.Record.Review.FiveWhys
		if n := len(*chain); question == "" && n > 0 && (*chain)[n-1].Answer == "" {
			(*chain)[n-1].Answer = answer
			return readAll
		}
		*chain = append(*chain, hindcast.Why{Question: question, Answer: answer, Origin: hindcast.Origin{Line: f.first}})
		return readAll
	})
}

func (r *reader) whysTable(s *section, b *block) {
	for _, row := range b.table.rows {
		question, answer, used := row.cell(0), row.cell(1), 2
		if len(row.cells) > 2 && strings.Trim(question, "0123456789.") == "" {
			question, answer, used = row.cell(1), row.cell(2), 3
		}
		switch {
		case answer == "" && (strings.Contains(question, "[") || words(question) == "why") || isTemplate(question) || isTemplate(answer):
			r.listUnread(row.n, leftOver)
		default:
			r.doc.Record.Review.FiveWhys = append(r.doc.Record.Review.FiveWhys,
				hindcast.Why{Question: question, Answer: answer, Origin: hindcast.Origin{Line: row.n}})
			r.understand(row.n, row.n)
			if len(row.cells) > used {
				r.keep(s, row.n, row.n)
			}
		}
	}
}

// splitWhy cuts an entry behind its question mark. A leading "Q:" and "A:" or a
// "because" are no part of either.
func splitWhy(text string) (question, answer string) {
	at := strings.Index(text, "?")
	if at < 0 {
		return "", text
	}
	question = strings.TrimSpace(strings.TrimLeft(text[:at+1], "*_ "))
	answer = strings.TrimLeft(text[at+1:], "*_ \n")
	for _, lead := range []string{"- ", "— ", "– ", "→ ", "-> ", ": "} {
		answer = strings.TrimPrefix(answer, lead)
	}
	return question, strings.TrimSpace(answer)
}

// peopleBlock reads the people of a list, a paragraph or a table's rows.
func (r *reader) peopleBlock(b *block, take func(f field) outcome) {
	if b.kind != paragraphBlock {
		r.eachEntry(b, take)
		return
	}
	for _, line := range b.body {
		if r.page.fates[line.n-1] != untouched {
			continue
		}
		f := field{value: plain(line.text), first: line.n, last: line.n}
		if r.listTemplate(f) || saysNothing(f.value) {
			continue
		}
		if take(f) == readAll {
			r.understand(line.n, line.n)
		}
	}
}

// takeRoleLine reads "Incident Leader: Alice", "Alice - incident leader" or only
// names.
func (r *reader) takeRoleLine(f field) outcome {
	if lf, ok := fieldOf(f.value, f.first, f.last); ok {
		if roleNamed(lf.key) != "" {
			return r.takeRole(roleNamed(lf.key), lf)
		}
		if role := roleNamed(words(lf.value)); role != "" && isName(lf.label) {
			r.addParticipant(hindcast.Person{Name: lf.label}, role, f.first, "")
			return readAll
		}
		return notRead
	}
	for _, dash := range []string{" - ", " – ", " — ", ", "} {
		name, title, ok := strings.Cut(f.value, dash)
		if role := roleNamed(words(title)); ok && role != "" && isName(name) {
			r.addParticipant(hindcast.Person{Name: bare(name)}, role, f.first, "")
			return readAll
		}
	}
	return r.takeRole(hindcast.Responder, f)
}

// detectionBlock keeps the text on detection and takes from it who noticed.
func (r *reader) detectionBlock(s *section, b *block) {
	if text := r.textOf(b); r.noticed == "" && text != "" {
		r.noticed = noticerOf(text)
	}
	r.keepLeft(s, b)
}

// keepLeft keeps the lines of a block that nobody took.
func (r *reader) keepLeft(s *section, b *block) {
	if b.kind == tableBlock && !r.rowLeft(b.table) {
		r.page.mark(markup, b.first, b.last) // header and rule of a table that was read
		return
	}
	for n := b.first; n <= b.last; n++ {
		line := r.page.line(n)
		if r.page.fates[n-1] != untouched || strings.TrimSpace(line) == "" {
			continue
		}
		if m, ok := listMark(line); ok && strings.Trim(m.text, "[] ") == "" && b.kind == listBlock {
			r.page.mark(markup, n, n) // a bullet nobody filled in
			continue
		}
		if asksToFillIn(line) {
			r.listUnread(n, leftOver)
			continue
		}
		r.keep(s, n, n)
	}
}

// asksToFillIn reports a line or bullet "Label: [link]" that is left over from a
// template.
func asksToFillIn(line string) bool {
	if m, ok := listMark(line); ok {
		line = newItem(m, 0).text
	}
	f, ok := fieldOf(line, 0, 0)
	return ok && isTemplate(f.value)
}

// rowLeft reports whether a row of a table was not read, so that it stays prose
// under its header.
func (r *reader) rowLeft(t *table) bool {
	for _, row := range t.rows {
		if r.page.fates[row.n-1] == untouched || r.page.fates[row.n-1] == prose {
			return true
		}
	}
	return false
}

// meetingBlock reads attendees and keeps the discussion as the notes of the
// meeting.
func (r *reader) meetingBlock(s *section, b *block) {
	if b.kind == paragraphBlock {
		if w := words(r.textOf(b)); w == "discussion points" || w == "discussion" || w == "attendees" || w == "notes" {
			r.understand(b.first, b.last)
			return
		}
	}
	review := &r.doc.Record.Review
	review.MeetingNotes = r.takeText(s, b, review.MeetingNotes)
}

// postIncidentBlock takes the time of the review meeting from the checklist,
// which itself stays prose.
func (r *reader) postIncidentBlock(b *block) {
	for _, e := range r.entries(b) {
		f, ok := fieldOf(e.value, 0, 0)
		if !ok || f.key != "post mortem scheduled for" && f.key != "postmortem scheduled for" && f.key != "review scheduled for" {
			continue
		}
		clock := entry.Clock{Zone: r.zone}
		if when, _, ok := clock.Read(f.value); ok {
			r.doc.Record.Review.MeetingAt = when.At
		}
	}
}

// templateOwner finds the owner a template asks for at the end of a step.
var templateOwner = regexp.MustCompile(`\s*@\[[^\]]*\]$`)

// responseBlock reads the steps of the response: a ticked one was taken and is an
// event without a time, any other is still to be done and is an action. Both say
// so in their rule.
func (r *reader) responseBlock(b *block) {
	if b.kind != listBlock {
		return
	}
	for _, it := range b.items {
		if r.page.fates[it.first-1] != untouched {
			continue
		}
		text, owner := cutOwner(plain(it.text))
		if isTemplate(text) || isTemplate(plain(it.text)) || strings.HasPrefix(text, "[Action]") {
			r.listUnread(it.first, leftOver)
			continue
		}
		if text == "" || saysNothing(text) {
			continue
		}
		notes := ""
		if m := templateOwner.FindStringIndex(text); m != nil {
			text, notes = text[:m[0]], strings.TrimSpace(text[m[0]:])
		}
		for _, child := range it.children {
			text += "\n" + strings.Join(outline(child, 0), "\n")
		}
		if it.ticked != nil && !*it.ticked {
			r.addAction(hindcast.Action{Title: oneLine(text), Owner: hindcast.Person{Name: owner}, State: hindcast.ActionOpen,
				Origin: hindcast.Origin{Line: it.first, Rule: "action:response-step-open", Notes: notes}})
		} else {
			r.addEvent(hindcast.TimelineEvent{Precision: hindcast.PrecisionUnknown, Kind: hindcast.ResponseEvent, Text: text,
				Actor: hindcast.Person{Name: owner}, Origin: hindcast.Origin{Line: it.first, Rule: "kind:response-list", Notes: notes}}, nil)
			if owner != "" {
				r.addParticipant(hindcast.Person{Name: owner}, "", it.first, "participant:event-actor")
			}
		}
		r.understand(it.first, it.end())
	}
}
