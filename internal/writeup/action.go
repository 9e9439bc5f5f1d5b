package writeup

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// actionsBlock reads follow-up actions from a table or a list. Paragraphs stay
// prose.
func (r *reader) actionsBlock(s *section, b *block) {
	switch b.kind {
	case tableBlock:
		for _, row := range b.table.rows {
			if r.page.fates[row.n-1] == untouched {
				r.actionRow(s, b.table, row)
			}
		}
	case listBlock:
		for _, it := range b.items {
			if r.page.fates[it.first-1] == untouched {
				r.actionItem(s, it)
			}
		}
	}
}

// addAction adds an action with what its words say it changes.
func (r *reader) addAction(a hindcast.Action) {
	rec := &r.doc.Record
	a.ID = hindcast.ActionID(fmt.Sprintf("a%d", len(rec.Actions)+1))
	if a.State == "" {
		a.State = hindcast.ActionOpen
	}
	classify(&a)
	rec.Actions = append(rec.Actions, a)
}

// actionRow reads a row of an action table.
func (r *reader) actionRow(s *section, t *table, row tableRow) {
	a := hindcast.Action{Origin: hindcast.Origin{Line: row.n}}
	var notes []string
	titled := false
	for i := range row.cells {
		cell := row.cell(i)
		w := words(headerOf(t, i))
		if !titled && (isActionHeader(w) || len(t.header) == 0 && i == 0) {
			a.Title, titled = oneLine(cell), true
			continue
		}
		if cell != "" {
			actionCell(&a, &notes, w, headerOf(t, i), cell)
		}
	}
	if !titled {
		r.keep(s, row.n, row.n)
		return
	}
	if a.Title == "" || isTemplate(a.Title) {
		r.listUnread(row.n, leftOver)
		return
	}
	if saysNothing(a.Title) || len(a.Title) > hindcast.MaxText {
		r.keep(s, row.n, row.n)
		return
	}
	a.Origin.Notes = strings.Join(notes, "; ")
	if a.State == "" {
		a.Title, a.State = cutState(a.Title)
	}
	r.addAction(a)
	r.understand(row.n, row.n)
}

func isActionHeader(w string) bool {
	switch w {
	case "action", "action item", "actions", "task", "item", "description", "what", "todo", "title", "improvement", "action items", "corrective action", "follow up", "remediation", "recommendation", "measure":
		return true
	}
	return false
}

// actionCell reads one further cell of an action's row.
func actionCell(a *hindcast.Action, notes *[]string, w, header, cell string) {
	if m := boldState.FindStringSubmatchIndex(cell); m != nil && a.State == "" {
		if state, ok := stateNamed(cell[m[2]:m[3]]); ok {
			a.State = state
			cell = strings.TrimSpace(cell[:m[0]] + cell[m[1]:])
		}
		if cell == "" || saysNothing(cell) {
			return
		}
	}
	note := func() {
		if header == "" || w == "notes" || w == "comments" {
			*notes = append(*notes, cell)
			return
		}
		*notes = append(*notes, header+": "+cell)
	}
	switch w {
	case "owner", "assignee", "who", "responsible", "dri", "assigned to", "person", "lead", "owners", "assigned", "owner s", "accountable", "responsible person", "owned by":
		if isTemplate(cell) || saysNothing(cell) || a.Owner.Name != "" || !shorter(cell, hindcast.MaxName) {
			note()
			return
		}
		a.Owner.Name = oneLine(cell)
	case "deadline", "due", "due date", "eta", "target date", "date", "when", "by when", "target", "due by", "completion date", "timeline", "target completion":
		if isTemplate(cell) || saysNothing(cell) {
			note()
			return
		}
		setDue(a, cell)
	case "status", "state", "done", "progress", "complete", "completed":
		if state, ok := stateNamed(cell); ok {
			a.State = state
			if w := words(cell); strings.HasPrefix(w, "done ") || strings.HasPrefix(w, "completed ") || strings.HasPrefix(w, "in progress ") {
				note()
			}
			return
		}
		note()
	case "priority", "prio", "p", "severity", "urgency":
		if p := priorityNamed(cell); p != "" {
			a.Priority = p
			return
		}
		note()
	case "type", "category", "kind", "class":
		if intent := intentNamed(cell); intent != "" {
			a.Intent = intent
			return
		}
		note()
	case "", "nr", "no", "number", "id":
		if strings.Trim(cell, "0123456789.#") != "" {
			note()
		}
	default:
		note()
	}
}

