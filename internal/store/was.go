package store

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Next is the number that the next recorded entry will have, for whoever has to
// name what an update did.
func (t *Tx) Next() int64 { return t.nextNumber() }

// Was returns what a value was before an entry changed or removed it. The error is
// Conflict when the ledger does not say any more, because it was purged, or never
// did, because it was a secret.
func (s Shelf[T]) Was(e Entry) (was T, err error) {
	gone := &hindcast.Error{Code: hindcast.Conflict, Op: "store.Was", Message: "the ledger does not say any more what was there before"}
	if s.table.seal != nil || e.Subject.Kind != s.table.kind {
		return was, gone
	}
	var payload struct{ Before, After map[string]any }
	d := json.NewDecoder(strings.NewReader(e.Payload))
	d.UseNumber()
	if d.Decode(&payload) != nil || payload.Before == nil {
		return was, gone
	}
	row := payload.Before
	if e.Effect == EffectChanged { // which states what differed
		row = payload.After
		maps.Copy(row, payload.Before)
	}
	if err := s.table.id.set(&was, row["id"]); err != nil {
		return was, err
	}
	for _, c := range s.table.columns {
		raw := row[c.name]
		if n, ok := raw.(json.Number); ok {
			if raw, err = n.Int64(); err != nil {
				return was, err
			}
		}
		if err := c.set(&was, raw); err != nil {
			return was, err
		}
	}
	return was, nil
}
