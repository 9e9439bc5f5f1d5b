package markup

import "strings"

// Limits beyond which a text is shown preformatted instead of rendered. They are
// ours: far above what people write, and low enough that a text at any limit
// renders in a fraction of a second (see BenchmarkPathological).
const (
	maxBytes   = 1 << 20 // of one text
	maxNesting = 32      // of quotes and lists opened on one line
	maxIndent  = 128     // columns before a list item
	maxCells   = 20_000  // that a table may have beyond those written out
	maxRescan  = 20      // times the length of the text that may be read again for links without end
	slack      = 200_000 // bytes of rereading that are always granted
	maxLookups = 200e6   // brackets times lines of one block: for each bracket the lines are searched
)

// tangled reports whether parsing the text as Markdown would take more than
// linear time or space. It looks for the constructs that make a
// conforming parser do so: containers nested on one line, tables that are short
// to write and large to render, tens of thousands of bracketed lines in one
// block, and links that never end.
func tangled(md string) bool {
	return len(md) > maxBytes || nestedTooDeep(md) || tableTooLarge(md) || bracketed(md) > maxLookups || rescanned(md, slack+maxRescan*len(md))
}

func nestedTooDeep(md string) bool {
	for line := range strings.SplitSeq(md, "\n") {
		if len(line) > maxNesting && (containers(line) > maxNesting || indented(line) > maxIndent) {
			return true
		}
	}
	return false
}

// containers counts the quote and list markers a line begins with. A rule such
// as "- - - -" is none of them.
func containers(line string) int {
	if strings.Trim(line, "-*_ \t") == "" {
		return 0
	}
	count := 0
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
		case c == '>':
			count++
		case c == '-' || c == '*' || c == '+':
			if i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' {
				return count
			}
			count++
		case c >= '0' && c <= '9':
			for i+1 < len(line) && line[i+1] >= '0' && line[i+1] <= '9' {
				i++
			}
			if i+1 >= len(line) || line[i+1] != '.' && line[i+1] != ')' {
				return count
			}
			i++
			count++
		default:
			return count
		}
	}
	return count
}

// indented returns how far a list item is indented, 0 for any other line. Lists
// may also nest one level a line, which costs a cubic time in their depth.
func indented(line string) int {
	item := strings.TrimLeft(line, " \t")
	if containers(item) == 0 {
		return 0
	}
	const tab = 4
	return len(line) - len(item) + (tab-1)*strings.Count(line[:len(line)-len(item)], "\t")
}

// tableTooLarge looks for a delimiter row whose columns, times the lines that
// follow, are many more than the cells written: a renderer fills up short rows.
func tableTooLarge(md string) bool {
	columns, lines, bars := 0, 0, 0
	for line := range strings.SplitSeq(md, "\n") {
		n := strings.Count(line, "|")
		switch {
		case strings.Trim(line, "> \t") == "":
			columns, lines, bars = 0, 0, 0
		case n > columns && strings.Trim(line, "|:-> \t") == "":
			columns, lines, bars = n+1, 0, 0
		default:
			lines, bars = lines+1, bars+n
		}
		if columns*lines > maxCells+2*bars {
			return true
		}
	}
	return false
}

// bracketed returns the largest product of brackets and lines of a block.
func bracketed(md string) (most int) {
	brackets, lines := 0, 0
	for line := range strings.SplitSeq(md, "\n") {
		if strings.Trim(line, "> \t") == "" {
			brackets, lines = 0, 0
			continue
		}
		brackets, lines = brackets+strings.Count(line, "["), lines+1
		most = max(most, brackets*lines)
	}
	return most
}

// rescanned reports whether a parser would read more than budget bytes to find
// the ends of links: for each "](" it reads on to where the link may end, whether
// it does or not. The search is given up with the budget, so it is linear too.
func rescanned(md string, budget int) bool {
	for {
		start := strings.Index(md, "](")
		if start < 0 {
			return false
		}
		md = md[start+2:]
		if budget -= linkLength(md); budget < 0 {
			return true
		}
	}
}

// linkLength returns how much of s is read for the address and title of a link.
func linkLength(s string) int {
	i := len(s) - len(strings.TrimLeft(s, " \t\n"))
	if strings.HasPrefix(s[i:], "<") {
		end := strings.IndexAny(s[i:], ">\n")
		if end < 0 {
			return len(s)
		}
		if s[i+end] == '\n' {
			return i + end
		}
		i += end + 1
	} else {
		for depth := 0; i < len(s) && !strings.ContainsRune(" \t\n", rune(s[i])); i++ {
			if s[i] == '(' {
				depth++
			} else if s[i] == ')' {
				if depth--; depth < 0 {
					return i
				}
			}
		}
	}
	i += len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\n"))
	for _, quotes := range []string{`""`, "''", "()"} {
		if i < len(s) && s[i] == quotes[0] {
			end := strings.IndexByte(s[i+1:], quotes[1])
			if end < 0 {
				return len(s)
			}
			return i + end
		}
	}
	return i
}
