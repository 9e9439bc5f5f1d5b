package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/markup"
)

// document shows a document: the revision in force, or the one asked for, or what
// differs between two.
func (p *Pages) document(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showDocument(w, r, by, markForm{})
}

// showDocument shows a document, with a form that was refused.
func (p *Pages) showDocument(w http.ResponseWriter, r *http.Request, by hindcast.Actor, f markForm) error {
	entry, err := p.Library.Get(r.Context(), by, hindcast.DocumentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	v, err := newDocumentView(r.URL.Query(), entry, p.options.Now())
	if err != nil {
		return err
	}
	if v.allow(by, entry); v.MayWrite {
		if f.lessons, err = p.Library.FindLessons(r.Context(), by, ""); err != nil {
			return err
		}
	}
	v.Mark = f
	if v.Policy && v.Diff != nil && v.MayWrite {
		for _, k := range entry.Proposals {
			if k.Value.ID == r.URL.Query().Get("proposal") {
				effect, err := p.Library.Effect(r.Context(), by, k.Value.Body)
				if err != nil {
					return err
				}
				v.Effect = newAnswerEffect(effect)
			}
		}
	}
	return p.renderAs(w, r, by, statusOf(f.Wrong), Shell{Title: entry.Document.Title, Section: LibrarySection, Live: Everything}, documentPage(v))
}

// documentView is one document.
type documentView struct {
	Head      headView
	Policy    bool     // Policy says that it is the policy in force, which has a page that reads better.
	Link      string   // Link is where it is kept when that is not here.
	Showing   string   // Showing says which earlier revision is shown; empty for the one in force.
	Overdue   string   // Overdue says since when its review is; empty when it is not.
	Body      string   // Body is safe HTML.
	Plain     string   // Plain is shown as it is, where the text is not Markdown.
	Steps     []string // Steps are safe inline HTML.
	Diff      *diffView
	Revisions []revisionView
	Proposals []revisionView
	Structure
	Path                 string
	Mark                 markForm
	MayWrite, MayApprove bool
	Retired              string // Retired says who retired it and why; empty while it is in use.
	Contradicted         []markView
	Effect               *answerEffect
	Compare              string // Compare leads to the newest change; empty with less than two revisions.
}

// revisionView is a revision, or a proposal, in the list of them.
type revisionView struct {
	Name         string // Name is "Revision 4".
	Href         string
	Changes      string // Changes leads to what differs from the one before; empty for the first.
	At           momentView
	Reason       string
	Author       string
	ApprovedBy   string
	Lesson       *lessonView
	Shown, InUse bool

	ID       string // ID, Version, Old and Own are those of a proposal.
	Version  string
	Old, Own bool // Old says that the document was revised since it was written, Own that the reader wrote it.
}

func newDocumentView(q url.Values, e library.Entry, now time.Time) (documentView, error) {
	d := e.Document
	path := "/library/" + string(d.ID)
	v := documentView{Head: documentHead(e, now), Policy: d.ID == library.PolicyID, Link: d.Link}
	v.Path = path
	v.marked(e, now)
	if e.Overdue {
		v.Overdue = apart(e.DueAt, now)
	}
	shown, inForce := e.Latest()
	if n := q.Get("revision"); n != "" && inForce {
		number, _ := strconv.Atoi(n) // what is no number is no revision either
		earlier, err := e.Revision(number)
		if err != nil {
			return v, err
		}
		if earlier.Number != shown.Number {
			v.Showing = fmt.Sprintf("This is revision %d. Revision %d is in force.", earlier.Number, shown.Number)
		}
		shown = earlier
	}
	v.show(d, shown)
	v.understood(d.Kind, shown.Body, e)
	v.Revisions = revisionViews(path, e, shown.Number, now)
	v.Proposals = proposalViews(path, e, now)
	if n := len(d.Revisions); n > 1 {
		v.Compare = comparison(path, d.Revisions[n-2].Number, d.Revisions[n-1].Number, "")
	}
	diff, err := diffAsked(path, q, e)
	v.Diff = diff
	return v, err
}

// show renders a revision. The steps of a document are those in force, so they
// stand beside that revision only, and only where its text does not list them.
func (v *documentView) show(d hindcast.Document, r hindcast.Revision) {
	switch {
	case v.Policy:
		v.Plain = r.Body
	default:
		v.Body = markup.HTML(untitled(r.Body, d.Title), markup.Options{TopHeading: 2, IDPrefix: "doc-"})
	}
	if v.Showing == "" && !lists(r.Body, d.Steps) {
		for _, s := range d.Steps {
			v.Steps = append(v.Steps, markup.Inline(s))
		}
	}
}

// untitled is a text without a first heading that only says the title again.
func untitled(body, title string) string {
	first, rest, _ := strings.Cut(strings.TrimLeft(body, "\r\n"), "\n")
	if heading, is := strings.CutPrefix(first, "# "); is && hindcast.Fold(heading) == hindcast.Fold(title) {
		return rest
	}
	return body
}

// lists reports whether every step stands in a text.
func lists(body string, steps []string) bool {
	folded := hindcast.Fold(body)
	return !slices.ContainsFunc(steps, func(s string) bool { return !strings.Contains(folded, hindcast.Fold(s)) })
}

func documentHead(e library.Entry, now time.Time) headView {
	d := e.Document
	h := headView{Trail: []pageLink{{"Library", "/library"}, {kindWords(d.Kind), "/library?kind=" + string(d.Kind)}}, Title: d.Title}
	fact := func(name, value string) {
		if value != "" {
			h.Facts = append(h.Facts, factView{name, value})
		}
	}
	fact("Owner", firstOf(personName(d.Owner), "nobody yet"))
	fact("For", firstOf(appliesTo(d), "any incident"))
	if latest, ok := e.Latest(); ok {
		fact("In force", fmt.Sprintf("revision %d, %s", latest.Number, dayOf(latest.At, now, "").Text))
	}
	fact("Review due", dayOf(e.DueAt, now, "").Text)
	if at, by := e.Marks.Reviewed(); !at.IsZero() {
		fact("Last reviewed", dayOf(at, now, "").Text+", "+personName(by))
	}
	fact("Last used", dayOf(d.LastUsed, now, "never").Text)
	fact("Last exercised", dayOf(d.LastDrilled, now, "never").Text)
	return h
}

func revisionViews(path string, e library.Entry, shown int, now time.Time) []revisionView {
	var list []revisionView
	for i, r := range e.Document.Revisions {
		v := revisionView{Name: fmt.Sprintf("Revision %d", r.Number), Href: fmt.Sprintf("%s?revision=%d", path, r.Number), At: dayOf(r.At, now, ""), Reason: r.Reason,
			Author: personName(r.Author), ApprovedBy: personName(r.ApprovedBy), Shown: r.Number == shown, InUse: i == len(e.Document.Revisions)-1}
		if v.InUse {
			v.Href = path
		}
		if i > 0 {
			v.Changes = comparison(path, e.Document.Revisions[i-1].Number, r.Number, "")
		}
		if l, ok := e.Lessons[r.Lesson]; ok {
			v.Lesson = newLesson(l)
		}
		list = append(list, v)
	}
	slices.Reverse(list)
	return list
}

func proposalViews(path string, e library.Entry, now time.Time) []revisionView {
	var list []revisionView
	newest, _ := e.Latest()
	for _, k := range e.Proposals {
		p := k.Value
		v := revisionView{Name: "Proposal", Href: path + "?proposal=" + p.ID, Changes: path + "?proposal=" + p.ID, At: dayOf(p.At, now, ""), Reason: p.Reason, Author: personName(p.Author),
			ID: p.ID, Version: strconv.FormatInt(k.Version, 10), Old: p.BasedOn != newest.Number}
		if l, ok := e.Lessons[p.Lesson]; ok {
			v.Lesson = newLesson(l)
		}
		list = append(list, v)
	}
	return list
}

// by says who wrote and who approved a revision.
func (v revisionView) by() string {
	who := firstOf(v.Author, "somebody")
	if v.ApprovedBy != "" {
		who += ", approved by " + v.ApprovedBy
	}
	return who
}

// comparison is the address of what differs between two revisions.
func comparison(path string, from, to int, view string) string {
	address := fmt.Sprintf("%s?from=%d&to=%d", path, from, to)
	if view != "" {
		address += "&view=" + view
	}
	return address
}

// diffAsked is the comparison that the address asks for: two revisions, or a
// proposal with what it was written from. It is nil when it asks for none.
func diffAsked(path string, q url.Values, e library.Entry) (*diffView, error) {
	side := q.Get("view") == "side"
	if id := q.Get("proposal"); id != "" {
		for _, p := range e.Proposals {
			if p.Value.ID == id {
				before, _ := e.Revision(p.Value.BasedOn) // a first proposal is compared with nothing
				d := newDiff(before.Body, p.Value.Body, side)
				d.Proposal = id
				d.Title = "What " + firstOf(personName(p.Value.Author), "somebody") + " proposes"
				d.tabs(path+"?proposal="+id, side)
				return &d, nil
			}
		}
		return nil, &hindcast.Error{Code: hindcast.NotFound, Message: "that proposal was approved or withdrawn; see the revisions of the document"}
	}
	if q.Get("from") == "" && q.Get("to") == "" {
		return nil, nil
	}
	from, _ := strconv.Atoi(q.Get("from"))
	to, _ := strconv.Atoi(q.Get("to"))
	before, err := e.Revision(from)
	if err != nil {
		return nil, err
	}
	after, err := e.Revision(to)
	if err != nil {
		return nil, err
	}
	d := newDiff(before.Body, after.Body, side)
	d.Title = fmt.Sprintf("What changed from revision %d to %d", from, to)
	d.Reason = after.Reason
	d.Action, d.From, d.To = path, revisionChoice("from", "From", e, from), revisionChoice("to", "to", e, to)
	d.tabs(comparison(path, from, to, ""), side)
	return &d, nil
}

func revisionChoice(name, label string, e library.Entry, current int) fieldView {
	f := fieldView{Name: name, Label: label, Value: strconv.Itoa(current)}
	for _, r := range e.Document.Revisions {
		f.Choices = append(f.Choices, choiceView{strconv.Itoa(r.Number), fmt.Sprintf("Revision %d, %s", r.Number, r.At.UTC().Format("2 Jan 2006"))})
	}
	return f
}

// blank reports whether there is nothing to read.
func (v documentView) blank() bool {
	return strings.TrimSpace(v.Body) == "" && v.Plain == "" && len(v.Steps) == 0
}
