package writeup

import (
	"path"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Options says how to read what a document leaves open.
type Options struct {
	Zone *time.Location // Zone of times when the document names none; nil is UTC.
	Day  hindcast.Date  // Day of times when the document names none anywhere; zero leaves such times unread.
}

// Unread is a line that was not understood.
type Unread struct {
	Line   int // Line counts from 1.
	Text   string
	Reason string // Reason is a phrase: "left over from the template".
}

// Document is what was read from one file.
type Document struct {
	Record hindcast.Record
	Unread []Unread // Unread is in order of lines.
	Shape  Shape    // Shape is the template the document follows most.
	Status string   // Status is that of the document, as written: "Draft", "Final".
	Draft  bool     // Draft says that the front matter marks the document as one to be finished.

	page *page
}

// Read reads a document. source is the path it came from: it is kept in the
// record, and a title or date that stands nowhere else is taken from it. The
// error is a *hindcast.Error and means that this is no document: it is empty,
// binary, or larger than MaxSize. Anything else gives a result, however little
// was understood.
func Read(source string, text []byte, opts Options) (*Document, error) {
	p, damaged, err := openPage(source, text)
	if err != nil {
		return nil, err
	}
	r := &reader{page: p, doc: &Document{page: p}, zone: opts.Zone, assumedDay: opts.Day, people: map[string]int{}, links: map[string]int{},
		services: map[string]bool{}, authors: map[string]bool{}, attendees: map[string]bool{}}
	r.doc.Record.Source = source
	r.doc.Record.Incident.Kind = hindcast.Operational
	for _, n := range damaged {
		r.listUnread(n, "holds bytes or characters that are no text; each stands as \uFFFD")
	}
	first, front := r.frontMatter()
	if front.carrier != nil {
		r.zone, r.ours, r.assumedDay = nil, true, hindcast.Date{}
	}
	r.sections = divide(p, first)
	r.context()
	r.fields(front)
	r.timelines()
	for _, s := range r.sections {
		r.section(s)
	}
	r.finish()
	if node := front.carrier; node != nil {
		applyCarrier(r.doc, node, front.line)
	}
	return r.doc, nil
}

// reader holds what is known while a document is read.
type reader struct {
	page     *page
	doc      *Document
	sections []*section
	ours     bool // Write wrote it: its times are UTC, and its path says nothing

	zone    *time.Location // of times that name none; nil is UTC
	zoned   bool           // the document names its zone
	day     hindcast.Date  // of times that name none; zero when not known
	dayRule string

	assumedDay hindcast.Date // stands in when no line names a day

	stamps []stamp // milestones given outside of the timeline
	title  string  // a title given as a field

	frontTitle   string // of the front matter, taken where the text has none
	frontSummary string
	frontDay     hindcast.Date
	titleLine    string // the heading the title was taken from

	noticed hindcast.Noticer
	timed   bool // the timeline sections gave events

	people map[string]int // participants by key, as indexes
	links  map[string]int // evidence by address, as indexes

	services  map[string]bool // folded names that are listed
	authors   map[string]bool // keys of people who are listed
	attendees map[string]bool
	told      map[int64]int // communications of the timeline by their instant, as indexes
	supported map[int][]int // events by the evidence that supports them, as indexes
}

// listUnread lists a line with the reason, once.
func (r *reader) listUnread(n int, reason string) {
	if k := len(r.doc.Unread); k > 0 && r.doc.Unread[k-1].Line == n {
		return
	}
	r.page.mark(unread, n, n)
	r.doc.Unread = append(r.doc.Unread, Unread{Line: n, Text: strings.TrimSpace(r.page.line(n)), Reason: reason})
}

// fileName returns the last part of the source without an extension.
func (r *reader) fileName() string {
	if r.ours {
		return ""
	}
	name := path.Base(strings.ReplaceAll(r.doc.Record.Source, `\`, "/"))
	if ext := path.Ext(name); ext != "" && len(ext) <= 9 && !strings.Contains(ext, " ") {
		name = strings.TrimSuffix(name, ext)
	}
	if name == "." || name == "/" || name == "-" {
		return ""
	}
	return name
}
