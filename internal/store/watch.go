package store

import (
	"context"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// watchers tells those who wait that the ledger grew.
type watchers struct {
	mu     sync.Mutex
	head   int64
	grown  chan struct{} // grown is closed, and replaced, whenever head moves
	closed bool
}

func newWatchers() *watchers { return &watchers{grown: make(chan struct{})} }

// advance moves the head forward; it never goes back.
func (w *watchers) advance(head int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if head > w.head && !w.closed {
		w.head = head
		close(w.grown)
		w.grown = make(chan struct{})
	}
}

func (w *watchers) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.closed = true
		close(w.grown)
	}
}

// Wait returns when the ledger has an entry after the given number, with the
// number of its head. It returns ctx's error when that ends first, and
// Unavailable when the store is closed.
func (s *Store) Wait(ctx context.Context, after int64) (head int64, err error) {
	for {
		s.watch.mu.Lock()
		head, grown, closed := s.watch.head, s.watch.grown, s.watch.closed
		s.watch.mu.Unlock()
		if head > after {
			return head, nil
		}
		if closed {
			return 0, &hindcast.Error{Code: hindcast.Unavailable, Op: "store.Wait", Message: "the program is stopping"}
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// heard passes on what another node said: that something was announced, or that
// the ledger may have grown.
func (s *Store) heard(ctx context.Context, announced string) {
	if announced == "" {
		_ = s.catchUp(ctx)
	}
	s.hearers.tell(announced)
}

// catchUp looks where the ledger ends now, in case another node appended.
func (s *Store) catchUp(ctx context.Context) error {
	head, err := readHead(ctx, s.readers)
	if err != nil {
		return s.dialect.explain("read the head of the ledger", err)
	}
	s.watch.advance(head.Number)
	return nil
}

// Now is the time by the clock that dates entries.
func (s *Store) Now() time.Time { return s.now() }

// Known is the number of the last entry this node has heard of: its own at once,
// those of others shortly after.
func (s *Store) Known() int64 {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	return s.watch.head
}
