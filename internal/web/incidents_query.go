package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// incidentsQuery is what the address of the list asks for. Everything is in the
// address, so that a list can be sent to somebody.
type incidentsQuery struct {
	Filter   incidents.Filter
	Sort     incidents.Sort
	Page     incidents.Page
	From, To string   // From and To are as they were typed.
	Problems []string // Problems say which parts of the address were not understood.
}

// incidentSorts are the orders offered, the usual one first.
func incidentSorts() []incidents.Sort {
	return []incidents.Sort{incidents.Newest, incidents.Oldest, incidents.Worst, incidents.ByKey}
}

// readIncidentsQuery reads the address. What it does not understand it leaves out
// and says so.
func readIncidentsQuery(v url.Values) incidentsQuery {
	q := incidentsQuery{Sort: incidents.Sort(v.Get("sort")), From: line(v.Get("from")), To: line(v.Get("to"))}
	q.Page = incidents.Page{After: v.Get("after"), Before: v.Get("before")}
	if q.Page.Before != "" {
		q.Page.After = ""
	}
	q.Filter = incidents.Filter{Text: line(v.Get("q")), Service: line(v.Get("service")), Type: line(v.Get("type"))}
	q.Filter.Kinds = amongst(&q, "kind", v["kind"], hindcast.IncidentKinds())
	q.Filter.States = amongst(&q, "state", v["state"], hindcast.IncidentStates())
	for _, code := range amongst(&q, "severity", v["severity"], levelCodes()) {
		level, _ := hindcast.ParseSeverity(code) // it is one of ours
		q.Filter.Levels = append(q.Filter.Levels, level)
	}
	switch near := v.Get("near"); near {
	case "yes", "no":
		q.Filter.NearMiss = new(near == "yes")
	case "":
	default:
		q.problem("near", near)
	}
	if q.Sort != "" && !slices.Contains(incidentSorts(), q.Sort) {
		q.problem("sort", string(q.Sort))
		q.Sort = ""
	}
	q.Filter.From = q.day("from", q.From)
	if to := q.day("to", q.To); !to.IsZero() {
		q.Filter.To = to.AddDate(0, 0, 1) // the last day is meant as well
	}
	return q
}

// line is a field as one line without white space around it.
func line(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }

// amongst returns the values that are among the known ones, each once.
func amongst[T ~string](q *incidentsQuery, name string, given []string, known []T) []T {
	var list []T
	for _, g := range given {
		switch {
		case g == "" || slices.Contains(list, T(g)):
		case slices.Contains(known, T(g)):
			list = append(list, T(g))
		default:
			q.problem(name, g)
		}
	}
	return list
}

func levelCodes() []string {
	var codes []string
	for _, s := range hindcast.Severities() {
		codes = append(codes, s.String())
	}
	return codes
}

// day reads a day as date fields send it.
func (q *incidentsQuery) day(name, text string) time.Time {
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		q.problem(name, text)
	}
	return at
}

func (q *incidentsQuery) problem(name, given string) {
	const most = 40
	if short := []rune(given); len(short) > most {
		given = string(short[:most]) + "…"
	}
	q.Problems = append(q.Problems, name+": “"+given+"” is not understood and was left out")
}

// values is the query as an address has it, without the page.
func (q incidentsQuery) values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Add(name, value)
		}
	}
	set("q", q.Filter.Text)
	for _, l := range q.Filter.Levels {
		set("severity", l.String())
	}
	for _, s := range q.Filter.States {
		set("state", string(s))
	}
	for _, k := range q.Filter.Kinds {
		set("kind", string(k))
	}
	set("service", q.Filter.Service)
	set("type", q.Filter.Type)
	if q.Filter.NearMiss != nil {
		set("near", map[bool]string{true: "yes", false: "no"}[*q.Filter.NearMiss])
	}
	if !q.Filter.From.IsZero() {
		set("from", q.From)
	}
	if !q.Filter.To.IsZero() {
		set("to", q.To)
	}
	set("sort", string(q.Sort))
	return v
}

// address is that of the list with one more parameter, or none when name is "".
func (q incidentsQuery) address(name, value string) string {
	v := q.values()
	if name != "" {
		v.Set(name, value)
	}
	return joined("/incidents", v)
}

// hasBlanks reports whether a form left a field empty.
func hasBlanks(v url.Values) bool {
	for _, values := range v {
		if slices.Contains(values, "") {
			return true
		}
	}
	return false
}

// joined is a path with a query, if there is any.
func joined(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// without is the address of the list without one value of one parameter.
func (q incidentsQuery) without(o option) string {
	v := q.values()
	rest := slices.DeleteFunc(v[o.Name], func(value string) bool { return value == o.Value })
	if v[o.Name] = rest; len(rest) == 0 {
		delete(v, o.Name)
	}
	return joined("/incidents", v)
}

// narrowed reports whether anything is filtered.
func (q incidentsQuery) narrowed() bool {
	q.Sort = ""
	return len(q.values()) > 0
}
