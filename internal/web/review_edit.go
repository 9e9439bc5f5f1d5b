package web

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// writingView is where the sections of a review are written. Without scripts each
// is a form of its own; with them each becomes an editor.
type writingView struct {
	Head     headView
	Address  string // Address of the editor, below which everything it asks for lies.
	Nonce    string // Nonce lets the editor add its styles.
	User     string // User keeps apart what different people left unsent in one browser.
	Name     string
	Script   string
	Open     bool
	State    string
	Sections []sectionView
}

// sectionView is one section.
type sectionView struct {
	Name, Heading, Hint string
	Version, Text       string
	Now                 string // Now is what stands there, when a form was made from something older.
	Wrong               *hindcast.Error
}

// sectionWords are the heading of a section, and what belongs there.
func sectionWords(s hindcast.ReviewSection) (heading, hint string) {
	switch s {
	case hindcast.SummarySection:
		return "Summary", "What happened, to whom, and how it ended, in a few sentences for somebody who was not there."
	case hindcast.CauseSection:
		return "Why it happened", "What made it possible, and what made it look right at the time."
	}
	return "Meeting notes", "What was said that belongs to nothing else yet."
}

// editReview shows all sections, or one.
func (p *Pages) editReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showWriting(w, r, by, nil)
}

// saveSection keeps a section from a form. When somebody else wrote in it
// meanwhile, both texts are shown and nothing is overwritten.
func (p *Pages) saveSection(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	section := hindcast.ReviewSection(r.PathValue("section"))
	text, err := p.Reviews.Replace(r.Context(), by, r.PathValue("key"), section, r.PostFormValue("text"), versionIn(r))
	if err == nil {
		http.Redirect(w, r, "/incidents/"+r.PathValue("key")+"/review#"+anchorOf(section), http.StatusSeeOther)
		return nil
	}
	wrong := asError(err)
	if wrong == nil || wrong.Code != hindcast.Stale {
		if wrong, err = refusedForm(err); err != nil {
			return err
		}
	}
	return p.showWriting(w, r, by, func(v *sectionView) {
		v.Text, v.Version, v.Wrong = r.PostFormValue("text"), r.PostFormValue("version"), wrong
		if wrong.Code == hindcast.Stale {
			v.Now, v.Version = text.Text, strconv.FormatInt(text.Version, 10)
		}
	})
}

// anchorOf is where the review page shows a section.
func anchorOf(s hindcast.ReviewSection) string {
	switch s {
	case hindcast.SummarySection:
		return "summary"
	case hindcast.CauseSection:
		return "causes"
	}
	return "meeting"
}

func (p *Pages) showWriting(w http.ResponseWriter, r *http.Request, by hindcast.Actor, keep func(*sectionView)) error {
	written, err := p.Reviews.Written(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	v := newWritingView(written, by)
	only := hindcast.ReviewSection(r.PathValue("section"))
	if only != "" {
		if written.Review.Section(only) == nil {
			return &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such section"}
		}
		v.only(string(only), keep)
	}
	status := http.StatusOK
	if keep != nil {
		status = http.StatusUnprocessableEntity
	} else if v.Open {
		v.Script = p.assets.address("editor.js")
		v.Nonce = rand.Text()
		h := w.Header()
		h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "style-src 'self'", "style-src 'self' 'nonce-"+v.Nonce+"'", 1))
	}
	return p.renderAs(w, r, by, status, Shell{Title: "Write the review of " + titleOf(written.Incident), Section: IncidentsSection}, writingPage(v))
}

func newWritingView(w reviews.Written, by hindcast.Actor) writingView {
	address := incidentAddress(w.Incident)
	v := writingView{
		Head:    headView{Trail: []pageLink{{"Incidents", "/incidents"}, {w.Incident.Key, address}, {"Review", address + "/review"}}, Key: "Write", Title: titleOf(w.Incident)},
		Address: address + "/review/edit", User: string(by.User), Name: by.Name, Open: w.Open, State: words(w.Review.State),
	}
	for _, t := range w.Texts {
		s := sectionView{Name: string(t.Section), Version: strconv.FormatInt(t.Version, 10), Text: t.Text}
		s.Heading, s.Hint = sectionWords(t.Section)
		v.Sections = append(v.Sections, s)
	}
	return v
}

// only leaves one section.
func (v *writingView) only(name string, keep func(*sectionView)) {
	for _, s := range v.Sections {
		if s.Name == name {
			if keep != nil {
				keep(&s)
			}
			v.Sections = []sectionView{s}
			return
		}
	}
}
