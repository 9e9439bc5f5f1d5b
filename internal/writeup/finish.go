package writeup

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// finish settles what needs the whole document: title and kind, the milestones,
// who took part, the order of things and what is left as prose.
func (r *reader) finish() {
	rec := &r.doc.Record
	r.takeTitle()
	r.takeStamps()
	r.eventLinks()
	r.fullNames()
	r.actors()
	r.order()
	r.eventImpact()
	rec.Inferred = entry.Mark(rec.Timeline)
	r.takeNoticed()
	r.leadSummary()
	for _, s := range r.sections {
		if kept, ok := r.proseOf(s); ok {
			rec.Sections = append(rec.Sections, kept)
		} else if s.head != nil && s.title != "" && s.title != r.titleLine && s.headingSaysMore() && words(s.title) != words(runbookLessons) {
			rec.Sections = append(rec.Sections, hindcast.Section{Heading: s.title, Level: min(s.level, 6), Line: s.head.first})
		}
	}
	r.takeKind()
	r.doc.Shape = r.shape()
	r.account()
	slices.SortStableFunc(r.doc.Unread, func(a, b Unread) int { return a.Line - b.Line })
	if rec.Review.State == "" {
		rec.Review.State = hindcast.ReviewDrafting
	}
}

// takeStamps marks the milestones given outside of the timeline. An event that
// stands at the instant bears the mark; else one is added. Where the timeline
// itself states the milestone in words at another time, the timeline counts, and
// the other time is kept as a note.
func (r *reader) takeStamps() {
	for _, st := range r.stamps {
		clock := entry.Clock{Zone: r.zone, Day: r.day, DayRule: r.dayRule}
		if n := len(r.doc.Record.Timeline); n > 0 && st.milestone != hindcast.Began {
			clock.Last = r.lastBefore()
		}
		when, _, ok := clock.Read(st.field.value)
		if !ok {
			r.doc.Unread = append(r.doc.Unread, Unread{Line: st.field.first, Text: st.field.label + ": " + st.field.value, Reason: orElse(clock.Problem(st.field.value), "its time cannot be read")})
			continue
		}
		r.markStamp(st, when)
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (r *reader) markStamp(st stamp, when entry.When) {
	at, stated := -1, false
	for i := range r.doc.Record.Timeline {
		e := &r.doc.Record.Timeline[i]
		if e.Marks(st.milestone) {
			if e.At.Equal(when.At) {
				return
			}
			stated = true
		}
		if at < 0 && !e.At.IsZero() && e.At.Equal(when.At) && e.Precision == when.Precision {
			at = i
		}
	}
	switch {
	case at >= 0 && !stated:
		e := &r.doc.Record.Timeline[at]
		e.Milestones = append(e.Milestones, st.milestone)
	case at < 0:
		e := hindcast.TimelineEvent{At: when.At, Precision: when.Precision, Kind: hindcast.Note, Text: st.field.label,
			Origin: hindcast.Origin{Line: st.field.first, Rule: strings.Join(when.Rules, " ")}}
		if !stated {
			e.Milestones = []hindcast.Milestone{st.milestone}
		}
		r.addEvent(e, nil)
	}
}

// takeNoticed sets who noticed on the event marked detected, where the event
// itself does not say.
func (r *reader) takeNoticed() {
	if e := r.doc.Record.Milestone(hindcast.Detected); e != nil && e.NoticedBy == "" {
		e.NoticedBy = r.noticed
	}
}

// actors makes participants of the people events name as called, joining or
// acting.
func (r *reader) actors() {
	for _, e := range r.doc.Record.Timeline {
		if e.Actor.IsZero() || !isName(e.Actor.Name) {
			continue
		}
		r.addParticipant(e.Actor, e.Role, e.Origin.Line, "participant:event-actor")
	}
	rec := &r.doc.Record
	for i := range rec.Participants {
		rec.Participants[i].ID = hindcast.ParticipantID(fmt.Sprintf("p%d", i+1))
	}
}

// order sorts the timeline by time, numbers its events and points evidence at
// them.
func (r *reader) order() {
	rec := &r.doc.Record
	for i := range rec.Timeline {
		rec.Timeline[i].ID = hindcast.EventID(fmt.Sprintf("e%d", i+1))
	}
	for evidence, events := range r.supported {
		for _, n := range events {
			rec.Evidence[evidence].Events = append(rec.Evidence[evidence].Events, rec.Timeline[n].ID)
		}
	}
	rec.SortTimeline()
	renumber(rec)
}

// renumber gives the events of a sorted timeline the ids e1, e2, … and changes
// every reference to them.
func renumber(rec *hindcast.Record) {
	ids := make(map[hindcast.EventID]hindcast.EventID, len(rec.Timeline))
	for i := range rec.Timeline {
		id := hindcast.EventID(fmt.Sprintf("e%d", i+1))
		ids[rec.Timeline[i].ID] = id
		rec.Timeline[i].ID = id
	}
	for i := range rec.Impact {
		rec.Impact[i].Event = ids[rec.Impact[i].Event]
	}
	for i := range rec.Evidence {
		renamed(rec.Evidence[i].Events, ids)
	}
	for i := range rec.Review.Findings {
		renamed(rec.Review.Findings[i].Events, ids)
	}
}

func renamed(events []hindcast.EventID, ids map[hindcast.EventID]hindcast.EventID) {
	for i, id := range events {
		events[i] = ids[id]
	}
}

// maxLead bounds a summary taken from the paragraphs under the title: it is one
// when there are at most so many.
const maxLead = 12

// leadSummary takes the paragraphs under the title as the summary of a document
// that has none.
func (r *reader) leadSummary() {
	review := &r.doc.Record.Review
	for _, s := range r.sections {
		if s.role != noRole || s.level > 1 || review.Summary != "" {
			continue
		}
		var taken []span
		for i := range s.blocks {
			b := &s.blocks[i]
			if b.kind == commentBlock || b.kind == markupBlock {
				continue
			}
			if b.kind != paragraphBlock || len(taken) == maxLead {
				break
			}
			if r.allKept(b) {
				review.Summary = joinText(review.Summary, r.paragraph(b))
				taken = append(taken, span{b.first, b.last})
			}
		}
		for _, t := range taken {
			s.kept = without(s.kept, t.first, t.last)
		}
		if len(taken) > 0 {
			return
		}
	}
	if review.Summary == "" {
		review.Summary = r.frontSummary
	}
}

// paragraph returns the decoded lines of a paragraph but for the one that is the
// title.
func (r *reader) paragraph(b *block) string {
	var lines []string
	for _, line := range b.body {
		if text := plain(withoutHardBreak(line.text)); text != r.titleLine {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// allKept reports whether every line of a block was kept as prose and nothing
// else.
func (r *reader) allKept(b *block) bool {
	for n := b.first; n <= b.last; n++ {
		if r.page.fates[n-1] != prose {
			return false
		}
	}
	return true
}

// without cuts lines out of spans.
func without(spans []span, first, last int) []span {
	var left []span
	for _, s := range spans {
		if s.last < first || s.first > last {
			left = append(left, s)
			continue
		}
		if s.first < first {
			left = append(left, span{s.first, first - 1})
		}
		if s.last > last {
			left = append(left, span{last + 1, s.last})
		}
	}
	return left
}

// account lists whatever no reader dealt with. Nothing should be left; if
// something is, it is told rather than lost.
func (r *reader) account() {
	for i, f := range r.page.fates {
		if f == untouched && strings.TrimSpace(r.page.lines[i]) != "" {
			r.page.fates[i] = unread
			r.doc.Unread = append(r.doc.Unread, Unread{Line: i + 1, Text: strings.TrimSpace(r.page.lines[i]), Reason: "not understood"})
		}
	}
}
