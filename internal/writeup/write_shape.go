package writeup

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// runbookLessons heads the part of the shape that no field has a place for. An
// empty one says nothing.
const runbookLessons = "Lessons for Runbooks"

// noText stands for a text that is empty where something has to stand.
const noText = "–"

func (d *draft) metadata() {
	r := d.record
	d.heading(2, "Metadata")
	day := ""
	if e := r.Milestone(hindcast.Began); e != nil && !e.At.IsZero() {
		day = e.At.Format(time.DateOnly)
	} else if first := firstDated(r); first != nil {
		day = first.At.Format(time.DateOnly)
	}
	severity := ""
	if s := r.Incident.Severity; s != hindcast.SeverityNone {
		severity = s.String() + " - " + s.Name()
	}
	rows := [][]string{
		{"**Incident Date**", cell(day, askDate)},
		{"**Severity**", cell(severity, askSeverity)},
		{"**Affected Services**", cell(strings.Join(r.Incident.Services, ", "), askServices)},
		{"**Authors**", cell(joinNames(r.Review.Authors), askAuthors)},
		{"**Status**", documentStatus(r.Review.State)},
	}
	if r.Incident.TLP != "" {
		rows = append(rows, []string{"**TLP**", r.Incident.TLP.Label()})
	}
	d.table([]string{"Field", "Value"}, rows)
}

// firstDated returns the first event with a time, nil when there is none.
func firstDated(r *hindcast.Record) *hindcast.TimelineEvent {
	for i := range r.Timeline {
		if !r.Timeline[i].At.IsZero() {
			return &r.Timeline[i]
		}
	}
	return nil
}

func documentStatus(s hindcast.ReviewState) string {
	if s == hindcast.ReviewSignedOff {
		return "Final"
	}
	return "Draft"
}

func joinNames(people []hindcast.Person) string {
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = shownName(p)
	}
	return strings.Join(names, ", ")
}

// shownName is how the body names a person.
func shownName(p hindcast.Person) string {
	if p.Name != "" {
		return p.Name
	}
	return string(p.User)
}

// impact writes each statement as a bullet below what it is about.
func (d *draft) impact() {
	groups := map[string][]string{}
	for _, s := range d.record.Impact {
		about := impactAbout(s)
		groups[about] = append(groups[about], inline(impactText(s), inBullet))
	}
	d.heading(2, "Impact")
	for _, g := range []struct{ about, ask string }{{"Users", askUsers}, {"Financial", askFinancial}, {"Reputation", askReputation}} {
		d.heading(3, g.about)
		d.bullets("-", groups[g.about], g.ask)
	}
}

// impactAbout sorts a statement under the headings of the shape.
func impactAbout(s hindcast.ImpactStatement) string {
	switch {
	case s.FundsAtRisk != nil || s.Losses != nil || s.Cost != nil:
		return "Financial"
	case s.Public != nil || s.Media != nil:
		return "Reputation"
	}
	return "Users"
}

// impactText is what the body says of a statement: its text, or what its figures
// say in words.
func impactText(s hindcast.ImpactStatement) string {
	if s.Text != "" {
		return s.Text
	}
	var said []string
	say := func(present bool, words string) {
		if present {
			said = append(said, words)
		}
	}
	say(s.AllUsers, "all users affected")
	if s.UsersAffected != nil {
		say(true, hindcast.FormatCount(float64(*s.UsersAffected))+" users affected")
	}
	for _, svc := range s.Services {
		if svc.Degree == hindcast.FullyDown {
			say(true, svc.Service+" fully down")
		} else {
			say(true, svc.Service+" degraded")
		}
	}
	for _, m := range []struct {
		money *hindcast.Money
		words string
	}{{s.FundsAtRisk, "funds at risk: "}, {s.Losses, "losses: "}, {s.Cost, "cost: "}} {
		if m.money != nil {
			say(true, m.words+m.money.Amount+" "+m.money.Currency)
		}
	}
	if s.RecordsExposed != nil {
		say(true, hindcast.FormatCount(float64(*s.RecordsExposed))+" records exposed")
	}
	if s.Public != nil {
		say(*s.Public, "visible to the public")
		say(!*s.Public, "not visible to the public")
	}
	if s.Media != nil {
		say(*s.Media, "in the press")
		say(!*s.Media, "not in the press")
	}
	if len(said) == 0 {
		return noText
	}
	return strings.Join(said, "; ")
}

func (d *draft) rootCause() {
	review := d.record.Review
	d.heading(2, "Root Cause")
	d.heading(3, "Primary Cause")
	d.prose(review.PrimaryCause, askCause)
	d.heading(3, "Contributing Factors")
	if len(review.Factors) == 0 {
		d.paragraph(askFactors)
	} else {
		lines := make([]string, len(review.Factors))
		for i, f := range review.Factors {
			lines[i] = strconv.Itoa(i+1) + ". " + cellOr(f.Text, inBullet)
		}
		d.paragraph(lines...)
	}
	d.heading(3, "5 Whys")
	rows := [][]string{}
	for _, w := range review.FiveWhys {
		rows = append(rows, []string{cell(w.Question, ""), cellOr(w.Answer, inCell)})
	}
	if len(rows) == 0 {
		d.paragraph(askWhys)
		return
	}
	d.table([]string{"Why?", "Answer"}, rows)
}

