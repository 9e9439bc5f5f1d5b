package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ReviewFilter narrows a list of reviews. Zero fields ask for nothing.
type ReviewFilter struct {
	States      []hindcast.ReviewState
	Facilitator hindcast.Person // Facilitator is asked for by account, or by name alone.
	Person      hindcast.Person // Person facilitates, is invited or attended.
	DueBefore   time.Time
}

// ReviewRow is a line of a list of reviews.
type ReviewRow struct {
	Review   hindcast.Review // Review is without its findings.
	Incident IncidentLine    // Incident is the first one it is about.
}

// ListReviews lists reviews, the one due first before the others and those
// without a due date before all, as far as the actor may see their incident.
// next is where the following page begins, empty when there is none.
func (s *Store) ListReviews(ctx context.Context, by hindcast.Actor, f ReviewFilter, page Page) (rows []ReviewRow, next string, err error) {
	c, first, err := page.parse("reviews")
	if err != nil {
		return nil, "", err
	}
	var q query
	q.add(s.tables.reviews.selection(incidentLine) + " left join incidents i on i.id = t.incident_id where ")
	q.visible("i", by, toMicros(s.now()))
	f.narrow(&q)
	if !first {
		q.add(" and (t.due_at, t.id) > (?, ?)", c.Key, c.ID)
	}
	q.add(" order by t.due_at, t.id limit ?", int64(page.limit()+1))
	if rows, err = s.reviewRows(ctx, &q); err != nil {
		return nil, "", s.dialect.explain("list reviews", err)
	}
	if len(rows) > page.limit() {
		rows = rows[:page.limit()]
		last := rows[len(rows)-1].Review
		next = cursor{Sort: "reviews", Key: toMicros(last.DueAt), ID: string(last.ID)}.String()
	}
	return rows, next, nil
}

func (s *Store) reviewRows(ctx context.Context, q *query) (rows []ReviewRow, err error) {
	if !q.fits() {
		return nil, nil
	}
	found, err := s.readers.QueryContext(ctx, q.text.String(), s.dialect.planned(q.args)...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	for found.Next() {
		var r ReviewRow
		var key int64
		k, err := s.tables.reviews.scan(found.Scan, r.Incident.into(&key)...)
		if err != nil {
			return nil, err
		}
		r.Review, r.Incident.Key = k.Value, incidentKey(key)
		rows = append(rows, r)
	}
	return rows, found.Err()
}

// narrow appends the filter's conditions.
func (f ReviewFilter) narrow(q *query) {
	in(q, "t.state", f.States)
	if !f.DueBefore.IsZero() {
		q.add(" and t.due_at > ? and t.due_at < ?", unrecorded, toMicros(f.DueBefore))
	}
	if !f.Facilitator.IsZero() {
		q.add(" and t.id in (select p.review_id from review_people p where p.part = ? and ", partFacilitator)
		q.isPerson(f.Facilitator, "p.person", "p.name")
		q.add(")")
	}
	if !f.Person.IsZero() {
		q.add(" and t.id in (select p.review_id from review_people p where ")
		q.isPerson(f.Person, "p.person", "p.name")
		q.add(")")
	}
}
