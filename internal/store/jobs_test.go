package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func enqueue(t *testing.T, st *store.Store, jobs ...store.Job) {
	t.Helper()
	update(t, st, func(tx *store.Tx) error {
		for _, j := range jobs {
			if err := tx.Enqueue(j); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestJobsAreClaimedOnce: many workers on two nodes share many jobs; each job is
// had once.
func TestJobsAreClaimedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		nodes := []*store.Store{db.Open(t), db.Open(t)}
		const count = 60
		var all []store.Job
		for i := range count {
			all = append(all, store.Job{Kind: "mail", Body: fmt.Sprint(i)})
		}
		enqueue(t, nodes[0], all...)
		var mu sync.Mutex
		had := map[string]int{}
		var wg sync.WaitGroup
		for w := range 6 {
			wg.Go(func() {
				for {
					jobs, err := nodes[w%2].Claim(context.Background(), fmt.Sprint("worker", w), []string{"mail"}, 4, 1000*time.Hour) // the clock of tests runs fast
					if err != nil {
						t.Error(err)
						return
					}
					for _, j := range jobs {
						mu.Lock()
						had[j.Body]++
						mu.Unlock()
						if err := nodes[w%2].Finish(context.Background(), j); err != nil {
							t.Error(err)
						}
					}
					mu.Lock()
					over := len(had) == count
					mu.Unlock()
					if over {
						return
					}
				}
			})
		}
		wg.Wait()
		for body, n := range had {
			if n != 1 {
				t.Errorf("job %s was had %d times", body, n)
			}
		}
	})
}

func TestJobLife(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		clock := storetest.NewClock()
		db.Config.Now = clock.Now
		st := db.Open(t)
		ctx := context.Background()
		claim := func(worker string, kinds ...string) []store.Job {
			t.Helper()
			jobs, err := st.Claim(ctx, worker, kinds, 10, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			return jobs
		}
		one := func(worker string, kinds ...string) store.Job {
			t.Helper()
			jobs := claim(worker, kinds...)
			if len(jobs) != 1 {
				t.Fatalf("claimed %+v", jobs)
			}
			return jobs[0]
		}

		// a job exists exactly when its cause does
		err := st.Update(ctx, storetest.Admin(), func(tx *store.Tx) error {
			return errors.Join(tx.Enqueue(store.Job{Kind: "mail"}), errors.New("changed my mind"))
		})
		if err == nil || len(claim("w")) != 0 {
			t.Error("a job without a cause")
		}

		// due in order, later ones later, other kinds not at all
		later := clock.Now().Add(time.Hour)
		enqueue(t, st, store.Job{Kind: "mail", Body: "later", RunAt: later}, store.Job{Kind: "mail", Body: "now"}, store.Job{Kind: "proof", Body: "other"})
		j := one("w1", "mail")
		if j.Body != "now" || j.Attempts != 1 || j.Worker != "w1" {
			t.Errorf("%+v", j)
		}
		// a lease ends, and with it the right to let go
		if len(claim("w2", "mail")) != 0 {
			t.Error("claimed twice")
		}
		clock.Advance(50 * time.Second)
		if err := st.Renew(ctx, j, time.Minute); err != nil {
			t.Error(err)
		}
		clock.Advance(50 * time.Second)
		if len(claim("w2", "mail")) != 0 {
			t.Error("claimed although the lease was renewed")
		}
		clock.Advance(time.Minute)
		taken := one("w2", "mail")
		if taken.ID != j.ID || taken.Attempts != 2 {
			t.Errorf("%+v", taken)
		}
		for name, err := range map[string]error{"finish": st.Finish(ctx, j), "retry": st.Retry(ctx, j, "x", clock.Now()), "renew": st.Renew(ctx, j, time.Minute)} {
			if hindcast.CodeOf(err) != hindcast.Conflict {
				t.Errorf("%s without the lease: %v", name, err)
			}
		}
		// a failed attempt comes back when it should
		if err := st.Retry(ctx, taken, "no route to host\x00\xff", clock.Now().Add(store.Backoff(taken.Attempts))); err != nil {
			t.Error(err)
		}
		if len(claim("w1", "mail")) != 0 {
			t.Error("came back at once")
		}
		clock.Advance(store.Backoff(2))
		if again := one("w1", "mail"); again.Failure != "no route to host\uFFFD\uFFFD" || again.Attempts != 3 {
			t.Errorf("%+v", again)
		} else if err := st.Finish(ctx, again); err != nil {
			t.Error(err)
		}
		if left := claim("w1"); len(left) != 1 || left[0].Body != "other" {
			t.Errorf("left: %+v", left)
		}
		clock.Advance(time.Hour)
		if j := one("w1", "mail"); j.Body != "later" {
			t.Errorf("%+v", j)
		}
	})
}

// TestUniqueJobs: a job that waits is not doubled; one that runs already runs
// again, because it may have begun before the cause.
func TestUniqueJobs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		ctx := context.Background()
		job := store.Job{Kind: "index", UniqueKey: "inc_1"}
		enqueue(t, st, job, job, store.Job{Kind: "index", UniqueKey: "inc_2"}, store.Job{Kind: "index"}, store.Job{Kind: "index"})
		jobs, err := st.Claim(ctx, "w", nil, 10, time.Hour)
		if err != nil || len(jobs) != 4 {
			t.Fatalf("%d jobs, %v", len(jobs), err)
		}
		enqueue(t, st, job) // it runs: it will run again
		for _, want := range []int{1, 0} {
			for _, j := range jobs {
				if err := st.Finish(ctx, j); err != nil {
					t.Error(err)
				}
			}
			if jobs, err = st.Claim(ctx, "w", nil, 10, time.Hour); err != nil || len(jobs) != want {
				t.Fatalf("%+v, %v; want %d", jobs, err, want)
			}
			if want == 1 && (jobs[0].UniqueKey != "inc_1" || jobs[0].Attempts != 1) {
				t.Errorf("%+v", jobs)
			}
		}
	})
}

func TestBackoff(t *testing.T) {
	for attempts, want := range map[int]time.Duration{0: 15 * time.Second, 1: 15 * time.Second, 2: 30 * time.Second, 5: 4 * time.Minute, 9: time.Hour, 10_000: time.Hour} {
		if got := store.Backoff(attempts); got != want {
			t.Errorf("after %d: %s, want %s", attempts, got, want)
		}
	}
}
