package web

import (
	"bytes"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Shell is what stands around every page.
type Shell struct {
	Title   string  // Title is the page's, for the window and the h1 of most pages.
	Section Section // Section is the entry of the navigation that is marked.
	// Live says what the page follows: the identifier of an incident, Everything,
	// or nothing when empty.
	Live string
	// Search is what stands in the search box.
	Search string

	// Head is the number of the ledger's last entry when the page was read, from
	// which an open page follows on.
	Head int64

	// What follows is set by render.

	Actor  hindcast.Actor
	Assets assets
	News   int // News counts what concerns the reader since they last looked.
}

// Everything is the Live of lists, which follow every change their reader may see.
const Everything = "*"

// Section is an entry of the navigation.
type Section string

// The sections, in the order of the navigation.
const (
	HomeSection      Section = "home"
	IncidentsSection Section = "incidents"
	ReviewsSection   Section = "reviews"
	ActionsSection   Section = "actions"
	ChangesSection   Section = "changes"
	LibrarySection   Section = "library"
	LedgerSection    Section = "ledger"
	SettingsSection  Section = "settings"
	NoSection        Section = ""
)

// sectionEntry is a line of the navigation. Those of admins stand apart, where
// there is room for them.
type sectionEntry struct {
	Section      Section
	Text, Href   string
	Admin, Apart bool
}

func (s Shell) entries() []sectionEntry {
	list := []sectionEntry{
		{Section: HomeSection, Text: "Home", Href: "/"},
		{Section: IncidentsSection, Text: "Incidents", Href: "/incidents"},
		{Section: ReviewsSection, Text: "Reviews", Href: "/reviews"},
		{Section: ActionsSection, Text: "Actions", Href: "/actions"},
		{Section: ChangesSection, Text: "Changes", Href: "/changes"},
		{Section: LibrarySection, Text: "Library", Href: "/library"},
	}
	if s.Actor.Might(hindcast.MayAdminister) == nil {
		list = append(list,
			sectionEntry{Section: LedgerSection, Text: "Ledger", Href: "/ledger", Admin: true, Apart: true},
			sectionEntry{Section: SettingsSection, Text: "Settings", Href: "/settings", Admin: true})
	}
	return list
}

// news words the number on the bell.
func (s Shell) news() string {
	if s.News > 99 {
		return "99+"
	}
	return strconv.Itoa(s.News)
}

// mayOpen says that the reader may open an incident.
func (s Shell) mayOpen() bool { return s.Actor.Might(hindcast.MayOpenIncident) == nil }

func (s Shell) signedIn() bool { return s.Actor.Role != hindcast.Nobody }

// name is what the reader is called.
func (s Shell) name() string {
	if s.Actor.Name == "" {
		return "You"
	}
	return s.Actor.Name
}

// render writes a page. It is written whole or not at all, so that an error in
// the middle of it still becomes an error page.
func (p *Pages) render(w http.ResponseWriter, r *http.Request, by hindcast.Actor, s Shell, content templ.Component) error {
	return p.renderAs(w, r, by, http.StatusOK, s, content)
}

// renderAs writes a page with a status, such as that of a form which was refused
// and is shown again.
func (p *Pages) renderAs(w http.ResponseWriter, r *http.Request, by hindcast.Actor, status int, s Shell, content templ.Component) error {
	s.Actor, s.Assets, s.Head = by, p.assets, headOf(r.Context())
	if s.signedIn() && p.Activity != nil {
		s.News, _ = p.Activity.NewNotices(r.Context(), by) // a page without the number is better than none
	}
	var page bytes.Buffer
	if err := layout(s, content).Render(r.Context(), &page); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	w.WriteHeader(status)
	body := page.Bytes()
	if s.signedIn() {
		body = keyed(body)
	}
	_, err := w.Write(body)
	return err
}
