package writeup

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// columns says which column of a timeline table holds what; -1 is none.
type timeTable struct {
	date, time, end, duration, event, actor, kind, link int
	notes                                               []int
}

// isTimeHeader reports a header that names a time column.
func isTimeHeader(w string) bool {
	switch w {
	case "time", "timestamp", "when", "date time", "date and time", "datetime", "utc", "at", "clock", "time stamp", "time date", "start", "start time", "from", "hour", "times", "zulu", "date":
		return true
	}
	return strings.HasPrefix(w, "time ") || strings.HasPrefix(w, "date and time ") || strings.HasPrefix(w, "date time ") || strings.HasSuffix(w, " time") && len(w) <= 16 ||
		strings.HasPrefix(w, "timestamp ") || strings.HasPrefix(w, "utc ")
}

// timeColumns tells the columns of a table from its header, and where that does
// not say, from its cells. ok is false for a table without times or texts.
func timeColumns(t *table, clock entry.Clock) (c timeTable, ok bool) {
	c = timeTable{date: -1, time: -1, end: -1, duration: -1, event: -1, actor: -1, kind: -1, link: -1}
	for i, cell := range t.header {
		c.assign(i, words(cell))
	}
	if c.time < 0 && c.date >= 0 {
		c.time, c.date = c.date, -1
	}
	if c.time < 0 {
		if c.time = timedColumn(t, clock); c.time < 0 {
			return c, false
		}
		if c.event == c.time {
			c.event = -1
		}
	}
	if c.event < 0 {
		if len(c.notes) > 0 {
			c.event, c.notes = c.notes[0], c.notes[1:]
		} else {
			c.event = widestColumn(t, c)
		}
	}
	width := len(t.header)
	for _, row := range t.rows {
		width = max(width, len(row.cells))
	}
	if c.event < 0 {
		return c, false
	}
	for i := range width {
		if !c.has(i) {
			c.notes = append(c.notes, i)
		}
	}
	return c, len(t.header) == 0 || timedColumn(t, clock) >= 0 || isTimeHeader(words(headerOf(t, c.time))) && c.event >= 0
}

func headerOf(t *table, column int) string {
	if column >= 0 && column < len(t.header) {
		return plainLine(t.header[column])
	}
	return ""
}

func (c *timeTable) has(i int) bool {
	for _, used := range append([]int{c.date, c.time, c.end, c.duration, c.event, c.actor, c.kind, c.link}, c.notes...) {
		if used == i {
			return true
		}
	}
	return false
}

// assign gives a column to what its header names, the first of each.
func (c *timeTable) assign(i int, w string) {
	take := func(slot *int) {
		if *slot < 0 {
			*slot = i
		} else {
			c.notes = append(c.notes, i)
		}
	}
	switch {
	case w == "date" || w == "day":
		take(&c.date)
	case isTimeHeader(w):
		take(&c.time)
	case w == "end" || w == "until" || w == "to" || w == "end time":
		take(&c.end)
	case w == "duration" || w == "elapsed":
		take(&c.duration)
	case w == "event" || w == "description" || w == "what" || w == "what happened" || w == "event description" || w == "activity" || w == "action" || w == "message" ||
		w == "entry" || w == "update" || w == "happening" || w == "incident event" || w == "event action" || w == "events" || w == "text" || w == "occurrence" || w == "details of event" || w == "summary":
		take(&c.event)
	case w == "actor" || w == "who" || w == "person" || w == "by" || w == "owner" || w == "responder" || w == "name" || w == "author" || w == "participant" || w == "logged by" || w == "performed by" || w == "user" || w == "handle":
		take(&c.actor)
	case w == "type" || w == "kind" || w == "phase" || w == "category" || w == "milestone" || w == "stage" || w == "event type":
		take(&c.kind)
	case strings.HasSuffix(w, " link") || strings.HasSuffix(w, " links") || w == "evidence" || w == "link" || w == "links" || w == "url" || w == "reference" || w == "references" || w == "proof" || w == "artifact":
		take(&c.link)
	default:
		c.notes = append(c.notes, i)
	}
}

