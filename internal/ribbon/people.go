package ribbon

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// presence is what the timeline tells of one person.
type presence struct {
	name, roles string
	key         string
	pages       []*hindcast.TimelineEvent
	stays       []stay
	acts        []*hindcast.TimelineEvent // acts are other events of theirs.
	rank        int                       // rank is their place among the participants.
}

// stay is from a join to a leave; left is nil when no leave is recorded.
type stay struct{ joined, left *hindcast.TimelineEvent }

func (h presence) first() time.Time {
	var at time.Time
	for _, e := range slices.Concat(h.pages, h.acts) {
		if at.IsZero() || e.At.Before(at) {
			at = e.At
		}
	}
	for _, s := range h.stays {
		if at.IsZero() || s.joined.At.Before(at) {
			at = s.joined.At
		}
	}
	return at
}

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

// presences collects the people with a time, in the order they appeared.
func (p *picture) presences() []presence {
	index := map[string]int{}
	var all []presence
	find := func(who hindcast.Person) *presence {
		key := who.Key()
		i, known := index[key]
		if !known {
			i = len(all)
			index[key] = i
			all = append(all, presence{key: key, name: clean(who.Name), rank: len(p.record.Participants)})
		}
		return &all[i]
	}
	for i, part := range p.record.Participants {
		if part.Person.Key() == "" {
			continue
		}
		h := find(part.Person)
		h.rank = min(h.rank, i)
		h.roles = rolesOf(part.Roles)
	}
	for _, e := range p.events {
		if e.Actor.Key() != "" {
			find(e.Actor).add(e)
		}
	}
	all = slices.DeleteFunc(all, func(h presence) bool { return h.first().IsZero() })
	slices.SortStableFunc(all, func(a, b presence) int { return a.first().Compare(b.first()) })
	return all
}

func (h *presence) add(e *hindcast.TimelineEvent) {
	if h.roles == "" && e.Role != "" {
		h.roles = e.Role.Words()
	}
	switch e.Kind {
	case hindcast.Page:
		h.pages = append(h.pages, e)
	case hindcast.Join:
		if n := len(h.stays); n == 0 || h.stays[n-1].left != nil {
			h.stays = append(h.stays, stay{joined: e})
		}
	case hindcast.Leave:
		if n := len(h.stays); n > 0 && h.stays[n-1].left == nil {
			h.stays[n-1].left = e
			return
		}
		h.acts = append(h.acts, e)
	default:
		h.acts = append(h.acts, e)
	}
}

func rolesOf(roles []hindcast.Role) string {
	words := make([]string, len(roles))
	for i, r := range roles {
		words[i] = r.Words()
	}
	return strings.Join(words, ", ")
}

// untimedPeople names the participants that no dated event tells of.
func (p *picture) untimedPeople(timed []presence) string {
	var names []string
	for _, part := range p.record.Participants {
		key := part.Person.Key()
		if key != "" && !slices.ContainsFunc(timed, func(h presence) bool { return h.key == key }) {
			names = append(names, clean(part.Person.Name))
		}
	}
	const most = 30
	if len(names) > most {
		names = append(names[:most], fmt.Sprintf("%d more", len(names)-most))
	}
	return strings.Join(names, ", ")
}

