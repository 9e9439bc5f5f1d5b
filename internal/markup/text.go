package markup

import (
	"html"
	"strconv"
	"strings"
)

// Text renders Markdown as plain text for search, e-mail and terminals: emphasis
// goes, list items keep their mark, a link is followed by its address, a table
// row is a line with its cells divided by " | ". Control characters, which could
// steer a terminal, are gone.
func Text(md string) string {
	md = clean(md)
	if tangled(md) {
		return strings.TrimSpace(md)
	}
	return plainOf(HTML(md, Options{}))
}

// InlineText is Text for one line, read as Inline reads it.
func InlineText(md string) string { return plainOf(Inline(md)) }

// plainOf reads finished HTML, which is strict enough to be read tag by tag.
func plainOf(finished string) string {
	var w plainWriter
	for rest := finished; rest != ""; {
		start := strings.IndexByte(rest, '<')
		if start < 0 {
			start = len(rest)
		}
		w.text(html.UnescapeString(rest[:start]))
		if rest = rest[start:]; rest == "" {
			break
		}
		t, size := readTag(rest)
		w.tag(t)
		rest = rest[max(size, 1):]
	}
	return strings.TrimSpace(w.out.String())
}

type plainWriter struct {
	out    strings.Builder
	wanted int // line ends wanted before the next text
	lists  []int
	space  bool // a space is wanted before the next text
	pre    int
	cells  int
	link   string // address of the open link
	shown  int    // where in out the open link's text begins
}

func (w *plainWriter) text(s string) {
	if w.pre > 0 {
		w.write(strings.TrimRight(s, "\n"))
		return
	}
	words := strings.Join(strings.Fields(s), " ")
	if begins := strings.TrimLeft(s, " \t\n") != s; begins && w.wanted == 0 && w.out.Len() > 0 {
		w.space = true
	}
	if words == "" {
		return
	}
	w.write(words)
	w.space = strings.TrimRight(s, " \t\n") != s
}

// write puts the wanted line ends or space before s.
func (w *plainWriter) write(s string) {
	if w.out.Len() > 0 && w.wanted > 0 {
		w.out.WriteString(strings.Repeat("\n", w.wanted))
	} else if w.space {
		w.out.WriteByte(' ')
	}
	w.wanted, w.space = 0, false
	w.out.WriteString(s)
}

// breakLine asks for at least n line ends before what follows.
func (w *plainWriter) breakLine(n int) { w.wanted, w.space = max(w.wanted, n), false }

func (w *plainWriter) tag(t tag) {
	switch t.name {
	case "br", "tr", "dt", "dd", "summary":
		w.breakLine(1)
		w.cells = 0
	case "td", "th":
		w.cell(t)
	case "p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr", "details", "dl":
		if len(w.lists) == 0 || t.closing {
			w.breakLine(paragraphGap(len(w.lists)))
		}
	case "pre":
		w.breakLine(paragraphGap(len(w.lists)))
		if t.closing {
			w.pre--
		} else {
			w.pre++
		}
	case "ul", "ol":
		w.list(t)
	case "li":
		w.breakLine(1)
		if !t.closing && len(w.lists) > 0 {
			w.item()
		}
	case "a":
		w.anchor(t)
	}
}

func paragraphGap(depth int) int {
	if depth > 0 {
		return 1
	}
	return 2
}

func (w *plainWriter) cell(t tag) {
	if t.closing {
		return
	}
	if w.cells++; w.cells > 1 {
		w.space = true
		w.write("| ")
	}
}

// list keeps the number of the next item, or -1 for a list without numbers.
func (w *plainWriter) list(t tag) {
	if t.closing {
		w.lists = w.lists[:max(0, len(w.lists)-1)]
		w.breakLine(paragraphGap(len(w.lists)))
		return
	}
	w.breakLine(paragraphGap(len(w.lists)))
	first := -1
	if t.name == "ol" {
		first = 1
		for _, a := range t.attrs {
			if n, err := strconv.Atoi(a.value); a.name == "start" && err == nil {
				first = n
			}
		}
	}
	w.lists = append(w.lists, first)
}

func (w *plainWriter) item() {
	mark, depth := "- ", len(w.lists)-1
	if n := w.lists[depth]; n >= 0 {
		mark = strconv.Itoa(n) + ". "
		w.lists[depth]++
	}
	w.write(strings.Repeat("  ", depth) + mark)
}

func (w *plainWriter) anchor(t tag) {
	if !t.closing {
		w.link, w.shown = "", w.out.Len()
		for _, a := range t.attrs {
			if a.name == "href" {
				w.link = html.UnescapeString(a.value)
			}
		}
		return
	}
	said := w.out.String()[w.shown:]
	address := strings.TrimPrefix(w.link, "mailto:")
	if w.link != "" && !strings.HasPrefix(w.link, "#") && !strings.Contains(said, address) {
		w.text(" (" + address + ")")
	}
	w.link = ""
}
