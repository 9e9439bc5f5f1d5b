package writeup

import (
	"html"
	"strings"
	"unicode"
)

// plain turns Markdown source into the text it stands for, in one pass from the
// left: a backslash before punctuation goes, an entity becomes its character,
// <br> a line end. Inside a code span only an escaped pipe is decoded. Emphasis,
// links and code spans stay as they were written, so that no text is lost. A
// writer that puts a backslash before every backslash, pipe, backtick, "<" and
// "&" gets its text back unchanged.
func plain(source string) string {
	if !strings.ContainsAny(source, "\\&<") {
		return source
	}
	var b strings.Builder
	b.Grow(len(source))
	noMoreCode := false
	for i := 0; i < len(source); {
		c := source[i]
		switch {
		case c == '\\' && i+1 < len(source) && isPunct(source[i+1]):
			b.WriteByte(source[i+1])
			i += 2
		case c == '&':
			text, n := entity(source[i:])
			b.WriteString(text)
			i += n
		case c == '<' && lineBreak(source[i:]) > 0:
			b.WriteByte('\n')
			i += lineBreak(source[i:])
		case c == '`' && !noMoreCode:
			n := codeSpan(source[i:])
			if n == 0 {
				noMoreCode = true
				continue
			}
			b.WriteString(strings.ReplaceAll(source[i:i+n], `\|`, "|"))
			i += n
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// plainLine is plain on one line.
func plainLine(source string) string { return oneLine(plain(source)) }

// oneLine joins the lines of a text by spaces.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r\t") {
		return strings.TrimSpace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

func isPunct(c byte) bool {
	return c > ' ' && c < 0x7f && !(c >= '0' && c <= '9') && !(c|0x20 >= 'a' && c|0x20 <= 'z')
}

// entity decodes the entity at the start of s and returns how many bytes it took;
// an ampersand that starts none stands for itself.
func entity(s string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 || strings.ContainsFunc(s[1:end], notInEntity) {
		return "&", 1
	}
	text = html.UnescapeString(s[:end+1])
	if text == s[:end+1] {
		return "&", 1
	}
	return repaired(text), end + 1
}

func notInEntity(c rune) bool {
	return c != '#' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z')
}

// lineBreak returns the length of the <br> at the start of s, 0 when there is none.
func lineBreak(s string) int {
	for _, form := range []string{"<br>", "<br/>", "<br />"} {
		if len(s) >= len(form) && strings.EqualFold(s[:len(form)], form) {
			return len(form)
		}
	}
	return 0
}

// codeSpan returns the length of the code span at the start of s, 0 when its
// backticks are not closed by as many.
func codeSpan(s string) int {
	ticks := 0
	for ticks < len(s) && s[ticks] == '`' {
		ticks++
	}
	for i := ticks; i < len(s); {
		next := strings.IndexByte(s[i:], '`')
		if next < 0 {
			return 0
		}
		i += next
		run := 0
		for i+run < len(s) && s[i+run] == '`' {
			run++
		}
		i += run
		if run == ticks {
			return i
		}
	}
	return 0
}

// bare removes emphasis and code marks around a whole text and a colon behind
// it: "**Severity:**" is "Severity".
func bare(s string) string {
	s = strings.TrimSpace(s)
	for {
		before := s
		s = strings.TrimSpace(strings.TrimSuffix(s, ":"))
		for _, m := range []string{"**", "__", "`", "*", "_"} {
			if len(s) > 2*len(m) && strings.HasPrefix(s, m) && strings.HasSuffix(s, m) && !strings.Contains(s[len(m):len(s)-len(m)], m) {
				s = s[len(m) : len(s)-len(m)]
			}
		}
		if s == before {
			return s
		}
	}
}

// words folds a heading or label for comparison: lower case letters and digits
// with single spaces, without emphasis, emoji, numbering and punctuation.
func words(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range strings.ToLower(plain(s)) {
		switch {
		case r == '\'' || r == '’':
			continue // "what's" is "whats"
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && isWordRune(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	return b.String()
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
