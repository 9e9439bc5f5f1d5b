package writeup

import (
	"slices"
	"strconv"

	"github.com/goccy/go-yaml/ast"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// applyCarrier gives the record what stands in the front matter under carrierKey.
// It is called once, after everything else was read. line is that of the rule
// above the front matter.
func applyCarrier(doc *Document, from ast.Node, line int) {
	var problems []trouble
	root, err := fromAST(from)
	switch {
	case err != nil:
		problems = append(problems, trouble{from.GetToken().Position.Line, carrierKey + ":", err.Error()})
	case root.kind != mapNode:
		problems = append(problems, trouble{root.line, carrierKey + ": " + root.flow(), "a mapping of keys to values stands here"})
	default:
		problems = apply(doc, root)
	}
	for _, p := range problems {
		doc.Unread = append(doc.Unread, Unread{Line: max(line+p.line, 1), Text: p.text, Reason: p.reason})
	}
	slices.SortStableFunc(doc.Unread, func(a, b Unread) int { return a.Line - b.Line })
}

// apply applies a carrier and returns what it could not make use of.
func apply(doc *Document, root *node) (problems []trouble) {
	version := 0
	if n := root.get("version"); n != nil {
		version, _ = strconv.Atoi(n.scalar)
	}
	if version < 1 || version > carrierVersion {
		at, said := root.line, "no version"
		if n := root.get("version"); n != nil {
			at, said = n.line, "version "+n.flow()
		}
		return []trouble{{at, carrierKey + ": " + said, "this program reads version " + strconv.Itoa(carrierVersion) + "; only the text below was read"}}
	}
	r := &doc.Record
	book := newPeople()
	users := []hindcast.Person{}
	lists := map[string]*node{}
	fresh := &freshness{}
	readFields(root, book, &problems, func(f *fields) {
		f.taken["version"] = true
		f.flag("draft", &doc.Draft)
		parts(f, "users", &users, func(f *fields, p *hindcast.Person) {
			text(f, "name", &p.Name)
			text(f, "user", &p.User)
		})
		for _, p := range users {
			book.meet(p)
		}
		name(r, book)
		f.part("incident", func(f *fields) { carryIncident(f, &r.Incident) })
		f.part("review", func(f *fields) { carryReview(f, &r.Review) })
		f.part("body", func(f *fields) { f.readAsides(r) })
		for _, key := range []string{"timeline", "participants", "impact", "evidence", "runbooks", "factors", "five_whys", "findings", "actions", "sections"} {
			lists[key] = f.find(key)
		}
		fresh.inferred = r.Inferred
		r.Inferred = nil
		f.part("inferred", func(f *fields) { r.Inferred = readInferred(f) })
	})
	applyLists(r, lists, book, &problems, fresh)
	return problems
}

func readInferred(f *fields) map[hindcast.Milestone]string {
	rules := map[hindcast.Milestone]string{}
	for _, m := range hindcast.Milestones() {
		rule := ""
		if text(f, string(m), &rule); rule != "" {
			rules[m] = rule
		}
	}
	return rules
}
