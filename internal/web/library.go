package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// library lists the documents, by kind.
func (p *Pages) library(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := r.URL.Query()
	f := library.Filter{Text: q.Get("q"), Kind: hindcast.DocumentKind(q.Get("kind")), Owner: q.Get("owner"), Overdue: q.Get("review") == "overdue", Retired: q.Get("review") == "retired"}
	list, err := p.Library.List(r.Context(), by, f, library.Page{After: q.Get("after")})
	if err != nil {
		return err
	}
	return p.render(w, r, by, Shell{Title: "Library", Section: LibrarySection, Live: Everything}, libraryPage(newLibraryView(q, f, list, p.options.Now())))
}

// libraryView is the list of documents.
type libraryView struct {
	Filter filterView
	Kept   []factView // Kept is what the form does not ask for and leaves as it is.
	Tabs   []tabView
	Count  string // Count says how many documents are listed.
	Groups []documentGroup
	Pager  pagerView
	Empty  bool // Empty says that there is no document at all.
}

// documentGroup is the documents of one kind.
type documentGroup struct {
	Heading string
	Rows    []documentRow
}

// documentRow is one document.
type documentRow struct {
	Href, Title   string
	For           string // For says which types and services it is for.
	Owner         pageLink
	Revision      string // Revision is "4 revisions"; empty for none.
	Revised       momentView
	Waiting       string // Waiting counts proposals: "1 proposal waits"; empty for none.
	Contradicted  string // Contradicted counts lessons that contradict it; empty for none.
	Lesson        *lessonView
	Review        momentView
	Overdue       bool
	Used, Drilled momentView
}

// lessonView is the lesson that caused a revision.
type lessonView struct {
	Key, Href string // Key and Href are the incident's.
	Text      string
}

