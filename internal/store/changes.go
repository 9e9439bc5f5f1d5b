package store

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Change is an entry of the ledger without anything that was written in it.
type Change struct {
	Number  int64
	Verb    string
	Subject Subject
}

// Changes returns up to limit changes after a number, in order, that the actor
// may see; see Entries. Payloads are not read, so that a live stream has no text
// to give away.
func (s *Store) Changes(ctx context.Context, by hindcast.Actor, after int64, limit int) (changes []Change, err error) {
	var q query
	q.add("select l.number, l.verb, l.subject_kind, l.subject_id, l.incident_id from ledger l left join incidents i on i.id = l.incident_id where l.number > ? and ", after)
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	q.add(" order by l.number limit ?", int64(max(0, limit)))
	if !q.fits() {
		return nil, nil
	}
	rows, err := s.readers.QueryContext(ctx, q.text.String(), q.args...)
	if err != nil {
		return nil, s.dialect.explain("follow the ledger", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c Change
		if err := rows.Scan(&c.Number, &c.Verb, &c.Subject.Kind, &c.Subject.ID, &c.Subject.Incident); err != nil {
			return nil, s.dialect.explain("follow the ledger", err)
		}
		changes = append(changes, c)
	}
	return changes, s.dialect.explain("follow the ledger", rows.Err())
}
