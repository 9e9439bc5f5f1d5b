package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func knownTable() *table[hindcast.KnownCheck] {
	type C = hindcast.KnownCheck
	columns := []column[C]{
		text("kind", func(c *C) *hindcast.KnownKind { return &c.Kind }),
		text("known", func(c *C) *string { return &c.Known }),
		text("known_incident", func(c *C) *hindcast.IncidentID { return &c.From }),
		flag("helped", func(c *C) *bool { return &c.Helped }),
		instant("at", func(c *C) *time.Time { return &c.At }),
	}
	return &table[C]{
		name: "known_checks", kind: "known_check",
		columns: append(columns, person("checked_by", func(c *C) *hindcast.Person { return &c.By })...),
		id:      text("id", func(c *C) *string { return &c.ID }),
	}
}

// KnownChecks changes judgements whether what was known would have helped.
func (t *Tx) KnownChecks() Shelf[hindcast.KnownCheck] {
	return Shelf[hindcast.KnownCheck]{t, t.store.tables.known}
}

// KnownChecks reads judgements whether what was known would have helped.
func (s *Store) KnownChecks() Reader[hindcast.KnownCheck] {
	return Reader[hindcast.KnownCheck]{s, s.tables.known}
}

// WouldHaveHelped lists for each of some known things the incidents in which it
// would have helped, the latest first, as far as the actor may see them.
func (s *Store) WouldHaveHelped(ctx context.Context, by hindcast.Actor, kind hindcast.KnownKind, known []string) (map[string][]IncidentLine, error) {
	list := map[string][]IncidentLine{}
	if len(known) == 0 {
		return list, nil
	}
	var q query
	q.add("select c.known, "+incidentLine+" from known_checks c join incidents i on i.id = c.incident_id where c.helped = 1 and c.kind = ?", string(kind))
	in(&q, "c.known", known)
	q.add(" and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by c.added desc")
	_, err := found(ctx, s, "read what would have helped", &q, func(scan row) (struct{}, error) {
		var one string
		var line IncidentLine
		var key int64
		err := scan(append([]any{&one}, line.into(&key)...)...)
		line.Key = incidentKey(key)
		list[one] = append(list[one], line)
		return struct{}{}, err
	})
	return list, err
}
