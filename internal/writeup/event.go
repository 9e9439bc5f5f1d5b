package writeup

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func zoneOrUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// addEvent appends an event to the timeline and returns its index. clock
// is that of its time; with one, kind, actor, milestones and the rest are read from
// the words, and several events are made of a line that tells several things of question 2 and 3 ("Ines Falk
// joined, declared P1"); the index is that of the last, where a text carries on.
func (r *reader) addEvent(e hindcast.TimelineEvent, clock *entry.Clock) int {
	if e.Kind == "" && clock == nil {
		e.Kind = hindcast.Note
	}
	e.Text = strings.TrimSpace(e.Text)
	switch {
	case clock != nil && r.ours: // Write divided nothing
		entry.Describe(&e, clock.Zone)
	case clock != nil:
		r.doc.Record.Timeline = append(r.doc.Record.Timeline, entry.Divide(e, clock.Zone)...)
		return len(r.doc.Record.Timeline) - 1
	}
	r.doc.Record.Timeline = append(r.doc.Record.Timeline, e)
	return len(r.doc.Record.Timeline) - 1
}

// tooLong is the reason given for an entry that no text field holds.
const tooLong = "longer than the 100,000 characters an entry may have"

// maxTime is the length within which a text that starts with a time names it, in
// bytes, list marks and words before it included.
const maxTime = 200

// mayStart refuses at a glance what begins with nothing but marks.
func mayStart(text string) bool {
	return strings.ContainsFunc(text[:min(len(text), maxTime)], isWordRune)
}

// addTimed reads a text that starts with a time into an event. A text that
// starts with something like a time that cannot be read is listed unread, or,
// where only the day is missing, kept as an event without a time.
func (r *reader) addTimed(s *section, text string, line int, clock *entry.Clock) (n int, ok bool) {
	if isTemplate(text) || leftOverLine(text) {
		r.listUnread(line, leftOver)
		return 0, false
	}
	if !mayStart(text) {
		return 0, false
	}
	try := *clock
	when, rest, ok := try.Read(r.numberedDay(text, &try))
	if !ok {
		return r.untimed(text, line, clock)
	}
	if when.Precision == hindcast.PrecisionDay && r.setDay(text, clock) {
		r.understand(line, line)
		return 0, false
	}
	*clock = try
	if rest == "" {
		return 0, false
	}
	if len(rest) > hindcast.MaxText {
		r.listUnread(line, tooLong)
		return 0, false
	}
	if isTemplate(rest) {
		r.listUnread(line, leftOver)
		return 0, false
	}
	e := hindcast.TimelineEvent{At: when.At, Until: when.Until, Precision: when.Precision, Text: rest,
		Origin: hindcast.Origin{Line: line, Rule: strings.Join(when.Rules, " ")}}
	r.understand(line, line)
	return r.addEvent(e, clock), true
}

// untimed deals with a text whose time cannot be placed.
func (r *reader) untimed(text string, line int, clock *entry.Clock) (n int, ok bool) {
	problem := clock.Problem(text)
	if problem == "" {
		return 0, false
	}
	if try := *clock; try.Day.IsZero() {
		try.Day = hindcast.Date{Year: 2000, Month: 1, Day: 1}
		if _, rest, placed := try.Read(text); placed && rest != "" {
			r.listUnread(line, problem)
			return r.addEvent(hindcast.TimelineEvent{Precision: hindcast.PrecisionUnknown, Text: text, Origin: hindcast.Origin{Line: line}}, clock), true
		}
	}
	r.listUnread(line, problem)
	return 0, false
}

// leftOverLine reports a line of an unfilled timeline: "HH:MM UTC - [Person]
// joined".
func leftOverLine(text string) bool {
	first, rest, ok := strings.Cut(strings.TrimSpace(text), " ")
	if !ok {
		return false
	}
	upper := strings.Trim(first, "*_`|-:[]")
	if upper == "HH:MM" || upper == "HH:mm" || upper == "hh:mm" || upper == "YYYY-MM-DD" || upper == "XX:XX" {
		return true
	}
	return entry.Templated(first) && entry.Templated(text) && !strings.Contains(rest, ":")
}

// redescribe reads again the events of lines whose text grew.
func (r *reader) redescribe(first, last int) {
	for n := len(r.doc.Record.Timeline) - 1; n >= 0; n-- {
		line := r.doc.Record.Timeline[n].Origin.Line
		if line < first {
			return
		}
		if line <= last && strings.Contains(r.doc.Record.Timeline[n].Text, "\n") {
			r.redescribeEvent(n)
		}
	}
}

// redescribeEvent gives an event that carried on over further lines what those
// lines say, unless its first line said something already.
func (r *reader) redescribeEvent(n int) {
	e := &r.doc.Record.Timeline[n]
	if e.Kind == hindcast.Note && len(e.Milestones) == 0 && e.Actor.IsZero() {
		e.Kind = ""
		entry.Describe(e, r.zone)
	}
}

