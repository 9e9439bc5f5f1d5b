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

// addEvent appends an event to the timeline and returns its index. describe
// reads kind, actor, milestones and the rest from its words.
func (r *reader) addEvent(e hindcast.TimelineEvent, describe bool) int {
	if e.Kind == "" && !describe {
		e.Kind = hindcast.Note
	}
	e.Text = strings.TrimSpace(e.Text)
	if describe {
		entry.Describe(&e)
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
	when, rest, ok := try.Read(text)
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
	return r.addEvent(e, true), true
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
			return r.addEvent(hindcast.TimelineEvent{Precision: hindcast.PrecisionUnknown, Text: text, Origin: hindcast.Origin{Line: line}}, true), true
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
		entry.Describe(e)
	}
}

// boldTimes reads the sentences of a paragraph in which a time stands in bold:
// "At **14:32** the alert fired." The paragraph stays prose as well.
func (r *reader) boldTimes(b *block, clock *entry.Clock) bool {
	text, lineAt := joined(b.body)
	found := false
	offset := 0
	for _, sentence := range sentences(text) {
		line := lineAt(offset)
		offset += len(sentence) + 1
		before, inside, ok := strings.Cut(sentence, "**")
		if !ok || len(inside) == 0 || inside[0] < '0' || inside[0] > '9' {
			continue
		}
		mark, after, closed := strings.Cut(inside, "**")
		if !closed || len(mark) > 40 {
			continue
		}
		try := *clock
		when, rest, ok := try.Read(mark)
		if !ok || when.Precision == hindcast.PrecisionDay || words(rest) != "" && !isDayWord(words(rest)) {
			continue
		}
		*clock = try
		what := plain(strings.TrimLeft(strings.TrimSpace(after), ",:–—- "))
		if w := words(before); w != "" && w != "at" && w != "by" && w != "around" && w != "then at" && w != "and at" {
			what = plain(sentence)
		}
		rules := append([]string{"time:bold-in-prose"}, when.Rules...)
		r.addEvent(hindcast.TimelineEvent{At: when.At, Until: when.Until, Precision: when.Precision, Text: what,
			Origin: hindcast.Origin{Line: line, Rule: strings.Join(rules, " ")}}, true)
		found = true
	}
	return found
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
