package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// searchView is what was found, by the incident or document it belongs to.
type searchView struct {
	Words    string
	Kinds    []tabView
	Bar      filterView
	Hidden   []factView // Hidden is what the form hands on.
	Rare     []fieldView
	Problems []string
	Count    string
	Groups   []foundGroup
	All      string // All is the same search without anything chosen, when something was.
}

// foundGroup is an incident or a document with what was found in it.
type foundGroup struct {
	Key, Href string
	Title     []activity.Span
	About     []activity.Span // About is what matched in it besides its title.
	Hits      []foundHit
	More      string // More says how many hits are not listed.
}

// foundHit is one thing that was found: what it is, and the words around the match.
type foundHit struct {
	Kind, Href string
	Text       []activity.Span
}

const (
	mostHits  = 4  // how many of one incident are listed
	mostGroup = 50 // how many incidents and documents are listed
)

// search finds everything by words.
func (p *Pages) search(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := readSearchQuery(r.URL.Query())
	found, err := p.Activity.Narrowed(r.Context(), by, q.Sought)
	if err != nil {
		return err
	}
	title := "Search"
	if q.Words != "" {
		title = q.Words + " · Search"
	}
	return p.render(w, r, by, Shell{Title: title, Search: q.Words}, searchPage(newSearchView(q, found)))
}

// kindsFound words the kinds of subject.
func kindsFound() map[string]string {
	return map[string]string{
		"incident": "Incident", "event": "Event", "impact": "Impact", "evidence": "Evidence", "participant": "Person", "review": "Review", "finding": "Finding",
		"writeup": "Write-up", "action": "Action", "effect_check": "Effect check", "document": "Document", "revision": "Revision",
	}
}

func newSearchView(q searchQuery, found activity.Findings) searchView {
	v := searchView{Words: q.Words}
	if q.Words == "" {
		return v
	}
	v.Kinds = searchTabs(q, found.Kinds)
	v.narrowing(q, found)
	v.Problems = q.Problems
	v.Count = counted(len(found.List), "result", "results")
	if found.Cut {
		v.Count = "the best of the newest " + strconv.Itoa(activity.MostFound)
	}
	v.Groups = groupFound(found.List, kindsFound())
	return v
}

func searchTabs(q searchQuery, counts map[activity.SearchKind]int) []tabView {
	all := 0
	for _, n := range counts {
		all += n
	}
	list := []tabView{{Text: "Everything", Href: q.without("in"), Count: strconv.Itoa(all), Current: q.Kind == ""}}
	for _, k := range activity.SearchKinds() {
		if counts[k] > 0 || q.Kind == k {
			list = append(list, tabView{Text: capitalOf(k), Href: q.with("in", string(k)), Count: strconv.Itoa(counts[k]), Current: q.Kind == k})
		}
	}
	return list
}

// groupFound puts what belongs together under one heading, where the best of it
// stood.
func groupFound(found []activity.Found, wordOf map[string]string) []foundGroup {
	var groups []foundGroup
	at, hidden := map[string]int{}, map[string]int{}
	for _, f := range found {
		belongs := f.Key + string(f.Document)
		n, there := at[belongs]
		if !there {
			if len(groups) == mostGroup {
				continue
			}
			n = len(groups)
			at[belongs] = n
			groups = append(groups, foundGroup{Key: f.Key, Href: homeOf(f), Title: []activity.Span{{Text: plainTitle(f.Title)}}})
		}
		g := &groups[n]
		if f.Subject.Kind == "incident" || f.Subject.Kind == "document" {
			g.Title, g.About = splitTitle(f)
			if f.Document != "" && len(g.About) > 0 {
				g.Hits = nil // its revisions say nearly the same
			}
			continue
		}
		if f.Subject.Kind == "revision" && (len(g.About) > 0 || len(g.Hits) > 0) {
			continue // its other revisions say nearly the same
		}
		if len(g.Hits) == mostHits {
			hidden[belongs]++
			g.More = "and " + counted(hidden[belongs], "other", "others")
			continue
		}
		g.Hits = append(g.Hits, foundHit{Kind: wordOf[f.Subject.Kind], Href: addressOf(f), Text: f.Snippet})
	}
	return groups
}

// homeOf is the page of the incident or the document that something belongs to.
func homeOf(f activity.Found) string {
	if f.Document != "" {
		return "/library/" + url.PathEscape(string(f.Document))
	}
	return "/incidents/" + url.PathEscape(f.Key)
}

// addressOf is where something stands.
func addressOf(f activity.Found) string {
	home, id := homeOf(f), url.PathEscape(f.Subject.ID)
	switch f.Subject.Kind {
	case "event":
		return home + "#" + id
	case "impact", "evidence":
		return home + "#" + f.Subject.Kind
	case "participant":
		return home + "#people"
	case "review", "writeup":
		return home + "/review"
	case "finding":
		return home + "/review#" + id
	case "action":
		return actionHref(hindcast.ActionID(f.Subject.ID))
	case "effect_check":
		return home + "/review#actions"
	}
	return home
}

func plainTitle(title string) string { return firstOf(markup.InlineText(title), "Untitled") }

// splitTitle returns what matched in the title of something, and besides it. A
// snippet begins with the title it was cut from, unless the match lies far behind.
func splitTitle(f activity.Found) (title, about []activity.Span) {
	left := f.Title
	for i, s := range f.Snippet {
		switch {
		case left != "" && strings.HasPrefix(left, s.Text):
			title, left = append(title, s), strings.TrimPrefix(left, s.Text)
		case left != "" && strings.HasPrefix(s.Text, left):
			title = append(title, activity.Span{Text: left, Match: s.Match})
			about = append([]activity.Span{{Text: strings.TrimPrefix(s.Text, left)}}, f.Snippet[i+1:]...)
			return title, matching(about)
		default:
			return []activity.Span{{Text: plainTitle(f.Title)}}, matching(f.Snippet)
		}
	}
	if left != "" {
		title = append(title, activity.Span{Text: left})
	}
	return title, nil
}

// matching returns the text if anything in it matched.
func matching(text []activity.Span) []activity.Span {
	for _, s := range text {
		if s.Match {
			return text
		}
	}
	return nil
}
