package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
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
// not added again; one that is being worked on runs once more afterwards, since
// its worker may have looked before this change. It runs no earlier than RunAt,
// at once when that is zero.
func (t *Tx) Enqueue(j Job) error {
	for _, s := range []string{j.Kind, j.UniqueKey, j.Body} {
		if !fits(s) {
			return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.Enqueue", Message: "the job cannot be kept: a text in it " + errUnfit.Error()}
		}
	}
	if j.RunAt.IsZero() {
		j.RunAt = t.now
	}
	_, err := t.execQuietly(`insert into jobs (id, kind, unique_key, body, run_at, attempts, lease_end, worker, failure, again)
		values ($1, $2, $3, $4, $5, 0, $6, '', '', 0)
		on conflict (kind, unique_key) where unique_key <> '' do update set again = case when jobs.worker = '' then 0 else 1 end`,
		t.NewID("job"), j.Kind, j.UniqueKey, j.Body, toMicros(j.RunAt), unrecorded)
	return err
}

// Claim takes up to limit due jobs of the given kinds, of any kind when none is
// given, for a worker until the lease ends: the longest due first. No other
// worker gets them before that, on any node. A job whose worker died is due
// again when its lease has ended. The worker's name must not be empty.
func (s *Store) Claim(ctx context.Context, worker string, kinds []string, limit int, lease time.Duration) ([]Job, error) {
	now := s.now()
	var due, q query
	due.add("select id from jobs where run_at <= ? and lease_end <= ?", toMicros(now), toMicros(now))
	in(&due, "kind", kinds)
	var one string // looking first keeps idle workers from holding up writers
	err := s.readers.QueryRowContext(ctx, due.text.String()+" limit 1", due.args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, s.dialect.explain("look for jobs", err)
	}
	q.add("update jobs set attempts = attempts + 1, lease_end = ?, worker = ? where id in (select id from jobs where run_at <= ? and lease_end <= ?",
		toMicros(now.Add(lease)), worker, toMicros(now), toMicros(now))
	in(&q, "kind", kinds)
	q.add(" order by run_at, id limit ?"+s.dialect.skipLocked()+") returning id, kind, unique_key, body, run_at, attempts, lease_end, worker, failure", int64(limit))
	jobs, err := s.claim(ctx, &q)
	if err != nil {
		return nil, s.dialect.explain("claim jobs", err)
	}
	slices.SortFunc(jobs, func(a, b Job) int { return cmp.Or(a.RunAt.Compare(b.RunAt), strings.Compare(a.ID, b.ID)) })
	return jobs, nil
}

func (s *Store) claim(ctx context.Context, q *query) ([]Job, error) {
	tx, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	jobs, err := scanJobs(tx.QueryContext(ctx, q.text.String(), q.args...))
	if err != nil {
		return nil, err
	}
	return jobs, tx.Commit()
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
