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
	q.planned = true
	rows, err = found(ctx, s, "list reviews", &q, func(scan row) (r ReviewRow, err error) {
		var key int64
		k, err := s.tables.reviews.scan(scan, r.Incident.into(&key)...)
		r.Review, r.Incident.Key = k.Value, incidentKey(key)
		return r, err
	})
	rows, next = cut(rows, page, func(r ReviewRow) string {
		return cursor{Sort: "reviews", Key: toMicros(r.Review.DueAt), ID: string(r.Review.ID)}.String()
	})
	return rows, next, err
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
