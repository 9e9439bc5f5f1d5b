package writeup

import "strings"

// longestTag bounds how many lines a component tag or an import may span.
const longestTag = 30

// wrapper reads what site generators and HTML put around the text: imports,
// component tags, comments, HTML tables. It reports false for a line that holds
// text.
func (b *blocks) wrapper(i int, trimmed string) bool {
	switch {
	case trimmed == computedStart:
		return b.computed(i)
	case strings.HasPrefix(trimmed, "<!--"):
		return b.comment(i, "-->")
	case strings.HasPrefix(trimmed, "{/*"):
		return b.comment(i, "*/}")
	case strings.HasPrefix(strings.ToLower(trimmed), "<table"):
		return b.htmlTable(i)
	case trimmed[0] == '<':
		return b.tag(i, trimmed)
	case strings.HasPrefix(trimmed, "import ") || strings.HasPrefix(trimmed, "export "):
		return b.module(i, trimmed)
	}
	return false
}

// computed passes over what Write computed. Where its end is gone it lasts to the
// end of the page, because the writer puts it last.
func (b *blocks) computed(i int) bool {
	end := i + 1
	for end < len(b.page.lines) && strings.TrimSpace(b.at(end-1)) != computedEnd {
		end++
	}
	b.page.mark(markup, i+1, end)
	b.add(block{kind: markupBlock}, i, end)
	return true
}

// comment reads a comment that fills whole lines.
func (b *blocks) comment(i int, end string) bool {
	if i >= b.noComment {
		return false
	}
	for k := i; k < len(b.page.lines); k++ {
		line := strings.TrimSpace(b.at(k))
		at := strings.Index(line, end)
		if at < 0 {
			continue
		}
		if at+len(end) < len(line) {
			return false // text follows: keep the line whole
		}
		b.add(block{kind: commentBlock}, i, k+1)
		return true
	}
	b.noComment = i
	return false
}

// htmlTable reads <table> to </table>, or to a blank line where it is not closed.
func (b *blocks) htmlTable(i int) bool {
	end := i + 1
	for k := i; k < len(b.page.lines) && strings.TrimSpace(b.at(k)) != ""; k++ {
		end = k + 1
		if strings.Contains(strings.ToLower(b.at(k)), "</table>") {
			break
		}
	}
	b.add(block{kind: foreignBlock}, i, end)
	return true
}

// tag reads lines that hold nothing but tags. A component's tag may span lines.
func (b *blocks) tag(i int, trimmed string) bool {
	if isTagLine(trimmed) {
		b.add(block{kind: markupBlock}, i, i+1)
		return true
	}
	if len(trimmed) < 2 || trimmed[1] < 'A' || trimmed[1] > 'Z' || strings.Contains(trimmed, ">") {
		return false
	}
	for k := i + 1; k < len(b.page.lines) && k < i+longestTag; k++ {
		line := strings.TrimSpace(b.at(k))
		if line == "" {
			return false
		}
		if strings.HasSuffix(line, ">") {
			b.add(block{kind: markupBlock}, i, k+1)
			return true
		}
	}
	return false
}

// isTagLine reports a line of nothing but tags. A tag whose attributes are there
// to be read or followed counts as text.
func isTagLine(trimmed string) bool {
	rest := trimmed
	for rest != "" {
		if rest[0] != '<' || len(rest) < 3 {
			return false
		}
		name := rest[1]
		if name == '/' {
			name = rest[2]
		}
		end := strings.IndexByte(rest, '>')
		if end < 0 || (name|0x20) < 'a' || (name|0x20) > 'z' {
			return false
		}
		tag := strings.ToLower(rest[:end])
		if strings.Contains(tag, "://") || strings.Contains(tag, "@") {
			return false // an address in angle brackets
		}
		for _, telling := range []string{"alt=", "title=", "href=", "src=", "label="} {
			if strings.Contains(tag, telling) {
				return false
			}
		}
		rest = strings.TrimSpace(rest[end+1:])
	}
	return true
}

// module reads an import or export of a page that is also a program.
func (b *blocks) module(i int, trimmed string) bool {
	quoted := func(s string) bool {
		return strings.HasSuffix(strings.TrimRight(s, "; "), "'") || strings.HasSuffix(strings.TrimRight(s, "; "), `"`)
	}
	rest := strings.TrimSpace(trimmed[len("import "):])
	if strings.HasPrefix(trimmed, "export ") {
		for _, word := range []string{"const ", "default ", "let ", "function "} {
			if strings.HasPrefix(rest, word) {
				b.add(block{kind: markupBlock}, i, i+1)
				return true
			}
		}
		return false
	}
	if quoted(rest) && (strings.Contains(rest, " from ") || rest[0] == '\'' || rest[0] == '"') {
		b.add(block{kind: markupBlock}, i, i+1)
		return true
	}
	if !strings.HasPrefix(rest, "{") || strings.Contains(rest, "}") {
		return false
	}
	for k := i + 1; k < len(b.page.lines) && k < i+longestTag; k++ {
		line := strings.TrimSpace(b.at(k))
		if strings.Contains(line, "}") {
			if !quoted(line) {
				return false
			}
			b.add(block{kind: markupBlock}, i, k+1)
			return true
		}
	}
	return false
}
