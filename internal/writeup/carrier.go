package writeup

import (
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// The carrier is what front matter holds under carrierKey: everything of a record
// that the Markdown shape has no place for. docs/front-matter.md describes it.

// carrierVersion is the version of the carrier written here, and the highest one
// that is read.
const carrierVersion = 1

// writeCarrier returns the front matter of a record. It compares the record with
// what the body says when it is read by itself, and holds the difference.
func writeCarrier(r *hindcast.Record, body string, opts WriteOptions) string {
	shown := readBody(body)
	book := newPeople()
	everybody(r, book.meet)
	name(&shown, book)

	root := &node{kind: mapNode}
	add := func(key string, n *node) {
		if n != nil && len(n.items) > 0 {
			root.set(key, n)
		}
	}
	root.set("version", newScalar(strconv.Itoa(carrierVersion)))
	if opts.Draft {
		root.set("draft", newScalar("true"))
	}
	add("users", listOf(book.listed(), func(p hindcast.Person) *node {
		n := &node{kind: mapNode}
		n.set("name", newScalar(p.Name))
		n.set("user", newScalar(string(p.User)))
		return n
	}))
	add("incident", beyond(book, carryIncident, &r.Incident, &shown.Incident))
	add("review", beyond(book, carryReview, &r.Review, &shown.Review))
	add("body", writeAsides(book, r, &shown))
	add("inferred", writeInferred(r))
	add("timeline", eventShelf().write(book, r.Timeline, shown.Timeline))
	add("participants", participantShelf().write(book, r.Participants, shown.Participants))
	add("impact", impactShelf().write(book, r.Impact, shown.Impact))
	add("evidence", evidenceShelf().write(book, r.Evidence, shown.Evidence))
	add("runbooks", documentShelf().write(book, r.Runbooks, shown.Runbooks))
	add("factors", factorShelf().write(book, r.Review.Factors, shown.Review.Factors))
	add("five_whys", whyShelf().write(book, r.Review.FiveWhys, shown.Review.FiveWhys))
	add("findings", findingShelf().write(book, r.Review.Findings, shown.Review.Findings))
	add("actions", actionShelf().write(book, r.Actions, shown.Actions))
	add("sections", sectionShelf().write(book, r.Sections, shown.Sections))

	var b strings.Builder
	b.WriteString(carrierKey + ":")
	root.appendYAML(&b, topIndent, true)
	return b.String()
}

func listOf[T any](items []T, write func(T) *node) *node {
	n := &node{kind: listNode}
	for _, item := range items {
		n.items = append(n.items, write(item))
	}
	return n
}

// beyond returns what is carried of a value, less what the body says of it by
// itself.
func beyond[T any](book *people, carry func(*fields, *T), is, shown *T) *node {
	n := writeFields(book, func(f *fields) { carry(f, is) })
	said := writeFields(book, func(f *fields) { carry(f, shown) })
	for i, key := range said.keys {
		if n.get(key) == nil {
			n.set(key, &node{kind: said.items[i].kind})
		}
	}
	return n
}

func writeInferred(r *hindcast.Record) *node {
	n := &node{kind: mapNode}
	for _, m := range hindcast.Milestones() {
		if rule := r.Inferred[m]; rule != "" {
			n.set(string(m), newScalar(rule))
		}
	}
	return n
}

// readBody reads a body below front matter that carries nothing.
func readBody(body string) hindcast.Record {
	doc, err := Read("", []byte("---\n"+carrierKey+": {}\n---\n\n"+body), Options{})
	if err != nil {
		return hindcast.Record{} // too long: the front matter then carries everything
	}
	return doc.Record
}
