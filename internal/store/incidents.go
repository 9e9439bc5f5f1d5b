package store

import (
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// IncidentFilter narrows a list of incidents. Zero fields ask for nothing.
type IncidentFilter struct {
	Text     string // Text must be found in title, key, type, services or labels, as search finds it.
	Kinds    []hindcast.IncidentKind
	States   []hindcast.IncidentState
	Levels   []hindcast.Severity
	Service  string // Service and Label are compared without case.
	Label    string
	Type     string
	NearMiss *bool
	From, To time.Time // From and To bound when it occurred; To is excluded.
	// Person took part in it: asked for by account, or by name alone.
	Person hindcast.Person
}

// IncidentSort is an order that a list is offered in; each has an index.
type IncidentSort string

// The sorts. Empty means SortNewest.
const (
	SortNewest   IncidentSort = "newest"   // by when it occurred, the newest first
	SortOldest   IncidentSort = "oldest"   // by when it occurred, the oldest first
	SortSeverity IncidentSort = "severity" // the worst first, then the newest
	SortKey      IncidentSort = "key"      // by key, the highest first
)

// IncidentRow is a line of a list.
type IncidentRow struct {
	Incident   hindcast.Incident
	OccurredAt time.Time // OccurredAt is when it began, else its first event, else when it was opened.
	ResolvedAt time.Time // ResolvedAt is zero while it is not resolved.
}

// Incidents lists what the actor may see. next is where the following page
// begins, empty when there is none. Of a page that is asked for with Before it is
// where the page before it ends.
func (s *Store) Incidents(ctx context.Context, by hindcast.Actor, f IncidentFilter, sort IncidentSort, page Page) ([]IncidentRow, string, error) {
	if sort == "" {
		sort = SortNewest
	}
	c, first, err := page.parse(string(sort))
	if err != nil {
		return nil, "", err
	}
	var q query
	q.add(s.tables.incidents.selection("t.occurred_at", "t.resolved_at") + " where ")
	q.visible("t", by, toMicros(s.now()))
	s.narrow(&q, f)
	if err := sort.from(&q, c, first, page.Before != ""); err != nil {
		return nil, "", err
	}
	q.add(" limit ?", int64(page.limit()+1))
	rows, err := found(ctx, s, "list incidents", &q, s.scanIncidentRow)
	if err != nil {
		return nil, "", err
	}
	rows, next := cut(rows, page, sort.Mark)
	if page.Before != "" {
		slices.Reverse(rows)
	}
	return rows, next, nil
}

func (s *Store) scanIncidentRow(scan func(...any) error) (IncidentRow, error) {
	var occurred, resolved int64
	k, err := s.tables.incidents.scan(scan, &occurred, &resolved)
	return IncidentRow{k.Value, fromMicros(occurred), fromMicros(resolved)}, err
}

// narrow appends the filter's conditions.
func (s *Store) narrow(q *query, f IncidentFilter) {
	in(q, "t.kind", f.Kinds)
	in(q, "t.state", f.States)
	if len(f.Levels) > 0 {
		q.add(" and t.severity in (")
		for i, l := range f.Levels {
			q.add(separator(i)+"?", int64(l))
		}
		q.add(")")
	}
	for _, tag := range []struct{ kind, name string }{{"service", f.Service}, {"label", f.Label}} {
		if tag.name != "" {
			q.add(" and t.id in (select g.incident_id from incident_tags g where g.kind = ? and g.name = ?)", tag.kind, hindcast.Fold(tag.name))
		}
	}
	if f.Type != "" {
		q.add(" and t.type = ?", f.Type)
	}
	if f.NearMiss != nil {
		n := int64(0)
		if *f.NearMiss {
			n = 1
		}
		q.add(" and t.near_miss = ?", n)
	}
	if !f.From.IsZero() {
		q.add(" and t.occurred_at >= ?", toMicros(f.From))
	}
	if !f.To.IsZero() {
		q.add(" and t.occurred_at < ?", toMicros(f.To))
	}
	if !f.Person.IsZero() {
		q.add(" and t.id in (select p.incident_id from incident_people p where ")
		q.isPerson(f.Person, "p.person", "p.name")
		q.add(")")
	}
	if words := searchWords(f.Text); len(words) > 0 {
		q.add(" and t.added in (select d.id from " + s.dialect.searched() + " where d.subject_kind = 'incident' and ")
		q.add(s.dialect.matches()+")", s.dialect.matching(words, true))
	}
}

func in[S ~string](q *query, column string, values []S) {
	if len(values) == 0 {
		return
	}
	q.add(" and " + column + " in (")
	for i, v := range values {
		q.add(separator(i)+"?", string(v))
	}
	q.add(")")
}

func separator(i int) string {
	if i == 0 {
		return ""
	}
	return ", "
}

// from appends where the page begins and the order, which is turned round to page
// back.
func (sort IncidentSort) from(q *query, c cursor, first, back bool) error {
	columns := map[IncidentSort]string{SortNewest: "occurred_at", SortOldest: "occurred_at", SortSeverity: "severity_order", SortKey: "key_number"}
	column, known := columns[sort]
	if !known {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "lists are not sorted that way",
			Fields: []hindcast.FieldError{{Field: "sort", Reason: "must be newest, oldest, severity or key"}}}
	}
	beyond, by := "<", " desc"
	if (sort == SortOldest) != back {
		beyond, by = ">", ""
	}
	if !first {
		q.add(" and (t."+column+", t.id) "+beyond+" (?, ?)", c.Key, c.ID)
	}
	q.add(" order by t." + column + by + ", t.id" + by)
	return nil
}

// Mark returns the page mark at a row: After it comes what follows, Before it what
// precedes.
func (sort IncidentSort) Mark(r IncidentRow) string {
	if sort == "" {
		sort = SortNewest
	}
	c := cursor{Sort: string(sort), ID: string(r.Incident.ID)}
	switch sort {
	case SortSeverity:
		c.Key = severityOrder(r.Incident.Severity, toMicros(r.OccurredAt))
	case SortKey:
		c.Key, _ = numberOfKey(r.Incident.Key)
	default:
		c.Key = toMicros(r.OccurredAt)
	}
	return c.String()
}
