package store_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestTwoNodes: two stores on one database write at once while a third reader
// follows the ledger. It misses nothing, numbers never go back and have no gaps,
// keys are given once, and the chain holds.
func TestTwoNodes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		nodes := []*store.Store{db.Open(t), db.Open(t)}
		const callers, each = 8, 25
		var writing, reading sync.WaitGroup
		var kept atomic.Int64
		for i := range callers {
			writing.Go(func() {
				for n := range each {
					err := nodes[i%2].Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
						key, err := tx.NextKey()
						if err != nil {
							return err
						}
						incident := hindcast.Incident{ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: fmt.Sprint(i, n)}
						if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil || n%5 > 0 {
							return err
						}
						return context.Canceled // some fail
					})
					if err == nil {
						kept.Add(1)
					} else if n%5 > 0 {
						t.Error(err)
					}
				}
			})
		}
		done := make(chan bool)
		for _, st := range nodes {
			reading.Go(func() { follow(t, st, done) })
		}
		writing.Wait()
		close(done)
		reading.Wait()
		if v := verified(t, nodes[0]); v.Entries != kept.Load() || v.Entries != callers*each*4/5 {
			t.Errorf("%d kept, %d entries", kept.Load(), v.Entries)
		}
		for n := range kept.Load() {
			if _, err := nodes[1].Incident(context.Background(), storetest.Admin(), fmt.Sprint(n+1)); err != nil {
				t.Errorf("the key %d: %v", n+1, err)
			}
		}
	})
}

// follow polls the ledger until the writers are done and the head is reached.
func follow(t *testing.T, st *store.Store, done <-chan bool) {
	last := int64(0)
	for {
		over := false
		select {
		case <-done:
			over = true
		default:
		}
		head, err := st.Head(context.Background())
		if err != nil {
			t.Error(err)
			return
		}
		entries, err := st.Entries(context.Background(), storetest.Admin(), last, 7, store.EntryFilter{})
		if err != nil {
			t.Error(err)
			return
		}
		for _, e := range entries {
			if e.Number != last+1 {
				t.Errorf("entry %d follows %d", e.Number, last)
			}
			last = e.Number
		}
		if over && last >= head.Number && len(entries) < 7 {
			return
		}
	}
}

// TestWaitHearsTheOtherNode: what one node wrote wakes those who wait on the
// other.
func TestWaitHearsTheOtherNode(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		a, b := db.Open(t), db.Open(t)
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		for n := range int64(3) {
			woken := make(chan int64, 2)
			for _, st := range []*store.Store{a, b} {
				go func() {
					head, err := st.Wait(ctx, n)
					if err != nil {
						t.Error(err)
					}
					woken <- head
				}()
			}
			addIncident(t, []*store.Store{a, b}[n%2], storetest.Admin(), "x")
			for range 2 {
				if head := <-woken; head != n+1 {
					t.Errorf("woken at %d, want %d", head, n+1)
				}
			}
		}
		if head, err := a.Wait(ctx, 2); err != nil || head != 3 {
			t.Errorf("what is there already: %d, %v", head, err)
		}
		short, cancel := context.WithTimeout(ctx, 30*time.Millisecond)
		defer cancel()
		if _, err := a.Wait(short, 3); err != context.DeadlineExceeded {
			t.Errorf("nothing came: %v", err)
		}
	})
}

// TestOpenedAtOnce: several programs that open a new database at the same time
// all find it whole.
func TestOpenedAtOnce(t *testing.T) {
	db := storetest.SQLite(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			st, err := store.Open(context.Background(), db.Config)
			if err != nil {
				t.Error(err)
				return
			}
			if err := openOne(st); err != nil {
				t.Error(err)
			}
			if err := st.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if v := verified(t, db.Open(t)); v.Entries != 4 {
		t.Errorf("%d entries", v.Entries)
	}
}
