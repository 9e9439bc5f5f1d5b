package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Refill puts the rows of a snapshot into an empty store. Its Snapshot shows what
// was added so far.
type Refill struct {
	Snapshot
	whole map[string]*sql.Stmt // whole inserts a full load of rows into a table
}

// Refill calls fill to put rows into a store that has none, in one transaction:
// when fill returns an error, or ctx ends, the store is as empty as before. The
// rows are kept as they are given: nothing is recorded about them, because the
// ledger is among them. A store that holds anything is refused as a Conflict.
func (s *Store) Refill(ctx context.Context, fill func(*Refill) error) error {
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return s.dialect.explain("begin to restore", err)
	}
	defer tx.Rollback()
	if err := s.dialect.lockLedger(ctx, tx); err != nil {
		return s.dialect.explain("wait for the ledger", err)
	}
	r := Refill{Snapshot: Snapshot{ctx: ctx, dialect: s.dialect, tx: tx}, whole: map[string]*sql.Stmt{}}
	if err := r.survey(); err != nil {
		return err
	}
	for _, t := range r.Tables {
		if t.Rows > 0 {
			return &hindcast.Error{Code: hindcast.Conflict, Op: "store.Refill",
				Message: "the database is not empty: it has rows in " + t.Name + "; restore into a new one"}
		}
	}
	if err := fill(&r); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return s.dialect.explain("commit what was restored", err)
	}
	return s.catchUp(ctx)
}

// load is how many rows one statement inserts: few enough values that SQLite,
// which looks for the name of each among all of them, is not slowed down.
func (t SnapshotTable) load() int {
	const values = 240
	return max(1, values/len(t.Columns))
}

// Add puts rows into a table. Each has a value for every column, a string or an
// int64 as the column asks for; anything else is Invalid.
func (r *Refill) Add(name string, rows [][]any) error {
	t, err := r.table(name)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := t.check(row); err != nil {
			return err
		}
	}
	insert := r.insert
	if name == searchTable {
		insert = r.index
	}
	for len(rows) > 0 {
		n := min(t.load(), len(rows))
		if err := insert(t, rows[:n]); err != nil {
			return r.dialect.explain("fill "+name, err)
		}
		rows = rows[n:]
	}
	return nil
}

// check refuses a row the table cannot hold.
func (t SnapshotTable) check(row []any) error {
	refuse := func(why string, args ...any) error {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Refill", Message: "a row of " + t.Name + " cannot be restored: " + fmt.Sprintf(why, args...)}
	}
	if len(row) != len(t.Columns) {
		return refuse("it has %d values for %d columns", len(row), len(t.Columns))
	}
	for i, value := range row {
		text, isText := value.(string)
		_, isNumber := value.(int64)
		if isNumber != t.numeric[i] || isText == t.numeric[i] {
			return refuse("%s holds a %T", t.Columns[i], value)
		}
		if isText && !fits(text) {
			return refuse("%s %v", t.Columns[i], errUnfit)
		}
	}
	return nil
}

// insert adds up to a load of rows. Full loads share a statement.
func (r *Refill) insert(t SnapshotTable, rows [][]any) error {
	var v rowValues
	for _, row := range rows {
		v.row()
		v.add(row...)
	}
	if len(rows) < t.load() {
		_, err := r.tx.ExecContext(r.ctx, insertion(t, &v), v.args...)
		return err
	}
	if r.whole[t.Name] == nil {
		prepared, err := r.tx.PrepareContext(r.ctx, insertion(t, &v)) // the transaction's end closes it
		if err != nil {
			return err
		}
		r.whole[t.Name] = prepared
	}
	_, err := r.whole[t.Name].ExecContext(r.ctx, v.args...)
	return err
}

func insertion(t SnapshotTable, v *rowValues) string {
	return "insert into " + t.Name + " (" + strings.Join(t.Columns, ", ") + ") values " + v.text()
}

// index makes documents findable by the words this engine makes of them.
func (r *Refill) index(_ SnapshotTable, rows [][]any) error {
	documents := make([]document, len(rows))
	for i, row := range rows {
		d := &documents[i]
		d.number, _ = row[0].(int64) // check saw to the types
		for at, field := range []*string{&d.subject.Kind, &d.subject.ID, (*string)(&d.subject.Incident), &d.title, &d.body} {
			*field, _ = row[at+1].(string)
		}
	}
	return runAll(r.ctx, r.tx, r.dialect.index(documents))
}
