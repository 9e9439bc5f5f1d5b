package web

import (
	"bytes"
	"compress/gzip"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/report"
)

// palette is the colours of the pages by name, for light and for dark.
func palette(t *testing.T) map[string][2]string {
	t.Helper()
	tokens, err := staticFiles.ReadFile("static/css/00-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][2]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`).FindAllStringSubmatch(report.Tokens()+string(tokens), -1) {
		colours[m[1]] = [2]string{m[2], m[3]}
	}
	return colours
}

// TestContrastOfPages holds text to the 4.5:1 of WCAG 2.2 (1.4.3) and the edges of
// controls to the 3:1 of 1.4.11, in both themes.
func TestContrastOfPages(t *testing.T) {
	colours := palette(t)
	check := func(over, under string, least float64) {
		t.Helper()
		for i, theme := range []string{"light", "dark"} {
			if got := contrast(t, colours[over][i], colours[under][i]); got < least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", theme, over, under, got, least)
			}
		}
	}
	for _, under := range []string{"paper", "soft", "raised"} {
		check("ink", under, 7)
		for _, over := range []string{"muted", "accent", "met", "partly", "missed", "p1", "p2", "p3", "p4", "p5"} {
			check(over, under, 4.5)
		}
	}
	for _, under := range []string{"met-soft", "partly-soft", "missed-soft", "accent-soft", "found"} {
		check("ink", under, 7)
		check("accent", under, 4.5)
	}
	for _, c := range []string{"met", "partly", "missed"} {
		check(c, c+"-soft", 4.5)
	}
	check("on-accent", "accent", 4.5)
	check("edge", "paper", 3)
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var rgb [3]float64
	for i := range rgb {
		if len(hex) != 7 {
			t.Fatalf("%q is no colour of the tokens", hex)
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

// TestColoursAreTokens keeps raw colours out of all stylesheets but the tokens, and
// finds uses of tokens that nobody defines.
func TestColoursAreTokens(t *testing.T) {
	files, err := staticFiles.ReadDir("static/css")
	if err != nil {
		t.Fatal(err)
	}
	defined := map[string]bool{}
	all := loadAssets()
	style := ""
	for name, address := range all.named {
		if name == "style.css" {
			style = string(all.bytes[strings.TrimPrefix(address, "/static/")])
		}
	}
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+)\s*:`).FindAllStringSubmatch(style, -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)\)`).FindAllStringSubmatch(style, -1) {
		if !defined[m[1]] {
			t.Errorf("%s is used and defined nowhere", m[1])
		}
	}
	raw := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(`)
	for _, f := range files {
		if f.Name() == "00-tokens.css" {
			continue
		}
		content, err := staticFiles.ReadFile("static/css/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range raw.FindAllString(string(content), -1) {
			t.Errorf("%s: %s is no token", f.Name(), found)
		}
	}
}

// TestFirstVisitIsLight adds up what a first visit loads, compressed.
func TestFirstVisitIsLight(t *testing.T) {
	const most = 85_000        // of 100 000, leaving the rest to the page itself
	const mostEditor = 150_000 // which loads only where somebody writes
	total := 0
	for name, content := range loadAssets().bytes {
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		if _, err := z.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "editor-") {
			if n := zipped.Len(); n > mostEditor {
				t.Errorf("the editor weighs %d bytes compressed, want at most %d", n, mostEditor)
			}
			continue
		}
		total += zipped.Len()
	}
	t.Logf("%d bytes", total)
	if total > most {
		t.Errorf("styles and scripts weigh %d bytes compressed, want at most %d", total, most)
	}
}