// actionItem reads a bullet of an action list. What hangs below it is kept as
// its notes, and read where it names owner, deadline or status.
func (r *reader) actionItem(s *section, it *item) {
	text := strings.TrimSpace(plain(it.text))
	bareText, owner := cutOwner(text)
	switch {
	case isTemplate(text) || isTemplate(bareText):
		r.listUnread(it.first, leftOver)
		return
	case text == "" || saysNothing(text):
		return
	}
	if f, ok := fieldOf(text, it.first, it.last); ok && f.value == "" && len(it.children) > 0 {
		r.keep(s, it.first, it.last) // a group: "Prevention:"
		for _, child := range it.children {
			r.actionItem(s, child)
		}
		return
	}
	a := hindcast.Action{Title: text, Origin: hindcast.Origin{Line: it.first}}
	if it.ticked != nil && *it.ticked {
		a.State = hindcast.ActionDone
	}
	r.trailing(&a, owner, bareText)
	if title, rest, ok := boldTitle(a.Title); ok {
		a.Title = title
		a.Origin.Notes = strings.TrimPrefix(a.Origin.Notes+"; "+rest, "; ")
	}
	if len(it.children) > maxDetails {
		return // no action: a document of its own
	}
	for _, child := range it.children {
		r.actionDetail(&a, child)
	}
	a.Title = oneLine(a.Title)
	r.addAction(a)
	r.understand(it.first, it.end())
}

// maxDetails bounds how many bullets hang below an action.
const maxDetails = 200

// boldTitle cuts "**Title**: description".
func boldTitle(text string) (title, rest string, ok bool) {
	inner, marked := strings.CutPrefix(text, "**")
	if !marked {
		return "", "", false
	}
	title, rest, closed := strings.Cut(inner, "**")
	rest = strings.TrimLeft(rest, ":.–—- ")
	title = strings.TrimSpace(strings.TrimSuffix(title, ":"))
	if !closed || rest == "" || title == "" {
		return "", "", false
	}
	return title, rest, true
}

// actionDetail reads a bullet below an action.
func (r *reader) actionDetail(a *hindcast.Action, it *item) {
	if f, ok := fieldOf(it.text, it.first, it.last); ok && f.value != "" && len(it.children) == 0 {
		var notes []string
		actionCell(a, &notes, f.key, f.label, f.value)
		for _, n := range notes {
			a.Origin.Notes = strings.TrimPrefix(a.Origin.Notes+"\n", "\n") + n
		}
		return
	}
	a.Origin.Notes = strings.TrimPrefix(a.Origin.Notes+"\n"+strings.Join(outline(it, 0), "\n"), "\n")
}

