package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/jobs"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// clock is moved by hand, so that delays cost a test no time.
type clock struct{ micros atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.micros.Store(time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC).UnixMicro())
	return c
}

func (c *clock) Now() time.Time          { return time.UnixMicro(c.micros.Load()).UTC() }
func (c *clock) Advance(d time.Duration) { c.micros.Add(d.Microseconds()) }

// node runs kinds over a store until the test ends or stop is called.
func node(t *testing.T, st *store.Store, c *clock, name string, kinds ...jobs.Kind) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	runner := jobs.New(st, jobs.Options{Worker: name, Poll: 60 * time.Millisecond, Log: slog.New(slog.DiscardHandler), Now: c.Now}, kinds)
	var done sync.WaitGroup
	done.Go(func() {
		if err := runner.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	stop = sync.OnceFunc(func() { cancel(); done.Wait() })
	t.Cleanup(stop)
	return stop
}

func enqueue(t *testing.T, st *store.Store, list ...store.Job) {
	t.Helper()
	err := st.Update(t.Context(), storetest.Admin(), func(tx *store.Tx) error {
		for _, j := range list {
			if err := tx.Enqueue(j); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// eventually waits for something to become true, within a bound that only a
// fault reaches.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}

func idle(t *testing.T, st *store.Store) bool {
	t.Helper()
	left, err := st.Claim(t.Context(), "inspector", nil, 1, time.Microsecond)
	if err != nil {
		t.Fatal(err)
	}
	return len(left) == 0
}

func each(t *testing.T, test func(t *testing.T, db storetest.Database, c *clock)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		c := newClock()
		db.Config.Now = c.Now
		test(t, db, c)
	})
}

// TestTwoNodesShareTheWork counts how often each job was run.
func TestTwoNodesShareTheWork(t *testing.T) {
	each(t, func(t *testing.T, db storetest.Database, c *clock) {
		first, second := db.Open(t), db.Open(t)
		var mu sync.Mutex
		ran := map[string]int{}
		kind := jobs.Kind{Name: "count", Run: func(_ context.Context, j store.Job) error {
			mu.Lock()
			defer mu.Unlock()
			ran[j.Body]++
			return nil
		}}
		node(t, first, c, "first", kind)
		node(t, second, c, "second", kind)
		const count = 40
		for i := range count {
			enqueue(t, first, store.Job{Kind: "count", Body: fmt.Sprint(i)})
		}
		eventually(t, "all ran", func() bool { mu.Lock(); defer mu.Unlock(); return len(ran) == count })
		for body, n := range ran {
			if n != 1 {
				t.Errorf("job %s ran %d times", body, n)
			}
		}
	})
}

// TestFailuresAreTriedAgain lets a job fail twice, and moves the clock on.
func TestFailuresAreTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, db storetest.Database, c *clock) {
		st := db.Open(t)
		var attempts atomic.Int64
		node(t, st, c, "n", jobs.Kind{Name: "flaky", Run: func(_ context.Context, j store.Job) error {
			switch attempts.Add(1) {
			case 1:
				return errors.New("no route to host")
			case 2:
				panic("a fault is a failure too")
			}
			return nil
		}})
		enqueue(t, st, store.Job{Kind: "flaky"})
		eventually(t, "the first attempt", func() bool { return attempts.Load() == 1 })
		time.Sleep(150 * time.Millisecond)
		if n := attempts.Load(); n != 1 {
			t.Errorf("tried again at once: %d attempts", n)
		}
		eventually(t, "the third attempt", func() bool { c.Advance(5 * time.Second); return attempts.Load() == 3 })
		eventually(t, "it is done", func() bool { return idle(t, st) })
	})
}

