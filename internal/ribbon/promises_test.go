package ribbon

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	h "github.com/hindcast/hindcast/internal/hindcast"
	"pgregory.net/rapid"
)

// check holds one picture to the promises of the package.
func check(t interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}, r *h.Record, o Options) {
	t.Helper()
	p := layout(r, o)
	view := box{0, 0, p.w, p.y + edge}
	for i, a := range p.labels {
		if a.x0 < view.x0 || a.y0 < view.y0 || a.x1 > view.x1+0.1 || a.y1 > view.y1 {
			t.Errorf("width %d: label %q %v is outside the view box %v", o.Width, p.texts()[i], a, view)
		}
		for j, b := range p.labels[:i] {
			if inner(a).overlaps(inner(b)) {
				t.Errorf("width %d: labels %q %v and %q %v overlap", o.Width, p.texts()[i], a, p.texts()[j], b)
			}
		}
	}
	out := p.bytes()
	wellFormed(t, out, view)
	if !bytes.Equal(out, Draw(r, o)) {
		t.Errorf("two drawings of one record differ")
	}
}

// inner leaves out what rounding of coordinates may touch.
func inner(b box) box { return box{b.x0 + 0.1, b.y0 + 0.1, b.x1 - 0.1, b.y1 - 0.1} }

// texts returns the texts of the labels, in the order of their boxes.
func (p *picture) texts() []string {
	var all []string
	d := xml.NewDecoder(bytes.NewReader(p.front.Bytes()))
	d.Strict = false
	inText := false
	for {
		token, err := d.Token()
		if err != nil {
			return all
		}
		switch token := token.(type) {
		case xml.StartElement:
			if inText = token.Name.Local == "text"; inText {
				all = append(all, "")
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				all[len(all)-1] += string(token)
			}
		}
	}
}

// wellFormed parses the picture and checks that rectangles and texts begin
// inside the view box and that nothing is styled inline or scripted.
func wellFormed(t interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}, out []byte, view box) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		var x, y, w, high float64
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "x":
				fmt.Sscan(a.Value, &x)
			case "y":
				fmt.Sscan(a.Value, &y)
			case "width":
				fmt.Sscan(a.Value, &w)
			case "height":
				fmt.Sscan(a.Value, &high)
			case "style":
				t.Errorf("%s has a style attribute, which pages forbid", e.Name.Local)
			}
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Errorf("%s has the attribute %s=%q", e.Name.Local, a.Name.Local, a.Value)
			}
		}
		if e.Name.Local == "rect" && (x < view.x0-0.1 || y < view.y0 || x+w > view.x1+0.1 || y+high > view.y1+0.1) {
			t.Errorf("rectangle %v leaves the view box %v", e.Attr, view)
		}
	}
}

func TestSamplesKeepThePromises(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			r, o := s.make()
			for _, w := range []int{NarrowWidth, 559, MediumWidth, 900, 2400} {
				o.Width = w
				check(t, r, o)
			}
			o.Standalone = true
			check(t, r, o)
		})
	}
}

func TestAnyRecordKeepsThePromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, o := anyRecord(t)
		check(t, r, o)
	})
}

// nastyText draws what documents hold, and what they should not.
func nastyText(t *rapid.T, name string) string {
	return rapid.OneOf(
		rapid.SampledFrom([]string{"", "Alert fired", "<script>alert(1)</script>", "a & b \"c\"", "שלום עולם 14:02", "🧯👩‍🚒 fire", "\x00\x1b[31m\ufffe", "]]>",
			"\u202Egnp.exe", strings.Repeat("W", 300), "bad \xff utf8", "日本語のとても長い文章がここにあります"}),
		rapid.StringN(0, 60, 200),
	).Draw(t, name)
}

// anyTime draws instants from milliseconds to centuries apart.
func anyTime(t *rapid.T, name string) time.Time {
	spread := rapid.SampledFrom([]int64{0, 30, 600, 86_400, 900_000, 40_000_000, 20_000_000_000, 250_000_000_000}).Draw(t, name+" spread")
	off := rapid.Int64Range(0, spread).Draw(t, name)
	return time.Unix(1_770_000_000+off, 0).UTC()
}

