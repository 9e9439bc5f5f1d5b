package writeup

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

func writeAsides(book *people, r, shown *hindcast.Record) *node {
	all := &node{kind: mapNode}
	for _, a := range asides() {
		is := writeFields(book, func(f *fields) { a.carry(f, r) })
		reads := writeFields(book, func(f *fields) { a.carry(f, shown) })
		if is.flow() == reads.flow() {
			continue
		}
		n := &node{kind: mapNode}
		n.set("reads", newScalar(face{reads.flow(), reads.flow()}.mark()))
		for i, key := range is.keys {
			n.set(key, is.items[i])
		}
		all.set(a.key, n)
	}
	return all
}

// readAsides sets the values the body does not show exactly, where it still reads
// as it did.
func (f *fields) readAsides(r *hindcast.Record) {
	for _, a := range asides() {
		n := f.find(a.key)
		if n == nil {
			continue
		}
		shown := writeFields(f.book, func(f *fields) { a.carry(f, r) })
		reads := n.get("reads")
		var scratch hindcast.Record
		into := &scratch
		if reads != nil && reads.scalar == (face{shown.flow(), shown.flow()}).mark() {
			into = r
			f.clear(a, r, shown)
		}
		readFields(n, f.book, f.trouble, func(f *fields) {
			f.taken["reads"] = true
			a.carry(f, into)
		})
	}
}

// clear takes away what the body reads for an aside.
func (f *fields) clear(a aside, r *hindcast.Record, shown *node) {
	empty := &node{kind: mapNode}
	for i, key := range shown.keys {
		value := &node{kind: shown.items[i].kind}
		for k, inner := range shown.items[i].keys {
			value.set(inner, &node{kind: shown.items[i].items[k].kind})
		}
		empty.set(key, value)
	}
	var ignored []trouble
	readFields(empty, f.book, &ignored, func(f *fields) { a.carry(f, r) })
}

// aside is a single value that the body shows, though not always exactly. Where
// the body reads differently, the front matter holds the value together with a
// hash of what the body reads, and it counts while the body still reads so.
type aside struct {
	key   string
	carry func(*fields, *hindcast.Record)
}

func asides() []aside {
	type record = hindcast.Record
	return []aside{
		{"title", func(f *fields, r *record) { text(f, "is", &r.Incident.Title) }},
		{"severity", func(f *fields, r *record) { carryLevel(f, "is", &r.Incident.Severity) }},
		{"services", func(f *fields, r *record) { texts(f, "is", &r.Incident.Services) }},
		{"tlp", func(f *fields, r *record) { word(f, "is", &r.Incident.TLP, hindcast.TLPs()) }},
		{"summary", func(f *fields, r *record) { text(f, "is", &r.Review.Summary) }},
		{"primary_cause", func(f *fields, r *record) { text(f, "is", &r.Review.PrimaryCause) }},
		{"authors", func(f *fields, r *record) { f.persons("is", &r.Review.Authors) }},
		{"attendees", func(f *fields, r *record) { f.persons("is", &r.Review.Attendees) }},
		{"meeting_notes", func(f *fields, r *record) { text(f, "is", &r.Review.MeetingNotes) }},
		{"time_to_detect", func(f *fields, r *record) { f.stated("is", &r.Stated.Detect) }},
		{"time_to_mitigate", func(f *fields, r *record) { f.stated("is", &r.Stated.Mitigate) }},
		{"time_to_resolve", func(f *fields, r *record) { f.stated("is", &r.Stated.Resolve) }},
	}
}

// stated carries a duration that a document states about itself.
func (f *fields) stated(key string, s *hindcast.StatedDuration) {
	f.part(key, func(f *fields) {
		f.duration("duration", &s.Duration)
		f.flag("known", &s.Known)
		text(f, "text", &s.Text)
	})
}
