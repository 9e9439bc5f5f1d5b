package store

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Reader reads the values of one type, as far as the actor may see them.
// Incidents have methods of their own: Incident, Incidents and Record.
type Reader[T any] struct {
	store *Store
	table *table[T]
}

// Get loads one value. The error is NotFound when there is none or it is not the
// actor's to see.
func (r Reader[T]) Get(ctx context.Context, by hindcast.Actor, id string) (Kept[T], error) {
	q := r.query(by)
	q.add(" and t.id = ?", id)
	found, err := r.all(ctx, q)
	if err == nil && len(found) == 0 {
		return Kept[T]{}, &hindcast.Error{Code: hindcast.NotFound, Op: "store.Get", Message: "there is no such " + words(r.table.kind) + ", or it is not yours to see"}
	}
	if err != nil {
		return Kept[T]{}, err
	}
	return found[0], nil
}

// Of loads the values of an incident in the order they were added, or that people
// gave them: none when
// there is no such incident or it is not the actor's to see.
func (r Reader[T]) Of(ctx context.Context, by hindcast.Actor, incident hindcast.IncidentID) ([]Kept[T], error) {
	q := r.query(by)
	q.add(" and t.incident_id = ?"+r.table.ordering(), string(incident))
	return r.all(ctx, q)
}

// After loads up to limit values of an incident that were added after a ledger
// entry, in the order they were added.
func (r Reader[T]) After(ctx context.Context, by hindcast.Actor, incident hindcast.IncidentID, added int64, limit int) ([]Kept[T], error) {
	q := r.query(by)
	q.add(" and t.incident_id = ? and t.added > ? order by t.added limit ?", string(incident), added, int64(limit))
	return r.all(ctx, q)
}

// List loads a page of all values, the newest added first. next is where the
// following page begins, empty when there is none.
func (r Reader[T]) List(ctx context.Context, by hindcast.Actor, page Page) (list []Kept[T], next string, err error) {
	return r.newest(ctx, r.query(by), "added/"+r.table.name, page)
}

// newest loads a page of what a query selects, the newest added first.
func (r Reader[T]) newest(ctx context.Context, q *query, sort string, page Page) ([]Kept[T], string, error) {
	c, first, err := page.parse(sort)
	if err != nil {
		return nil, "", err
	}
	if !first {
		q.add(" and t.added < ?", c.Key)
	}
	q.add(" order by t.added desc limit ?", int64(page.limit()+1))
	list, err := r.all(ctx, q)
	list, next := cut(list, page, func(k Kept[T]) string { return cursor{Sort: sort, Key: k.Added}.String() })
	return list, next, err
}

// Every loads all values, the newest added first: for what an organisation has
// thousands of at most.
func (r Reader[T]) Every(ctx context.Context, by hindcast.Actor) ([]Kept[T], error) {
	q := r.query(by)
	q.add(" order by t.added desc")
	return r.all(ctx, q)
}

// query begins a query for what the actor may see.
func (r Reader[T]) query(by hindcast.Actor) *query {
	q := &query{}
	q.add(r.table.selection() + " left join incidents i on i.id = t.incident_id where ")
	q.seen("t.incident_id", by, toMicros(r.store.now()), "")
	if r.table.private != nil {
		r.table.private(q, by)
	}
	return q
}

func (r Reader[T]) all(ctx context.Context, q *query) ([]Kept[T], error) {
	if !q.fits() {
		return nil, nil
	}
	found, err := r.table.all(ctx, r.store.readers, q.text.String(), q.args...)
	return found, r.store.dialect.explain("read each "+words(r.table.kind), err)
}
