package writeup

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

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

// name gives the people of the body the users their names stand for.
func name(r *hindcast.Record, book *people) {
	known := func(p *hindcast.Person) {
		if p.User == "" && p.Name != "" {
			*p = book.of(p.Name)
		}
	}
	for _, list := range [][]hindcast.Person{r.Review.Authors, r.Review.Attendees} {
		for i := range list {
			known(&list[i])
		}
	}
	for i := range r.Actions {
		known(&r.Actions[i].Owner)
	}
	for i := range r.Timeline {
		known(&r.Timeline[i].Actor)
	}
	for i := range r.Participants {
		known(&r.Participants[i].Person)
	}
}

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

// freshness keeps what the reader inferred for elements the carrier does not
// know.
type freshness struct {
	inferred map[hindcast.Milestone]string
}

// applyLists puts the lists of the record together, and then sets right what
// refers from one to another.
func applyLists(r *hindcast.Record, lists map[string]*node, book *people, problems *[]trouble, fresh *freshness) {
	events := eventShelf().read(lists["timeline"], book, problems, r.Timeline)
	findings := findingShelf().read(lists["findings"], book, problems, r.Review.Findings)
	impact := impactShelf().read(lists["impact"], book, problems, r.Impact)
	evidence := evidenceShelf().read(lists["evidence"], book, problems, r.Evidence)
	actions := actionShelf().read(lists["actions"], book, problems, r.Actions)

	fresh.settle(r, events)
	r.Timeline = events.items()
	r.SortTimeline()
	there := map[hindcast.EventID]bool{}
	for _, e := range r.Timeline {
		there[e.ID] = true
	}
	cited := func(ids []hindcast.EventID, isNew bool) []hindcast.EventID {
		var kept []hindcast.EventID
		for _, id := range ids {
			if isNew {
				id = hindcast.EventID(events.now(string(id)))
			}
			if there[id] {
				kept = append(kept, id)
			}
		}
		return kept
	}
	for i := range findings.done {
		x := &findings.done[i]
		x.item.Events = cited(x.item.Events, x.fresh)
	}
	for i := range evidence.done {
		x := &evidence.done[i]
		x.item.Events = cited(x.item.Events, x.fresh)
	}
	for i := range impact.done {
		x := &impact.done[i]
		if len(cited([]hindcast.EventID{x.item.Event}, x.fresh)) == 0 {
			x.item.Event = ""
		} else if x.fresh {
			x.item.Event = hindcast.EventID(events.now(string(x.item.Event)))
		}
	}
	found := map[hindcast.FindingID]bool{}
	for i := range findings.done {
		found[findings.done[i].item.ID] = true
	}
	for i := range actions.done {
		x := &actions.done[i]
		if x.fresh {
			x.item.Finding = hindcast.FindingID(findings.now(string(x.item.Finding)))
		}
		if !found[x.item.Finding] {
			x.item.Finding = ""
		}
	}
	r.Impact, r.Evidence, r.Actions = impact.items(), evidence.items(), actions.items()
	r.Review.Findings = findings.items()
	r.Participants = participantShelf().read(lists["participants"], book, problems, r.Participants).items()
	r.Runbooks = documentShelf().read(lists["runbooks"], book, problems, r.Runbooks).items()
	r.Review.Factors = factorShelf().read(lists["factors"], book, problems, r.Review.Factors).items()
	r.Review.FiveWhys = whyShelf().read(lists["five_whys"], book, problems, r.Review.FiveWhys).items()
	r.Sections = sectionShelf().read(lists["sections"], book, problems, r.Sections).items()
}

// settle takes from new events the milestones that known ones mark, and keeps the
// rules behind those they mark themselves.
func (n *freshness) settle(r *hindcast.Record, events *shelving[hindcast.TimelineEvent]) {
	marked := map[hindcast.Milestone]bool{}
	for i := range events.done {
		mend(&events.done[i].item)
	}
	for _, x := range events.done {
		if !x.fresh {
			for _, m := range x.item.Milestones {
				marked[m] = true
			}
		}
	}
	for i := range events.done {
		x := &events.done[i]
		if !x.fresh {
			continue
		}
		x.item.Milestones = slices.DeleteFunc(slices.Clone(x.item.Milestones), func(m hindcast.Milestone) bool { return marked[m] })
		for _, m := range x.item.Milestones {
			marked[m] = true
			if rule := n.inferred[m]; rule != "" {
				r.Inferred = withRule(r.Inferred, m, rule)
			}
		}
	}
	maps.DeleteFunc(r.Inferred, func(m hindcast.Milestone, _ string) bool { return !marked[m] })
}

// mend sets right what editing by hand may leave behind: an end before the start,
// details of another kind of event, a kind without its details.
func mend(e *hindcast.TimelineEvent) {
	if e.Until.Before(e.At) {
		e.Until = time.Time{}
	}
	if e.At.IsZero() {
		e.Precision = hindcast.PrecisionUnknown
	} else if e.Precision == hindcast.PrecisionUnknown {
		e.Precision = hindcast.PrecisionApproximate
	}
	if e.Kind != hindcast.Communicated {
		e.Communication = nil
	} else if e.Communication == nil || e.Communication.Audience == "" {
		e.Kind, e.Communication = hindcast.Note, nil
	}
	if e.Kind != hindcast.SeverityEvent {
		e.Severity = nil
	} else if e.Severity == nil || e.Severity.To == hindcast.SeverityNone {
		e.Kind, e.Severity = hindcast.Note, nil
	}
	if e.Kind != hindcast.ResponseEvent || e.Response != nil && e.Response.Mode == "" {
		e.Response = nil
	}
}

func withRule(rules map[hindcast.Milestone]string, m hindcast.Milestone, rule string) map[hindcast.Milestone]string {
	rules = maps.Clone(rules)
	if rules == nil {
		rules = map[hindcast.Milestone]string{}
	}
	rules[m] = rule
	return rules
}

// now returns what became of an identifier that the reader gave.
func (b *shelving[T]) now(id string) string {
	if is, changed := b.renamed[id]; changed {
		return is
	}
	return id
}
