package lint

import (
	"bytes"
	"unicode/utf8"
)

// maskSpans covers, within one block, code, addresses, the targets of links,
// tags, and quotations. Quoted words are somebody's own: what a customer wrote or
// a chat said is evidence, and its tone is not the review's. Each byte is looked
// at a bounded number of times.
func maskSpans(block []byte) {
	var dead [8]bool // dead holds lengths of backtick runs that have no partner further on
	for i := 0; i < len(block); {
		c := block[i]
		n := 0
		switch {
		case c == '`':
			n = maskCode(block[i:], &dead)
		case c == '<':
			n = maskTag(block[i:])
		case c == ']' && i+1 < len(block) && block[i+1] == '(':
			n = maskTarget(block[i:])
		case (c == 'h' || c == 'w' || c == 'f' || c == 'm') && (i == 0 || !wordByte(block[i-1])):
			n = maskAddress(block[i:])
		case c == '"' && (i == 0 || !wordByte(block[i-1])):
			n = maskQuote(block[i:], "\"", "\"")
		case c >= utf8.RuneSelf:
			n = maskCurly(block[i:])
		}
		i += max(n, 1)
	}
}

// cover replaces a span; line ends stay.
func cover(span []byte, with byte) int {
	for i := range span {
		if span[i] != '\n' {
			span[i] = with
		}
	}
	return len(span)
}

func maskCode(rest []byte, dead *[8]bool) int {
	run := 1
	for run < len(rest) && rest[run] == '`' {
		run++
	}
	if run >= len(dead) || dead[run] {
		return run
	}
	for i := run; i < len(rest); {
		if rest[i] != '`' {
			i++
			continue
		}
		end := i
		for end < len(rest) && rest[end] == '`' {
			end++
		}
		if end-i == run {
			return cover(rest[:end], opaque)
		}
		i = end
	}
	dead[run] = true
	return run
}

// longestTag bounds how far the end of a tag or an address in angle brackets is
// looked for, so that a text full of "<" takes linear time.
const longestTag = 400

func maskTag(rest []byte) int {
	if len(rest) < 2 {
		return 0
	}
	c := rest[1]
	if c != '/' && (c|0x20 < 'a' || c|0x20 > 'z') {
		return 0
	}
	end := bytes.IndexByte(rest[:min(len(rest), longestTag)], '>')
	if end < 0 {
		return 0
	}
	if bytes.IndexByte(rest[:end], ':') > 0 && bytes.IndexByte(rest[:end], ' ') < 0 {
		return cover(rest[:end+1], opaque)
	}
	return cover(rest[:end+1], gone)
}

func maskTarget(rest []byte) int {
	end := bytes.IndexByte(rest[:min(len(rest), longestTag)], ')')
	if end < 0 || bytes.IndexByte(rest[:end], '\n') >= 0 {
		return 0
	}
	return cover(rest[:end+1], gone)
}

func maskAddress(rest []byte) int {
	for _, prefix := range []string{"https://", "http://", "www.", "ftp://", "mailto:"} {
		if bytes.HasPrefix(rest, []byte(prefix)) {
			end := bytes.IndexAny(rest, " \t\r\n)>|\"'`]")
			if end < 0 {
				end = len(rest)
			}
			return cover(rest[:end], opaque)
		}
	}
	return 0
}

// longestQuote bounds a quotation: a stray mark must not hide a whole page.
const longestQuote = 600

func maskQuote(rest []byte, open, closing string) int {
	end := bytes.Index(rest[len(open):min(len(rest), longestQuote)], []byte(closing))
	if end < 0 {
		return 0
	}
	return cover(rest[:len(open)+end+len(closing)], opaque)
}

// maskCurly covers quotations in typographic marks, English, German and French.
func maskCurly(rest []byte) int {
	for _, pair := range [...][2]string{{"“", "”"}, {"„", "“"}, {"«", "»"}, {"»", "«"}} {
		if bytes.HasPrefix(rest, []byte(pair[0])) {
			return maskQuote(rest, pair[0], pair[1])
		}
	}
	return 0
}

func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf
}
