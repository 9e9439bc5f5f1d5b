package jobs

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// schedule makes sure that the next job of each recurring kind waits. It is called
// again and again, on every node: the unique key holds the time of the job, so
// that there is one for each time on all nodes together.
func (r *Runner) schedule(ctx context.Context) {
	var due []store.Job
	for _, k := range r.kinds {
		if k.Every > 0 {
			at := next(r.o.Now(), k.Every)
			due = append(due, store.Job{Kind: k.Name, UniqueKey: "at " + at.Format(time.RFC3339), RunAt: at})
		}
	}
	if len(due) == 0 {
		return
	}
	err := r.store.Update(ctx, hindcast.Actor{User: "usr_schedule", Name: "schedule", Role: hindcast.Admin}, func(tx *store.Tx) error {
		for _, j := range due {
			if err := tx.Enqueue(j); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		r.o.Log.Error("recurring jobs could not be scheduled", "error", err)
	}
}

// next is the first whole multiple of every, counted in UTC, that lies after now:
// the same instant on all nodes.
func next(now time.Time, every time.Duration) time.Time {
	return now.Truncate(every).Add(every)
}