// boldTimes reads the sentences of a paragraph in which a time stands in bold:
// "At **14:32** the alert fired." A sentence with several is cut at each. The
// paragraph stays prose as well.
func (r *reader) boldTimes(b *block, clock *entry.Clock) bool {
	text, lineAt := joined(b.body)
	found := false
	offset := 0
	for _, sentence := range sentences(text) {
		from := offset
		offset += len(sentence) + 1
		for _, part := range cutAtTimes(sentence, *clock) {
			found = r.boldTime(part, lineAt(from+max(0, strings.Index(part, "**"))), clock) || found
			from += len(part)
		}
	}
	return found
}

// boldTime reads a sentence with one time in bold.
func (r *reader) boldTime(sentence string, line int, clock *entry.Clock) bool {
	before, mark, after, ok := boldMark(sentence)
	if !ok {
		return false
	}
	try := *clock
	when, rest, ok := try.Read(mark)
	if !ok || when.Precision == hindcast.PrecisionDay || words(rest) != "" && !isDayWord(words(rest)) {
		return false
	}
	*clock = try
	what := plain(strings.TrimLeft(strings.TrimSpace(after), ",:–—- "))
	if w := words(before); w != "" && w != "at" && w != "by" && w != "around" && w != "then at" && w != "and at" && w != "and by" && w != "and" {
		what = plain(before + mark + after)
	}
	what = strings.TrimRight(strings.TrimSpace(what), ";, ")
	rules := append([]string{"time:bold-in-prose"}, when.Rules...)
	r.addEvent(hindcast.TimelineEvent{At: when.At, Until: when.Until, Precision: when.Precision, Text: what,
		Origin: hindcast.Origin{Line: line, Rule: strings.Join(rules, " ")}}, clock)
	return true
}

// boldMark finds the first bold text that starts with a digit and may be a time.
func boldMark(s string) (before, mark, after string, ok bool) {
	for from := 0; ; {
		at := strings.Index(s[from:], "**")
		if at < 0 {
			return "", "", "", false
		}
		at += from
		inside, rest, closed := strings.Cut(s[at+2:], "**")
		if !closed {
			return "", "", "", false
		}
		if inside != "" && inside[0] >= '0' && inside[0] <= '9' && len(inside) <= 40 {
			return s[:at], inside, rest, true
		}
		from = len(s) - len(rest)
	}
}

// cutAtTimes cuts a sentence in front of each bold time but the first, or behind
// each where the sentence ends with one: there the times follow what happened.
func cutAtTimes(sentence string, clock entry.Clock) []string {
	var marks []span
	for from := 0; ; {
		before, mark, _, ok := boldMark(sentence[from:])
		if !ok {
			break
		}
		first := from + len(before)
		from = first + len(mark) + 4
		if try := clock; startsTimed(&try, mark) {
			marks = append(marks, span{first, from})
		}
	}
	if len(marks) < 2 {
		return []string{sentence}
	}
	behind := words(sentence[marks[len(marks)-1].last:]) == ""
	var parts []string
	start := 0
	for _, m := range marks[1:] {
		end := m.first
		if behind {
			end = marks[len(parts)].last
		} else if w := strings.TrimRight(sentence[start:end], " "); strings.HasSuffix(w, " at") || strings.HasSuffix(w, " by") {
			end = start + len(w) - 2
		}
		parts = append(parts, sentence[start:end])
		start = end
	}
	return append(parts, sentence[start:])
}

// joined returns the lines of a paragraph as one, and a function that tells which
// line an offset fell in.
func joined(body []textLine) (text string, lineAt func(offset int) int) {
	var b strings.Builder
	starts := make([]int, len(body))
	for i, line := range body {
		if i > 0 {
			b.WriteByte(' ')
		}
		starts[i] = b.Len()
		b.WriteString(strings.TrimSpace(line.text))
	}
	return b.String(), func(offset int) int {
		n := body[0].n
		for i, start := range starts {
			if start <= offset {
				n = body[i].n
			}
		}
		return n
	}
}

// sentences cuts a text behind full stops that a space and a capital, digit or
// bold mark follow.
func sentences(text string) []string {
	var list []string
	start := 0
	for i := 0; i+2 < len(text); i++ {
		if (text[i] == '.' || text[i] == '!' || text[i] == '?') && text[i+1] == ' ' {
			if c := text[i+2]; c >= 'A' && c <= 'Z' || c == '*' || c >= '0' && c <= '9' {
				list = append(list, text[start:i+1])
				start = i + 2
			}
		}
	}
	return append(list, text[start:])
}

// lastBefore returns the latest time on the timeline, from which a bare time of
// day such as "Resolved: 01:20" is placed.
func (r *reader) lastBefore() time.Time {
	var last time.Time
	for _, e := range r.doc.Record.Timeline {
		if e.At.After(last) {
			last = e.At
		}
	}
	return last
}
