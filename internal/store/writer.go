package store

import (
	"context"
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
// nil, the change is on disk and in the ledger. When do returns an error, or a
// statement in it failed, or rows changed and nothing was recorded, nothing of
// it is kept and the error is returned. When ctx ends before do has begun, do
// never runs; once it has begun, ctx no longer matters.
//
// Should the database be lost while it commits, the store asks the ledger
// afterwards which way it went. Where even that cannot be learned, the error is
// Unavailable and its message says that the change may or may not be there.
//
// do may be given to another goroutine, runs at most once, must not call Update
// and must not wait for anything but the database.
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
		g := &group{store: w.store}
		for _, u := range w.gather(first) {
			if u.taken.CompareAndSwap(false, true) {
				g.updates = append(g.updates, u)
			}
		}
		g.run()
	}
}

// gather takes what else waits already, without waiting for more.
func (w *writer) gather(first *update) []*update {
	waiting := []*update{first}
	for len(waiting) < maxGroup {
		select {
		case next, open := <-w.queue:
			if !open {
				return waiting
			}
			waiting = append(waiting, next)
		default:
			return waiting
		}
	}
	return waiting
}
