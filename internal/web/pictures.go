package web

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/ribbon"
)

// pictures keeps ribbons that were drawn lately: drawing one takes longer than
// everything else of a page. Each is kept under the hash of all it is drawn from,
// so that it never shows anything older, or anybody else's answers.
type pictures struct {
	mu    sync.Mutex
	kept  map[[sha256.Size]byte]picture
	order [][sha256.Size]byte // order is that in which they were drawn
	size  int
}

// picture is a ribbon, and the table that says the same.
type picture struct {
	svg  string
	rows []ribbonRow
}

// mostPictures is how many bytes of SVG are kept; ours.
const mostPictures = 16 << 20

// drawnFrom is all that a picture shows.
type drawnFrom struct {
	Page    string // Page is where its marks lead, empty for the page it stands on
	Record  *hindcast.Record
	Answers []hindcast.Answer
	Actual  []hindcast.SeverityStep
	Gaps    []hindcast.CommunicationGap
}

// hash is that of everything a picture shows. The timeline, which may be long, is
// written by hand: reflection would take longer than the rest of the page.
func (d drawnFrom) hash() (sum [sha256.Size]byte, err error) {
	rest, timeline := *d.Record, d.Record.Timeline
	rest.Timeline, rest.Sections, d.Record = nil, nil, &rest
	text, err := json.Marshal(d)
	for i := range timeline {
		e := &timeline[i]
		text = append(text, 0)
		for _, s := range []string{string(e.ID), string(e.Precision), string(e.Kind), e.Text, string(e.Actor.User), e.Actor.Name, string(e.Role), string(e.NoticedBy)} {
			text = append(append(text, s...), 0)
		}
		for _, m := range e.Milestones {
			text = append(append(text, m...), 0)
		}
		text = binary.BigEndian.AppendUint64(text, uint64(e.At.UnixMicro()))
		text = binary.BigEndian.AppendUint64(text, uint64(e.Until.UnixMicro()))
		text = binary.BigEndian.AppendUint64(text, uint64(e.Version))
		if c := e.Communication; c != nil {
			text = fmt.Append(text, *c)
		}
		if s := e.Severity; s != nil {
			text = fmt.Append(text, *s)
		}
		if s := e.Response; s != nil {
			text = fmt.Append(text, *s)
		}
		if e.ActedOn != nil {
			text = fmt.Append(text, *e.ActedOn)
		}
	}
	return sha256.Sum256(text), err
}

// of returns the picture, drawn anew unless it was lately.
func (p *pictures) of(from drawnFrom, href func(hindcast.EventID) string) picture {
	key, err := from.hash()
	if err != nil { // a figure that JSON has no word for
		return draw(from, href)
	}
	p.mu.Lock()
	drawn, ok := p.kept[key]
	p.mu.Unlock()
	if !ok {
		drawn = draw(from, href)
		p.keep(key, drawn)
	}
	return drawn
}

// keep forgets the oldest ones until there is room.
func (p *pictures) keep(key [sha256.Size]byte, drawn picture) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.kept[key]; ok || len(drawn.svg) > mostPictures {
		return
	}
	for p.size+len(drawn.svg) > mostPictures {
		p.size -= len(p.kept[p.order[0]].svg)
		delete(p.kept, p.order[0])
		p.order = p.order[1:]
	}
	if p.kept == nil {
		p.kept = map[[sha256.Size]byte]picture{}
	}
	p.kept[key], p.order, p.size = drawn, append(p.order, key), p.size+len(drawn.svg)
}

func draw(from drawnFrom, href func(hindcast.EventID) string) picture {
	o := ribbon.Options{Answers: from.Answers, Actual: from.Actual, Gaps: from.Gaps, Prefix: "ribbon", Link: href}
	drawn := picture{svg: string(ribbon.Responsive(from.Record, o))}
	if len(from.Record.Timeline) > fewEvents {
		return drawn // the timeline below lists them; a second table of thousands helps nobody
	}
	for _, row := range ribbon.Table(from.Record, o) {
		drawn.rows = append(drawn.rows, ribbonRow{row.Time, row.Lane, row.What, row.Who, row.Text, href(row.Event)})
	}
	return drawn
}
