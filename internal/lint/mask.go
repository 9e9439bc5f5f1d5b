package lint

import "bytes"

// The marks that masking puts in place of bytes. Every mask is as long as what
// it covers, so that an offset in the masked text is one in the source.
const (
	opaque = 0x00 // stands for something that was said but is not prose: code, an address, a quotation
	brk    = 0x01 // stands for the end of a block: nothing before it belongs to what follows
	gone   = ' '  // stands for markup, which is not said at all
)

// masked is a Markdown document with all that is not prose covered.
type masked struct {
	text   []byte
	fenced map[int]bool // fenced holds the lines (from 1) inside fenced code.
}

// maskText covers what is not prose in one line of text, where nothing but
// spans can occur.
func maskText(line string) []byte {
	text := []byte(line)
	for i, c := range text {
		if c == opaque || c == brk || c == '\r' || c == '\n' {
			text[i] = ' '
		}
	}
	maskSpans(text)
	return text
}

// maskDocument covers front matter, fenced and indented code, comments, block
// quotations (somebody else's words), reference definitions, table rules, and
// the spans within what is left.
func maskDocument(source []byte) masked {
	m := masked{text: bytes.Clone(source), fenced: map[int]bool{}}
	for i, c := range m.text {
		if c == opaque || c == brk {
			m.text[i] = ' '
		}
	}
	w := walker{m: &m}
	rest := m.text
	for len(rest) > 0 {
		line := rest
		if n := bytes.IndexByte(rest, '\n'); n >= 0 {
			line = rest[:n+1]
		}
		rest = rest[len(line):]
		w.line(line)
	}
	for block := range bytes.SplitSeq(m.text, []byte{brk}) {
		maskSpans(block)
	}
	return m
}

// walker goes through the lines of a document and knows which block each is in.
type walker struct {
	m       *masked
	number  int
	front   string // front is the closing line of the front matter being read, or "".
	fence   []byte // fence is the run that opened the code block being read, or nil.
	comment bool   // comment says that an HTML comment is being read.
	list    bool   // list says that a list was begun, whose lines may be indented.
	inBlock bool   // inBlock says that the line before can be continued.
	last    []byte // last is the line before.
}

func (w *walker) line(line []byte) {
	w.number++
	commented := w.front == "" && w.fence == nil && w.maskComments(line)
	text := bytes.TrimRight(line, " \t\r\n")
	bare := bytes.TrimLeft(text, " \t")
	switch {
	case w.front != "":
		if string(text) == w.front {
			w.front = ""
		}
		w.cover(line)
	case w.number == 1 && (string(text) == "---" || string(text) == "+++"):
		w.front = string(text)
		w.cover(line)
	case w.fence != nil:
		w.m.fenced[w.number] = true
		if closes(bare, w.fence) {
			w.fence = nil
		}
		w.cover(line)
	case fenceRun(bare) != nil:
		w.fence = bytes.Clone(fenceRun(bare))
		w.m.fenced[w.number] = true
		w.cover(line)
	case len(bare) == 0:
		w.inBlock = false
		w.end(line)
	case bare[0] == '>', isDefinition(bare), isTableRule(bare):
		w.cover(line)
	case !w.inBlock && !w.list && !commented && indentedCode(text):
		w.cover(line)
	default:
		w.prose(line, text, bare)
	}
	w.last = line
}

// prose separates a line from the one before it where it begins a block.
func (w *walker) prose(line, text, bare []byte) {
	marker := listMarker(bare)
	if marker > 0 {
		w.list = true
	} else if len(bare) == len(text) && !w.inBlock {
		w.list = false
	}
	begins := marker > 0 || bare[0] == '#' || bare[0] == '|' || isUnderline(bare)
	if begins || !w.inBlock {
		w.end(w.last)
	}
	blank(bare[:marker])
	w.inBlock = bare[0] != '#' && bare[0] != '|' && !isUnderline(bare)
	if bare[0] == '#' || bare[0] == '|' {
		w.end(line)
	}
}

// cover takes a whole line out of the prose.
func (w *walker) cover(line []byte) {
	w.end(w.last)
	blank(line)
	w.end(line)
	w.inBlock = false
}

// end marks the end of a block at the end of a line.
func (w *walker) end(line []byte) {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line[n-1] = brk
	}
}

func blank(b []byte) {
	for i := range b {
		if b[i] != '\n' {
			b[i] = gone
		}
	}
}
