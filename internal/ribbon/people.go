package ribbon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// people draws a row for each person with a bar for each stay, a dashed line
// from page to join and a tick for each of their other events.
func (p *picture) people() {
	all := p.presences()
	untimed := p.untimedPeople(all)
	if len(all) == 0 && untimed == "" {
		return
	}
	most := 12
	switch {
	case p.narrow:
		most = 7
	case p.w < wideFrom:
		most = 10
	}
	shown, rest := chosen(all, most)
	p.lane("People", hindcast.AskPeople, func() {
		if !p.narrow {
			p.y += peopleDrop(p)
		}
		for _, h := range shown {
			p.person(h)
		}
		if len(rest) > 0 {
			p.others(rest)
		}
		if untimed != "" {
			p.paragraph("muted", "No time recorded for "+untimed, p.left, p.right-p.left)
		}
	})
}

// peopleDrop leaves room for the lane's name, since names of people stand in the
// gutter too.
func peopleDrop(p *picture) float64 {
	if p.answer(hindcast.AskPeople) != nil {
		return 2*rowHeight + 2
	}
	return rowHeight + 2
}

const personHeight = 20.0

// person draws one row.
func (p *picture) person(h presence) {
	name := h.name
	if name == "" {
		name = h.key
	}
	title := name
	if h.roles != "" {
		title += ", " + h.roles
	}
	y := p.y + personHeight/2
	room, at := p.left-edge-10, edge
	if p.narrow {
		room, at = p.w-2*edge, p.left
	}
	p.front.group("", shorten(title, maxTitle), func() {
		short := cut(name, textSize, room)
		p.text("name", textSize, at, p.y+13, atStart, short)
		left := room - width(short, textSize) - 8
		if fits := width(h.roles, textSize) <= left; fits && len(h.stays) == 0 || p.narrow && left > 60 {
			p.text("muted", textSize, at+width(short, textSize)+8, p.y+13, atStart, cut(h.roles, textSize, left))
		}
	})
	if p.narrow {
		p.y += rowHeight
		y = p.y + 6
	}
	p.presenceRow(h, y)
	if p.narrow {
		p.y += rowHeight
		return
	}
	p.y += personHeight
}

// others draws everybody else as one row.
func (p *picture) others(rest []presence) {
	names := make([]string, len(rest))
	var all []*hindcast.TimelineEvent
	for i, h := range rest {
		names[i] = h.name
		all = append(append(all, h.pages...), h.acts...)
		for _, s := range h.stays {
			all = append(all, s.joined)
		}
	}
	slices.SortStableFunc(all, func(a, b *hindcast.TimelineEvent) int { return a.At.Compare(b.At) })
	p.person(presence{name: fmt.Sprintf("%d others", len(rest)), roles: shorten(strings.Join(names, ", "), maxTitle), acts: all})
}
