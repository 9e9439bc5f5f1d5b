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
