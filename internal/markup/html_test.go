package markup

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHTML(t *testing.T) {
	prefixed := Options{TopHeading: 3, IDPrefix: "s1-"}
	tests := []struct {
		name, md, want string
		o              Options
	}{
		{"blank", " \n\t\n", "", Options{}},
		{"paragraph", "a **b** _c_ ~~d~~ `e`", "<p>a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code></p>\n", Options{}},
		{"headings", "# Über Zeit\n\n###### deep\n\n# Über Zeit", "<h3 id=\"s1-über-zeit\">Über Zeit</h3>\n<h4 id=\"s1-deep\">deep</h4>\n<h3 id=\"s1-über-zeit-1\">Über Zeit</h3>\n", prefixed},
		{"no id without prefix", "# A", "<h1>A</h1>\n", Options{}},
		{"link to heading", "[up](#a)", "<p><a href=\"#s1-a\" rel=\"noopener noreferrer nofollow\">up</a></p>\n", prefixed},
		{"table", "|a|b|\n|:-|-:|\n|1|2|", "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"left\">1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>\n", Options{}},
		{"row wider than its head", "a|b\n-|-\n1|2|3 | 4|\n5|6|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2|3 | 4</td>\n</tr>\n<tr>\n<td>5</td>\n<td>6</td>\n</tr>\n</tbody>\n</table>\n", Options{}},
		{"tasks", "- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>\n", Options{}},
		{"bare link", "see https://a.example/x?b=1&c=2.", "<p>see <a href=\"https://a.example/x?b=1&amp;c=2\" rel=\"noopener noreferrer nofollow\" class=\"bare\">https://a.example/x?b=1&amp;c=2</a>.</p>\n", Options{}},
		{"mail", "<ops@a.example>", "<p><a href=\"mailto:ops@a.example\" rel=\"noopener noreferrer nofollow\" class=\"bare\">ops@a.example</a></p>\n", Options{}},
		{"relative link", "[runbook](../rb/db.md)", "<p>runbook (../rb/db.md)</p>\n", Options{}},
		{"reference", "[a][1]\n\n[1]: https://a.example", "<p><a href=\"https://a.example\" rel=\"noopener noreferrer nofollow\">a</a></p>\n", Options{}},
		{"log level is no definition", "[INFO]: restarted", "<p>[INFO]: restarted</p>\n", Options{}},
		{"image", "![graph](https://a.example/g.png)", "<p><a href=\"https://a.example/g.png\" rel=\"noopener noreferrer nofollow\">Image: graph</a></p>\n", Options{}},
		{"image nearby", "![graph](img/g.png)", "<p>[Image: graph (img/g.png)]</p>\n", Options{}},
		{"linked image", "[![ci](https://a.example/b.svg)](https://a.example)", "<p><a href=\"https://a.example\" rel=\"noopener noreferrer nofollow\">[Image: ci]</a></p>\n", Options{}},
		{"code", "```go\na < b\n```", "<pre><code class=\"language-go\">a &lt; b\n</code></pre>\n", Options{}},
		{"unknown tags are text", "panic in List<String> <nil>", "<p>panic in List&lt;String&gt; &lt;nil&gt;</p>\n", Options{}},
		{"wrappers vanish", "<div align=center>\n\nhello\n\n</div>", "<p>hello</p>\n", Options{}},
		{"comments vanish", "a <!-- hidden --> b", "<p>a  b</p>\n", Options{}},
		{"raw inline", "H<sub>2</sub>O <kbd>Ctrl</kbd>", "<p>H<sub>2</sub>O <kbd>Ctrl</kbd></p>\n", Options{}},
		{"left open", "<b>bold\n\nnext", "<p><b>bold</b></p>\n<p>next</p>\n", Options{}},
		{"lone cell", "<td>x</td>", "x", Options{}},
		{"control characters", "a\x1b[31mb\x00c\r\nd", "<p>a[31mbc\nd</p>\n", Options{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := HTML(tt.md, tt.o); got != tt.want {
				t.Errorf("HTML(%q)\n got %q\nwant %q", tt.md, got, tt.want)
			}
		})
	}
}

func TestInline(t *testing.T) {
	tests := []struct{ md, want string }{
		{"", ""},
		{"# not a heading", "# not a heading"},
		{"- not a list", "- not a list"},
		{"1. not a list", "1. not a list"},
		{"> 90 % of users", "&gt; 90 % of users"},
		{"    not code", "not code"},
		{"a\nb", "a b"},
		{"[INFO]: restarted", "[INFO]: restarted"},
		{"ran `a|b` **twice**", "ran <code>a|b</code> <strong>twice</strong>"},
		{"<table><tr><td>x", "x"},
		{"<b>x", "<b>x</b>"},
		{"a & b < c", "a &amp; b &lt; c"},
		{"snake_case_name and 2*3*4", "snake_case_name and 2<em>3</em>4"},
	}
	for _, tt := range tests {
		if got := Inline(tt.md); got != tt.want {
			t.Errorf("Inline(%q)\n got %q\nwant %q", tt.md, got, tt.want)
		}
	}
}

