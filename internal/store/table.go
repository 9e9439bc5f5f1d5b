package store

import (
	"context"
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

	version func(*T) *int64                 // version is nil when T has no place for it
	words   func(*T) (title, body string)   // words are what search finds; nil for what is not searched
	follow  func(*Tx, *Kept[T], step) error // follow notes what has to be derived anew after a change
	seal    *seal[T]                        // seal keeps secrets out of the ledger; nil for what has none
	private func(*query, hindcast.Actor)    // private appends who may read a row beside seeing its incident; nil for no other rule
	derived func(*Kept[T]) []derivedColumn  // derived gives a new row the columns that nothing vouches for
	place   string                          // place is the column that people order an incident's rows by; empty for the order they were added in
}

// ordering is how the rows of one incident are ordered.
func (t *table[T]) ordering() string {
	if t.place != "" {
		return " order by t." + t.place + ", t.added"
	}
	return " order by t.added"
}

// derivedColumn is a column outside the content of a row.
type derivedColumn struct {
	name  string
	value any
}

// step is what happens to a row.
type step int

const (
	adding step = iota
	changing
	removing
)

// names returns the columns of a row's content: all but entry and what is
// derived.
func (t *table[T]) names() []string {
	names := make([]string, 0, len(t.columns)+4)
	names = append(names, "id", "incident_id", "version", "added")
	for _, c := range t.columns {
		names = append(names, c.name)
	}
	return names
}

func (t *table[T]) subject(k *Kept[T]) Subject {
	return Subject{Kind: t.kind, ID: t.idOf(&k.Value), Incident: k.Incident}
}

func (t *table[T]) idOf(v *T) string {
	raw, _ := t.id.get(v) // an identifier that cannot be kept fails in content
	id, _ := raw.(string)
	return id
}

// content returns a row's values in the order of names(). What a database cannot
// hold is refused with an Invalid error that names the column.
func (t *table[T]) content(k *Kept[T]) ([]any, error) {
	id, err := t.id.get(&k.Value)
	if err != nil {
		return nil, t.refused("id", err)
	}
	args := make([]any, 0, len(t.columns)+5) // one more for the entry
	args = append(args, id, string(k.Incident), k.Version, k.Added)
	for _, c := range t.columns {
		raw, err := c.get(&k.Value)
		if err != nil {
			return nil, t.refused(c.name, err)
		}
		args = append(args, raw)
	}
	return args, nil
}

func (t *table[T]) refused(column string, err error) error {
	return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx", Message: "the " + t.kind + " cannot be kept",
		Fields: []hindcast.FieldError{{Field: column, Reason: err.Error()}}}
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

// selection is "select columns, entry from table t"; more expressions may be
// selected behind them.
func (t *table[T]) selection(more ...string) string {
	columns := append(t.names(), "entry")
	for i, c := range columns {
		columns[i] = "t." + c
	}
	return "select " + strings.Join(append(columns, more...), ", ") + " from " + t.name + " t"
}

// scan reads a row of selection. The destinations of what
// was selected behind the columns follow.
func (t *table[T]) scan(scan func(...any) error, more ...any) (k Kept[T], err error) {
	raw := make([]any, len(t.columns)+1)
	dest := make([]any, 0, len(raw)+4+len(more))
	dest = append(dest, &raw[0], (*string)(&k.Incident), &k.Version, &k.Added)
	for i := range t.columns {
		dest = append(dest, &raw[i+1])
	}
	dest = append(append(dest, &k.Entry), more...)
	if err := scan(dest...); err != nil {
		return k, err
	}
	if err := t.id.set(&k.Value, raw[0]); err != nil {
		return k, fmt.Errorf("read %s.id: %w", t.name, err)
	}
	for i, c := range t.columns {
		if err := c.set(&k.Value, raw[i+1]); err != nil {
			return k, fmt.Errorf("read %s.%s: %w", t.name, c.name, err)
		}
	}
	if t.version != nil {
		*t.version(&k.Value) = k.Version
	}
	return k, nil
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

// of loads the rows of an incident in the order they were added.
func (t *table[T]) of(ctx context.Context, q querier, id hindcast.IncidentID) ([]Kept[T], error) {
	return t.all(ctx, q, t.selection()+" where t.incident_id = $1"+t.ordering(), string(id))
}
