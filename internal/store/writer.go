package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// maxGroup bounds how many updates share one commit, so that the first of them
// does not wait for ever.
const maxGroup = 256

// queueLength is how many updates may wait before callers wait to be queued.
const queueLength = 1024

// update is one call of Update, waiting or running.
type update struct {
	ctx   context.Context
	by    hindcast.Actor
	do    func(*Tx) error
	taken atomic.Bool // taken is set by whoever comes first: the writer, or a caller who gives up
	done  chan error
}

// writer runs updates first in, first out, many to a commit.
type writer struct {
	store   *Store
	queue   chan *update
	mu      sync.RWMutex // mu is held for reading while queueing, for writing while closing
	closed  bool
	stopped chan struct{}
}

func startWriter(s *Store) *writer {
	w := &writer{store: s, queue: make(chan *update, queueLength), stopped: make(chan struct{})}
	go w.run()
	return w
}

// Update runs do in a transaction and returns once its outcome is certain. On
// nil, the change is on disk and in the ledger. When do returns an error, or
// changed rows without recording why, nothing of it is kept and the error is
// returned. When ctx ends before do has begun, do never runs.
//
// do may be given to another goroutine, runs at most once, and must not call
// Update.
func (s *Store) Update(ctx context.Context, by hindcast.Actor, do func(*Tx) error) error {
	u := &update{ctx: ctx, by: by, do: do, done: make(chan error, 1)}
	if err := s.writer.enqueue(u); err != nil {
		return err
	}
	select {
	case err := <-u.done:
		return err
	case <-ctx.Done():
		if u.taken.CompareAndSwap(false, true) {
			return ctx.Err()
		}
		return <-u.done // it has begun: only its outcome is the truth
	}
}

func (w *writer) enqueue(u *update) error {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if w.closed {
		return &hindcast.Error{Code: hindcast.Unavailable, Op: "store.Update", Message: "the program is stopping"}
	}
	select {
	case w.queue <- u:
		return nil
	case <-u.ctx.Done():
		return u.ctx.Err()
	}
}

// close refuses new updates and waits for the accepted ones.
func (w *writer) close() {
	w.mu.Lock()
	if !w.closed {
		w.closed = true
		close(w.queue)
	}
	w.mu.Unlock()
	<-w.stopped
}

func (w *writer) run() {
	defer close(w.stopped)
	for first := range w.queue {
		w.commit(w.gather(first))
	}
}

// gather takes what else waits already, without waiting for more.
func (w *writer) gather(first *update) []*update {
	group := []*update{first}
	for len(group) < maxGroup {
		select {
		case next, open := <-w.queue:
			if !open {
				return group
			}
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

// commit runs a group in one transaction and tells each caller its own result.
func (w *writer) commit(group []*update) {
	taken := group[:0]
	for _, u := range group {
		if u.taken.CompareAndSwap(false, true) {
			taken = append(taken, u)
		}
	}
	if len(taken) == 0 {
		return
	}
	results := make([]error, len(taken))
	head, err := w.transact(taken, results)
	for i, u := range taken {
		if err != nil && results[i] == nil {
			results[i] = err
		}
		u.done <- results[i]
	}
	if err == nil {
		w.store.watch.advance(head)
	}
}

// transact runs the group and commits it. Errors of single updates go to
// results; the returned error means that nothing of the group was kept.
func (w *writer) transact(group []*update, results []error) (head int64, err error) {
	ctx, d := context.Background(), w.store.dialect
	tx, err := w.store.writes.BeginTx(ctx, nil)
	if err != nil {
		return 0, d.explain("begin a change", err)
	}
	defer tx.Rollback()
	if err := d.lockLedger(ctx, tx); err != nil {
		return 0, d.explain("wait for the ledger", err)
	}
	last, err := readHead(ctx, tx)
	if err != nil {
		return 0, d.explain("read the head of the ledger", err)
	}
	var entries []pendingEntry
	for i, u := range group {
		kept, err := w.attempt(ctx, tx, u, last.Number+int64(len(entries))+1, len(group) > 1)
		results[i] = err
		entries = append(entries, kept...)
		if err != nil && len(group) == 1 {
			return 0, err
		}
	}
	if len(entries) == 0 {
		return last.Number, d.explain("finish without a change", tx.Commit())
	}
	head, err = appendEntries(ctx, tx, last, entries)
	if err != nil {
		return 0, d.explain("append to the ledger", err)
	}
	if err := d.announce(ctx, tx); err != nil {
		return 0, d.explain("announce the change", err)
	}
	if err := tx.Commit(); err != nil {
		return 0, d.explain("commit", err)
	}
	return head, nil
}

// attempt runs one update, in a savepoint when it shares the transaction.
func (w *writer) attempt(ctx context.Context, tx *sql.Tx, u *update, next int64, shared bool) ([]pendingEntry, error) {
	if err := u.ctx.Err(); err != nil {
		return nil, err
	}
	if shared {
		if _, err := tx.ExecContext(ctx, "savepoint one_update"); err != nil {
			return nil, w.store.dialect.explain("begin a change", err)
		}
	}
	t := &Tx{ctx: ctx, store: w.store, sql: tx, by: u.by, now: w.store.now().UTC(), next: next, touched: map[hindcast.IncidentID]bool{}}
	err := t.run(u.do)
	if !shared {
		return t.entries, err
	}
	if err != nil {
		if _, undo := tx.ExecContext(ctx, "rollback to savepoint one_update"); undo != nil {
			return nil, errors.Join(err, w.store.dialect.explain("undo a change", undo))
		}
		t.entries = nil
	}
	if _, release := tx.ExecContext(ctx, "release savepoint one_update"); release != nil {
		return nil, errors.Join(err, w.store.dialect.explain("finish a change", release))
	}
	return t.entries, err
}

// run calls do and keeps a panic in it from taking the writer down.
func (t *Tx) run(do func(*Tx) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &hindcast.Error{Code: hindcast.Internal, Op: "store.Update", Message: "the change failed", Err: fmt.Errorf("panic: %v", p)}
		}
	}()
	if err := do(t); err != nil {
		return t.store.dialect.explain("change the data", err)
	}
	for id := range t.touched {
		if err := deriveIncident(t, id); err != nil {
			return t.store.dialect.explain("refresh what follows from the change", err)
		}
	}
	if t.changed && len(t.entries) == 0 {
		return &hindcast.Error{Code: hindcast.Internal, Op: "store.Update", Message: "rows changed and nothing was recorded; the change was refused"}
	}
	return nil
}