// TestUnmarkedLinesNeedNoParser: what Inline returns without parsing is what
// parsing would have given.
func TestUnmarkedLinesNeedNoParser(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(strings.Fields(rapid.StringMatching(`[ -~é→]{0,40}|[a-z0-9 :/.#|=+^$%(){};,?-]{0,40}(www|http|ftp|mailto)?[:./]{0,3}[a-z. ]{0,9}`).Draw(t, "line")), " ")
		parsed := finish(strings.TrimSpace(engines.line.run(line, "")), finisher{inlineOnly: true})
		if unmarked(line) && parsed != line {
			t.Fatalf("%q parses to %q", line, parsed)
		}
	})
}

func TestText(t *testing.T) {
	tests := []struct{ md, want string }{
		{"", ""},
		{"a **b** `c` &amp; <x>", "a b c & <x>"},
		{"# H\n\ntwo\nlines\n\nnext", "H\n\ntwo lines\n\nnext"},
		{"- a\n- b\n  - c\n\ntext", "- a\n- b\n  - c\n\ntext"},
		{"3. a\n4. b", "3. a\n4. b"},
		{"- [x] done", "- ☑ done"},
		{"[docs](https://a.example)", "docs (https://a.example)"},
		{"<https://a.example> <ops@a.example>", "https://a.example ops@a.example"},
		{"|a|b|\n|-|-|\n|1|2|", "a | b\n1 | 2"},
		{"```\nx\n  y\n```\nz", "x\n  y\n\nz"},
		{"> said\n\nthen", "said\n\nthen"},
		{"a\\\nb", "a\nb"},
		{"\x1b]0;title\x07hi", "]0;titlehi"},
	}
	for _, tt := range tests {
		if got := Text(tt.md); got != tt.want {
			t.Errorf("Text(%q)\n got %q\nwant %q", tt.md, got, tt.want)
		}
	}
	if got, want := InlineText("# 1 **b** `c`"), "# 1 b c"; got != want {
		t.Errorf("InlineText: got %q, want %q", got, want)
	}
}

func TestTangledTextIsShownAsItIs(t *testing.T) {
	for name, md := range map[string]string{
		"large":       strings.Repeat("a < b ", maxBytes/6+1),
		"deep quote":  strings.Repeat(">", 1000) + " < x",
		"deep list":   strings.Repeat("- ", 1000) + "a < b",
		"wide table":  strings.Repeat("|a", 2000) + "\n" + strings.Repeat("|-", 2000) + "\n" + strings.Repeat("<\n", 2000),
		"endless":     strings.Repeat("[a](<b", 20_000),
		"definitions": strings.Repeat("[<]:\n", 60_000),
	} {
		if !tangled(md) {
			t.Errorf("%s: is not recognised", name)
			continue
		}
		got := HTML(md, Options{})
		if !strings.HasPrefix(got, "<pre>") || !strings.Contains(got, "&lt;") || strings.Count(got, "<") != 2 {
			t.Errorf("%s: not preformatted: %.200s", name, got)
		}
	}
}

func TestOrdinaryTextIsNotTangled(t *testing.T) {
	for name, md := range map[string]string{
		"long timeline": "|time|what|\n|-|-|\n" + strings.Repeat("|14:30|deployed [v2](https://a.example/x) `ok`|\n", 10_000),
		"long list":     strings.Repeat("- 14:30 [page](https://a.example) \"x\"\n", 10_000),
		"wide table":    strings.Repeat("|a", 40) + "\n" + strings.Repeat("|-", 40) + "\n" + strings.Repeat(strings.Repeat("|b", 40)+"\n", 300),
		"rule":          strings.Repeat("- ", 60),
		"deep code":     "```\n" + strings.Repeat(" ", 200) + "return\n```",
		"conflict":      "<<<<<<< HEAD\n>>>>>>> branch\n",
	} {
		if tangled(md) {
			t.Errorf("%s: shown preformatted", name)
		}
	}
}

// TestOutputIsBounded guards against text that is short to write and large to
// render.
func TestOutputIsBounded(t *testing.T) {
	for name, build := range pathological() {
		md := build(20_000)
		if got := HTML(md, Options{IDPrefix: "x-"}); len(got) > 40*len(md)+1000 {
			t.Errorf("%s: %d bytes became %d", name, len(md), len(got))
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	md := strings.Repeat("## Part\n\nThe *deploy* of `api` at 14:30 broke [checkout](https://a.example).\n\n- one\n- two **three**\n\n|a|b|\n|-|-|\n|1|2|\n\n", 40)
	b.SetBytes(int64(len(md)))
	for b.Loop() {
		HTML(md, Options{IDPrefix: "x-"})
	}
}

func BenchmarkInline(b *testing.B) {
	for b.Loop() {
		Inline("rolled back `api` to **v41**, see https://a.example/deploys/41")
	}
}
