package ribbon

import (
	"bytes"
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// layer is a run of SVG elements. The picture has several, laid upon another, so
// that bars are cut by axis breaks and text is not.
type layer struct{ bytes.Buffer }

// num writes a coordinate with at most one decimal.
func num(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		return "0" // also for negative zero
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// attrs writes name, value pairs; numbers must be formatted by num.
func (l *layer) attrs(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		l.WriteString(" " + pairs[i] + `="` + escape(pairs[i+1]) + `"`)
	}
}

func (l *layer) element(name string, pairs ...string) {
	l.WriteString("<" + name)
	l.attrs(pairs...)
	l.WriteString("/>\n")
}

func (l *layer) line(class string, x1, y1, x2, y2 float64) {
	l.element("path", "class", class, "d", "M"+num(x1)+" "+num(y1)+"L"+num(x2)+" "+num(y2))
}

func (l *layer) path(class, d string) { l.element("path", "class", class, "d", d) }

// rect draws a rectangle; fill is a paint such as "url(#id)", or empty where the
// stylesheet paints it.
func (l *layer) rect(class, fill string, x, y, w, h float64) {
	pairs := []string{"class", class, "x", num(x), "y", num(y), "width", num(max(0, w)), "height", num(h)}
	if fill != "" {
		pairs = append(pairs, "fill", fill)
	}
	l.element("rect", pairs...)
}

// begin opens a group, linked when href is not empty, with a title that browsers
// show and screen readers speak. end closes it.
func (l *layer) begin(href, title string) (end string) {
	if href != "" {
		l.WriteString("<a")
		l.attrs("href", href)
		end = "</a>\n"
	} else {
		l.WriteString("<g")
		end = "</g>\n"
	}
	l.WriteString(">")
	if title != "" {
		l.WriteString("<title>" + escape(title) + "</title>")
	}
	return end
}

// group draws what draw draws as one titled and perhaps linked thing.
func (l *layer) group(href, title string, draw func()) {
	end := l.begin(href, title)
	draw()
	l.WriteString(end)
}

// escape makes any text fit for XML: markup escaped, and characters that XML
// forbids replaced.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer never fails
	return b.String()
}

func cleanPrefix(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '-' || (r >= '0' && r <= '9') || (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z') {
			return r
		}
		return -1
	}, s)
	if s == "" {
		return "ribbon"
	}
	return s
}
