package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Kept is a value with what the store knows about its row.
type Kept[T any] struct {
	Value    T
	Incident hindcast.IncidentID // Incident it belongs to; empty for what belongs to none.
	Version  int64               // Version counts changes from 1.
	Added    int64               // Added is the number of the ledger entry that added it; lists are in this order.
	Entry    int64               // Entry is the number of the ledger entry that last changed it.
}

// table describes how values of T are kept: one row each, with the number of the
// ledger entry that last changed it. The statements that save, load and verify a
// row follow from the list of columns, so that a field is named once.
type table[T any] struct {
	name    string
	kind    string // kind is the ledger's word for it
	id      column[T]
	columns []column[T]

	version func(*T) *int64                      // version is nil when T has no place for it
	words   func(*T) (title, body string)        // words are what search finds; nil for what is not searched
	derive  func(*Tx, hindcast.IncidentID) error // derive refreshes what is computed from rows of this table
}

// names returns the columns of a row's content: all but entry.
func (t *table[T]) names() []string {
	names := []string{"id", "incident_id", "version", "added"}
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	return names
}

func (t *table[T]) subject(k *Kept[T]) Subject {
	return Subject{Kind: t.kind, ID: t.idOf(&k.Value), Incident: k.Incident}
}

func (t *table[T]) idOf(v *T) string {
	raw, _ := t.id.get(v) // a text column never fails
	return raw.(string)
}

// content returns a row's values in the order of names().
func (t *table[T]) content(k *Kept[T]) ([]any, error) {
	args := []any{t.idOf(&k.Value), string(k.Incident), k.Version, k.Added}
	for _, c := range t.columns {
		raw, err := c.get(&k.Value)
		if err != nil {
			return nil, fmt.Errorf("keep %s.%s: %w", t.name, c.name, err)
		}
		args = append(args, raw)
	}
	return args, nil
}

// state returns a row as the ledger keeps it: a map of column to value, which
// json.Marshal writes in the order of the names.
func (t *table[T]) state(args []any) map[string]any {
	row := make(map[string]any, len(args))
	for i, name := range t.names() {
		row[name] = args[i]
	}
	return row
}

// scan reads a row whose columns are names() and entry.
func (t *table[T]) scan(scan func(...any) error) (k Kept[T], err error) {
	raw := make([]any, len(t.columns)+5)
	dest := make([]any, len(raw))
	for i := range raw {
		dest[i] = &raw[i]
	}
	if err := scan(dest...); err != nil {
		return k, err
	}
	incident, err1 := asText(raw[1])
	version, err2 := asInt(raw[2])
	added, err3 := asInt(raw[3])
	entry, err4 := asInt(raw[len(raw)-1])
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return k, fmt.Errorf("read %s: %w", t.name, err)
	}
	k.Incident, k.Version, k.Added, k.Entry = hindcast.IncidentID(incident), version, added, entry
	if err := t.id.set(&k.Value, raw[0]); err != nil {
		return k, fmt.Errorf("read %s.id: %w", t.name, err)
	}
	for i, c := range t.columns {
		if err := c.set(&k.Value, raw[i+4]); err != nil {
			return k, fmt.Errorf("read %s.%s: %w", t.name, c.name, err)
		}
	}
	if t.version != nil {
		*t.version(&k.Value) = version
	}
	return k, nil
}

// selection is "select columns, entry from table t".
func (t *table[T]) selection() string {
	return "select t." + strings.Join(t.names(), ", t.") + ", t.entry from " + t.name + " t"
}

// byID loads one row. The error is sql.ErrNoRows when there is none.
func (t *table[T]) byID(ctx context.Context, q querier, id string) (Kept[T], error) {
	return t.scan(q.QueryRowContext(ctx, t.selection()+" where t.id = $1", id).Scan)
}

// all returns the rows of a query that begins with selection.
func (t *table[T]) all(ctx context.Context, q querier, query string, args ...any) ([]Kept[T], error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Kept[T]
	for rows.Next() {
		k, err := t.scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		found = append(found, k)
	}
	return found, rows.Err()
}

// insert adds a row and records it.
func (t *table[T]) insert(tx *Tx, verb string, incident hindcast.IncidentID, v *T) error {
	k := Kept[T]{Value: *v, Incident: incident, Version: 1, Added: tx.nextNumber()}
	args, err := t.content(&k)
	if err != nil {
		return err
	}
	row := newValues(len(args) + 1)
	row.add(append(args, tx.nextNumber())...)
	if _, err := tx.exec("insert into "+t.name+" ("+strings.Join(t.names(), ", ")+", entry) values "+row.text(), row.args...); err != nil {
		return err
	}
	if t.version != nil {
		*t.version(v) = 1
	}
	return t.finish(tx, verb, &k, map[string]any{"after": t.state(args)})
}

