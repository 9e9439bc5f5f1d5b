package web

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
	"github.com/hindcast/hindcast/internal/markup"
)

// beginView is the form that begins a document.
type beginView struct {
	About   aboutForm
	Draft   draftForm
	Preview *previewView
	Wrong   *hindcast.Error
}

// previewView is how a text will read, and what Hindcast understands of it.
type previewView struct {
	Body      string // Body is safe HTML.
	Facts     []factView
	Variables []string
}

func newPreview(kind hindcast.DocumentKind, title, body string) *previewView {
	o := hindcast.ReadOutline(body)
	v := &previewView{Body: markup.HTML(untitled(body, title), markup.Options{TopHeading: 3, IDPrefix: "preview-"}), Variables: o.Variables}
	if kind == hindcast.Runbook || kind == hindcast.Playbook {
		v.Facts = append(v.Facts, factView{"Steps", counted(len(o.Steps), "step", "steps")})
	}
	v.Facts = append(v.Facts, factView{"Checklist", counted(len(o.Checklist), "box", "boxes")}, factView{"To fill in", counted(len(o.Variables), "variable", "variables")})
	return v
}

// newDocument shows the form.
func (p *Pages) newDocument(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showNewDocument(w, r, by, beginView{About: aboutForm{Kind: r.URL.Query().Get("kind")}, Draft: draftForm{Reason: "There was none."}})
}

func (p *Pages) showNewDocument(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v beginView) (err error) {
	if v.About.people, err = p.Accounts.Colleagues(r.Context(), by); err != nil {
		return err
	}
	if v.Draft.lessons, err = p.Library.FindLessons(r.Context(), by, ""); err != nil {
		return err
	}
	v.About.Wrong, v.Draft.Wrong = v.Wrong, v.Wrong
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "Add a document", Section: LibrarySection}, newDocumentPage(v))
}

// addDocument begins a document, or shows how its text will read.
func (p *Pages) addDocument(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	about, err := p.typedAbout(r.Context(), by, r)
	if err != nil {
		return err
	}
	v := beginView{About: about, Draft: typedDraft(r)}
	if r.PostFormValue("do") == "preview" {
		v.Preview = newPreview(hindcast.DocumentKind(about.Kind), about.Title, v.Draft.Body)
		return p.showNewDocument(w, r, by, v)
	}
	d, err := about.document(hindcast.Document{})
	var draft library.Draft
	if err == nil {
		draft, err = p.draft(r.Context(), by, v.Draft)
	}
	if err == nil {
		var kept library.Kept
		if kept, err = p.Library.Begin(r.Context(), by, d, draft); err == nil {
			http.Redirect(w, r, "/library/"+string(kept.Value.ID), http.StatusSeeOther)
			return nil
		}
	}
	if v.Wrong, err = refusedForm(err); err != nil {
		return err
	}
	return p.showNewDocument(w, r, by, v)
}

// starterView is the starter set to choose from.
type starterView struct {
	Groups []starterGroup
	All    bool // All says that everything is in the library.
	Wrong  *hindcast.Error
}

type starterGroup struct {
	Heading string
	Rows    []starterRow
}

type starterRow struct {
	Name, Title, Says, Href string
	Taken                   bool
}

// starters offers the starter set.
func (p *Pages) starters(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	set, err := p.Library.Starters(r.Context(), by)
	if err != nil {
		return err
	}
	v := starterView{All: true}
	for _, st := range set {
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Heading != kindWords(st.Document.Kind) {
			v.Groups = append(v.Groups, starterGroup{Heading: kindWords(st.Document.Kind)})
		}
		o := hindcast.ReadOutline(st.Body)
		row := starterRow{Name: st.Name, Title: st.Document.Title, Taken: st.Taken, Href: "/library/" + string(st.Document.ID), Says: counted(len(o.Variables), "place to fill in", "places to fill in")}
		if n := len(o.Steps); st.Document.Kind == hindcast.Runbook {
			row.Says = counted(n, "step", "steps") + ", " + row.Says
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Rows = append(g.Rows, row)
		v.All = v.All && st.Taken
	}
	return p.render(w, r, by, Shell{Title: "Starter set", Section: LibrarySection}, startersPage(v))
}

// takeStarters takes what was chosen of the starter set into the library.
func (p *Pages) takeStarters(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := r.ParseForm(); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the form cannot be read", Err: err}
	}
	if _, err := p.Library.TakeStarters(r.Context(), by, r.PostForm["name"]); err != nil {
		return err
	}
	http.Redirect(w, r, "/library/starter", http.StatusSeeOther)
	return nil
}
