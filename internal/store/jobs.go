package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Job is work to be done later, kept until it succeeded.
type Job struct {
	ID        string
	Kind      string
	UniqueKey string // UniqueKey keeps a second job of the same kind and key from being enqueued; empty allows many.
	Body      string // Body is the job's argument, in the form its kind chose.
	RunAt     time.Time
	Attempts  int // Attempts begun so far.
	LeaseEnd  time.Time
	Worker    string
	Failure   string // Failure is what the last attempt ended with.
}

// Enqueue keeps a job in the same transaction as the change that causes it: it
// exists exactly when the change does. A job whose unique key waits already is
// not added again. It runs no earlier than RunAt, at once when that is zero.
func (t *Tx) Enqueue(j Job) error {
	if j.RunAt.IsZero() {
		j.RunAt = t.now
	}
	_, err := t.sql.ExecContext(t.ctx, `insert into jobs (id, kind, unique_key, body, run_at, attempts, lease_end, worker, failure)
		values ($1, $2, $3, $4, $5, 0, 0, '', '') on conflict do nothing`,
		t.NewID("job"), j.Kind, j.UniqueKey, j.Body, toMicros(j.RunAt))
	return err
}

// Claim takes up to limit due jobs of the given kinds for a worker until the
// lease ends. No other worker gets them before that, on any node. A job whose
// worker died is due again when its lease has ended.
func (s *Store) Claim(ctx context.Context, worker string, kinds []string, limit int, lease time.Duration) ([]Job, error) {
	now := s.now()
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return nil, s.dialect.explain("claim jobs", err)
	}
	defer tx.Rollback()
	var q query
	q.add("update jobs set attempts = attempts + 1, lease_end = ?, worker = ? where id in (select id from jobs where run_at <= ? and lease_end <= ?",
		toMicros(now.Add(lease)), worker, toMicros(now), toMicros(now))
	in(&q, "kind", kinds)
	q.add(" order by run_at, id limit ?"+s.dialect.skipLocked()+") returning id, kind, unique_key, body, run_at, attempts, lease_end, worker, failure", int64(limit))
	jobs, err := scanJobs(tx.QueryContext(ctx, q.text.String(), q.args...))
	if err != nil {
		return nil, s.dialect.explain("claim jobs", err)
	}
	return jobs, s.dialect.explain("claim jobs", tx.Commit())
}

func scanJobs(rows *sql.Rows, err error) ([]Job, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var jobs []Job
	for rows.Next() {
		var j Job
		var runAt, leaseEnd int64
		if err := rows.Scan(&j.ID, &j.Kind, &j.UniqueKey, &j.Body, &runAt, &j.Attempts, &leaseEnd, &j.Worker, &j.Failure); err != nil {
			return nil, err
		}
		j.RunAt, j.LeaseEnd = fromMicros(runAt), fromMicros(leaseEnd)
		jobs = append(jobs, j)
	}
	return jobs, rows.Err()
}

// Finish removes a job that succeeded. The error is Conflict when its lease was
// lost to another worker in the meantime.
func (s *Store) Finish(ctx context.Context, j Job) error {
	result, err := s.writes.ExecContext(ctx, "delete from jobs where id = $1 and worker = $2 and attempts = $3", j.ID, j.Worker, int64(j.Attempts))
	return s.held(result, err)
}

// Retry gives a job back after a failed attempt, to run again at a time.
func (s *Store) Retry(ctx context.Context, j Job, failure string, at time.Time) error {
	result, err := s.writes.ExecContext(ctx, "update jobs set lease_end = 0, worker = '', failure = $1, run_at = $2 where id = $3 and worker = $4 and attempts = $5",
		failure, toMicros(at), j.ID, j.Worker, int64(j.Attempts))
	return s.held(result, err)
}

// held turns "no row" into a lost lease.
func (s *Store) held(result sql.Result, err error) error {
	if err != nil {
		return s.dialect.explain("end a job", err)
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = &hindcast.Error{Code: hindcast.Conflict, Op: "store.Job", Message: "another worker has this job by now", Err: errors.New("lease lost")}
	}
	return s.dialect.explain("end a job", err)
}
