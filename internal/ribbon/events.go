package ribbon

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

// laneOf says on which strip an event of a kind is marked; "" for kinds that
// lanes of their own draw.
func laneOf(k hindcast.EventKind) string {
	switch k {
	case hindcast.Signal, hindcast.Observation, hindcast.ImpactEvent, hindcast.Adversary:
		return laneSignals
	case hindcast.Decision, hindcast.ResponseEvent, hindcast.ChangeEvent, hindcast.Hypothesis:
		return laneResponses
	case hindcast.Page, hindcast.Join, hindcast.Leave:
		return lanePeople
	case hindcast.Communicated:
		return laneCommunication
	case hindcast.SeverityEvent:
		return laneSeverity
	}
	return laneNotes
}

// The names of the lanes, in the order they are drawn.
const (
	lanePhases        = "Phases"
	laneSeverity      = "Severity"
	laneSignals       = "Signals"
	lanePeople        = "People"
	laneResponses     = "Decisions, responses"
	laneCommunication = "Communication"
	laneEvidence      = "Evidence"
	laneNotes         = "Notes"
)

// on collects the items of one strip.
func (p *picture) on(lane string) []item {
	var items []item
	for _, e := range p.events {
		if laneOf(e.Kind) == lane {
			items = append(items, p.itemOf(e))
		}
	}
	return items
}

func (p *picture) stripLane(name string, q hindcast.Question, items []item) {
	if len(items) > 0 {
		p.lane(name, q, func() { p.strip(items) })
	}
}

func (p *picture) signals()   { p.stripLane(laneSignals, "", p.on(laneSignals)) }
func (p *picture) responses() { p.stripLane(laneResponses, hindcast.AskRunbook, p.on(laneResponses)) }
func (p *picture) notes()     { p.stripLane(laneNotes, "", p.on(laneNotes)) }

// evidence marks each piece at the first event it supports, since that is where
// it helped; what supports none at the time it was collected.
func (p *picture) evidence() {
	var items []item
	for _, e := range p.record.Evidence {
		at, id := e.CollectedAt, hindcast.EventID("")
		for _, cited := range e.Events {
			if event := p.record.Event(cited); event != nil && !event.At.IsZero() {
				at, id = event.At, cited
				break
			}
		}
		if at.IsZero() || p.scale.empty() {
			p.loose = append(p.loose, clean(e.Name))
			continue
		}
		shape, title := "evidence", p.clock.full(at)+": evidence "+clean(e.Name)
		if e.Availability != hindcast.Available {
			shape = "not available"
			title += " (" + string(e.Availability) + ")"
		}
		x := p.x(at)
		items = append(items, item{x: x, end: x, shape: shape, label: shorten(clean(e.Name), 120), title: shorten(title, maxTitle), id: id})
	}
	p.stripLane(laneEvidence, hindcast.AskEvidence, items)
}

// keyOrder is the order in which shapes are explained.
var keyOrder = []string{"signal", "observation", "impact", "adversary", "decision", "hypothesis", "response", "improvised", "skipped",
	"change", "page", "external", "promised", "internal", "evidence", "not available", "note"}

// shapeKey explains the shapes that the picture uses, in one or more lines.
func (p *picture) shapeKey() {
	if len(p.used) == 0 {
		return
	}
	p.back.line("rule", edge, p.y, p.right, p.y)
	x, y := edge, p.y+18
	for _, shape := range keyOrder {
		if !p.used[shape] {
			continue
		}
		w := 16 + width(keyWords(shape), textSize) + 14
		if x+w > p.w-edge+14 && x > edge {
			x, y = edge, y+rowHeight+2
		}
		p.mark(item{shape: shape, x: x + 6, end: x + 6}, x+6, y-4)
		p.text("muted", textSize, x+16, y, atStart, keyWords(shape))
		x += w
	}
	p.y = y + 4
}

func keyWords(shape string) string {
	switch shape {
	case "response":
		return "response step"
	case "improvised", "skipped":
		return shape + " step"
	case "external", "internal":
		return shape + " message"
	case "promised":
		return "update promised for"
	case "not available":
		return "evidence not available"
	case "page":
		return "paged"
	}
	return shape
}
