package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// DueProof is a proof that is to be looked at.
type DueProof struct {
	ID    hindcast.ProofID
	Every time.Duration // Every is the proof's own interval; zero when the policy's applies.
	Due   time.Time     // Due is zero for one that was never planned.
}

// DueProofs returns proofs of some kinds that are due or not planned, the longest
// due first, of actions that were not dropped.
func (s *Store) DueProofs(ctx context.Context, kinds []hindcast.ProofKind, limit int) (due []DueProof, err error) {
	const attempt = "look for proofs that are due"
	var q query
	q.add("select t.id, t.every, t.due_at from proofs t where t.due_at <= ?", toMicros(s.now()))
	in(&q, "t.kind", kinds)
	q.add(" and exists (select 1 from actions a where a.id = t.action_id and a.state <> 'dropped') order by t.due_at, t.id limit ?", int64(limit))
	rows, err := s.readers.QueryContext(ctx, q.text.String(), q.args...)
	if err != nil {
		return nil, s.dialect.explain(attempt, err)
	}
	defer rows.Close()
	for rows.Next() {
		var d DueProof
		var every, at int64
		if err := rows.Scan(&d.ID, &every, &at); err != nil {
			return nil, s.dialect.explain(attempt, err)
		}
		d.Every = time.Duration(every) * time.Microsecond
		if at != 0 {
			d.Due = fromMicros(at)
		}
		due = append(due, d)
	}
	return due, s.dialect.explain(attempt, rows.Err())
}

// PlanProof moves when a proof is looked at next. planned is false when another
// node moved it first.
func (t *Tx) PlanProof(d DueProof, next time.Time) (planned bool, err error) {
	was := int64(0)
	if !d.Due.IsZero() {
		was = toMicros(d.Due)
	}
	rows, err := t.execQuietly("update proofs set due_at = $1 where id = $2 and due_at = $3", toMicros(next), string(d.ID), was)
	return rows == 1, err
}

// JudgeRun notes that a look for which a proof was due is kept in this update.
// first is false when one was kept already, by whoever had the job before.
func (t *Tx) JudgeRun(id hindcast.ProofID, due time.Time) (first bool, err error) {
	rows, err := t.execQuietly("update proofs set judged = $1 where id = $2 and judged < $1", toMicros(due), string(id))
	return rows == 1, err
}

// ProofToCheck loads a proof, whoever may see it, for the program itself to look
// at what it states, and for which time a look was kept last.
func (s *Store) ProofToCheck(ctx context.Context, id hindcast.ProofID) (k Kept[ActionProof], judged time.Time, err error) {
	var at int64
	k, err = s.tables.proofs.scan(s.readers.QueryRowContext(ctx, s.tables.proofs.selection("t.judged")+" where t.id = $1", string(id)).Scan, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return k, judged, &hindcast.Error{Code: hindcast.NotFound, Op: "store.ProofToCheck", Message: "there is no such proof"}
	}
	return k, fromMicros(at), s.dialect.explain("read a proof", err)
}

// StandingProof loads a proof with as many of its last results as judging it
// takes, however long its history is.
func (t *Tx) StandingProof(id hindcast.ProofID) (hindcast.Proof, error) {
	k, err := t.store.tables.proofs.get(t, string(id))
	if err != nil {
		return hindcast.Proof{}, err
	}
	results, err := t.store.tables.lastResults(t.ctx, t.sql, []Kept[ActionProof]{k})
	k.Value.Proof.Results = results[id]
	return k.Value.Proof, t.note("read the results of a proof", err)
}

// KeepContent keeps what a proof looked at, once, and returns what results name it
// by. It is empty for no content.
func (t *Tx) KeepContent(body string) (id string, err error) {
	if body == "" {
		return "", nil
	}
	sum := sha256.Sum256([]byte(body))
	id = hex.EncodeToString(sum[:])
	_, err = t.execQuietly("insert into proof_contents (id, body) values ($1, $2) on conflict (id) do nothing", id, body)
	return id, err
}

