package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/store"
)

// Options say how a runner works.
type Options struct {
	Worker string           // Worker names this node among others; never empty.
	AtOnce int              // AtOnce is how many jobs run at the same time; zero means 4.
	Poll   time.Duration    // Poll is how often due jobs are looked for when nothing changes; zero means 2 seconds.
	Log    *slog.Logger     // Log is told of jobs that failed; never nil.
	Now    func() time.Time // Now is the clock; never nil.
}

// Runner does due jobs of the kinds it was given.
type Runner struct {
	store *store.Store
	kinds map[string]Kind
	names []string
	o     Options
	slots chan struct{} // slots holds one token for each job that runs
}

// New returns a runner over a store.
func New(st *store.Store, o Options, kinds []Kind) *Runner {
	if o.AtOnce == 0 {
		o.AtOnce = 4
	}
	if o.Poll == 0 {
		o.Poll = 2 * time.Second
	}
	r := &Runner{store: st, kinds: map[string]Kind{}, o: o, slots: make(chan struct{}, o.AtOnce)}
	for _, k := range kinds {
		r.kinds[k.Name] = k
		r.names = append(r.names, k.Name)
	}
	return r
}

// Run does jobs until ctx ends, then waits for those that run: they are told by
// their context. What is not done by then is done by another node, or by this
// one later.
func (r *Runner) Run(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	var scheduled time.Time
	for ctx.Err() == nil {
		if now := r.o.Now(); now.Sub(scheduled) >= time.Minute {
			r.schedule(ctx)
			scheduled = now
		}
		r.slots <- struct{}{} // a free slot first, so that no job is claimed and then waits
		claimed, err := r.store.Claim(ctx, r.o.Worker, r.names, 1, r.lease())
		if err != nil || len(claimed) == 0 {
			<-r.slots
			if err != nil && ctx.Err() == nil {
				r.o.Log.Error("jobs could not be claimed", "error", err)
			}
			r.rest(ctx)
			continue
		}
		running.Go(func() {
			defer func() { <-r.slots }()
			r.do(ctx, claimed[0])
		})
	}
	return nil
}

// lease is the longest any kind asks for, as a claim does not know what it gets.
func (r *Runner) lease() time.Duration {
	longest := time.Duration(0)
	for _, k := range r.kinds {
		longest = max(longest, k.lease())
	}
	return longest
}

// rest waits until it is worth looking again: jobs come due as time passes, and
// are enqueued by changes, which may well be made by another node.
func (r *Runner) rest(ctx context.Context) {
	const atLeast = 50 * time.Millisecond // so that a busy ledger does not keep an idle runner busy
	select {
	case <-ctx.Done():
		return
	case <-time.After(atLeast):
	}
	head, err := r.store.Head(ctx)
	if err != nil {
		return
	}
	waiting, stop := context.WithTimeout(ctx, r.o.Poll-atLeast)
	defer stop()
	_, _ = r.store.Wait(waiting, head.Number) // either way it is time to look
}
