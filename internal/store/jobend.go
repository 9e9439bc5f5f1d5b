package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// A worker holds a job by its name and the number of the attempt: both changed
// when its lease ended and somebody else took the job. Each of the three ways to
// let go, and Renew, is a Conflict error then.

const stillHeld = " where id = $1 and worker = $2 and attempts = $3"

// Finish removes a job that succeeded, or makes it due again at once when it was
// enqueued anew meanwhile.
func (s *Store) Finish(ctx context.Context, j Job) error {
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return s.dialect.explain("end a job", err)
	}
	defer tx.Rollback()
	removed, err := affected(tx.ExecContext(ctx, "delete from jobs"+stillHeld+" and again = 0", j.ID, j.Worker, int64(j.Attempts)))
	if err == nil && removed == 0 {
		removed, err = affected(tx.ExecContext(ctx, "update jobs set again = 0, attempts = 0, lease_end = $4, worker = '', failure = '', run_at = $5"+stillHeld,
			j.ID, j.Worker, int64(j.Attempts), unrecorded, toMicros(s.now())))
	}
	if err == nil && removed == 0 {
		return leaseLost()
	}
	if err == nil {
		err = tx.Commit()
	}
	return s.dialect.explain("end a job", err)
}

// Retry gives a job back after a failed attempt, to run again at a time; see
// Backoff.
func (s *Store) Retry(ctx context.Context, j Job, failure string, at time.Time) error {
	n, err := affected(s.writes.ExecContext(ctx, "update jobs set again = 0, lease_end = $4, worker = '', failure = $5, run_at = $6"+stillHeld,
		j.ID, j.Worker, int64(j.Attempts), unrecorded, storable(failure), toMicros(at)))
	return s.held(n, err)
}

// Renew extends the lease of a job that takes longer.
func (s *Store) Renew(ctx context.Context, j Job, lease time.Duration) error {
	n, err := affected(s.writes.ExecContext(ctx, "update jobs set lease_end = $4"+stillHeld,
		j.ID, j.Worker, int64(j.Attempts), toMicros(s.now().Add(lease))))
	return s.held(n, err)
}

// Backoff is how long to wait after an attempt failed, counted from 1: 15
// seconds, then twice as long each time, at most an hour (ours).
func Backoff(attempts int) time.Duration {
	const first, longest = 15 * time.Second, time.Hour
	wait := first
	for n := 1; n < attempts && wait < longest; n++ {
		wait *= 2
	}
	return min(wait, longest)
}

func affected(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// held turns "no row" into a lost lease.
func (s *Store) held(rows int64, err error) error {
	if err == nil && rows == 0 {
		return leaseLost()
	}
	return s.dialect.explain("end a job", err)
}

func leaseLost() error {
	return &hindcast.Error{Code: hindcast.Conflict, Op: "store.Job", Message: "the lease of this job ended; another worker may have it by now"}
}
