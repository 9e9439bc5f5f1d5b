package writeup

import (
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// message is one line of the list of communications.
type message struct {
	when                   string
	channel, text, rest    string
	audience, template, by string
	line                   int
}

// commsBlock reads the messages sent: a table Time, Channel, Summary, or a list
// whose entries start with a time. Anything else stays prose.
func (r *reader) commsBlock(s *section, b *block) {
	clock := r.clock(s)
	switch b.kind {
	case tableBlock:
		for _, row := range b.table.rows {
			if r.page.fates[row.n-1] == untouched {
				r.commsRow(s, b.table, row, clock)
			}
		}
	case listBlock:
		for _, it := range b.items {
			text := wholeText(it)
			if c := *clock; r.page.fates[it.first-1] == untouched && startsTimed(&c, text) {
				r.addMessage(message{when: text, line: it.first}, clock)
				r.understand(it.first, it.end())
			}
		}
	}
}

func (r *reader) commsRow(s *section, t *table, row tableRow, clock *entry.Clock) {
	m := message{line: row.n}
	for i := range row.cells {
		cell := row.cell(i)
		switch w := words(headerOf(t, i)); {
		case isTimeHeader(w):
			m.when = strings.TrimSpace(m.when + " " + cell)
		case w == "channel" || w == "channels" || w == "where" || w == "medium" || w == "platform":
			m.channel = oneLine(cell)
		case w == "summary" || w == "message" || w == "content" || w == "text" || w == "what" || w == "communication" || w == "description" || w == "update":
			m.text = cell
		case w == "audience" || w == "to" || w == "recipients":
			m.audience = cell
		case w == "template":
			m.template = oneLine(cell)
		case w == "by" || w == "author" || w == "who" || w == "sent by" || w == "owner" || w == "from":
			m.by = oneLine(cell)
		case cell != "":
			m.rest = joinNotes(m.rest, strings.TrimPrefix(headerOf(t, i)+": "+cell, ": "))
		}
	}
	switch {
	case isTemplate(m.when) || isTemplate(m.text):
		r.listUnread(row.n, leftOver)
	case m.when == "" && m.text == "":
		r.keep(s, row.n, row.n)
	default:
		r.addMessage(m, clock)
	}
}

// addMessage adds a message as a communication event, or to the event of the
// timeline that tells of it at the same instant.
func (r *reader) addMessage(m message, clock *entry.Clock) {
	e := hindcast.TimelineEvent{Precision: hindcast.PrecisionUnknown, Kind: hindcast.Communicated, Text: m.text, Origin: hindcast.Origin{Line: m.line}}
	when, rest, ok := clock.Read(m.when)
	switch {
	case ok:
		e.At, e.Until, e.Precision = when.At, when.Until, when.Precision
		if m.text == "" {
			e.Text, rest = rest, ""
		}
	case clock.Problem(m.when) != "":
		r.listUnread(m.line, clock.Problem(m.when))
		e.Text = strings.TrimSpace(m.when + " " + m.text)
	default:
		rest = m.when
	}
	rules := append([]string(nil), when.Rules...)
	audience := audienceOf(m.channel + " " + m.audience)
	if m.audience == "" {
		rules = append(rules, "audience:channel")
	}
	e.Origin.Rule = strings.Join(rules, " ")
	e.Origin.Notes = strings.Trim(rest+"; "+m.rest, "; ")
	e.Communication = &hindcast.Communication{Audience: audience, Channel: m.channel, Template: m.template}
	if m.by != "" && isName(m.by) {
		e.Actor = hindcast.Person{Name: m.by}
	} else if m.by != "" {
		e.Origin.Notes = joinNotes(e.Origin.Notes, m.by)
	}
	r.understand(m.line, m.line)
	if twin := r.toldAt(e.At); twin != nil {
		joinMessage(twin, e)
		return
	}
	if e.Text == "" {
		e.Text = m.channel
	}
	r.addEvent(e, clock)
}

// toldAt returns the communication of the timeline at an instant, once: a second
// message at the same time is an event of its own.
func (r *reader) toldAt(at time.Time) *hindcast.TimelineEvent {
	if at.IsZero() {
		return nil
	}
	if r.told == nil {
		r.told = map[int64]int{}
		for i := range r.doc.Record.Timeline {
			if e := &r.doc.Record.Timeline[i]; e.Kind == hindcast.Communicated && !e.At.IsZero() {
				r.told[e.At.UnixMicro()] = i
			}
		}
	}
	i, ok := r.told[at.UnixMicro()]
	if !ok {
		return nil
	}
	delete(r.told, at.UnixMicro())
	return &r.doc.Record.Timeline[i]
}

// joinMessage adds what the list of messages says to the event of the timeline.
func joinMessage(e *hindcast.TimelineEvent, m hindcast.TimelineEvent) {
	c := e.Communication
	c.Audience = m.Communication.Audience
	if m.Communication.Channel != "" {
		c.Channel = m.Communication.Channel
	}
	switch {
	case c.Template == "":
		c.Template = m.Communication.Template
	case m.Communication.Template != "":
		e.Origin.Notes = joinNotes(e.Origin.Notes, m.Communication.Template)
	}
	switch {
	case e.Actor.IsZero():
		e.Actor = m.Actor
	case m.Actor.Name != "":
		e.Origin.Notes = joinNotes(e.Origin.Notes, m.Actor.Name)
	}
	e.Origin.Notes = joinNotes(e.Origin.Notes, "sent: "+m.Text)
	if m.Origin.Notes != "" {
		e.Origin.Notes = joinNotes(e.Origin.Notes, m.Origin.Notes)
	}
}

// audienceOf tells whether a channel reaches people outside. Messages that a
// write-up lists are for the outside unless their channel says otherwise.
func audienceOf(channel string) hindcast.Audience {
	w := " " + words(channel) + " "
	for _, outside := range []string{" external", " public", " customer", " user", " discord ", " twitter ", " telegram ", " status page ", " statuspage ", " announcements ", " x ", " blog "} {
		if strings.Contains(w, outside) {
			return hindcast.ToExternal
		}
	}
	for _, inside := range []string{" internal", " slack ", " war room ", " team", " staff ", " management ", " leadership ", " executives ", " incident channel ", " teams ", " standup "} {
		if strings.Contains(w, inside) {
			return hindcast.ToInternal
		}
	}
	if strings.Contains(channel, "#inc") {
		return hindcast.ToInternal
	}
	return hindcast.ToExternal
}
