package sample

import (
	"strings"

	"pgregory.net/rapid"
)

// phrases are harmless pieces of text.
func phrases() []string {
	return []string{"alert fired", "rolled back the deploy", "error rate 5 %", "customers could not pay", "the database", "café au lait", "see https://example.org/a_b?c=1&d=2",
		"p99 of 2.5 s", "Zürich", "подтверждено", "オンコール", "🚒 smoke", "x", "a longer sentence, with a comma; and more of it than fits a column"}
}

// nasty are pieces that mean something to Markdown, YAML or a reader of times.
func nasty() []string {
	return []string{"|", "\\", "\\|", "`", "``", "`a|b`", "`<br>`", "`\\|`", "*", "**", "**bold**", "_", "__x__", "~~~", "```", "```go", "#", "# Heading", "## Timeline", "### Users",
		"- ", "-", "--", "---", "===", "+ ", "* ", "> quoted", "1. ", "1) ", "12. December", "[ ] ", "[x] ", "[]", "[Name]", "[a]: b", "[a](b)", "![i](u)", "<b>", "</b>", "<br>", "<br/>", "<!--", "-->", "<T",
		"a < b > c", "&lt;", "&amp;lt;", "&", "&#124;", "&nope;", "&nbsp;", "{", "{/* x */}", "import x from 'y'", "export const a", "14:30", "~14:30", "14:??", "2026-03-04", "2026-03-04 14:30 UTC - it began",
		"Detected", "resolved", "Root cause identified", "**Severity:** P1", "Severity: P1", "Status: Resolved", "Summary:", "Impact:", "Users affected: 12", "Time to detection: 5 min", "TBD", "N/A", "none", "…", "–",
		"| a | b |", "| --- | --- |", "| 14:30 | x |", "_To record: one person._", "_To record: x_", "<!-- hindcast:computed -->", "<!-- hindcast:end -->", "hindcast:", "null", "yes", "~", "'", "\"", ": ", " #", "@alice", "@",
		"\u00a0", "\u200b", "\u202eRTL\u202c", "שלום עולם", "مرحبا", "\t", "  ", "\ufeff", "\u2028", "e1", "P1", "All times in CET", "Alice joined as incident leader", "near miss"}
}

// Line generates a text of one line that is not blank.
func Line() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		s := pieces(t, 4, []string{" ", "", " "})
		s = strings.Map(func(r rune) rune {
			if r == '\n' || r == '\r' {
				return ' '
			}
			return r
		}, s)
		if len([]rune(s)) > 150 {
			s = string([]rune(s)[:150])
		}
		if strings.TrimSpace(s) == "" {
			return "x" + s
		}
		return s
	})
}

// Text generates a text of one or several lines that is not blank.
func Text() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		s := pieces(t, 6, []string{" ", "", " ", "\n", "\n\n", " \n", "\r\n", "\n  "})
		if rapid.IntRange(0, 60).Draw(t, "long") == 0 {
			s = strings.Repeat(s+" ", 1+4000/(1+len(s)))
		}
		if strings.TrimSpace(s) == "" {
			return "x" + s
		}
		return s
	})
}

// pieces joins a few pieces of text.
func pieces(t *rapid.T, most int, joints []string) string {
	var b strings.Builder
	n := rapid.IntRange(1, most).Draw(t, "pieces")
	for i := range n {
		if i > 0 {
			b.WriteString(rapid.SampledFrom(joints).Draw(t, "joint"))
		}
		switch rapid.IntRange(0, 9).Draw(t, "sort") {
		case 0, 1, 2, 3:
			b.WriteString(rapid.SampledFrom(phrases()).Draw(t, "phrase"))
		case 9:
			b.WriteString(printable(rapid.StringN(0, 12, -1).Draw(t, "any")))
		default:
			b.WriteString(rapid.SampledFrom(nasty()).Draw(t, "nasty"))
		}
	}
	return b.String()
}

// printable drops control characters, which no valid record holds.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

// perhaps draws from a generator, or returns the zero value.
func perhaps[T any](t *rapid.T, g *rapid.Generator[T], label string) (zero T) {
	if rapid.Bool().Draw(t, label+"?") {
		return g.Draw(t, label)
	}
	return zero
}

// some draws up to most values.
func some[T any](t *rapid.T, g *rapid.Generator[T], most int, label string) []T {
	return rapid.SliceOfN(g, 0, most).Draw(t, label)
}

// maybe draws a pointer to a value, or nil.
func maybe[T any](t *rapid.T, g *rapid.Generator[T], label string) *T {
	if !rapid.Bool().Draw(t, label+"?") {
		return nil
	}
	v := g.Draw(t, label)
	return &v
}
