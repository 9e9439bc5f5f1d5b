package lint

import "bytes"

// maskComments covers the parts of a line that lie in HTML comments, which may
// have begun on an earlier line. A comment that is never closed goes on to the
// end, as it does in a browser. It reports whether there were any.
func (w *walker) maskComments(line []byte) (any bool) {
	ticks := 0
	for from := 0; from < len(line); {
		if !w.comment {
			n := bytes.Index(line[from:], []byte("<!--"))
			if n < 0 {
				return any
			}
			if ticks += bytes.Count(line[from:from+n], []byte("`")); ticks%2 == 1 {
				from += n + len("<!--")
				continue
			}
			w.comment, from = true, from+n
		}
		n := bytes.Index(line[from:], []byte("-->"))
		if n < 0 {
			blank(line[from:])
			return true
		}
		blank(line[from : from+n+len("-->")])
		w.comment, from, any = false, from+n+len("-->"), true
	}
	return any
}

// fenceRun returns the run of three or more backticks or tildes a line begins
// with, or nil.
func fenceRun(bare []byte) []byte {
	if len(bare) < 3 || bare[0] != '`' && bare[0] != '~' {
		return nil
	}
	n := 1
	for n < len(bare) && bare[n] == bare[0] {
		n++
	}
	if n < 3 || bare[0] == '`' && bytes.IndexByte(bare[n:], '`') >= 0 {
		return nil
	}
	return bare[:n]
}

// closes reports whether a line ends the code block that fence opened.
func closes(bare, fence []byte) bool {
	run := fenceRun(bare)
	return len(run) >= len(fence) && run[0] == fence[0] && len(run) == len(bare)
}

// indentedCode reports whether a line outside paragraphs and lists is code.
func indentedCode(text []byte) bool {
	return bytes.HasPrefix(text, []byte("    ")) || bytes.HasPrefix(text, []byte("\t"))
}

// isDefinition reports whether a line defines a link: "[name]: address".
func isDefinition(bare []byte) bool {
	n := bytes.Index(bare, []byte("]:"))
	return bare[0] == '[' && n > 0 && bytes.IndexByte(bare[:n], ' ') < 0
}

// isTableRule reports whether a line is the one between the head and the body of
// a table, or a thematic break.
func isTableRule(bare []byte) bool {
	dashes := 0
	for _, c := range bare {
		switch c {
		case '-':
			dashes++
		case '|', ':', ' ', '\t':
		default:
			return false
		}
	}
	return dashes > 0 && bytes.ContainsAny(bare, "|")
}

// isUnderline reports whether a line underlines a heading or separates sections.
func isUnderline(bare []byte) bool {
	for _, c := range bare {
		if c != bare[0] || c != '-' && c != '=' && c != '*' && c != '_' {
			return false
		}
	}
	return len(bare) > 1
}

// listMarker returns how many bytes of a line are list markers and task boxes.
func listMarker(bare []byte) int {
	n := 0
	switch {
	case bytes.IndexByte([]byte("-*+"), bare[0]) >= 0:
		n = 1
	default:
		for n < len(bare) && n < 9 && bare[n] >= '0' && bare[n] <= '9' {
			n++
		}
		if n == 0 || n == len(bare) || bare[n] != '.' && bare[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(bare) && bare[n] != ' ' && bare[n] != '\t' {
		return 0
	}
	rest := bytes.TrimLeft(bare[n:], " \t")
	if len(rest) >= 3 && rest[0] == '[' && rest[2] == ']' && bytes.IndexByte([]byte(" xX"), rest[1]) >= 0 {
		return len(bare) - len(rest) + 3
	}
	return n
}
