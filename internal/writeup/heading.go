package writeup

import (
	"strings"
	"unicode"
)

// heading adds a heading that stands at line index i, in any of its forms: with
// hashes, underlined, in bold on a line of its own, or a known label with a
// colon.
func (b *blocks) heading(i int, trimmed string) bool {
	if level, text, ok := atxHeading(b.at(i)); ok {
		b.add(block{kind: headingBlock, level: level, text: text}, i, i+1)
		return true
	}
	if under := strings.TrimSpace(b.at(i + 1)); isUnderline(under) && setextText(trimmed) {
		level := 2
		if under[0] == '=' {
			level = 1
		}
		b.page.mark(markup, i+2, i+2)
		b.add(block{kind: headingBlock, level: level, text: trimmed}, i, i+2)
		return true
	}
	if text := boldHeading(trimmed); text != "" {
		b.add(block{kind: headingBlock, level: boldLevel, text: text}, i, i+1)
		return true
	}
	if label, ok := strings.CutSuffix(trimmed, ":"); ok && len(label) <= 40 && roleOf(label, noRole) != noRole && !isListLine(trimmed) {
		b.add(block{kind: headingBlock, level: boldLevel, text: label}, i, i+1)
		return true
	}
	return false
}

func isListLine(s string) bool {
	_, ok := listMark(s)
	return ok
}

// atxHeading reads "## Text ##". A missing space is forgiven from the second
// level on; "#text" is more often a channel or a number.
func atxHeading(line string) (level int, text string, ok bool) {
	trimmed := strings.TrimSpace(line)
	for level < len(trimmed) && trimmed[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || len(line)-len(strings.TrimLeft(line, " \t")) > 3 {
		return 0, "", false
	}
	text = trimmed[level:]
	if text != "" && text[0] != ' ' && text[0] != '\t' {
		if level == 1 || !unicode.IsLetter(rune(text[0])) {
			return 0, "", false
		}
	}
	text = strings.TrimSpace(text)
	if bare := strings.TrimRight(text, "#"); bare == "" || strings.HasSuffix(bare, " ") {
		text = strings.TrimSpace(bare)
	}
	return level, text, true
}

func isUnderline(trimmed string) bool {
	return len(trimmed) >= 3 && (trimmed[0] == '=' || trimmed[0] == '-') && strings.Trim(trimmed, trimmed[:1]) == ""
}

// setextText reports whether a line may be a heading that is underlined. A full
// sentence over dashes is a paragraph before a rule.
func setextText(trimmed string) bool {
	if trimmed == "" || !shorter(trimmed, 100) || strings.ContainsAny(trimmed[:1], "|>#<`~") || isListLine(trimmed) || isRule(trimmed) {
		return false
	}
	return !strings.HasSuffix(trimmed, ".") && !strings.HasSuffix(trimmed, "|")
}

// boldHeading returns the text of a line that is bold as a whole, "**Text**",
// "**Text:**" or "**Text**:", and "" for any other line.
func boldHeading(trimmed string) string {
	mark := ""
	switch {
	case strings.HasPrefix(trimmed, "**"):
		mark = "**"
	case strings.HasPrefix(trimmed, "__"):
		mark = "__"
	default:
		return ""
	}
	inner, ok := strings.CutSuffix(strings.TrimRight(trimmed[2:], ": ?"), mark)
	if !ok || inner == "" || strings.Contains(inner, mark) || !shorter(inner, 80) || strings.Trim(inner, "*_ ") == "" {
		return ""
	}
	return strings.TrimSpace(inner)
}
