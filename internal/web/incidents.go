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
	if hasBlanks(r.URL.Query()) && len(q.Problems) == 0 { // a form was sent: the address says no more than what was chosen
		http.Redirect(w, r, q.address("", ""), http.StatusSeeOther)
		return nil
	}
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
	Bar      filterView
	Hidden   []option // Hidden are the choices made already, which the form keeps.
	Rare     []fieldView
	RareOpen bool
	Sorts    fieldView
	Problems []string
	Columns  []sortColumn
	Rows     []incidentRow
	Pager    pagerView
	Narrowed bool
	MayOpen  bool
}

// option is a name and a value of the address.
type option struct{ Name, Value string }

// sortColumn is the head of a column; Href is "" where lists are not sorted by it.
type sortColumn struct {
	Name, Href, Class string
	Sorted            string // Sorted is what aria-sort says: ascending, descending or nothing.
}

// incidentRow is one incident in the list.
type incidentRow struct {
	Key, Href, Title string
	Severity         *report.SeverityView
	State            incidentStateView
	About            []string // About is its kind where that is not operational, near miss, its type, the services.
	When             momentView
	Lasted           string
}

// incidentStateView is the state of an incident: a word with a shape of its own.
type incidentStateView struct {
	State hindcast.IncidentState
	Word  string
}

func incidentStateOf(s hindcast.IncidentState) incidentStateView {
	if s == "" {
		s = hindcast.IncidentActive
	}
	return incidentStateView{s, hindcast.Capital(words(s))}
}

func newIncidentsView(q incidentsQuery, rows []incidents.Row, next string, now time.Time) incidentsView {
	v := incidentsView{Columns: sortColumns(q), Narrowed: q.narrowed(), Problems: q.Problems}
	v.bar(q)
	for _, row := range rows {
		v.Rows = append(v.Rows, newIncidentRow(row, now))
	}
	v.Pager = incidentsPager(q, rows, next)
	return v
}

func incidentsPager(q incidentsQuery, rows []incidents.Row, next string) pagerView {
	var v pagerView
	switch q.Sort {
	case incidents.Oldest:
		v.NewerText, v.OlderText = "Older", "Newer"
	case incidents.Worst, incidents.ByKey:
		v.NewerText, v.OlderText = "Previous", "Next"
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
		Key: i.Key, Href: incidentAddress(i), Title: titleOf(i), Severity: report.SeverityOf(i.Severity), State: incidentStateOf(i.State),
		When: momentOf(row.OccurredAt, now, "unknown"),
	}
	if i.Kind != hindcast.Operational {
		v.About = append(v.About, hindcast.Capital(words(i.Kind)))
	}
	if i.NearMiss {
		v.About = append(v.About, "Near miss")
	}
	if i.Type != "" {
		v.About = append(v.About, i.Type)
	}
	if len(i.Services) > 0 {
		v.About = append(v.About, strings.Join(i.Services, ", "))
	}
	switch {
	case row.ResolvedAt.After(row.OccurredAt):
		v.Lasted = hindcast.FormatDuration(row.ResolvedAt.Sub(row.OccurredAt))
	case i.State == hindcast.IncidentActive && now.After(row.OccurredAt):
		v.Lasted = lastedSoFar(row.OccurredAt, now)
	}
	return v
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
	columns := []sortColumn{{Name: "Key", Href: to(incidents.ByKey)}, {Name: "Severity", Href: to(incidents.Worst)}, {Name: "Incident", Class: "main"},
		{Name: "State"}, {Name: "When", Href: to(incidents.Newest)}, {Name: "Lasted", Class: "num"}}
	switch sorted {
	case incidents.ByKey:
		columns[0].Sorted = "descending"
	case incidents.Worst:
		columns[1].Sorted = "descending"
	case incidents.Newest:
		columns[4].Sorted, columns[4].Href = "descending", to(incidents.Oldest)
	case incidents.Oldest:
		columns[4].Sorted = "ascending"
	}
	return columns
}
