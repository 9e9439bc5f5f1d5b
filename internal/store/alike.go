package store

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// SharingFactors says which other incidents each contributing factor is named
// for, by the factor's folded text, the latest first. Only incidents that the
// actor may see count.
func (s *Store) SharingFactors(ctx context.Context, by hindcast.Actor, except hindcast.IncidentID, factors []string) (map[string][]IncidentLine, error) {
	found := map[string][]IncidentLine{}
	if len(factors) == 0 {
		return found, nil
	}
	var q query
	q.add("select f.factor, "+incidentLine+" from review_factors f join incidents i on i.id = f.incident_id where f.incident_id <> ?", string(except))
	folded := make([]string, len(factors))
	for n, f := range factors {
		folded[n] = hindcast.Fold(f)
	}
	in(&q, "f.factor", folded)
	q.add(" and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by i.occurred_at desc, i.id")
	if !q.fits() {
		return found, nil
	}
	rows, err := s.readers.QueryContext(ctx, q.text.String(), s.dialect.planned(q.args)...)
	if err != nil {
		return nil, s.dialect.explain("find who shares factors", err)
	}
	defer rows.Close()
	for rows.Next() {
		var factor string
		var line IncidentLine
		var key int64
		if err := rows.Scan(append([]any{&factor}, line.into(&key)...)...); err != nil {
			return nil, s.dialect.explain("find who shares factors", err)
		}
		line.Key = incidentKey(key)
		found[factor] = append(found[factor], line)
	}
	return found, s.dialect.explain("find who shares factors", rows.Err())
}

// AlikeReviewed lists earlier incidents that have a review and share a service,
// the type or a contributing factor with an incident, the latest first, as far as
// the actor may see them.
func (s *Store) AlikeReviewed(ctx context.Context, by hindcast.Actor, of hindcast.Incident, limit int) (list []IncidentLine, err error) {
	id := string(of.ID)
	var q query
	q.add("select "+incidentLine+" from incidents i where i.id <> ? and i.occurred_at <= (select o.occurred_at from incidents o where o.id = ?)", id, id)
	q.add(" and exists (select 1 from reviews r where r.incident_id = i.id and r.state = ?) and (1 = 0", string(hindcast.ReviewSignedOff))
	if of.Type != "" {
		q.add(" or i.type = ?", of.Type)
	}
	q.add(" or exists (select 1 from incident_tags a join incident_tags b on b.kind = a.kind and b.name = a.name where a.incident_id = ? and a.kind = 'service' and b.incident_id = i.id)", id)
	q.add(" or exists (select 1 from review_factors a join review_factors b on b.factor = a.factor where a.incident_id = ? and b.incident_id = i.id)) and ", id)
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by i.occurred_at desc, i.id desc limit ?", int64(max(0, limit)))
	if !q.fits() {
		return nil, nil
	}
	rows, err := s.readers.QueryContext(ctx, q.text.String(), s.dialect.planned(q.args)...)
	if err != nil {
		return nil, s.dialect.explain("find similar incidents", err)
	}
	defer rows.Close()
	for rows.Next() {
		var line IncidentLine
		var key int64
		if err := rows.Scan(line.into(&key)...); err != nil {
			return nil, s.dialect.explain("find similar incidents", err)
		}
		line.Key = incidentKey(key)
		list = append(list, line)
	}
	return list, s.dialect.explain("find similar incidents", rows.Err())
}