// timedColumn finds the first column in which at least half of the filled cells
// read as times.
func timedColumn(t *table, clock entry.Clock) int {
	for column := range 4 {
		timed, filled := 0, 0
		for _, row := range t.rows {
			cell := row.cell(column)
			if cell == "" {
				continue
			}
			filled++
			if filled > 200 {
				break
			}
			if c := clock; startsDated(&c, cell) || isTemplate(cell) {
				timed++
			}
		}
		if filled > 0 && 2*timed >= filled {
			return column
		}
	}
	return -1
}

// startsDated reports a cell that is a time or a date and little else.
func startsDated(c *entry.Clock, cell string) bool {
	if c.Day.IsZero() {
		c.Day = hindcast.Date{Year: 2000, Month: 1, Day: 1}
	}
	_, rest, ok := c.Read(cell)
	return (ok || c.Problem(cell) != "") && len(rest) <= 20
}

// widestColumn finds the unused column with the most text.
func widestColumn(t *table, c timeTable) int {
	best, most := -1, 0
	for column := range 8 {
		if c.has(column) {
			continue
		}
		size := 0
		for _, row := range t.rows[:min(len(t.rows), 200)] {
			size += len(row.cell(column))
		}
		if size > most {
			best, most = column, size
		}
	}
	return best
}

// timelineTable reads a table of events. A table that has no times stays prose.
func (r *reader) timelineTable(s *section, b *block, clock *entry.Clock) {
	c, ok := timeColumns(b.table, *clock)
	if !ok {
		r.keepBlock(s, b)
		return
	}
	if zone, ok := zoneIn(headerOf(b.table, c.time)); ok {
		clock.Zone = zone
	}
	rows := b.table.rows
	if newestFirst(len(rows), func(i int) string { return strings.TrimSpace(rows[i].cell(c.date) + " " + rows[i].cell(c.time)) }, *clock) {
		rows = slices.Clone(rows)
		slices.Reverse(rows)
	}
	for _, row := range rows {
		if r.page.fates[row.n-1] == untouched {
			r.timelineRow(b.table, c, row, clock)
		}
	}
}

// timelineRow reads one row into an event, or lists it unread.
func (r *reader) timelineRow(t *table, c timeTable, row tableRow, clock *entry.Clock) {
	written, text := row.cell(c.time), row.cell(c.event)
	if date := row.cell(c.date); date != "" {
		written = strings.TrimSpace(date + " " + written)
	}
	switch {
	case len(text) > hindcast.MaxText:
		r.listUnread(row.n, tooLong)
		return
	case isTemplate(written) || isTemplate(text) && text != "" || written == "" && isTemplateRow(text):
		r.listUnread(row.n, leftOver)
		return
	case text == "" && row.cell(c.actor) == "" && len(notesOf(t, c, row)) == 0:
		if c := *clock; !r.setDay(bare(written), &c) {
			r.listUnread(row.n, "has a time and no text")
			return
		}
		r.setDay(bare(written), clock)
		r.understand(row.n, row.n)
		return
	}
	notes := notesOf(t, c, row)
	if text == "" { // a cell is missing: what there is, is the text
		text = strings.Trim(row.cell(c.actor)+": "+strings.Join(notes, "; "), ":; ")
		row, notes = tableRow{n: row.n}, nil
	}
	e := hindcast.TimelineEvent{Precision: hindcast.PrecisionUnknown, Text: text, Origin: hindcast.Origin{Line: row.n}}
	if !r.placeRow(&e, &notes, written, clock) {
		return
	}
	r.finishRow(t, c, row, &e, notes, clock)
}

// placeRow sets the time of a row's event. Words in the place of a time, such as
// "later that day", make it an event without a time; a time that cannot be read
// lists the row unread.
func (r *reader) placeRow(e *hindcast.TimelineEvent, notes *[]string, written string, clock *entry.Clock) bool {
	when, rest, ok := clock.Read(r.numberedDay(written, clock))
	if ok {
		e.At, e.Until, e.Precision = when.At, when.Until, when.Precision
		e.Origin.Rule = strings.Join(when.Rules, " ")
		if rest != "" {
			*notes = append(*notes, rest)
		}
		return true
	}
	problem := clock.Problem(written)
	switch try := *clock; {
	case problem == "" && written != "" && strings.ContainsAny(written, "0123456789"):
		r.listUnread(e.Origin.Line, "its time cannot be read")
		return false
	case problem == "":
		if written != "" {
			*notes = append(*notes, written)
		}
		return true
	case try.Day.IsZero():
		try.Day = hindcast.Date{Year: 2000, Month: 1, Day: 1}
		if _, _, placed := try.Read(written); placed {
			r.listUnread(e.Origin.Line, problem)
			e.Text = written + " " + e.Text
			return true
		}
	}
	r.listUnread(e.Origin.Line, problem)
	return false
}

