package web

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// searchQuery is what the address of a search asks for, as far as it was
// understood.
type searchQuery struct {
	activity.Sought
	values   url.Values // values are the parameters that were understood.
	Problems []string
}

// readSearchQuery reads the address. What it does not understand it leaves out
// and says so.
func readSearchQuery(v url.Values) searchQuery {
	q := searchQuery{values: url.Values{}}
	q.Words = strings.TrimSpace(strings.ToValidUTF8(v.Get("q"), ""))
	q.values.Set("q", q.Words)
	read := func(name string, understand func(string) bool) {
		given := line(v.Get(name))
		switch {
		case given == "":
		case understand(given):
			q.values.Set(name, given)
		default:
			q.Problems = append(q.Problems, name+": “"+hindcast.Shorten(given, 40)+"” is not understood and was left out")
		}
	}
	day := func(into *hindcast.Date) func(string) bool {
		return func(given string) (ok bool) {
			d, err := hindcast.ParseDate(given)
			*into = d
			return err == nil
		}
	}
	read("in", func(given string) bool {
		q.Kind = activity.SearchKind(given)
		if !slices.Contains(activity.SearchKinds(), q.Kind) {
			q.Kind = ""
		}
		return q.Kind != ""
	})
	read("severity", func(given string) bool {
		level, ok := hindcast.ParseSeverity(given)
		q.Severity = level
		return ok
	})
	read("service", func(given string) bool { q.Service = given; return true })
	read("type", func(given string) bool { q.Type = given; return true })
	read("year", func(given string) bool {
		year, err := strconv.Atoi(given)
		if err != nil || year < 1970 || year > 9998 {
			return false
		}
		q.Year = year
		return true
	})
	read("from", day(&q.From))
	read("to", day(&q.To))
	return q
}

// with is the address of the search with one parameter set.
func (q searchQuery) with(name, value string) string {
	return addressWith("/search", q.values, name, value)
}

// without is its address without one.
func (q searchQuery) without(name string) string { return addressWith("/search", q.values, name, "") }

// narrowing makes the form that narrows what was found. Each choice says how many
// results it leaves.
func (v *searchView) narrowing(q searchQuery, f activity.Findings) {
	level := func(s hindcast.Severity) (string, string) { return s.String(), levelWords(s) }
	name := func(n string) (string, string) { return n, n }
	year := func(n int) (string, string) { return strconv.Itoa(n), strconv.Itoa(n) }
	v.Bar = filterView{Action: q.only(), Label: "Narrow the results", Text: q.Words, Placeholder: "Words", Selects: []fieldView{
		facetOf("severity", "Severity", f.Severities, q.Severity, cmp.Compare, level),
		facetOf("service", "Service", f.Services, q.Service, byFold, name),
		facetOf("type", "Type", f.Types, q.Type, byFold, name),
		facetOf("year", "Year", f.Years, q.Year, func(a, b int) int { return b - a }, year),
	}}
	v.Bar.Selects = slices.DeleteFunc(v.Bar.Selects, func(s fieldView) bool { return len(s.Choices) == 1 })
	v.Hidden = keptBy(q.values, "in")
	v.Rare = []fieldView{
		{Name: "from", Label: "Incidents from", Type: "date", Value: q.values.Get("from")},
		{Name: "to", Label: "to", Type: "date", Value: q.values.Get("to")},
	}
	v.Bar.Chosen = chosen("/search", q.values, map[string]string{"severity": q.Severity.String(), "service": "Service: " + q.Service, "type": "Type: " + q.Type,
		"year": q.values.Get("year"), "from": "From " + q.values.Get("from"), "to": "To " + q.values.Get("to")})
	if len(v.Bar.Chosen) > 0 || q.Kind != "" {
		v.All = q.only()
	}
}

// only is the address of a search for the words alone.
func (q searchQuery) only() string { return joined("/search", url.Values{"q": {q.Words}}) }

func byFold(a, b string) int { return cmp.Compare(hindcast.Fold(a), hindcast.Fold(b)) }

// facetOf is a select of what is found, with how much there is of each. What is
// chosen is in it also when there is none.
func facetOf[T comparable](name, label string, counts map[T]int, chosen T, order func(a, b T) int, worded func(T) (value, text string)) fieldView {
	f := fieldView{Name: name, Label: label, Choices: []choiceView{{"", label}}}
	var none T
	all := slices.Collect(maps.Keys(counts))
	if chosen != none {
		f.Value, _ = worded(chosen)
		if counts[chosen] == 0 {
			all = append(all, chosen)
		}
	}
	slices.SortFunc(all, order)
	for _, one := range all {
		value, text := worded(one)
		f.Choices = append(f.Choices, choiceView{value, text + " · " + strconv.Itoa(counts[one])})
	}
	return f
}
