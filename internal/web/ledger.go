package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// ledger shows who did what, when and from where.
func (p *Pages) ledger(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	asked := askedOfLedger(r.URL.Query())
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64) // what is no number begins at the end
	found, err := p.Activity.Ledger(r.Context(), by, asked.query, before, 50)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		asked.Problems = append(asked.Problems, "There is no incident "+asked.query.Incident+" that you may see.")
		found, err = activity.Page{}, nil
	}
	if err != nil {
		return err
	}
	v := ledgerView{ledgerQuery: asked, Days: recentOf(found.Lines, p.options.Now()), First: before == 0, Fields: asked.fields()}
	if found.Next > 0 {
		v.Older = asked.href("/ledger", "before", strconv.FormatInt(found.Next, 10))
	}
	if found.Head.Number > 0 {
		v.Head, v.Entries = found.Head.String(), counted(int(found.Head.Number), "entry", "entries")
	}
	return p.render(w, r, by, Shell{Title: "Ledger", Section: LedgerSection, Live: Everything}, ledgerPage(v))
}

type ledgerView struct {
	ledgerQuery
	Fields        []fieldView
	Days          []recentDay
	Older         string
	First         bool
	Head, Entries string // Head is where the chain ends, and Entries how long it is.
}

// ledgerQuery is what the address asks for.
type ledgerQuery struct {
	query    activity.Query
	values   url.Values // values are those that ask for something
	Problems []string
}

// Narrowed says that not the whole ledger is asked for.
func (q ledgerQuery) Narrowed() bool { return len(q.values) > 0 }

func askedOfLedger(values url.Values) ledgerQuery {
	q := ledgerQuery{values: url.Values{}}
	for _, name := range []string{"person", "kind", "verb", "incident", "from", "to"} {
		if v := values.Get(name); v != "" {
			q.values.Set(name, v)
		}
	}
	q.query = activity.Query{
		Person: hindcast.UserID(q.values.Get("person")), Kind: q.values.Get("kind"), Verb: q.values.Get("verb"), Incident: q.values.Get("incident"),
	}
	for name, to := range map[string]*hindcast.Date{"from": &q.query.From, "to": &q.query.To} {
		if text := q.values.Get(name); text != "" {
			day, err := hindcast.ParseDate(text)
			if err != nil {
				q.Problems = append(q.Problems, "“"+text+"” is not a day; write it as 2026-03-31.")
			}
			*to = day
		}
	}
	return q
}

// href is the address of the same question elsewhere, with one thing more.
func (q ledgerQuery) href(path, name, value string) string {
	values := maps.Clone(q.values)
	values.Set(name, value)
	return path + "?" + values.Encode()
}

func (q ledgerQuery) fields() []fieldView {
	kinds := []choiceView{{Text: "Anything"}}
	words := activity.Kinds()
	for _, kind := range slices.SortedFunc(maps.Keys(words), func(a, b string) int { return strings.Compare(words[a], words[b]) }) {
		kinds = append(kinds, choiceView{Value: kind, Text: words[kind]})
	}
	return []fieldView{
		{Name: "kind", Label: "About", Choices: kinds, Value: q.values.Get("kind")},
		{Name: "incident", Label: "Incident", Value: q.values.Get("incident")},
		{Name: "person", Label: "Person", Value: q.values.Get("person")},
		{Name: "from", Label: "From", Type: "date", Value: q.values.Get("from")},
		{Name: "to", Label: "To", Type: "date", Value: q.values.Get("to")},
	}
}

// ExportCSV and ExportLines are where the same entries can be kept.
func (q ledgerQuery) ExportCSV() string { return q.href("/ledger/export", "format", "csv") }

// ExportLines leads to the same as JSON, one entry a line.
func (q ledgerQuery) ExportLines() string { return q.href("/ledger/export", "format", "jsonl") }

// newest leads back to the end of the ledger.
func (v ledgerView) newest() string {
	if v.First {
		return ""
	}
	if !v.Narrowed() {
		return "/ledger"
	}
	return "/ledger?" + v.values.Encode()
}
