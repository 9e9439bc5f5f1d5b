package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// groupTime bounds one group, so that a database that hangs does not hang every
// caller with it. Even thousands of rows in one update take a fraction of it.
const groupTime = time.Minute

// group is the updates that share one transaction and one commit.
type group struct {
	store   *Store
	updates []*update
	conn    *sql.Conn
	results []error // results of single updates; nil for those that are kept with the group
	effects
}

// run carries the group out and tells each caller its own result.
func (g *group) run() {
	if len(g.updates) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), groupTime)
	defer cancel()
	g.results = make([]error, len(g.updates))
	head, err := g.transact(ctx)
	if err == nil && len(g.entries) > 0 {
		g.store.watch.advance(head.Number)
	}
	if err == nil {
		g.store.hearers.tell(g.announced...)
	}
	for i, u := range g.updates {
		if g.results[i] == nil {
			g.results[i] = err
		}
		u.done <- g.results[i]
	}
}

// transact runs the updates and commits. The error means that nothing of the
// group was kept.
func (g *group) transact(ctx context.Context) (head Head, err error) {
	d := g.store.dialect
	tx, last, err := g.begin(ctx)
	if err != nil {
		return head, err
	}
	defer g.conn.Close()
	defer tx.Rollback()
	for i, u := range g.updates {
		var lost error
		if g.results[i], lost = g.attempt(ctx, tx, u, last); lost != nil {
			return head, lost
		}
	}
	if len(g.updates) == 1 && g.results[0] != nil {
		return head, nil // its rows are rolled back with the transaction
	}
	if head, err = g.finish(ctx, tx, last); err != nil {
		return head, d.explain("append to the ledger", err)
	}
	if err := tx.Commit(); err != nil {
		return head, g.decide(head, d.explain("commit", err))
	}
	return head, nil
}

// begin opens the transaction and reads where the ledger ends. Nothing has begun
// then, so a connection that broke since it was last used is simply replaced.
func (g *group) begin(ctx context.Context) (*sql.Tx, Head, error) {
	const attempts = 3
	for n := 1; ; n++ {
		tx, head, err := g.beginOnce(ctx)
		if err == nil || n == attempts || hindcast.CodeOf(err) != hindcast.Unavailable || !g.store.dialect.reconnects() {
			return tx, head, err
		}
	}
}

func (g *group) beginOnce(ctx context.Context) (tx *sql.Tx, head Head, err error) {
	d := g.store.dialect
	if g.conn, err = g.store.writes.Conn(ctx); err != nil {
		return nil, head, d.explain("begin a change", err)
	}
	if tx, err = g.conn.BeginTx(ctx, nil); err != nil {
		return nil, head, d.explain("begin a change", errors.Join(err, g.conn.Close()))
	}
	if err = d.lockLedger(ctx, tx); err == nil {
		head, err = readHead(ctx, tx)
	}
	if err != nil {
		_ = tx.Rollback()
		return nil, head, d.explain("read the head of the ledger", errors.Join(err, g.conn.Close()))
	}
	return tx, head, nil
}

// attempt runs one update, in a savepoint when it shares the transaction. lost
// means that the transaction itself is of no use any more.
func (g *group) attempt(ctx context.Context, tx *sql.Tx, u *update, last Head) (result, lost error) {
	if err := u.ctx.Err(); err != nil {
		return err, nil
	}
	d, shared := g.store.dialect, len(g.updates) > 1
	if shared {
		if _, err := tx.ExecContext(ctx, "savepoint one_update"); err != nil {
			return nil, d.explain("begin a change", err)
		}
	}
	t := &Tx{ctx: ctx, store: g.store, sql: tx, by: u.by, now: g.store.now().UTC().Truncate(time.Microsecond), next: last.Number + int64(len(g.entries)) + 1}
	result = t.run(u.do)
	if ctx.Err() != nil {
		return nil, &hindcast.Error{Code: hindcast.Unavailable, Op: "store.Update", Message: "the database did not answer in time; try again", Err: ctx.Err()}
	}
	if result == nil {
		g.effects.join(t.effects)
	}
	if !shared {
		return result, nil
	}
	if result != nil {
		if _, err := tx.ExecContext(ctx, "rollback to savepoint one_update"); err != nil {
			return result, d.explain("undo a change", err)
		}
	}
	if err := d.endSavepoint(ctx, tx); err != nil {
		return result, d.explain("finish a change", err)
	}
	return result, nil
}

// finish writes what the kept updates asked for beside their rows.
func (g *group) finish(ctx context.Context, tx *sql.Tx, last Head) (Head, error) {
	d := g.store.dialect
	announcing := d.announcing(g.announced)
	if len(g.entries)+len(announcing) == 0 {
		return last, nil
	}
	if len(g.entries) == 0 {
		return last, d.send(ctx, g.conn, tx, announcing)
	}
	found, err := settleDocuments(ctx, tx, d, g.documents)
	if err != nil {
		return last, err
	}
	head, statements := chain(last, g.entries)
	return head, d.send(ctx, g.conn, tx, slices.Concat(statements, found, announcing))
}

// run calls do and keeps a panic in it from taking the writer down.
func (t *Tx) run(do func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &hindcast.Error{Code: hindcast.Internal, Op: "store.Update", Message: "the change failed", Err: fmt.Errorf("panic: %v", p)}
		}
	}()
	if err := t.claim(); err != nil {
		return err
	}
	if err := do(t); err != nil {
		return t.store.dialect.explain("change the data", err)
	}
	t.claimed()
	if t.failed == nil {
		t.failed = deriveAll(t)
	}
	if t.failed != nil {
		return t.failed
	}
	if t.changed && len(t.entries) == 0 {
		return &hindcast.Error{Code: hindcast.Internal, Op: "store.Update", Message: "rows changed and nothing was recorded; the change was refused"}
	}
	return nil
}

// join takes over what an update that is kept asked for.
func (e *effects) join(other effects) {
	e.entries = append(e.entries, other.entries...)
	e.documents = append(e.documents, other.documents...)
	e.announced = append(e.announced, other.announced...)
}
