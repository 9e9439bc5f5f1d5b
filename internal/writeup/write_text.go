package writeup

import (
	"strconv"
	"strings"
	"unicode"
)

// Texts are written so that reading them back gives the same text and that none
// of them turns into other structure: a heading, a table cell, a list, a tag.
// Emphasis, links and code in a text are Markdown and stay alive.

// Canonical returns the form in which a text of several lines is kept by
// documents: lines end in LF, and white space at the ends of lines and of the
// text is gone. Write and Read give back the canonical form of every text.
func Canonical(text string) string {
	if strings.ContainsRune(text, '\r') {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// CanonicalLine returns the form in which a text of one line is kept: its words
// with single spaces.
func CanonicalLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// place says where a text stands, which decides what could be mistaken there.
type place uint8

const (
	inCell   place = iota // of a table
	inBullet              // after a list mark
	inProse               // on lines of its own
)

// inline writes a text on one line, line ends as <br>.
func inline(text string, at place) string {
	lines := strings.Split(Canonical(text), "\n")
	for i, line := range lines {
		lines[i] = escape(line, at)
	}
	return guardStart(strings.Join(lines, "<br>"), at)
}

// escape writes one line so that plain gives it back.
func escape(line string, at place) string {
	if !strings.ContainsAny(line, "\\`|<&") {
		return line
	}
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		c, rest := line[i], line[i:]
		switch {
		case c == '`':
			if n := codeSpan(rest); n > 0 && keepsCode(rest[:n]) {
				span := rest[:n]
				if at == inCell {
					span = strings.ReplaceAll(span, "|", `\|`)
				}
				b.WriteString(span)
				i += n - 1
				continue
			}
			b.WriteString("\\`")
		case c == '\\' && (len(rest) == 1 || isPunct(rest[1])), c == '|' && at == inCell, c == '<' && startsTag(rest):
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '&':
			if _, n := entity(rest); n > 1 {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// keepsCode reports whether a code span can stay as it is: nothing in it is
// decoded on reading.
func keepsCode(span string) bool {
	return !strings.Contains(span, `\|`) && !strings.Contains(strings.ToLower(span), "<br")
}

// startsTag reports whether "<" opens what could be a tag or comment.
func startsTag(rest string) bool {
	if len(rest) < 2 {
		return false
	}
	c := rest[1]
	return c == '/' || c == '!' || c == '?' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// guardStart keeps the start of a line from being taken as a block mark, a
// checkbox, a placeholder or a table rule.
func guardStart(line string, at place) string {
	if line == "" {
		return line
	}
	if strings.Trim(line, "|:-= \t") == "" || strings.HasPrefix(line, placeholderStart) {
		return `\` + line
	}
	if at == inCell {
		return line
	}
	if n := leadingMark(line, at); n >= 0 {
		return line[:n] + `\` + line[n:]
	}
	for _, box := range "☐☑✅✔•◦▪" {
		if rest, ok := strings.CutPrefix(line, string(box)); ok {
			return numeric(box) + rest
		}
	}
	if strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "export ") {
		return numeric(rune(line[0])) + line[1:]
	}
	return line
}

// leadingMark returns where a backslash stops the start of a line from being a
// mark, -1 when it is none.
func leadingMark(line string, at place) int {
	second := byte(' ')
	if len(line) > 1 {
		second = line[1]
	}
	switch c := line[0]; c {
	case '#', '>', '|', '{':
		return 0
	case '-', '+', '*':
		if second == ' ' || second == '\t' || isRule(line) {
			return 0
		}
	case '=', '~', '_':
		if isRule(line) || strings.HasPrefix(line, "~~~") {
			return 0
		}
	case '[':
		if startsBox(line) || definesLink(line) {
			return 0
		}
	}
	if at == inProse && roleOf(boldHeading(line), noRole) != noRole {
		return 0
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if digits > 0 && digits < 10 && digits < len(line) && (line[digits] == '.' || line[digits] == ')') {
		if after := line[digits+1:]; after == "" || after[0] == ' ' || after[0] == '\t' {
			return digits
		}
	}
	return -1
}

// startsBox reports a checkbox.
func startsBox(line string) bool {
	for _, box := range []string{"[]", "[ ]", "[x]", "[X]"} {
		if strings.HasPrefix(line, box) {
			return true
		}
	}
	return false
}

// definesLink reports "[name]: …", which a page does not show.
func definesLink(line string) bool {
	end := strings.IndexByte(line, ']')
	return end > 0 && strings.HasPrefix(line[end:], "]:")
}

// numeric writes a character as a numeric entity.
func numeric(r rune) string { return "&#" + strconv.Itoa(int(r)) + ";" }
