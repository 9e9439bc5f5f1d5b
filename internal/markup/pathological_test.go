package markup

import (
	"fmt"
	"strings"
	"testing"
)

// fill repeats a piece up to n bytes.
func fill(piece string) func(n int) string {
	return func(n int) string { return strings.Repeat(piece, n/len(piece)+1) }
}

// pathological are texts built to make a Markdown parser slow, or its output large.
func pathological() map[string]func(n int) string {
	cases := map[string]func(n int) string{
		"nested links": func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("](a)", n/8) },
		"long ticks": func(n int) string {
			var b strings.Builder
			for i := 1; b.Len() < n; i++ {
				b.WriteString(strings.Repeat("`", i) + " ")
			}
			return b.String()
		},
		"stairs": func(n int) string {
			var b strings.Builder
			for i := 0; b.Len() < n; i++ {
				b.WriteString(strings.Repeat(" ", i*2) + "- a\n")
			}
			return b.String()
		},
		"references": func(n int) string { return fill("[x]: /u\n")(n/2) + "\n" + fill("[x] ")(n/2) },
		"wide table": func(n int) string {
			return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) + "\n" + strings.Repeat("a\n", n/4)
		},
		"narrow table": func(n int) string { return "|a|b|\n|-|-|\n" + fill("a\n")(n) },
		"table":        func(n int) string { return "|a|b|\n|-|-|\n" + fill("|`x`|[a](b)|\n")(n) },
		"64 columns":   func(n int) string { return fill("|a")(128) + "\n" + fill("|-")(128) + "\n" + fill("a\n")(n) },
		"lazy quote":   func(n int) string { return strings.Repeat(">", n/2) + "a\n" + fill("a\n")(n/2) },
		"open parens":  func(n int) string { return "[a](" + strings.Repeat("(", n) },
		"paren title":  fill("[a](b (c "),
		"late title":   fill("[a](b   \"c "),
		"details":      fill("<details>"),
		"bold":         fill("<b>"),
		"closers":      fill("</b>"),
		"opens closes": func(n int) string { return fill("<b><i>")(n/2) + fill("</b>")(n/2) },
		"footnote":     fill("[^a]: "),
	}
	for _, piece := range []string{">", "> ", "[", "]", "[a](b)", "![", "[a](", "[a](<b", "[a](b \"", "[a](b '\n", "*", "*a ", "*a **a ",
		"a**b_ c* ", "_a__ ", "~~a ", "~", "` `` ", "<", "<a ", "<!-- a", "<![CDATA[", "<?", "<!A ", "&", "&a", "- ", "1. ", "> - ", "- > 1. ",
		"[a]: b\n", "[a]:\n", "http://", "http://a ", "http://a.b/(", "www.", "www.a.b ", "a@", "a.b@c.", "a_", "\\[", "```\n", "~~~a\n", "a\n=\n", "# a\n", "- [ ] a\n",
		"a\n", "\n", "<div>\n", "<script>\n\n", " ", "\t", "a  \n", "|", "||\n", "\x00", "* * ", "- a\n", "> a\n", "1) a\n\n", "    a\n", "<p>", "</p>", "<td>", "[x][y]", "[][", "!["} {
		cases[fmt.Sprintf("%q", piece)] = fill(piece)
	}
	return cases
}

// BenchmarkPathological reports ns per byte at two sizes: the figures stay close
// together when time is linear.
func BenchmarkPathological(b *testing.B) {
	for name, make := range pathological() {
		for _, size := range []int{50_000, 400_000} {
			text := make(size)
			b.Run(fmt.Sprintf("%s/%d", name, size), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					HTML(text, Options{IDPrefix: "x-"})
				}
			})
		}
	}
}