// Content is what a proof looked at, and when that was first seen.
type Content struct {
	At   time.Time
	Body string
}

// ProofChange returns what a proof looked at before and after it changed: the
// first content and the latest, or where those are the same the one between that
// is newest. before is zero while nothing differed, after while there is none.
func (s *Store) ProofChange(ctx context.Context, by hindcast.Actor, id hindcast.ProofID) (before, after Content, err error) {
	var q query
	q.add("select t.content, min(t.at), min(t.added), max(t.added) from proof_checks t left join incidents i on i.id = t.incident_id where ")
	q.seen("t.incident_id", by, toMicros(s.now()), "")
	q.add(" and t.proof_id = ? and t.content <> '' group by t.content", string(id))
	rows, err := s.readers.QueryContext(ctx, q.text.String(), q.args...)
	if err != nil {
		return before, after, s.dialect.explain("read what a proof looked at", err)
	}
	defer rows.Close()
	type span struct {
		content         string
		at, first, last int64
	}
	var all []span
	for rows.Next() {
		var c span
		if err := rows.Scan(&c.content, &c.at, &c.first, &c.last); err != nil {
			return before, after, s.dialect.explain("read what a proof looked at", err)
		}
		all = append(all, c)
	}
	if err := rows.Err(); err != nil || len(all) == 0 {
		return before, after, s.dialect.explain("read what a proof looked at", err)
	}
	first, latest := all[0], all[0]
	for _, c := range all {
		if c.first < first.first {
			first = c
		}
		if c.last > latest.last {
			latest = c
		}
	}
	if first.content == latest.content {
		first = span{}
		for _, c := range all {
			if c.content != latest.content && c.last > first.last {
				first = c
			}
		}
	}
	if after, err = s.content(ctx, latest.content, latest.at); err == nil && first.content != "" {
		before, err = s.content(ctx, first.content, first.at)
	}
	return before, after, err
}

func (s *Store) content(ctx context.Context, id string, at int64) (Content, error) {
	c := Content{At: fromMicros(at)}
	err := s.readers.QueryRowContext(ctx, "select body from proof_contents where id = $1", id).Scan(&c.Body)
	return c, s.dialect.explain("read what a proof looked at", err)
}

// VerifiedAction is an action that counts as verified, for the judging of what it
// did.
type VerifiedAction struct {
	Action   hindcast.ActionID
	Incident hindcast.IncidentID
	At       time.Time // At is since when.
	Day      int       // Day is the day after that for which somebody was told last.
}

// VerifiedActions returns actions verified before an instant of whose effect
// somebody is still to be told, in the order of their identifiers after one.
func (s *Store) VerifiedActions(ctx context.Context, before time.Time, lastDay int, after hindcast.ActionID, limit int) (list []VerifiedAction, err error) {
	const attempt = "look for verified actions"
	rows, err := s.readers.QueryContext(ctx, "select id, incident_id, verified_at, effect_day from actions where verified_at > 0 and verified_at <= $1 and effect_day < $2 and id > $3 order by id limit $4",
		toMicros(before), int64(lastDay), string(after), int64(limit))
	if err != nil {
		return nil, s.dialect.explain(attempt, err)
	}
	defer rows.Close()
	for rows.Next() {
		var v VerifiedAction
		var at int64
		if err := rows.Scan(&v.Action, &v.Incident, &at, &v.Day); err != nil {
			return nil, s.dialect.explain(attempt, err)
		}
		v.At = fromMicros(at)
		list = append(list, v)
	}
	return list, s.dialect.explain(attempt, rows.Err())
}

// EffectTold notes for which day somebody was told to judge an action's effect.
// first is false when another node did so first.
func (t *Tx) EffectTold(v VerifiedAction, day int) (first bool, err error) {
	rows, err := t.execQuietly("update actions set effect_day = $1 where id = $2 and effect_day = $3 and verified_at > 0", int64(day), string(v.Action), int64(v.Day))
	return rows == 1, err
}
