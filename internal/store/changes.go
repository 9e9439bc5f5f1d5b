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
func (s *Store) Changes(ctx context.Context, by hindcast.Actor, after int64, limit int) ([]Change, error) {
	var q query
	q.add("select l.number, l.verb, l.subject_kind, l.subject_id, l.incident_id from ledger l left join incidents i on i.id = l.incident_id where l.number > ? and ", after)
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	q.add(" order by l.number limit ?", int64(max(0, limit)))
	return found(ctx, s, "follow the ledger", &q, func(scan row) (c Change, err error) {
		return c, scan(&c.Number, &c.Verb, &c.Subject.Kind, &c.Subject.ID, &c.Subject.Incident)
	})
}
