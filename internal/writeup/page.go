package writeup

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// MaxSize is the largest document that is read, in bytes. The figure is ours: a
// hundred thousand timeline lines fit in half of it.
const MaxSize = 20 << 20

// fate says what became of a line.
type fate uint8

const (
	untouched  fate = iota
	understood      // read into a field
	markup          // holds no text of the incident: a table rule, a tag, an import
	prose           // kept in a section or a text field
	unread          // listed with a reason
)

// page is a document in numbered lines, with what became of each. A line that is
// both understood and kept as prose counts as prose.
type page struct {
	lines []string // lines[0] is line 1; without line ends
	fates []fate
}

// line returns the text of a line by its number.
func (p *page) line(n int) string { return p.lines[n-1] }

// mark notes what became of the lines first to last. What is kept somewhere
// outranks what was only understood, and unread outranks both.
func (p *page) mark(f fate, first, last int) {
	for n := first; n <= last; n++ {
		if p.fates[n-1] < f {
			p.fates[n-1] = f
		}
	}
}

// openPage checks that data is a text that can be read and splits it into lines.
// damaged lists the lines that held bytes or characters no text can hold; they
// stand as U+FFFD.
func openPage(source string, data []byte) (p *page, damaged []int, err error) {
	if err := readable(source, data); err != nil {
		return nil, nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := string(data)
	if strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r\n", "\n")
	} else {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	text = strings.TrimSuffix(text, "\n")
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if whole := repaired(line); whole != line {
			lines[i] = whole
			if strings.ContainsRune(whole, utf8.RuneError) {
				damaged = append(damaged, i+1)
			}
		}
	}
	return &page{lines: lines, fates: make([]fate, len(lines))}, damaged, nil
}

// readable refuses what cannot be a document at all.
func readable(source string, data []byte) error {
	refuse := func(code hindcast.Code, format string, args ...any) error {
		return &hindcast.Error{Code: code, Op: "writeup.Read", Message: source + ": " + fmt.Sprintf(format, args...)}
	}
	switch {
	case len(data) > MaxSize:
		return refuse(hindcast.TooLarge, "%d MB are more than the %d MB that are read; split the document or leave out attachments",
			(len(data)+1<<20-1)>>20, MaxSize>>20)
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		return refuse(hindcast.Unsupported, "this is UTF-16; save it as UTF-8 and read it again")
	case bytes.IndexByte(data, 0) >= 0 || bytes.HasPrefix(data, []byte("%PDF-")):
		return refuse(hindcast.Unsupported, "this is a binary file; give a Markdown or plain text file")
	case len(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))) == 0:
		return refuse(hindcast.Invalid, "the document is empty; give an incident log or a post-mortem in Markdown")
	}
	return nil
}

// repaired replaces what no text may hold: invalid bytes and control characters
// by U+FFFD, lone carriage returns by spaces.
func repaired(line string) string {
	clean := true
	for i := 0; i < len(line); i++ {
		if c := line[i]; c < ' ' && c != '\t' || c >= 0x7f {
			clean = false
			break
		}
	}
	if clean {
		return line
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return ' '
		case r != '\t' && unicode.IsControl(r):
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(line, "\uFFFD"))
}
