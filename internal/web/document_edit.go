package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// proposeView is the form that proposes a revision.
type proposeView struct {
	Head    headView
	Action  string
	Draft   draftForm
	Policy  bool
	Preview *previewView
	Diff    *diffView
	Stale   string // Stale says what was approved while this was written; Diff then shows both.
	Effect  *answerEffect
	Faults  []faultView // Faults are lines of a policy that cannot be read.
	Wrong   *hindcast.Error
}

// faultView is a line that cannot be read.
type faultView struct{ Line, Text, Reason string }

// proposed is the text in force of a document, with the number of its revision. The
// policy has one before it has a document.
func (p *Pages) textInForce(r *http.Request, by hindcast.Actor) (e library.Entry, number int, body string, err error) {
	id := hindcast.DocumentID(r.PathValue("id"))
	e, err = p.Library.Get(r.Context(), by, id)
	if id == library.PolicyID && (hindcast.CodeOf(err) == hindcast.NotFound || err == nil && len(e.Document.Revisions) == 0) {
		inForce, problem := p.Library.InForce(r.Context(), by)
		e.Document.ID, e.Document.Kind, e.Document.Title = library.PolicyID, hindcast.PolicyDocument, firstOf(e.Document.Title, "Incident response policy")
		return e, 0, inForce.Text, problem
	}
	latest, _ := e.Latest()
	return e, latest.Number, latest.Body, err
}

// proposing shows the form, with the text in force or that of a proposal to be
// written anew.
func (p *Pages) proposing(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, number, body, err := p.textInForce(r, by)
	if err != nil {
		return err
	}
	v := proposeView{Draft: draftForm{Body: body, BasedOn: number}}
	for _, k := range e.Proposals {
		if k.Value.ID == r.URL.Query().Get("from") {
			v.Draft.Body, v.Draft.Reason = k.Value.Body, k.Value.Reason
			v.Draft.Lesson = lessonLabel(e, k.Value.Lesson)
			diff := newDiff(body, k.Value.Body, false)
			diff.Title = "What it would change in the text in force"
			v.Diff = &diff
		}
	}
	return p.showProposing(w, r, by, e, v)
}

func lessonLabel(e library.Entry, id hindcast.FindingID) string {
	if l, ok := e.Lessons[id]; ok {
		return l.Label()
	}
	return ""
}

func (p *Pages) showProposing(w http.ResponseWriter, r *http.Request, by hindcast.Actor, e library.Entry, v proposeView) (err error) {
	d := e.Document
	path := "/library/" + string(d.ID)
	back := pageLink{d.Title, path}
	if d.ID == library.PolicyID {
		back.Href = "/library/policy"
	}
	v.Head = headView{Trail: []pageLink{{"Library", "/library"}, back}, Title: "Propose a revision", Lead: "It is in force once somebody else has approved it. Until then the text before it is."}
	v.Action, v.Policy, v.Draft.Wrong = path+"/propose", d.ID == library.PolicyID, v.Wrong
	if v.Policy {
		v.Faults = faultsIn(v.Wrong, v.Draft.Body)
	}
	if v.Draft.lessons, err = p.Library.FindLessons(r.Context(), by, ""); err != nil {
		return err
	}
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "Propose a revision of " + d.Title, Section: LibrarySection}, proposePage(v))
}

// faultsIn are the lines that the errors of a policy name.
func faultsIn(wrong *hindcast.Error, body string) []faultView {
	if wrong == nil {
		return nil
	}
	var list []faultView
	lines := strings.Split(strings.ReplaceAll(body, "\r\n", "\n"), "\n")
	for _, f := range wrong.Fields {
		parts := strings.SplitN(f.Field, ":", 3)
		if len(parts) < 2 {
			continue
		}
		if n, err := strconv.Atoi(parts[1]); err == nil && n > 0 && n <= len(lines) {
			list = append(list, faultView{fmt.Sprintf("Line %d", n), lines[n-1], sentenceOf(f.Reason)})
		}
	}
	return list
}

// propose keeps a revision to be approved, or shows how it will read and what it
// would change.
func (p *Pages) propose(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, number, body, err := p.textInForce(r, by)
	if err != nil {
		return err
	}
	v := proposeView{Draft: typedDraft(r)}
	if r.PostFormValue("do") == "preview" {
		err = p.previewRevision(r, by, e.Document, body, &v)
	} else {
		var draft library.Draft
		if draft, err = p.draft(r.Context(), by, v.Draft); err == nil {
			if _, err = p.Library.Propose(r.Context(), by, e.Document.ID, draft); err == nil {
				http.Redirect(w, r, "/library/"+string(e.Document.ID), http.StatusSeeOther)
				return nil
			}
		}
	}
	if hindcast.CodeOf(err) == hindcast.Stale {
		v.Stale = fmt.Sprintf("Revision %d was approved while you wrote. Your text is below, and above it what it differs in from that revision. Take over what you want to keep, and propose it again.", number)
		diff := newDiff(body, v.Draft.Body, true)
		diff.Title = fmt.Sprintf("Revision %d and your text", number)
		v.Draft.BasedOn, v.Diff, err = number, &diff, nil
	}
	if err != nil {
		if v.Wrong, err = refusedForm(err); err != nil {
			return err
		}
	}
	return p.showProposing(w, r, by, e, v)
}