// update replaces a row and records both states. A row whose version is not the
// one given any more is not touched: the error is Stale.
func (t *table[T]) update(tx *Tx, verb string, v *T, version int64) error {
	before, err := t.current(tx, t.idOf(v), version)
	if err != nil {
		return err
	}
	was, err := t.content(&before)
	if err != nil {
		return err
	}
	after := Kept[T]{Value: *v, Incident: before.Incident, Version: version + 1, Added: before.Added}
	args, err := t.content(&after)
	if err != nil {
		return err
	}
	assign := make([]string, len(args))
	for i, n := range t.names() {
		assign[i] = n + " = " + placeholder(i+1)
	}
	recorded := t.state(args)
	args = append(args, tx.nextNumber(), t.idOf(v))
	if _, err := tx.exec("update "+t.name+" set "+strings.Join(assign, ", ")+", entry = "+placeholder(len(args)-1)+" where id = "+placeholder(len(args)), args...); err != nil {
		return err
	}
	if t.version != nil {
		*t.version(v) = version + 1
	}
	return t.finish(tx, verb, &after, map[string]any{"before": t.state(was), "after": recorded})
}

// remove deletes a row and records what it was.
func (t *table[T]) remove(tx *Tx, verb, id string, version int64) error {
	before, err := t.current(tx, id, version)
	if err != nil {
		return err
	}
	was, err := t.content(&before)
	if err != nil {
		return err
	}
	if _, err := tx.exec("delete from "+t.name+" where id = $1", id); err != nil {
		return err
	}
	if t.words != nil {
		if err := unindex(tx, t.subject(&before)); err != nil {
			return err
		}
	}
	return errors.Join(tx.record(verb, t.subject(&before), map[string]any{"before": t.state(was)}), t.refresh(tx, before.Incident))
}

// current loads a row and refuses a version that is not its own.
func (t *table[T]) current(tx *Tx, id string, version int64) (Kept[T], error) {
	k, err := t.byID(tx.ctx, tx.sql, id)
	if errors.Is(err, sql.ErrNoRows) {
		return k, &hindcast.Error{Code: hindcast.NotFound, Op: "store.Tx", Message: "there is no such " + t.kind, Err: err}
	}
	if err == nil && k.Version != version {
		err = &hindcast.Error{Code: hindcast.Stale, Op: "store.Tx", Message: "somebody else changed this " + t.kind + " in the meantime"}
	}
	return k, err
}

// finish records a saved row and brings what follows from it up to date.
func (t *table[T]) finish(tx *Tx, verb string, k *Kept[T], payload map[string]any) error {
	number := tx.nextNumber()
	if err := tx.record(verb, t.subject(k), payload); err != nil {
		return err
	}
	if t.words != nil {
		title, body := t.words(&k.Value)
		if err := reindex(tx, number, t.subject(k), title, body); err != nil {
			return err
		}
	}
	return t.refresh(tx, k.Incident)
}

func (t *table[T]) refresh(tx *Tx, incident hindcast.IncidentID) error {
	if t.derive == nil {
		return nil
	}
	return t.derive(tx, incident)
}

// verifyRows compares every row with the "after" of the entry that last changed
// it and calls found for each.
func (t *table[T]) verifyRows(ctx context.Context, q querier, found func(ok bool, subject Subject, entry int64, why string)) error {
	query := "select t." + strings.Join(t.names(), ", t.") + ", t.entry, coalesce(p.body, '') from " + t.name + " t left join ledger_payload p on p.number = t.entry order by t.id"
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		k, err := t.scan(func(dest ...any) error { return rows.Scan(append(dest, &body)...) })
		if err != nil {
			return err
		}
		why := t.difference(&k, body)
		found(why == "", t.subject(&k), k.Entry, why)
	}
	return rows.Err()
}

// difference says how a row differs from what its entry recorded, "" if it does
// not. Purging a payload leaves a newer entry behind, so the newest has one.
func (t *table[T]) difference(k *Kept[T], body string) string {
	if body == "" {
		return "the entry that last changed it is missing or has no payload"
	}
	var recorded struct {
		After map[string]json.RawMessage `json:"after"`
	}
	if err := json.Unmarshal([]byte(body), &recorded); err != nil {
		return "the payload of its entry is not JSON"
	}
	args, err := t.content(k)
	if err != nil {
		return err.Error()
	}
	for i, name := range t.names() {
		now, err := json.Marshal(args[i])
		if err != nil {
			return err.Error()
		}
		if string(now) != string(recorded.After[name]) {
			return "its " + name + " is not what was recorded"
		}
	}
	return ""
}
