package web

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// quickView is what the palette offers for what was typed so far.
type quickView struct {
	Places []quickEntry // Places are pages and what can be begun.
	Found  []quickEntry
	All    string // All leads to the whole search.
	Words  string
}

// quickEntry is one line of the palette.
type quickEntry struct {
	Href, Kind, Key string
	Text            []activity.Span
}

const (
	mostQuick    = 10 // results in the palette
	soughtQuick  = 40 // results looked at for them
	hitsOfAQuick = 2  // what is listed of one incident below it
)

// quick answers the palette as somebody types.
func (p *Pages) quick(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	words := strings.TrimSpace(strings.ToValidUTF8(r.URL.Query().Get("q"), ""))
	v := quickView{Words: words, Places: placesFor(by, words)}
	if words != "" {
		found, err := p.Activity.Search(r.Context(), by, words, soughtQuick)
		if err != nil {
			return err
		}
		v.All, v.Found = joined("/search", url.Values{"q": {words}}), quickFound(found)
	}
	var list bytes.Buffer
	if err := quickList(v).Render(r.Context(), &list); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-store")
	_, err := w.Write(list.Bytes())
	return err
}

// placesFor are the pages somebody may go to whose names have all the words.
func placesFor(by hindcast.Actor, words string) (list []quickEntry) {
	places := []pageLink{}
	if by.Might(hindcast.MayOpenIncident) == nil {
		places = append(places, pageLink{"Open an incident", "/incidents/new"})
	}
	places = append(places, pageLink{"My actions", "/actions?owner=me"})
	for _, e := range (Shell{Actor: by}).entries() {
		places = append(places, pageLink{e.Text, e.Href})
	}
	places = append(places, pageLink{"Notifications", "/notifications"}, pageLink{"Policy in force", "/library/policy"}, pageLink{"Your account", "/account"})
	for _, place := range places {
		fits := true
		for _, word := range strings.Fields(hindcast.Fold(words)) {
			fits = fits && strings.Contains(" "+hindcast.Fold(place.Text), " "+word)
		}
		if fits {
			list = append(list, quickEntry{Href: place.Href, Kind: "Page", Text: []activity.Span{{Text: place.Text}}})
		}
	}
	return list
}

// quickFound are the results as lines, each incident before what was found in it.
func quickFound(found []activity.Found) (list []quickEntry) {
	for _, g := range groupFound(found, kindsFound()) {
		kind := "Incident"
		if g.Key == "" {
			kind = "Document"
		}
		list = append(list, quickEntry{Href: g.Href, Kind: kind, Key: g.Key, Text: g.Title})
		for _, h := range g.Hits[:min(len(g.Hits), hitsOfAQuick)] {
			list = append(list, quickEntry{Href: h.Href, Kind: h.Kind, Text: h.Text})
		}
	}
	return list[:min(len(list), mostQuick)]
}