func newLibraryView(q url.Values, f library.Filter, list library.Listing, now time.Time) libraryView {
	v := libraryView{
		Filter: filterView{Action: "/library", Label: "Documents", Text: f.Text, Placeholder: "Title, owner, type, service or step",
			Selects: []fieldView{kindChoice(f.Kind)}},
		Kept:  keptBy(q, "owner", "review"),
		Count: counted(list.Found, "document", "documents"), Empty: list.All == 0, Pager: pagerOf("/library", q, list.Next),
	}
	v.Filter.Chosen = chosen("/library", q, map[string]string{"q": "“" + f.Text + "”", "kind": kindWord(f.Kind), "owner": "Owner: " + f.Owner, "review": map[string]string{"overdue": "Review overdue", "retired": "Retired"}[q.Get("review")]})
	v.Tabs = libraryTabs(q, f, list)
	for _, row := range list.Rows {
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Heading != kindWords(row.Document.Kind) {
			v.Groups = append(v.Groups, documentGroup{Heading: kindWords(row.Document.Kind)})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Rows = append(g.Rows, newDocumentRow(q, row, now))
	}
	return v
}

// libraryTabs are all documents, and those whose review is overdue.
func libraryTabs(q url.Values, f library.Filter, list library.Listing) []tabView {
	all := 0
	for kind, n := range list.Kinds {
		if f.Kind == "" || f.Kind == kind {
			all += n
		}
	}
	return []tabView{
		{Text: "Everything", Href: addressWith("/library", q, "review", ""), Current: !f.Overdue && !f.Retired},
		{Text: "Review overdue", Href: addressWith("/library", q, "review", "overdue"), Count: count(list.Overdue), Current: f.Overdue},
		{Text: "Retired", Href: addressWith("/library", q, "review", "retired"), Count: count(list.Retired), Current: f.Retired},
	}
}

func newDocumentRow(q url.Values, row library.Row, now time.Time) documentRow {
	d := row.Document
	v := documentRow{Href: "/library/" + string(d.ID), Title: d.Title, For: appliesTo(d), Overdue: row.Overdue,
		Owner: pageLink{personName(d.Owner), addressWith("/library", q, "owner", personName(d.Owner))}, Revised: dayOf(row.Latest.At, now, "nothing approved yet"),
		Review: dayOf(row.DueAt, now, "–"), Used: dayOf(d.LastUsed, now, "–"), Drilled: dayOf(d.LastDrilled, now, "–")}
	v.Review.Late = row.Overdue
	if row.Revisions > 0 {
		v.Revision = counted(row.Revisions, "revision", "revisions")
	}
	if row.Proposals > 0 {
		v.Waiting = counted(row.Proposals, "proposal waits", "proposals wait")
	}
	if row.Contradicted > 0 {
		v.Contradicted = "contradicted"
	}
	if row.Lesson != nil {
		v.Lesson = newLesson(*row.Lesson)
	}
	return v
}

func newLesson(l library.Lesson) *lessonView {
	return &lessonView{Key: l.Incident.Key, Href: "/incidents/" + l.Incident.Key + "/review", Text: l.Finding.Text}
}

// appliesTo says which incidents a document is for.
func appliesTo(d hindcast.Document) string {
	var parts []string
	if len(d.Types) > 0 {
		parts = append(parts, strings.Join(d.Types, ", "))
	}
	if len(d.Services) > 0 {
		parts = append(parts, "on "+strings.Join(d.Services, ", "))
	}
	return strings.Join(parts, " ")
}

func kindChoice(current hindcast.DocumentKind) fieldView {
	f := fieldView{Name: "kind", Label: "Kind", Value: string(current), Choices: []choiceView{{"", "Any kind"}}}
	for _, k := range hindcast.DocumentKinds() {
		f.Choices = append(f.Choices, choiceView{string(k), kindWord(k)})
	}
	return f
}

// kindWord names a kind of document: "Communication template".
func kindWord(k hindcast.DocumentKind) string {
	if k == hindcast.TrainingMaterial {
		return "Training material"
	}
	return hindcast.Capital(strings.ReplaceAll(string(k), "_", " "))
}

// kindWords names documents of a kind: "Communication templates".
func kindWords(k hindcast.DocumentKind) string {
	if k == hindcast.PolicyDocument {
		return "Policies"
	}
	if k == hindcast.TrainingMaterial {
		return kindWord(k)
	}
	return kindWord(k) + "s"
}

// dayOf words the day of a time, with its year where that is not this one.
func dayOf(at, now time.Time, absent string) momentView {
	m := momentOf(at, now, absent)
	if at.IsZero() {
		return m
	}
	m.Text = at.UTC().Format("2 Jan")
	if at.UTC().Year() != now.UTC().Year() {
		m.Text = at.UTC().Format("2 Jan 2006")
	}
	return m
}

// addressWith is the address of a list with one parameter of it set, or taken
// away when the value is empty. The list begins anew.
func addressWith(path string, q url.Values, name, value string) string {
	next := url.Values{}
	for k, v := range q {
		if k != "after" && k != name && len(v) > 0 && v[0] != "" {
			next.Set(k, v[0])
		}
	}
	if value != "" {
		next.Set(name, value)
	}
	return joined(path, next)
}

// pagerOf leads to the first page and the next one of a list by its keys.
func pagerOf(path string, q url.Values, next string) pagerView {
	p := pagerView{NewerText: "First page", OlderText: "Next page"}
	if q.Get("after") != "" {
		p.Newer = addressWith(path, q, "", "")
	}
	if next != "" {
		p.Older = addressWith(path, q, "after", next)
	}
	return p
}

// chosen leads to a list without each of the parameters that are set, worded.
func chosen(path string, q url.Values, words map[string]string) []pageLink {
	var list []pageLink
	for name, word := range words {
		if q.Get(name) != "" {
			list = append(list, pageLink{word, addressWith(path, q, name, "")})
		}
	}
	slices.SortFunc(list, func(a, b pageLink) int { return strings.Compare(a.Text, b.Text) })
	return list
}

// keptBy are parameters that a form hands on.
func keptBy(q url.Values, names ...string) []factView {
	var list []factView
	for _, name := range names {
		if q.Get(name) != "" {
			list = append(list, factView{name, q.Get(name)})
		}
	}
	return list
}

// count writes a number, nothing for none.
func count(n int) string {
	if n == 0 {
		return ""
	}
	return hindcast.FormatCount(float64(n))
}
