package store

import (
	"context"
	"encoding/json"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// EntryRow is a line of the ledger as people read it.
type EntryRow struct {
	Entry
	Name     string // Name is what the actor was called then; empty when that was purged.
	From     string // From is the address the change came from.
	Incident IncidentLine
}

// EntriesBefore returns up to limit entries with numbers below before, the
// newest first, as far as the actor may see them; see Entries. Zero begins at
// the end of the ledger.
func (s *Store) EntriesBefore(ctx context.Context, by hindcast.Actor, before int64, limit int, f EntryFilter) ([]EntryRow, error) {
	var q query
	q.add("select " + entryColumns + ", coalesce(i.key_number, 0), coalesce(i.title, ''), coalesce(i.severity, 0), coalesce(i.kind, ''), coalesce(i.state, '')" +
		" from ledger l left join ledger_payload p on p.number = l.number left join incidents i on i.id = l.incident_id where ")
	q.seen("l.incident_id", by, toMicros(s.now()), "l.subject_kind")
	if before > 0 {
		q.add(" and l.number < ?", before)
	}
	f.narrow(&q)
	q.add(" order by l.number desc limit ?", int64(max(0, limit)))
	return found(ctx, s, "read the ledger", &q, scanEntryRow)
}

func scanEntryRow(scan func(...any) error) (r EntryRow, err error) {
	var key int64
	r.Entry, err = scanEntry(func(dest ...any) error {
		return scan(append(dest, &key, &r.Incident.Title, &r.Incident.Severity, &r.Incident.Kind, &r.Incident.State)...)
	})
	if r.Incident.ID = r.Subject.Incident; r.Incident.ID != "" {
		r.Incident.Key = incidentKey(key)
	}
	var payload struct {
		Actor struct{ Name, From string }
	}
	if json.Unmarshal([]byte(r.Payload), &payload) == nil { // a purged payload names nobody
		r.Name, r.From = payload.Actor.Name, payload.Actor.From
	}
	return r, err
}