func anyEvent(t *rapid.T, i int) h.TimelineEvent {
	e := h.TimelineEvent{ID: h.EventID(fmt.Sprintf("e%d", i)), At: anyTime(t, "at"), Kind: rapid.SampledFrom(h.EventKinds()).Draw(t, "kind"),
		Precision: rapid.SampledFrom(h.Precisions()).Draw(t, "precision"), Text: nastyText(t, "text")}
	if e.Precision == h.PrecisionUnknown {
		e.At = time.Time{}
	} else if rapid.IntRange(0, 5).Draw(t, "lasted") == 0 {
		e.Until = e.At.Add(time.Duration(rapid.Int64Range(0, 1_000_000).Draw(t, "length")) * time.Second)
	}
	if rapid.Bool().Draw(t, "by somebody") {
		e.Actor.Name = rapid.SampledFrom([]string{"Ana", "Ben", "Çağla <b>", strings.Repeat("Long Name ", 20), "علي", ""}).Draw(t, "actor")
	}
	if rapid.IntRange(0, 3).Draw(t, "marked") == 0 {
		e.Milestones = rapid.SliceOfNDistinct(rapid.SampledFrom(h.Milestones()), 1, 3, rapid.ID).Draw(t, "milestones")
	}
	switch e.Kind {
	case h.Communicated:
		e.Communication = &h.Communication{Audience: rapid.SampledFrom([]h.Audience{h.ToInternal, h.ToExternal}).Draw(t, "audience")}
	case h.SeverityEvent:
		e.Severity = &h.SeverityChange{To: rapid.SampledFrom(h.Severities()).Draw(t, "severity"), Reason: nastyText(t, "reason")}
	case h.ResponseEvent:
		e.Response = &h.ResponseStep{Mode: rapid.SampledFrom([]h.StepMode{h.StepFollowed, h.StepImprovised, h.StepSkipped}).Draw(t, "mode")}
	}
	return e
}

func anyRecord(t *rapid.T) (*h.Record, Options) {
	r := &h.Record{Incident: h.Incident{Title: nastyText(t, "title"), Severity: rapid.SampledFrom(append(h.Severities(), h.SeverityNone)).Draw(t, "level")},
		Inferred: map[h.Milestone]string{h.Detected: nastyText(t, "rule")}}
	for i := range rapid.SampledFrom([]int{0, 1, 2, 5, 20, 120}).Draw(t, "events") {
		r.Timeline = append(r.Timeline, anyEvent(t, i))
	}
	for i := range rapid.IntRange(0, 20).Draw(t, "people") {
		name := fmt.Sprintf("Person %d", i)
		if i < 3 {
			name = []string{"Ana", "Ben", "Çağla <b>"}[i]
		}
		r.Participants = append(r.Participants, h.Participant{Person: h.Person{Name: name}, Roles: []h.Role{rapid.SampledFrom(h.Roles()).Draw(t, "role")}})
	}
	for range rapid.IntRange(0, 4).Draw(t, "evidence") {
		r.Evidence = append(r.Evidence, h.Evidence{Name: nastyText(t, "evidence name"), CollectedAt: anyTime(t, "collected"), Events: []h.EventID{"e1"}})
	}
	r.SortTimeline()
	o := Options{Width: rapid.SampledFrom([]int{320, 340, 500, 560, 720, 900, 1120, 2000}).Draw(t, "width"), Prefix: nastyText(t, "prefix")}
	if rapid.Bool().Draw(t, "answered") {
		o.Answers = verdicts(rapid.SampledFrom(h.Verdicts()).Draw(t, "verdict"), rapid.SampledFrom(h.Verdicts()).Draw(t, "verdict 2"))
	}
	for range rapid.IntRange(0, 3).Draw(t, "steps") {
		o.Actual = append(o.Actual, h.SeverityStep{From: anyTime(t, "from"), Level: rapid.SampledFrom(h.Severities()).Draw(t, "step")})
	}
	for range rapid.IntRange(0, 4).Draw(t, "gaps") {
		from := anyTime(t, "gap from")
		g := h.CommunicationGap{Kind: h.GapBetween, From: from, To: from.Add(time.Duration(rapid.Int64Range(0, 500_000).Draw(t, "gap")) * time.Second),
			Verdict: rapid.SampledFrom(h.Verdicts()).Draw(t, "gap verdict")}
		if rapid.Bool().Draw(t, "due") {
			g.Due = from.Add(time.Hour)
		}
		o.Gaps = append(o.Gaps, g)
	}
	if rapid.Bool().Draw(t, "linked") {
		o.Link = func(id h.EventID) string { return "#" + string(id) }
	}
	if rapid.Bool().Draw(t, "zoned") {
		o.Zone = time.FixedZone("NPT", 5*3600+45*60)
	}
	return r, o
}
