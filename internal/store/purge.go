package store

import (
	"fmt"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// purgedVerb is that of the entries that say what was purged. Their own payloads
// cannot be.
const purgedVerb = "ledger.purged"

// purger is a table as Purge sees it.
type purger interface {
	kindName() string
	restate(tx *Tx, id, reason string, numbers []int64) (done bool, err error)
}

// Purge removes the payloads of entries for good, because they hold what must
// not be kept: a pasted key, a person's data. The entries themselves stay, and
// the chain holds. One entry "ledger.purged" for each subject says who did it,
// why, and which payloads are gone; where the last payload of a row is among
// them, that entry states the row anew, so that the row can still be verified.
//
// Purging does not touch the row as it is now: change it first, in an update of
// its own, then purge the
// entries up to and including that change. Copies made before, such as backups,
// still hold what was purged. The error is NotFound when an entry does not
// exist, and Invalid when there is no reason.
func (t *Tx) Purge(reason string, numbers ...int64) error {
	if hindcast.Fold(reason) == "" {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "store.Tx.Purge", Message: "purging needs a reason",
			Fields: []hindcast.FieldError{{Field: "reason", Reason: "must not be empty"}}}
	}
	bySubject := map[Subject][]int64{}
	var order []Subject
	for _, n := range slices.Compact(slices.Sorted(slices.Values(numbers))) {
		subject, err := t.purgeable(n)
		if err != nil {
			return err
		}
		if bySubject[subject] == nil {
			order = append(order, subject)
		}
		bySubject[subject] = append(bySubject[subject], n)
	}
	for _, subject := range order {
		if err := t.purge(subject, reason, bySubject[subject]); err != nil {
			return err
		}
	}
	return nil
}

// PurgeSubject removes every payload there is about a subject; see Purge.
func (t *Tx) PurgeSubject(reason, kind, id string) error {
	numbers, err := t.numbers("select number from ledger where subject_kind = $1 and subject_id = $2 and verb <> $3 order by number", kind, id, purgedVerb)
	if err != nil {
		return err
	}
	return t.Purge(reason, numbers...)
}

// purgeable returns the subject of an entry that may be purged.
func (t *Tx) purgeable(number int64) (s Subject, err error) {
	var verb string
	rows, err := t.sql.QueryContext(t.ctx, "select verb, subject_kind, subject_id, incident_id from ledger where number = $1", number)
	if err != nil {
		return s, t.note("read the entry", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return s, &hindcast.Error{Code: hindcast.NotFound, Op: "store.Tx.Purge", Message: fmt.Sprintf("there is no entry %d", number), Err: rows.Err()}
	}
	if err := rows.Scan(&verb, &s.Kind, &s.ID, &s.Incident); err != nil {
		return s, t.note("read the entry", err)
	}
	if verb == purgedVerb {
		return s, &hindcast.Error{Code: hindcast.Conflict, Op: "store.Tx.Purge", Message: fmt.Sprintf("entry %d says what was purged and stays", number)}
	}
	return s, nil
}

// purge removes the payloads of one subject's entries and records it.
func (t *Tx) purge(subject Subject, reason string, numbers []int64) error {
	for _, n := range numbers {
		if _, err := t.exec("delete from ledger_payload where number = $1", n); err != nil {
			return err
		}
	}
	for _, table := range t.store.tables.all() {
		if p, ok := table.(purger); ok && p.kindName() == subject.Kind {
			if done, err := p.restate(t, subject.ID, reason, numbers); done || err != nil {
				return err
			}
		}
	}
	return t.record(purgedVerb, subject, EffectNone, map[string]any{"reason": reason, "purged": numbers})
}

// restate records the present state of a row whose last payload was purged.
func (t *table[T]) restate(tx *Tx, id, reason string, numbers []int64) (done bool, err error) {
	k, err := t.get(tx, id)
	if hindcast.CodeOf(err) == hindcast.NotFound || err == nil && !slices.Contains(numbers, k.Entry) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	args, err := t.content(&k)
	if err != nil {
		return false, err
	}
	if _, err := tx.exec("update "+t.name+" set entry = $1 where id = $2", tx.nextNumber(), id); err != nil {
		return false, err
	}
	return true, tx.record(purgedVerb, t.subject(&k), EffectChanged, map[string]any{"reason": reason, "purged": numbers, "after": t.state(t.stated(&k, args))})
}

func (t *table[T]) kindName() string { return t.kind }

// numbers returns the first column of a query.
func (t *Tx) numbers(query string, args ...any) ([]int64, error) {
	rows, err := t.sql.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, t.note("read the ledger", err)
	}
	defer rows.Close()
	var found []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, t.note("read the ledger", err)
		}
		found = append(found, n)
	}
	return found, t.note("read the ledger", rows.Err())
}