// finishRow reads the other columns and adds the event.
func (r *reader) finishRow(t *table, c timeTable, row tableRow, e *hindcast.TimelineEvent, notes []string, clock *entry.Clock) {
	if who := oneLine(bare(row.cell(c.actor))); who != "" && !saysNothing(who) {
		if isName(who) && shorter(who, hindcast.MaxName) && !isTemplate(who) {
			e.Actor = hindcast.Person{Name: who}
		} else {
			notes = append(notes, headerOf(t, c.actor)+": "+who)
		}
	}
	r.rowEnd(t, c, row, e, &notes, clock)
	e.Origin.Notes = strings.Join(notes, "; ")
	n := r.addEvent(*e, clock)
	if kind := row.cell(c.kind); kind != "" {
		r.applyKind(&r.doc.Record.Timeline[n], kind, headerOf(t, c.kind))
	}
	if link := row.cell(c.link); link != "" && !saysNothing(link) {
		if !r.linkEvent(n, headerOf(t, c.link), link, row.n) || withoutLinks(link) != "" {
			e := &r.doc.Record.Timeline[n]
			e.Origin.Notes = joinNotes(e.Origin.Notes, headerOf(t, c.link)+": "+link)
		}
	}
	r.understand(row.n, row.n)
}

// rowEnd reads a column with the end or the duration of what happened.
func (r *reader) rowEnd(t *table, c timeTable, row tableRow, e *hindcast.TimelineEvent, notes *[]string, clock *entry.Clock) {
	if end := row.cell(c.end); end != "" {
		try := *clock
		if when, rest, ok := try.Read(end); ok && rest == "" && !when.At.Before(e.At) && !e.At.IsZero() {
			e.Until = when.At
		} else {
			*notes = append(*notes, headerOf(t, c.end)+": "+end)
		}
	}
	if length := row.cell(c.duration); length != "" {
		if d, ok := entry.Duration(length); ok && !e.At.IsZero() && e.Until.IsZero() {
			e.Until = e.At.Add(d)
		} else {
			*notes = append(*notes, headerOf(t, c.duration)+": "+length)
		}
	}
}

// notesOf gathers the columns without a place of their own as "Header: text".
func notesOf(t *table, c timeTable, row tableRow) []string {
	var notes []string
	for _, column := range c.notes {
		cell := row.cell(column)
		if cell == "" {
			continue
		}
		if h := headerOf(t, column); h != "" && words(h) != "notes" && words(h) != "note" && words(h) != "comments" && words(h) != "comment" {
			cell = h + ": " + cell
		}
		notes = append(notes, cell)
	}
	for i := len(t.header); i < len(row.cells) && len(t.header) > 0; i++ {
		if cell := row.cell(i); cell != "" && !c.has(i) {
			notes = append(notes, cell)
		}
	}
	return notes
}

func joinNotes(have, more string) string {
	if have == "" {
		return more
	}
	return have + "; " + more
}

// applyKind reads a column that names the kind of each event. A milestone's name
// marks it; any other word is kept as a note.
func (r *reader) applyKind(e *hindcast.TimelineEvent, kind, header string) {
	w := words(kind)
	if m := milestoneOfLabel(w); m != "" {
		if !e.Marks(m) {
			e.Milestones = append(e.Milestones, m)
		}
		return
	}
	k := hindcast.EventKind(w)
	switch {
	case k == e.Kind:
		return
	case k == hindcast.SeverityEvent || !k.Valid():
		e.Origin.Notes = joinNotes(e.Origin.Notes, header+": "+kind)
		return
	}
	e.Kind, e.Severity, e.Response, e.Communication = k, nil, nil, nil
	if k == hindcast.Communicated {
		e.Communication = &hindcast.Communication{Audience: audienceOf(kind + " " + e.Text)}
	}
}

// isTemplateRow reports the text of a row that a template offers without a time.
func isTemplateRow(text string) bool {
	switch words(text) {
	case "incident began", "detected", "response started", "root cause identified", "mitigation applied", "resolved":
		return true
	}
	return false
}
