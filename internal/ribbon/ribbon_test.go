package ribbon

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	h "github.com/hindcast/hindcast/internal/hindcast"
)

// TestSizeIsBounded holds the promise that dense records make no large files.
func TestSizeIsBounded(t *testing.T) {
	const most = 150_000
	for _, c := range []struct{ events, width int }{{200, WideWidth}, {2000, NarrowWidth}, {2000, MediumWidth}, {2000, WideWidth}, {20_000, WideWidth}} {
		r, o := keyCompromise(c.events)
		o.Width = c.width
		o.Link = func(id h.EventID) string { return "#" + string(id) }
		if size := len(Draw(r, o)); size > most {
			t.Errorf("%d events at %d px: %d bytes, want at most %d", c.events, c.width, size, most)
		}
	}
}

func TestMilestonesAreLabelled(t *testing.T) {
	r, o := outage()
	p := layout(r, o)
	all := strings.Join(p.texts(), "\n")
	for _, want := range []string{"Began\n14:02", "Detected\n14:21\n+19 min", "Cause found\n15:04\n+35 min\ndetected +43 min", "Resolved\n17:10\n+1 h 42 min\ndetected +2 h 49 min"} {
		if !strings.Contains(all, want) {
			t.Errorf("no label %q among\n%s", want, all)
		}
	}
}

func TestLanesWithoutContentAreLeftOut(t *testing.T) {
	r, o := shortOutage()
	o.Width = NarrowWidth // where every name is one line
	texts := layout(r, o).texts()
	for name, want := range map[string]bool{lanePhases: true, laneSignals: true, laneResponses: true, laneCommunication: false, laneEvidence: false, laneNotes: false} {
		found := false
		for _, s := range texts {
			found = found || s == name
		}
		if found != want {
			t.Errorf("lane %q drawn: %v, want %v", name, found, want)
		}
	}
}

func TestWhatTheOutageShows(t *testing.T) {
	r, o := outage()
	out := string(Draw(r, o))
	for _, want := range []string{
		"declared too low for 33 min", // 14:21–14:30 undeclared, 14:31–14:55 P3 against P1
		"15 min over", "52 min over",  // the two breaches
		"No time recorded for Legal on call",
		"Bartholomew Featherstonehaugh-Cholmondeley", // whole in the title
		"joined 7 min later",
		"Next update promised for 3 Mar 2026, 16:00 UTC",
		"expired)",
		"partly", "missed", "not computable",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the picture", want)
		}
	}
	if strings.Contains(out, "<style") {
		t.Error("a picture for a page carries a stylesheet of its own")
	}
	o.Standalone = true
	if out := Draw(r, o); !bytes.Contains(out, []byte("<style>")) || !bytes.Contains(out, []byte(`class="paper"`)) {
		t.Error("a picture that stands alone lacks its stylesheet or its paper")
	}
}

func TestNothingIsAnEmptyPicture(t *testing.T) {
	out := string(Draw(&h.Record{}, Options{}))
	if !strings.Contains(out, "No milestone is recorded with a time") {
		t.Errorf("an empty record does not say so:\n%s", out)
	}
}

func TestIdsAreApart(t *testing.T) {
	r, o := outage()
	page := string(Responsive(r, o))
	o.Prefix = `other"><script>`
	page += string(Responsive(r, o))
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if seen[m[1]] {
			t.Errorf("id %q stands twice on one page", m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`url\(#([^)]+)\)`).FindAllStringSubmatch(page, -1) {
		if !seen[m[1]] {
			t.Errorf("url(#%s) points at nothing", m[1])
		}
	}
}

func TestLinks(t *testing.T) {
	r, o := outage()
	o.Link = func(id h.EventID) string { return "/incidents/INC-42?a=1&b=2#" + string(id) }
	out := string(Draw(r, o))
	for _, id := range []string{"e2", "e5", "e10", "e17", "e19"} {
		if !strings.Contains(out, `href="/incidents/INC-42?a=1&amp;b=2#`+id+`"`) {
			t.Errorf("no link to %s", id)
		}
	}
	if !strings.Contains(out, `role="group"`) {
		t.Error("role img would hide the links")
	}
}

func TestEveryClassIsStyled(t *testing.T) {
	unstyled := map[string]bool{"clock": true, "name": true, "date": true, "label": true} // plain text
	for _, s := range samples() {
		r, o := s.make()
		for _, m := range regexp.MustCompile(` class="([^"]+)"`).FindAllStringSubmatch(string(Draw(r, o)), -1) {
			for _, class := range strings.Fields(m[1]) {
				if !unstyled[class] && !bytes.Contains(stylesheet, []byte("."+class)) && !strings.HasPrefix(class, "mark-") {
					t.Errorf("%s: the stylesheet does not know .%s", s.name, class)
				}
			}
		}
	}
}

// TestContrast holds text to the 4.5:1 of WCAG 2.2 (1.4.3) and shapes to the 3:1
// of 1.4.11, in both themes.
func TestContrast(t *testing.T) {
	colours := map[string][2]string{}
	for _, m := range regexp.MustCompile(`--ribbon-([a-z0-9-]+): (?:var\([a-z-]+, )?light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`).FindAllStringSubmatch(string(stylesheet), -1) {
		colours[m[1]] = [2]string{m[2], m[3]}
	}
	for _, c := range []struct {
		over, under string
		least       float64
	}{
		{"ink", "paper", 7}, {"muted", "paper", 4.5}, {"breach", "paper", 4.5}, {"met", "paper", 4.5}, {"partly", "paper", 4.5}, {"missed", "paper", 4.5},
		{"ink", "phase-1", 4.5}, {"ink", "phase-2", 4.5}, {"ink", "phase-3", 4.5}, {"ink", "phase-4", 4.5}, {"ink", "phase-5", 4.5}, {"ink", "quiet", 4.5},
		{"ink", "p1", 4.5}, {"ink", "p2", 4.5}, {"ink", "p3", 4.5}, {"ink", "p4", 4.5}, {"ink", "p5", 4.5}, {"ink", "stay", 4.5}, {"ink", "track", 4.5},
		{"paper", "accent", 4.5}, {"accent", "phase-2", 3}, {"breach", "breach-tint", 3}, {"breach", "track", 3}, {"column", "paper", 3},
	} {
		over, under := colours[c.over], colours[c.under]
		for i, theme := range []string{"light", "dark"} {
			if got := contrast(t, over[i], under[i]); got < c.least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", theme, c.over, c.under, got, c.least)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	var rgb [3]float64
	for i := range rgb {
		if len(hex) != 7 {
			t.Fatalf("%q is no colour of the stylesheet", hex)
		}
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if rgb[i] = c / 12.92; c > 0.04045 {
			rgb[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*rgb[0] + 0.7152*rgb[1] + 0.0722*rgb[2]
}

func BenchmarkDraw(b *testing.B) {
	for _, n := range []int{20, 200, 2000, 20_000} {
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			r, o := keyCompromise(n)
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				size = len(Draw(r, o))
			}
			b.ReportMetric(float64(size), "bytes/picture")
		})
	}
}
