package web

import (
	"bytes"
	"net/http"

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

	// What follows is set by render.

	Actor  hindcast.Actor
	Assets assets
}

// Everything is the Live of lists, which follow every change their reader may see.
const Everything = "*"

// Section is an entry of the navigation.
type Section string

// The sections, in the order of the navigation.
const (
	HomeSection      Section = "home"
	IncidentsSection Section = "incidents"
	ActionsSection   Section = "actions"
	LibrarySection   Section = "library"
	LedgerSection    Section = "ledger"
	NoSection        Section = ""
)

// render writes a page. It is written whole or not at all, so that an error in
// the middle of it still becomes an error page.
func (p *Pages) render(w http.ResponseWriter, r *http.Request, by hindcast.Actor, s Shell, content templ.Component) error {
	s.Actor, s.Assets = by, p.assets
	var page bytes.Buffer
	if err := layout(s, content).Render(r.Context(), &page); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	_, err := w.Write(page.Bytes())
	return err
}
