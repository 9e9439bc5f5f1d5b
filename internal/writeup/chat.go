package writeup

import (
	"strings"
	"time"
	"unicode"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// addTail reads a text that ends with its time into an event: "Incident began
// 2025-03-04 14:32", "Detected at 14:32 UTC".
func (r *reader) addTail(text string, line int, clock *entry.Clock) (n int, ok bool) {
	if len(text) > maxTime || isTemplate(text) {
		return 0, false
	}
	when, before, ok := clock.ReadEnd(text)
	if !ok {
		return 0, false
	}
	r.understand(line, line)
	return r.addEvent(hindcast.TimelineEvent{At: when.At, Until: when.Until, Precision: when.Precision, Text: before,
		Origin: hindcast.Origin{Line: line, Rule: strings.Join(append([]string{"time:behind-text"}, when.Rules...), " ")}}, clock), true
}

// chatHead reads the line above a message as chat programs copy it, "Dana Reyes
// 2:32 PM": a name of at most four words and a time of day, nothing else.
func chatHead(text string, clock *entry.Clock) (who string, when entry.When, ok bool) {
	if len(text) > maxChatHead {
		return "", when, false
	}
	when, who, ok = clock.ReadEnd(text)
	if !ok || when.Precision == hindcast.PrecisionApproximate || !when.Until.IsZero() {
		return "", when, false
	}
	who = strings.TrimSpace(strings.TrimSuffix(strings.Trim(who, "*_@:"), " APP"))
	return who, when, isChatName(who)
}

// maxChatHead bounds the line above a message, in bytes.
const maxChatHead = 80

// isChatName reports one to four words that each start with a capital, or a
// handle of one word.
func isChatName(s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > 4 || !isName(s) || milestoneOfLabel(words(s)) != "" {
		return false
	}
	for _, f := range fields {
		first := []rune(strings.TrimLeft(f, "("))
		if len(first) == 0 || len(fields) > 1 && !unicode.IsUpper(first[0]) || !unicode.IsLetter(first[0]) {
			return false
		}
	}
	return true
}

// chats reports whether a section holds messages copied from a chat: at least two
// lines that are heads with a line below them.
func (r *reader) chats(s *section, clock entry.Clock) bool {
	if clock.Day.IsZero() {
		clock.Day = hindcast.Date{Year: 2000, Month: 1, Day: 1}
	}
	heads := 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.kind != paragraphBlock && b.kind != fenceBlock && b.kind != quoteBlock {
			continue
		}
		for k, line := range b.body {
			if _, _, ok := chatHead(plain(strings.TrimSpace(line.text)), &clock); ok && (k+1 < len(b.body) || i+1 < len(s.blocks)) {
				if heads++; heads == 2 {
					return true
				}
			}
		}
	}
	return false
}

// chat reads a section of messages copied from a chat. Each message is an event
// of the person who wrote it; what stands above the first stays prose.
func (r *reader) chat(s *section, clock *entry.Clock) {
	current, start := -1, len(r.doc.Record.Timeline)
	for i := range s.blocks {
		b := &s.blocks[i]
		switch b.kind {
		case headingBlock:
			if r.setDay(b.text, clock) {
				r.understand(b.first, b.last)
				current = -1
			}
			continue
		case listBlock:
			for _, it := range b.items {
				if current >= 0 && r.say(current, strings.Join(outline(it, 0), "\n")) {
					r.understand(it.first, it.end())
				}
			}
			continue
		case paragraphBlock, fenceBlock, quoteBlock:
		default:
			continue
		}
		if b.kind == fenceBlock {
			r.page.mark(markup, b.first, b.first)
			if b.last > b.first && len(b.body) < b.last-b.first {
				r.page.mark(markup, b.last, b.last)
			}
		}
		for _, line := range b.body {
			current = r.chatLine(s, current, plain(strings.TrimSpace(line.text)), line.n, clock)
		}
	}
	r.describeChat(start, clock.Zone)
}

// chatLine reads one line of a chat and returns the message it belongs to.
func (r *reader) chatLine(s *section, current int, text string, line int, clock *entry.Clock) int {
	if text == "" || r.page.fates[line-1] != untouched {
		return current
	}
	if who, when, ok := chatHead(text, clock); ok {
		r.understand(line, line)
		return r.addEvent(hindcast.TimelineEvent{At: when.At, Precision: when.Precision, Actor: hindcast.Person{Name: who},
			Origin: hindcast.Origin{Line: line, Rule: strings.Join(append([]string{"event:chat-message"}, when.Rules...), " ")}}, nil)
	}
	switch {
	case r.setDay(text, clock) || isZoneLine(text):
		r.understand(line, line)
		return -1
	case current >= 0 && r.say(current, text):
		r.understand(line, line)
		return current
	}
	r.keep(s, line, line)
	return current
}

// say adds a line to a message.
func (r *reader) say(n int, text string) bool {
	e := &r.doc.Record.Timeline[n]
	if e.Text == "" {
		e.Text = text
		return true
	}
	return r.carryOn(n, text)
}

// describeChat reads what messages say, now that each is whole. A message without
// text keeps its place under its author's name; one that pages somebody is theirs
// who was paged, after its author's name; the first, when it tells what is wrong, is
// the report by which the others came to know.
func (r *reader) describeChat(start int, zone *time.Location) {
	for i := start; i < len(r.doc.Record.Timeline); i++ {
		e := &r.doc.Record.Timeline[i]
		if e.Text == "" {
			e.Text = e.Actor.Name
			continue
		}
		called := hindcast.TimelineEvent{Text: e.Text}
		if entry.Describe(&called, zone); called.Kind == hindcast.Page && !called.Actor.IsZero() {
			e.Text, e.Actor = e.Actor.Name+": "+e.Text, called.Actor
		}
		e.Kind = ""
		entry.Describe(e, zone)
		if i == 0 && (e.Kind == hindcast.Observation || e.Kind == hindcast.ImpactEvent) {
			e.Kind = hindcast.Signal
			e.Origin.Rule += " kind:first-message"
		}
	}
}
