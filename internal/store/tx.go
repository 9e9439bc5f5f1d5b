package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Tx is one update in progress. It is valid only inside the function given to
// Update and by one goroutine.
type Tx struct {
	ctx     context.Context
	store   *Store
	sql     *sql.Tx
	by      hindcast.Actor
	now     time.Time
	next    int64 // next is the number the first entry of this update gets
	entries []pendingEntry
	changed bool
	touched map[hindcast.IncidentID]bool // touched incidents have what is derived refreshed at the end
}

// By returns who makes the change.
func (t *Tx) By() hindcast.Actor { return t.by }

// Now returns the time of the change, UTC, the same throughout an update.
func (t *Tx) Now() time.Time { return t.now }

// NewID returns a fresh identifier with a type prefix: "inc_0193…".
func (t *Tx) NewID(prefix string) string { return prefix + "_" + t.store.newID() }

// Subject is what a ledger entry is about.
type Subject struct {
	Kind     string // Kind is a noun: incident, event, action.
	ID       string
	Incident hindcast.IncidentID // Incident decides who may see the entry; empty for what belongs to none.
}

// Record appends an entry to the ledger that changes no row, such as the reading
// of restricted evidence. What changes rows records by itself.
func (t *Tx) Record(verb string, subject Subject, payload map[string]any) error {
	return t.record(verb, subject, payload)
}

func (t *Tx) record(verb string, subject Subject, payload map[string]any) error {
	full := map[string]any{
		"salt":  t.store.newID(), // so that a purged payload cannot be guessed from its hash
		"actor": map[string]any{"name": t.by.Name, "from": t.by.From},
	}
	for k, v := range payload {
		full[k] = v
	}
	body, err := json.Marshal(full)
	if err != nil {
		return err
	}
	t.entries = append(t.entries, pendingEntry{
		at: t.now, verb: verb, subject: subject, actor: t.by.User, token: t.by.Token, payload: string(body),
	})
	return nil
}

// nextNumber is the number that the next recorded entry will have.
func (t *Tx) nextNumber() int64 { return t.next + int64(len(t.entries)) }

// exec runs a statement that changes rows.
func (t *Tx) exec(query string, args ...any) (rows int64, err error) {
	result, err := t.sql.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	rows, err = result.RowsAffected()
	t.changed = t.changed || rows > 0
	return rows, err
}
