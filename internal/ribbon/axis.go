package ribbon

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// steps are the distances between ticks that people count in.
var steps = []time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute,
	time.Hour, 2 * time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	day, 2 * day, 7 * day,
}

const day = 24 * time.Hour

// tickPitch is the least distance between two labelled ticks, in pixels: room
// for "14:30:05" or "28 Sep".
const tickPitch = 62

// axis draws the ticks, the dates and the breaks, below the phases.
func (p *picture) axis() {
	if p.scale.empty() {
		return
	}
	top := p.y
	p.back.line("axis", p.left, top, p.right, top)
	p.breakLabels(top + 15)
	step := p.tickStep()
	for _, g := range p.scale.segments {
		for _, t := range ticks(instant(g.from).In(p.o.Zone), instant(g.to).In(p.o.Zone), step) {
			p.tick(t, step, top)
		}
	}
	p.dates(top+30, step)
	p.y = top + 36
}

// tickStep returns the finest step whose labels have room, in whole weeks where
// the table ends.
func (p *picture) tickStep() time.Duration {
	perSecond := p.scale.perSecond()
	for _, s := range steps {
		if s.Seconds()*perSecond >= tickPitch {
			return s
		}
	}
	weeks := 2.0
	for weeks*7*day.Seconds()*perSecond < tickPitch {
		weeks *= 2
	}
	return time.Duration(min(weeks, 10_000)) * 7 * day
}

// ticks returns the instants between from and to at which a local clock shows a
// multiple of the step; for whole days the local midnights, every second one
// counted from 1970, and for whole weeks Mondays.
func ticks(from, to time.Time, step time.Duration) []time.Time {
	var found []time.Time
	const most = 2000 // a guard; the step keeps them far fewer
	if step >= day {
		days := int(step / day)
		d := hindcast.DateOf(from)
		for number := dayNumber(d); (number+3)%days != 0 && days > 1; number++ { // day 0 was a Thursday
			d = d.AddDays(1)
		}
		for t := d.In(from.Location()); !t.After(to) && len(found) < most; t = d.In(from.Location()) {
			if !t.Before(from) {
				found = append(found, t)
			}
			d = d.AddDays(days)
		}
		return found
	}
	y, m, d := from.Date()
	past := time.Duration(from.Hour())*time.Hour + time.Duration(from.Minute())*time.Minute + time.Duration(from.Second())*time.Second
	var last time.Time
	for n := int(past / step); len(found) < most; n++ {
		t := time.Date(y, m, d, 0, 0, n*int(step/time.Second), 0, from.Location())
		if t.After(to) {
			return found
		}
		if !t.Before(from) && t.After(last) { // clocks that are put back show times twice
			found, last = append(found, t), t
		}
	}
	return found
}

// dayNumber counts days from 1970.
func dayNumber(d hindcast.Date) int {
	return int(d.In(time.UTC).Unix() / int64(day/time.Second))
}

func midnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }

// tick draws one tick and its label, the label only where there is room.
func (p *picture) tick(t time.Time, step time.Duration, top float64) {
	x := p.x(t)
	class := "tick"
	if midnight(t) && step < day {
		class = "tick day"
	}
	p.back.line(class, x, top, x, top+4)
	form := "15:04"
	switch {
	case step >= day:
		form = "2 Jan"
	case step < time.Minute:
		form = "15:04:05"
	}
	label := t.Format(form)
	b := textBox(label, textSize, x, top+15, atMiddle)
	if b.x0 >= p.left-4 && b.x1 <= p.right && p.free(b, labelWhite) {
		p.text("muted", textSize, x, top+15, atMiddle, label)
	}
}

// labelWhite is kept beside a label that could as well be left out.
const labelWhite = 5.0

// dates names the day at the start of every segment and at every midnight that
// has room, and the year and the zone once.
func (p *picture) dates(y float64, step time.Duration) {
	inFull := p.segmentInFull()
	start := func(i int) float64 {
		if i == 0 {
			return p.left
		}
		return p.scale.segments[i].x0
	}
	p.text("muted date", textSize, start(inFull), y, atStart, instant(p.scale.segments[inFull].from).In(p.o.Zone).Format(fullDate))
	var previous hindcast.Date
	for i, g := range p.scale.segments {
		from, to := instant(g.from).In(p.o.Zone), instant(g.to).In(p.o.Zone)
		x := start(i)
		if i != inFull && hindcast.DateOf(from) != previous {
			form := longDate
			if p.roomFrom(i) < width(from.Format(form), textSize)+2*labelWhite || p.right-g.x0 < 2*breakWidth {
				form = "2 Jan"
			}
			p.date(from.Format(form), x, y)
		}
		if step < day {
			for _, t := range ticks(from, to, day) {
				p.date(t.Format(longDate), p.x(t), y)
			}
		}
		previous = hindcast.DateOf(to)
	}
}

const (
	longDate = "Mon 2 Jan"
	fullDate = "Mon 2 Jan 2006, MST"
)

// segmentInFull is the segment whose day is written with year and zone: the first
// with room for that, so that a short stretch long before the rest does not lend
// its date to all.
func (p *picture) segmentInFull() int {
	for i, g := range p.scale.segments {
		if width(instant(g.from).In(p.o.Zone).Format(fullDate), textSize)+2*labelWhite <= p.roomFrom(i) {
			return i
		}
	}
	return 0
}

// roomFrom is how much room lies between the start of a segment and the next.
func (p *picture) roomFrom(i int) float64 {
	if i+1 < len(p.scale.segments) {
		return p.scale.segments[i+1].x0 - p.scale.segments[i].x0
	}
	return p.right - p.scale.segments[i].x0
}

// date sets a day where there is room.
func (p *picture) date(label string, x, y float64) {
	x = min(x, p.right-width(label, textSize))
	if p.free(textBox(label, textSize, x, y, atStart), labelWhite) {
		p.text("muted date", textSize, x, y, atStart, label)
	}
}

// breakLabels writes how long each cut-out stretch is.
func (p *picture) breakLabels(y float64) {
	for i := 1; i < len(p.scale.segments); i++ {
		a, b := p.scale.segments[i-1], p.scale.segments[i]
		length := instant(b.from).Sub(instant(a.to))
		p.front.group("", "The axis is cut here: "+hindcast.FormatDuration(length)+" left out", func() {
			p.text("gap", textSize, (a.x1+b.x0)/2, y, atMiddle, roughly(length))
		})
	}
}

// grid draws what runs through all lanes: lines at the milestones and the torn
// edges of the breaks.
func (p *picture) grid() {
	for _, s := range p.stops {
		p.back.line("stop-line", s.x, p.gridTop, s.x, p.y)
	}
	for i := 1; i < len(p.scale.segments); i++ {
		a, b := p.scale.segments[i-1].x1+6, p.scale.segments[i].x0-6
		p.cuts.rect("cut", "", a, p.bandTop-2, b-a, p.y-p.bandTop+2)
		p.cuts.path("torn", torn(a, p.bandTop-2, p.y))
		p.cuts.path("torn", torn(b, p.bandTop-2, p.y))
	}
}

// torn is a zigzag from top to bottom.
func torn(x, top, bottom float64) string {
	d := "M" + num(x) + " " + num(top)
	side := 2.0
	for y := top + 4; y < bottom; y += 8 {
		d += "L" + num(x+side) + " " + num(y)
		side = -side
	}
	return d + "L" + num(x) + " " + num(bottom)
}