// cellOr writes a text, or a dash for none.
func cellOr(text string, at place) string { return inline(textOrDash(text), at) }

func textOrDash(text string) string {
	if text == "" {
		return noText
	}
	return text
}

func (d *draft) findings(heading string, kind hindcast.FindingKind, placeholder string) {
	var texts []string
	for _, f := range d.record.Review.FindingsOf(kind) {
		texts = append(texts, cellOr(f.Text, inBullet))
	}
	d.heading(2, heading)
	d.bullets("-", texts, placeholder)
}

func (d *draft) actions() {
	d.heading(2, "Action Items")
	var rows [][]string
	for _, a := range d.record.Actions {
		deadline := a.Due.String()
		if deadline == "" {
			deadline = a.DueText
		}
		rows = append(rows, []string{cellOr(a.Title, inCell), cell(shownName(a.Owner), askOwner), cell(deadline, askDeadline), actionStatus(a.State)})
	}
	if len(rows) == 0 {
		rows = [][]string{{askAction, askOwner, askDeadline, "Not Started"}}
	}
	d.table([]string{"Action", "Owner", "Deadline", "Status"}, rows)
}

// actionStatus writes a state in the words of the shape.
func actionStatus(s hindcast.ActionState) string {
	switch s {
	case hindcast.ActionInProgress:
		return "In Progress"
	case hindcast.ActionDone:
		return "Done"
	case hindcast.ActionVerified:
		return "Verified"
	case hindcast.ActionDropped:
		return "Dropped"
	}
	return "Not Started"
}

func (d *draft) detection() {
	d.keptSection("Detection", askDetection)
	st := d.record.Stated
	var stated []string
	for _, s := range []struct {
		label  string
		stated hindcast.StatedDuration
	}{{"Time to detection", st.Detect}, {"Time to mitigation", st.Mitigate}, {"Time to resolution", st.Resolve}} {
		if s.stated.Text != "" {
			stated = append(stated, "**"+s.label+":** "+inline(s.stated.Text, inProse))
		}
	}
	if len(stated) > 0 {
		d.bullets("-", stated, "")
	}
}

func (d *draft) links() {
	var texts []string
	for _, e := range d.record.Evidence {
		texts = append(texts, evidenceLine(e))
	}
	d.heading(2, "Links")
	if len(texts) > 0 || len(d.sections["links"]) == 0 {
		d.bullets("-", texts, askLinks)
	}
	d.keptText("Links")
}

// evidenceLine writes evidence as a link, or as a file where it has no address
// that fits into one.
func evidenceLine(e hindcast.Evidence) string {
	switch {
	case e.URL == "" || strings.ContainsAny(e.URL, " <>\t\n\\|"):
		return "File: " + escape(textOrDash(e.Name), inBullet)
	case strings.ContainsAny(e.URL, "()"):
		return "[" + linkText(e.Name) + "](<" + e.URL + ">)"
	}
	return "[" + linkText(e.Name) + "](" + e.URL + ")"
}

// linkText writes a text between the brackets of a link.
func linkText(text string) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(escape(textOrDash(text), inProse))
}

func (d *draft) meeting() {
	review := d.record.Review
	d.heading(2, "Meeting Notes")
	d.heading(3, "Attendees")
	var names []string
	for _, p := range review.Attendees {
		names = append(names, cellOr(shownName(p), inBullet))
	}
	d.bullets("-", names, askAttendees)
	d.heading(3, "Discussion")
	d.prose(review.MeetingNotes, askNotes)
}

// opening writes the text that stood before the first heading.
func (d *draft) opening() {
	for _, i := range d.sections[""] {
		d.paragraph(sectionLines(d.record.Sections[i].Text)...)
	}
	delete(d.sections, "")
}

// keptSection writes a section of the shape that holds prose only.
func (d *draft) keptSection(heading, placeholder string) {
	d.heading(2, heading)
	if len(d.sections[hindcast.Fold(heading)]) == 0 {
		d.paragraph(placeholder)
	}
	d.keptText(heading)
}

// keptText writes the prose kept under a heading of the shape.
func (d *draft) keptText(heading string) {
	key := hindcast.Fold(heading)
	for _, i := range d.sections[key] {
		d.paragraph(sectionLines(d.record.Sections[i].Text)...)
	}
	delete(d.sections, key)
}

// otherSections writes the prose that belongs under headings of its own.
func (d *draft) otherSections() {
	var rest []int
	for _, list := range d.sections {
		rest = append(rest, list...)
	}
	slices.Sort(rest)
	for _, i := range rest {
		s := d.record.Sections[i]
		d.heading(min(max(s.Level, 2), 6), s.Heading)
		d.paragraph(sectionLines(s.Text)...)
	}
}
