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
	changed bool
	failed  error // failed is the first statement that failed; an update with one is not kept
	effects
}

// effects are what an update asks for beside its rows. The writer carries them
// out for a whole group at once, and only when the update is kept.
type effects struct {
	entries   []pendingEntry
	documents []document
	derive    map[hindcast.IncidentID]derivation
	prove     map[hindcast.ActionID]bool
	announced []string
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
// of restricted evidence. What changes rows records by itself. Subjects that
// belong to no incident are seen by admins alone; see Store.Entries.
func (t *Tx) Record(verb string, subject Subject, payload map[string]any) error {
	return t.record(verb, subject, EffectNone, payload)
}

func (t *Tx) record(verb string, subject Subject, effect Effect, payload map[string]any) error {
	for _, s := range []string{verb, subject.Kind, subject.ID, string(subject.Incident), string(t.by.User), t.by.Token} {
		if !fits(s) { // one such entry would fail the whole group
			return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.Record", Message: "the entry cannot be kept: a name in it " + errUnfit.Error()}
		}
	}
	full := make(map[string]any, len(payload)+2)
	for k, v := range payload {
		full[k] = v
	}
	full["salt"] = t.store.newID() // so that a purged payload cannot be guessed from its hash
	full["actor"] = map[string]any{"name": t.by.Name, "from": t.by.From}
	body, err := json.Marshal(full)
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.Record", Message: "the entry cannot be written as JSON", Err: err}
	}
	t.entries = append(t.entries, pendingEntry{
		at: t.now, verb: verb, subject: subject, effect: effect, actor: t.by.User, token: t.by.Token, payload: string(body),
	})
	return nil
}

// nextNumber is the number that the next recorded entry will have.
func (t *Tx) nextNumber() int64 { return t.next + int64(len(t.entries)) }

// exec runs a statement that changes rows the ledger has to know of.
func (t *Tx) exec(query string, args ...any) (rows int64, err error) {
	rows, err = t.execQuietly(query, args...)
	t.changed = t.changed || rows > 0
	return rows, err
}

// execQuietly runs a statement on what the ledger does not vouch for: what is
// derived, shared texts and jobs.
func (t *Tx) execQuietly(query string, args ...any) (rows int64, err error) {
	result, err := t.sql.ExecContext(t.ctx, query, args...)
	if err == nil {
		rows, err = result.RowsAffected()
	}
	return rows, t.note("change the data", err)
}

// note explains a statement's error and remembers it: PostgreSQL would refuse
// every further statement, SQLite none, and here both refuse the update.
func (t *Tx) note(attempt string, err error) error {
	err = t.store.dialect.explain(attempt, err)
	if err != nil && t.failed == nil {
		t.failed = err
	}
	return err
}