// chosen returns those drawn on rows of their own: participants with roles and
// stays first. Both results keep the order of appearance.
func chosen(all []presence, most int) (shown, rest []presence) {
	if len(all) <= most {
		return all, nil
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	value := func(h presence) int {
		v := min(len(h.acts), 50)
		if h.roles != "" {
			v += 200
		}
		if len(h.stays) > 0 {
			v += 100
		}
		return v
	}
	slices.SortStableFunc(order, func(a, b int) int { return value(all[b]) - value(all[a]) })
	own := map[int]bool{}
	for _, i := range order[:most-1] {
		own[i] = true
	}
	for i, h := range all {
		if own[i] {
			shown = append(shown, h)
		} else {
			rest = append(rest, h)
		}
	}
	return shown, rest
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

func (p *picture) presenceRow(h presence, y float64) {
	const thick = 14.0
	half := thick / 2
	if p.narrow {
		half = 4
	}
	if len(h.stays) == 0 && len(h.acts) > 1 {
		p.bars.line("seen", p.x(h.acts[0].At), y, p.x(h.acts[len(h.acts)-1].At), y)
	}
	for i, s := range h.stays {
		p.stay(h, s, y, half, i == 0 && !p.narrow)
	}
	p.pages(h, y)
	p.acts(h, y)
}

// maxTicks is how many ticks of one person carry a title; more are one line of
// ticks, which keeps the file small.
const maxTicks = 24

// acts draws a tick for each of a person's other events.
func (p *picture) acts(h presence, y float64) {
	last, all := -10.0, ""
	for _, e := range h.acts {
		x := p.x(e.At)
		if x-last < 3 { // ticks nearer than that cannot be told apart
			continue
		}
		last = x
		if len(h.acts) > maxTicks {
			all += "M" + num(x) + " " + num(y-4) + "v8"
			continue
		}
		p.front.group(p.href(e.ID), shorten(p.clock.fullEvent(e)+": "+clean(e.Text), maxTitle), func() { p.front.line("act", x, y-4, x, y+4) })
	}
	if all != "" {
		p.front.group("", h.name+": "+count(len(h.acts), "event"), func() { p.front.path("act many", all) })
	}
}

// stay draws a presence bar, open at its end when no leave is recorded.
func (p *picture) stay(h presence, s stay, y, half float64, labelled bool) {
	x, end, class := p.x(s.joined.At), p.x(p.finish()), "stay"
	title := h.name + " joined " + p.clock.fullEvent(s.joined)
	if s.left != nil {
		end = p.x(s.left.At)
		title += ", left " + p.clock.fullEvent(s.left)
	} else {
		class = "stay open"
		end = max(end, x, p.lastAct(h))
		title += "; no leave recorded"
	}
	if vague(s.joined) {
		class += " vague"
	}
	end = max(end, min(x+3, p.right))
	p.bars.group(p.href(s.joined.ID), shorten(title, maxTitle), func() {
		p.bars.rect(class, "", x, y-half, end-x, 2*half)
		p.bars.line("joined", x, y-half, x, y+half)
	})
	if !labelled || h.roles == "" {
		return
	}
	if label := cut(h.roles, textSize, end-x-12); len(label) > 4 && p.clearOfBreaks(textBox(label, textSize, x+6, y+4, atStart)) && !p.actedWithin(h, x, x+12+width(label, textSize)) {
		p.text("on-stay", textSize, x+6, y+4, atStart, label)
	}
}

func (p *picture) lastAct(h presence) float64 {
	x := 0.0
	for _, e := range h.acts {
		x = max(x, p.x(e.At))
	}
	return x
}

// actedWithin reports whether a tick would cross a label between two x.
func (p *picture) actedWithin(h presence, x0, x1 float64) bool {
	return slices.ContainsFunc(h.acts, func(e *hindcast.TimelineEvent) bool { x := p.x(e.At); return x > x0 && x < x1 })
}

// pages draws when somebody was called, and how long they took to come.
func (p *picture) pages(h presence, y float64) {
	last := -100.0
	for _, e := range h.pages {
		x := p.x(e.At)
		title := shorten(p.clock.fullEvent(e)+": "+h.name+" paged. "+clean(e.Text), maxTitle)
		for _, s := range h.stays {
			if s.joined.At.After(e.At) {
				p.bars.line("coming", x, y, p.x(s.joined.At), y)
				title = shorten(title+"; joined "+hindcast.FormatDuration(s.joined.At.Sub(e.At))+" later", maxTitle)
				break
			}
		}
		if x-last < 2*markSize {
			continue
		}
		last = x
		it := item{x: x, end: x, shape: "page", soft: vague(e)}
		p.front.group(p.href(e.ID), title, func() { p.mark(it, x, y) })
	}
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