// trailing reads owner, deadline and status off the end of an action's text:
// "@alice", "(done)", "- Nadia, 2026-06-26", "due 2026-06-26".
func (r *reader) trailing(a *hindcast.Action, owner, withoutOwner string) {
	whole := a.Title
	defer func() {
		if a.Title == "" { // nothing but an owner or a day: no action to cut it off from
			a.Title, a.Owner.Name, a.Due, a.FirstDue, a.DueText = whole, "", hindcast.Date{}, hindcast.Date{}, ""
		}
	}()
	if owner != "" {
		a.Owner.Name, a.Title = owner, withoutOwner
	}
	title, state := cutState(a.Title)
	if state != "" {
		a.Title = title
		a.State = state
	}
	if m := trailingDue.FindStringSubmatchIndex(a.Title); m != nil {
		due, name := a.Title[m[4]:m[5]], ""
		if m[2] >= 0 {
			name = strings.TrimSpace(a.Title[m[2]:m[3]])
		}
		if day, ok := dueDay(due); ok && (name == "" || isName(name)) {
			a.Due, a.FirstDue = day, day
			if name != "" && a.Owner.Name == "" {
				a.Owner.Name = name
			} else if name != "" {
				a.Origin.Notes = name
			}
			a.Title = strings.TrimRight(a.Title[:m[0]], " ,;-–—(")
		}
	}
	if rest, tag := cutOwner(a.Title); tag != "" && a.Owner.Name == "" {
		a.Owner.Name, a.Title = tag, rest
	}
	if m := ownerAside.FindStringSubmatchIndex(a.Title); m != nil && a.Owner.Name == "" {
		if name := strings.TrimSpace(a.Title[m[2]:m[3]]); isName(name) {
			a.Owner.Name = name
			a.Title = strings.TrimRight(strings.TrimSpace(a.Title[:m[0]]+a.Title[m[1]:]), " -–—")
		}
	}
	if before, name, ok := cutLast(a.Title, " - ", " – ", " — "); ok && a.Owner.Name == "" && r.knownPerson(name) {
		a.Owner.Name, a.Title = name, before
	}
}

var (
	trailingDue = regexp.MustCompile(`(?:(?:\s[-–—]\s+|\s*\()(\pL[\pL .'-]{0,40}?)\s*,\s*(?:due:?|by|until|deadline:?|eta:?)?\s*|[\s(,;]+(?:due(?: date| by| on)?:?|by|until|deadline:?|eta:?)\s+|\s*\()(\d{4}-\d{2}-\d{2})\)?\.?$`)
	ownerAside  = regexp.MustCompile(`(?i)(?:^|[\s,;]|[\s,;]*[(\[])\s*(?:owner|assignee|assigned to|responsible)\s*:\s*([^()\[\],;|]{2,60})[)\]]?\s*$`)
	trailingTag = regexp.MustCompile(`(?:^|[\s(])(@[\pL\d][\pL\d._-]*)\)?\.?$`)
	boldState   = regexp.MustCompile(`\s*\*\*(DONE|TODO|IN PROGRESS|WIP)\*\*\s*$`) // the Google SRE table keeps it in its last column
	statusAside = regexp.MustCompile(`(?i)\s*[(\[]\s*(done|completed|complete|in progress|wip|not started|todo|to do|open|cancelled|dropped|verified|fixed|resolved)\s*[)\]]\s*\.?$`)
)

func cutLast(s string, seps ...string) (before, after string, ok bool) {
	for _, sep := range seps {
		if at := strings.LastIndex(s, sep); at > 0 {
			return strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(sep):]), true
		}
	}
	return "", "", false
}

// knownPerson reports whether the record names the person elsewhere.
func (r *reader) knownPerson(name string) bool {
	key := hindcast.Person{Name: name}.Key()
	_, took := r.people[key]
	return took || r.attendees[key] || r.authors[key]
}

// cutOwner takes "@alice" off the end of a text.
func cutOwner(text string) (rest, owner string) {
	m := trailingTag.FindStringSubmatchIndex(text)
	if m == nil {
		return text, ""
	}
	return strings.TrimRight(text[:m[2]], " ("), text[m[2]:m[3]]
}

// cutState takes "(done)", "✅" and the like off a text.
func cutState(text string) (string, hindcast.ActionState) {
	if m := statusAside.FindStringSubmatchIndex(text); m != nil {
		if state, ok := stateNamed(text[m[2]:m[3]]); ok {
			return strings.TrimSpace(text[:m[0]]), state
		}
	}
	for _, tick := range []string{"✅", "☑️", "✔️", "✔", "☑"} {
		if rest, ok := strings.CutSuffix(text, tick); ok {
			return strings.TrimSpace(rest), hindcast.ActionDone
		}
		if rest, ok := strings.CutPrefix(text, tick); ok {
			return strings.TrimSpace(rest), hindcast.ActionDone
		}
	}
	return text, ""
}
