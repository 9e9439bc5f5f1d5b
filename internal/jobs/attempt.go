package jobs

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/hindcast/hindcast/internal/store"
)

// do makes one attempt and says how it ended.
func (r *Runner) do(ctx context.Context, j store.Job) {
	kind := r.kinds[j.Kind]
	err := r.attempt(ctx, kind, j)
	// The outcome is kept even while the program stops, else the job runs again.
	ending, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer stop()
	switch {
	case err == nil:
		err = r.store.Finish(ending, j)
	case ctx.Err() != nil: // it was we who stopped it
		err = r.store.Retry(ending, j, "the program was stopped", r.o.Now())
	case hopeless(err) || j.Attempts >= kind.attempts():
		err = r.giveUp(ending, kind, j, err)
	default:
		wait := store.Backoff(j.Attempts)
		r.o.Log.Warn("a job failed and will be tried again", "kind", j.Kind, "job", j.ID, "attempt", j.Attempts, "in", wait, "error", err)
		err = r.store.Retry(ending, j, err.Error(), r.o.Now().Add(wait))
	}
	if err != nil {
		r.o.Log.Error("the end of a job could not be kept", "kind", j.Kind, "job", j.ID, "error", err)
	}
}

// attempt runs the job and keeps its lease meanwhile. Whoever lost the lease is
// told to stop.
func (r *Runner) attempt(ctx context.Context, kind Kind, j store.Job) (err error) {
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	go r.renew(running, stop, kind.lease(), j)
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("fault in job %s: %v\n%s", kind.Name, fault, debug.Stack())
		}
	}()
	return kind.Run(running, j)
}

func (r *Runner) renew(ctx context.Context, stop context.CancelCauseFunc, lease time.Duration, j store.Job) {
	tick := time.NewTicker(lease / 2)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := r.store.Renew(ctx, j, lease); err != nil {
				stop(err)
				return
			}
		}
	}
}

func (r *Runner) giveUp(ctx context.Context, kind Kind, j store.Job, because error) error {
	r.o.Log.Error("a job failed for good", "kind", j.Kind, "job", j.ID, "attempt", j.Attempts, "error", because)
	if kind.GiveUp != nil {
		if err := kind.GiveUp(ctx, j, because); err != nil {
			return err
		}
	}
	return r.store.Finish(ctx, j)
}
