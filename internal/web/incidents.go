package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/report"
)

// incidents lists them.
func (p *Pages) incidents(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	q := readIncidentsQuery(r.URL.Query())
	rows, next, err := p.Incidents.List(r.Context(), by, q.Filter, q.Sort, q.Page)
	if err != nil {
		return err
	}
	view := newIncidentsView(q, rows, next, p.options.Now())
	view.MayOpen = by.Might(hindcast.MayOpenIncident) == nil
	return p.render(w, r, by, Shell{Title: "Incidents", Section: IncidentsSection, Live: Everything}, incidentsPage(view))
}

// incidentsView is the list.
type incidentsView struct {
	Bar          incidentsBar
	Columns      []sortColumn
	Rows         []incidentRow
	Newer, Older string // Newer and Older are the addresses of the pages beside this one, or "".
	Earlier      string // Earlier and Later name them: what lies there depends on the sort.
	Later        string
	Narrowed     bool
	MayOpen      bool
}

// incidentsBar is the form above the list.
type incidentsBar struct {
	Text, Service, Type, From, To string
	Levels, States, Kinds         optionGroup
	Near, Sorts                   []option
	More                          bool // More says that one of the rarer fields is in use.
	Problems                      []string
}

// optionGroup is a choice of several.
type optionGroup struct {
	Name, Label string
	Chosen      string // Chosen is what is chosen, in words; empty for any.
	Options     []option
}

// option is one thing to choose.
type option struct {
	Value, Words string
	On           bool
}

// sortColumn is the head of a column; Href is "" where lists are not sorted by it.
type sortColumn struct {
	Name, Href string
	Sorted     string // Sorted is what aria-sort says: ascending, descending or nothing.
}

// incidentRow is one incident in the list.
type incidentRow struct {
	Key, Href, Title string
	Severity         *report.SeverityView
	State            stateView
	About            []string // About is its kind where that is not operational, near miss, its type.
	Services         string
	When, Stamp      string
	Lasted           string
}

// stateView is the state of an incident: a word with a shape of its own.
type stateView struct {
	State hindcast.IncidentState
	Word  string
}

func stateOf(s hindcast.IncidentState) stateView {
	if s == "" {
		s = hindcast.IncidentActive
	}
	return stateView{s, capital(string(s))}
}

func newIncidentsView(q incidentsQuery, rows []incidents.Row, next string, now time.Time) incidentsView {
	v := incidentsView{Bar: newIncidentsBar(q), Columns: sortColumns(q), Narrowed: q.narrowed(), Later: "Older", Earlier: "Newer"}
	switch q.Sort {
	case incidents.Oldest:
		v.Later, v.Earlier = "Newer", "Older"
	case incidents.Worst, incidents.ByKey:
		v.Later, v.Earlier = "Next", "Previous"
	}
	for _, row := range rows {
		v.Rows = append(v.Rows, newIncidentRow(row, now))
	}
	if len(rows) == 0 {
		return v
	}
	back := q.Page.Before != ""
	if back || next != "" {
		v.Older = q.address("after", q.Sort.Mark(rows[len(rows)-1]))
	}
	if back && next != "" || !back && q.Page.After != "" {
		v.Newer = q.address("before", q.Sort.Mark(rows[0]))
	}
	return v
}

func newIncidentRow(row incidents.Row, now time.Time) incidentRow {
	i := row.Incident
	v := incidentRow{
		Key: i.Key, Href: incidentAddress(i.Key), Title: titleOf(i), Severity: report.SeverityOf(i.Severity), State: stateOf(i.State),
		Services: strings.Join(i.Services, ", "), When: dayText(row.OccurredAt, now), Stamp: row.OccurredAt.UTC().Format(time.RFC3339),
	}
	if i.Kind != hindcast.Operational {
		v.About = append(v.About, capital(string(i.Kind)))
	}
	if i.NearMiss {
		v.About = append(v.About, "Near miss")
	}
	if i.Type != "" {
		v.About = append(v.About, i.Type)
	}
	switch {
	case row.ResolvedAt.After(row.OccurredAt):
		v.Lasted = hindcast.FormatDuration(row.ResolvedAt.Sub(row.OccurredAt))
	case i.State == hindcast.IncidentActive && now.After(row.OccurredAt):
		v.Lasted = hindcast.FormatDuration(now.Sub(row.OccurredAt).Truncate(time.Minute)) + " so far"
	}
	return v
}

func newIncidentsBar(q incidentsQuery) incidentsBar {
	f := q.Filter
	bar := incidentsBar{Text: f.Text, Service: f.Service, Type: f.Type, From: q.From, To: q.To, Problems: q.Problems,
		Levels: optionGroup{Name: "severity", Label: "Severity"}, States: optionGroup{Name: "state", Label: "State"}, Kinds: optionGroup{Name: "kind", Label: "Kind"}}
	for _, s := range hindcast.Severities() {
		bar.Levels.offer(s.String(), s.String()+" "+s.Name(), s.String(), has(f.Levels, s))
	}
	for _, s := range hindcast.IncidentStates() {
		bar.States.offer(string(s), capital(string(s)), capital(string(s)), has(f.States, s))
	}
	for _, k := range hindcast.IncidentKinds() {
		bar.Kinds.offer(string(k), capital(string(k)), capital(string(k)), has(f.Kinds, k))
	}
	near := ""
	if f.NearMiss != nil {
		near = map[bool]string{true: "yes", false: "no"}[*f.NearMiss]
	}
	for _, o := range []option{{"", "either", false}, {"yes", "only near misses", false}, {"no", "without near misses", false}} {
		o.On = o.Value == near
		bar.Near = append(bar.Near, o)
	}
	words := map[incidents.Sort]string{incidents.Newest: "newest first", incidents.Oldest: "oldest first", incidents.Worst: "worst first", incidents.ByKey: "highest key first"}
	for i, s := range incidentSorts() {
		bar.Sorts = append(bar.Sorts, option{string(s), words[s], s == q.Sort || i == 0 && q.Sort == ""})
	}
	bar.More = f.Service != "" || f.Type != "" || near != "" || q.From != "" || q.To != ""
	return bar
}

// offer adds a choice. short is how it is named once it is chosen.
func (g *optionGroup) offer(value, words, short string, on bool) {
	g.Options = append(g.Options, option{value, words, on})
	if on && g.Chosen != "" {
		g.Chosen += ", "
	}
	if on {
		g.Chosen += short
	}
}

func has[T comparable](list []T, v T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// sortColumns are the heads of the table. The one that is sorted by turns the order
// round where it can be turned.
func sortColumns(q incidentsQuery) []sortColumn {
	sorted := q.Sort
	if sorted == "" {
		sorted = incidents.Newest
	}
	to := func(s incidents.Sort) string {
		q.Sort = s
		return q.address("", "")
	}
	columns := []sortColumn{{Name: "Key", Href: to(incidents.ByKey)}, {Name: "Severity", Href: to(incidents.Worst)}, {Name: "Incident"},
		{Name: "State"}, {Name: "Services"}, {Name: "When", Href: to(incidents.Newest)}, {Name: "Lasted"}}
	switch sorted {
	case incidents.ByKey:
		columns[0].Sorted = "descending"
	case incidents.Worst:
		columns[1].Sorted = "descending"
	case incidents.Newest:
		columns[5].Sorted, columns[5].Href = "descending", to(incidents.Oldest)
	case incidents.Oldest:
		columns[5].Sorted = "ascending"
	}
	return columns
}
