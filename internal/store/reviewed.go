package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ReviewsAbout returns the reviews that are about an incident, as this update
// sees it. Permission is the caller's affair.
func (t *Tx) ReviewsAbout(incident hindcast.IncidentID) (found []hindcast.ReviewID, err error) {
	rows, err := t.sql.QueryContext(t.ctx, "select review_id from review_incidents where incident_id = $1 order by review_id", string(incident))
	if err != nil {
		return nil, t.note("read what the incident is reviewed in", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id hindcast.ReviewID
		if err := rows.Scan(&id); err != nil {
			return nil, t.note("read what the incident is reviewed in", err)
		}
		found = append(found, id)
	}
	return found, t.note("read what the incident is reviewed in", rows.Err())
}

// ReviewedWith returns the incident whose review is about another one as well.
// The error is NotFound when there is none that the actor may see.
func (s *Store) ReviewedWith(ctx context.Context, by hindcast.Actor, incident hindcast.IncidentID) (line IncidentLine, err error) {
	var q query
	q.add("select "+incidentLine+" from review_incidents v join reviews r on r.id = v.review_id join incidents i on i.id = r.incident_id"+
		" where v.incident_id = ? and r.incident_id <> ? and ", string(incident), string(incident))
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by r.added desc limit 1")
	absent := &hindcast.Error{Code: hindcast.NotFound, Op: "store.ReviewedWith", Message: "it is not reviewed with another incident"}
	if !q.fits() {
		return line, absent
	}
	var key int64
	err = s.readers.QueryRowContext(ctx, q.text.String(), q.args...).Scan(line.into(&key)...)
	if errors.Is(err, sql.ErrNoRows) {
		return IncidentLine{}, absent
	}
	line.Key = incidentKey(key)
	return line, s.dialect.explain("read what the incident is reviewed with", err)
}
