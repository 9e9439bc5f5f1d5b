package ribbon

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// fonts is the type of the picture: the system's sans-serif, as wide as text.go
// assumes or narrower.
const fonts = `system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`

// bytes puts the layers together.
func (p *picture) bytes() []byte {
	var out layer
	size, height := num(p.w), num(p.y+edge)
	role := "img"
	if p.o.Link != nil {
		role = "group" // so that the links inside can be reached
	}
	id := p.o.Prefix
	out.WriteString("<svg")
	out.attrs("xmlns", "http://www.w3.org/2000/svg", "class", "ribbon", "id", id, "width", size, "height", height,
		"viewBox", "0 0 "+size+" "+height, "role", role, "aria-labelledby", id+"-title "+id+"-desc",
		"font-family", fonts, "font-size", num(textSize))
	fmt.Fprintf(&out, ">\n<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n", id, escape(p.title()), id, escape(p.description()))
	if p.o.Standalone {
		out.WriteString("<style>" + escape(string(stylesheet)) + "</style>\n")
	}
	p.patterns(&out)
	if p.o.Standalone {
		out.rect("paper", "", 0, 0, p.w, p.y+edge)
	}
	for _, l := range []*layer{&p.back, &p.bars, &p.cuts, &p.front} {
		out.Write(l.Bytes())
	}
	out.WriteString("</svg>\n")
	return bytes.Clone(out.Bytes())
}

// patterns defines the hatches: what is breached, and what nobody knew yet.
func (p *picture) patterns(out *layer) {
	out.WriteString("<defs>")
	for _, h := range []struct{ name, turn, step string }{{"breach", "45", "5"}, {"quiet", "-45", "7"}} {
		fmt.Fprintf(out, `<pattern id="%s-%s" width="%s" height="%s" patternUnits="userSpaceOnUse" patternTransform="rotate(%s)">`+
			`<path class="hatch-%s" d="M0 0V%s"/></pattern>`, p.o.Prefix, h.name, h.step, h.step, h.turn, h.name, h.step)
	}
	out.WriteString("</defs>\n")
}

func (p *picture) title() string {
	name := clean(p.record.Incident.Title)
	if name == "" {
		return "Timeline of the incident"
	}
	return "Timeline: " + shorten(name, maxTitle)
}

// description tells the picture in a few sentences, for who cannot see it.
func (p *picture) description() string {
	if len(p.events) == 0 {
		return "No event of the record has a time."
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s from %s to %s.", count(len(p.events), "event"), p.clock.full(p.scale.start()), p.clock.full(p.scale.end()))
	for _, s := range p.stops {
		fmt.Fprintf(&b, " %s: %s.", capital(s.words()), p.stopTitle(s))
	}
	if missing := p.missing(); missing != "" {
		b.WriteString(" Not recorded: " + missing + ".")
	}
	for _, a := range p.o.Answers {
		if a.Verdict != "" {
			fmt.Fprintf(&b, " %s: %s.", capital(string(a.Question)), a.Verdict.Words())
		}
	}
	b.WriteString(" Each mark is a row of the table beside the picture.")
	return clean(b.String())
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// footer says what the picture could not place, and explains the shapes.
func (p *picture) footer() {
	p.shapeKey()
	if n := len(p.record.Timeline) - len(p.events); n > 0 {
		p.remark(count(n, "event")+withoutTime(n), p.untimed())
	}
	if n := len(p.loose); n > 0 {
		p.remark(count(n, "piece")+" of evidence"+withoutTime(n), shorten(strings.Join(p.loose, "\n"), maxTitle))
	}
	if p.inferred() {
		p.remark("Milestones in italics were inferred, not stated outright", "")
	}
}

func withoutTime(n int) string {
	if n == 1 {
		return " without a time is not drawn"
	}
	return " without a time are not drawn"
}

// remark sets a line of small print across the picture.
func (p *picture) remark(s, title string) {
	p.front.group("", title, func() { p.paragraph("muted", s, edge, p.w-2*edge) })
}

func (p *picture) untimed() string {
	var lines []string
	for i := range p.record.Timeline {
		e := &p.record.Timeline[i]
		if e.At.IsZero() && len(lines) < 10 {
			lines = append(lines, shorten(clean(e.Text), 80))
		}
	}
	return strings.Join(lines, "\n")
}

func (p *picture) inferred() bool {
	for _, s := range p.stops {
		if s.inferred {
			return true
		}
	}
	return false
}

// kindWords is the kind as it is written for people.
func kindWords(k hindcast.EventKind) string {
	switch k {
	case hindcast.SeverityEvent:
		return "severity change"
	case hindcast.ResponseEvent:
		return "response step"
	}
	return string(k)
}