func TestGivingUp(t *testing.T) {
	each(t, func(t *testing.T, db storetest.Database, c *clock) {
		st := db.Open(t)
		var mu sync.Mutex
		gone := map[string]string{}
		attempts := map[string]int{}
		giveUp := func(_ context.Context, j store.Job, because error) error {
			mu.Lock()
			defer mu.Unlock()
			gone[j.Body] = because.Error()
			return nil
		}
		fail := func(err error) func(context.Context, store.Job) error {
			return func(_ context.Context, j store.Job) error {
				mu.Lock()
				defer mu.Unlock()
				attempts[j.Body]++
				return err
			}
		}
		node(t, st, c, "n",
			jobs.Kind{Name: "stubborn", Attempts: 3, Run: fail(errors.New("still no")), GiveUp: giveUp},
			jobs.Kind{Name: "hopeless", Run: fail(&hindcast.Error{Code: hindcast.Invalid, Message: "cannot ever"}), GiveUp: giveUp})
		enqueue(t, st, store.Job{Kind: "stubborn", Body: "a"}, store.Job{Kind: "hopeless", Body: "b"})
		eventually(t, "both were given up", func() bool {
			c.Advance(10 * time.Second)
			mu.Lock()
			defer mu.Unlock()
			return len(gone) == 2
		})
		eventually(t, "both are gone", func() bool { return idle(t, st) })
		if attempts["a"] != 3 || attempts["b"] != 1 || !strings.Contains(gone["a"], "still no") || !strings.Contains(gone["b"], "cannot ever") {
			t.Errorf("%v, %v", attempts, gone)
		}
	})
}

// TestLeaseIsRenewed keeps a job running over several leases while another node
// looks for work.
func TestLeaseIsRenewed(t *testing.T) {
	each(t, func(t *testing.T, db storetest.Database, c *clock) {
		first, second := db.Open(t), db.Open(t)
		var runs atomic.Int64
		release := make(chan struct{})
		kind := jobs.Kind{Name: "long", Lease: 600 * time.Millisecond, Run: func(ctx context.Context, _ store.Job) error {
			runs.Add(1)
			select {
			case <-release:
			case <-ctx.Done():
			}
			return ctx.Err()
		}}
		node(t, first, c, "first", kind)
		node(t, second, c, "second", kind)
		enqueue(t, first, store.Job{Kind: "long"})
		eventually(t, "it runs", func() bool { return runs.Load() == 1 })
		for range 40 { // the clock of the leases goes as the time of the renewals does
			time.Sleep(40 * time.Millisecond)
			c.Advance(40 * time.Millisecond)
		}
		close(release)
		eventually(t, "it is done", func() bool { return idle(t, first) })
		if n := runs.Load(); n != 1 {
			t.Errorf("ran %d times", n)
		}
	})
}

// TestStoppingGivesBack stops a node in the middle of a job; another one does it
// without waiting for the lease.
func TestStoppingGivesBack(t *testing.T) {
	each(t, func(t *testing.T, db storetest.Database, c *clock) {
		first, second := db.Open(t), db.Open(t)
		started := make(chan struct{})
		stop := node(t, first, c, "first", jobs.Kind{Name: "long", Run: func(ctx context.Context, _ store.Job) error {
			close(started)
			<-ctx.Done()
			return ctx.Err()
		}})
		enqueue(t, first, store.Job{Kind: "long"})
		<-started
		stop()
		var done atomic.Bool
		node(t, second, c, "second", jobs.Kind{Name: "long", Run: func(context.Context, store.Job) error { done.Store(true); return nil }})
		eventually(t, "the other node did it", done.Load)
	})
}

// TestRecurringWork runs a kind that comes due every hour, on two nodes.
func TestRecurringWork(t *testing.T) {
	each(t, func(t *testing.T, db storetest.Database, c *clock) {
		var runs atomic.Int64
		kind := jobs.Kind{Name: "hourly", Every: time.Hour, Run: func(context.Context, store.Job) error { runs.Add(1); return nil }}
		node(t, db.Open(t), c, "first", kind)
		node(t, db.Open(t), c, "second", kind)
		time.Sleep(200 * time.Millisecond)
		if runs.Load() != 0 {
			t.Error("ran before it was due")
		}
		for hour := int64(1); hour <= 3; hour++ {
			c.Advance(time.Hour)
			eventually(t, "the hour's run", func() bool { return runs.Load() == hour })
			time.Sleep(150 * time.Millisecond) // both nodes look again
			if runs.Load() != hour {
				t.Fatalf("%d runs after %d hours", runs.Load(), hour)
			}
		}
	})
}
