package ribbon

import (
	_ "embed"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Options say what stands beside the record in the picture, and how wide the
// picture is. The zero value draws the record alone.
type Options struct {
	// Width is in CSS pixels; zero means WideWidth. It is kept between 320 and
	// 4000. Below 560 the narrow layout is used, with lane names above the lanes.
	Width int

	Answers []hindcast.Answer           // Answers put a verdict beside the lane it judges.
	Actual  []hindcast.SeverityStep     // Actual is the severity that the known impact called for.
	Gaps    []hindcast.CommunicationGap // Gaps are the silences towards the public, against the cadence.

	Zone *time.Location                   // Zone is that of clock times shown; nil means UTC.
	Link func(id hindcast.EventID) string // Link gives the address of an event, as "#e12"; nil or "" for no link.

	// Prefix begins every id in the picture, so that several stand on one page;
	// empty means "ribbon". Only ASCII letters, digits and - are kept of it.
	Prefix string
	// Standalone puts the stylesheet into the picture, for files and e-mails.
	Standalone bool
}

// The widths that Responsive draws, in CSS pixels: a desktop page, a tablet or a
// sheet of paper, a phone. Text is 12 px at these widths, and the stylesheet
// never shrinks a drawing below 0.92 of its width, so it stays above 11 px.
const (
	WideWidth   = 1120
	MediumWidth = 720
	NarrowWidth = 340
)

//go:embed style.css
var stylesheet []byte

// CSS returns the stylesheet for pages that show ribbons. It follows the
// system's light or dark setting, unless an ancestor says data-theme="light" or
// "dark", and prints black on white.
func CSS() []byte { return append([]byte(nil), stylesheet...) }

// Draw returns the picture of a record as one SVG element.
func Draw(r *hindcast.Record, o Options) []byte {
	return layout(r, o).bytes()
}

// Responsive returns an HTML fragment with the picture at three widths, of which
// the stylesheet shows the one that fits. Options.Width is not used.
func Responsive(r *hindcast.Record, o Options) []byte {
	prefix := cleanPrefix(o.Prefix)
	out := []byte("<div class=\"ribbon-set\">\n")
	for _, v := range []struct {
		name  string
		width int
	}{{"wide", WideWidth}, {"medium", MediumWidth}, {"narrow", NarrowWidth}} {
		one := o
		one.Width, one.Prefix, one.Standalone = v.width, prefix+"-"+v.name, false
		out = append(out, "<div class=\"ribbon-"+v.name+"\">"...)
		out = append(out, Draw(r, one)...)
		out = append(out, "</div>\n"...)
	}
	return append(out, "</div>\n"...)
}