// previewRevision fills in how a text will read and what differs; of a policy also
// which past answers it would change.
func (p *Pages) previewRevision(r *http.Request, by hindcast.Actor, d hindcast.Document, inForce string, v *proposeView) error {
	diff := newDiff(inForce, v.Draft.Body, false)
	diff.Title = "What would change in the text"
	v.Diff = &diff
	if d.ID != library.PolicyID {
		v.Preview = newPreview(d.Kind, d.Title, v.Draft.Body)
		return nil
	}
	effect, err := p.Library.Effect(r.Context(), by, v.Draft.Body)
	if err == nil {
		v.Effect = newAnswerEffect(effect)
	}
	return err
}

// answerEffect is what a policy would change in the answers of the last year.
type answerEffect struct {
	Judged string
	More   bool
	Rows   []answerEffectRow
}

type answerEffectRow struct{ Key, Href, Title, Question, Before, After, Signed, Reason string }

func newAnswerEffect(e library.PolicyEffect) *answerEffect {
	v := &answerEffect{Judged: counted(e.Judged, "incident", "incidents"), More: e.More}
	for _, c := range e.Changed {
		row := answerEffectRow{Key: c.Incident.Key, Href: incidentAddress(c.Incident) + "/review", Title: titleOf(c.Incident), Question: questionName(c.Question),
			Before: words(c.Before), After: words(c.After), Reason: c.Reason}
		if c.Signed != "" {
			row.Signed = "signed as " + words(c.Signed) + ", which stays"
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// judgeProposal approves a proposal or withdraws it.
func (p *Pages) judgeProposal(w http.ResponseWriter, r *http.Request, by hindcast.Actor) (err error) {
	if r.PostFormValue("do") == "withdraw" {
		err = p.Library.Withdraw(r.Context(), by, r.PathValue("proposal"), versionIn(r))
	} else {
		_, err = p.Library.Approve(r.Context(), by, r.PathValue("proposal"), versionIn(r))
	}
	if err == nil {
		http.Redirect(w, r, "/library/"+r.PathValue("id"), http.StatusSeeOther)
		return nil
	}
	if wrong := asError(err); wrong != nil && wrong.Code == hindcast.Stale {
		return p.showDocument(w, r, by, markForm{Wrong: wrong})
	}
	return err
}

// aboutView is the form that changes what is said of a document.
type aboutView struct {
	Head    headView
	Action  string
	Version string
	About   aboutForm
}

// about shows the form.
func (p *Pages) about(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, err := p.Library.Get(r.Context(), by, hindcast.DocumentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showAbout(w, r, by, e, aboutOf(e.Document))
}

func (p *Pages) showAbout(w http.ResponseWriter, r *http.Request, by hindcast.Actor, e library.Entry, f aboutForm) (err error) {
	path := "/library/" + string(e.Document.ID)
	if f.people, err = p.Accounts.Colleagues(r.Context(), by); err != nil {
		return err
	}
	v := aboutView{Head: headView{Trail: []pageLink{{"Library", "/library"}, {e.Document.Title, path}}, Title: "What it is for, and whose", Lead: "The text itself changes by revisions."},
		Action: path + "/about", Version: strconv.FormatInt(e.Version, 10), About: f}
	return p.renderAs(w, r, by, statusOf(f.Wrong), Shell{Title: "About " + e.Document.Title, Section: LibrarySection}, aboutPage(v))
}

// changeAbout changes what is said of a document. Who typed over something newer
// is shown both.
func (p *Pages) changeAbout(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	e, err := p.Library.Get(r.Context(), by, hindcast.DocumentID(r.PathValue("id")))
	if err != nil {
		return err
	}
	f, err := p.typedAbout(r.Context(), by, r)
	if err != nil {
		return err
	}
	d, err := f.document(e.Document)
	if err == nil {
		d.Revisions = nil
		if _, err = p.Library.Change(r.Context(), by, d, versionIn(r)); err == nil {
			http.Redirect(w, r, "/library/"+string(d.ID), http.StatusSeeOther)
			return nil
		}
	}
	if hindcast.CodeOf(err) == hindcast.Stale {
		now := aboutOf(e.Document)
		err = &hindcast.Error{Code: hindcast.Conflict, Message: fmt.Sprintf("somebody changed this meanwhile: it is now “%s”, owned by %s. What you typed is below; save again to put it in place of that",
			now.Title, firstOf(now.Owner, "nobody"))}
	}
	if f.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showAbout(w, r, by, e, f)
}

// markForm is something said of a document without changing its text, as it is
// typed.
type markForm struct {
	Kind, Note, Lesson string
	Wrong              *hindcast.Error

	lessons []library.Lesson
}

// mark keeps what is said of a document.
func (p *Pages) mark(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	ctx, id := r.Context(), hindcast.DocumentID(r.PathValue("id"))
	f := markForm{Kind: r.PostFormValue("kind"), Note: r.PostFormValue("note"), Lesson: r.PostFormValue("lesson")}
	var err error
	switch hindcast.DocumentMarkKind(f.Kind) {
	case hindcast.MarkReviewed:
		err = p.Library.Reviewed(ctx, by, id, f.Note)
	case hindcast.MarkRetired:
		err = p.Library.Retire(ctx, by, id, f.Note)
	case hindcast.MarkRestored:
		err = p.Library.Restore(ctx, by, id, f.Note)
	default:
		var lesson hindcast.FindingID
		if lesson, err = p.Library.LessonNamed(ctx, by, f.Lesson); err == nil {
			err = p.Library.Contradict(ctx, by, id, lesson, f.Note)
		}
	}
	if err == nil {
		http.Redirect(w, r, "/library/"+string(id), http.StatusSeeOther)
		return nil
	}
	if f.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showDocument(w, r, by, f)
}
