package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ActionMark is a step of an action that a machine or a person took, as the ledger
// tells it.
type ActionMark struct {
	Number int64 // Number and Hash name the entry of the ledger.
	Hash   string
	At     time.Time
	Verb   string
	Who    hindcast.UserID
}

// ActionMarks returns when each of some actions was added, done, verified, dropped
// and reopened, in order.
func (s *Store) ActionMarks(ctx context.Context, by hindcast.Actor, ids []hindcast.ActionID) (map[hindcast.ActionID][]ActionMark, error) {
	marks := map[hindcast.ActionID][]ActionMark{}
	if len(ids) == 0 {
		return marks, nil
	}
	var q query
	q.add("select l.subject_id, l.number, l.hash, l.at, l.verb, l.actor from ledger l join incidents i on i.id = l.incident_id where l.subject_kind = 'action' and l.effect <> ''")
	in(&q, "l.subject_id", ids)
	q.add(" and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by l.number")
	_, err := found(ctx, s, "read what became of actions", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.ActionID
		var at int64
		var m ActionMark
		err = scan(&id, &m.Number, &m.Hash, &at, &m.Verb, &m.Who)
		m.At = fromMicros(at)
		marks[id] = append(marks[id], m)
		return none, err
	})
	return marks, err
}

// ProofSince is since when an action's proofs stand as they do.
type ProofSince struct {
	Holds  time.Time // Holds is since when the last of them holds without a break; zero when none did since.
	Broken time.Time // Broken is since when one is found broken; zero when none is.
}

// ProofsSince returns since when the proofs of some actions hold or are broken.
func (s *Store) ProofsSince(ctx context.Context, by hindcast.Actor, ids []hindcast.ActionID) (map[hindcast.ActionID]ProofSince, error) {
	since := map[hindcast.ActionID]ProofSince{}
	if len(ids) == 0 {
		return since, nil
	}
	last := func(outcome string) string {
		return "coalesce((select max(x.added) from proof_checks x where x.proof_id = p.id and x.outcome = '" + outcome + "'), 0)"
	}
	first := func(outcome, other string) string {
		return "coalesce((select min(c.at) from proof_checks c where c.proof_id = p.id and c.outcome = '" + outcome + "' and c.added > " + last(other) + "), ?)"
	}
	var q query
	q.add("select p.action_id, "+first("holds", "broken")+", "+first("broken", "holds")+" from proofs p join incidents i on i.id = p.incident_id where ", unrecorded, unrecorded)
	q.visible("i", by, toMicros(s.now()))
	in(&q, "p.action_id", ids)
	_, err := found(ctx, s, "read since when proofs hold", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.ActionID
		var holds, broken int64
		err = scan(&id, &holds, &broken)
		one := since[id]
		if at := fromMicros(holds); at.After(one.Holds) {
			one.Holds = at
		}
		if at := fromMicros(broken); !at.IsZero() && (one.Broken.IsZero() || at.Before(one.Broken)) {
			one.Broken = at
		}
		since[id] = one
		return none, err
	})
	return since, err
}

// CitingRevision is a revision of a document that a lesson caused.
type CitingRevision struct {
	DocumentRevision
	Title  string // Title is the document's.
	Before string // Before is the text of the revision before it.
}

// RevisionsCiting returns the revisions that each of some findings caused.
func (s *Store) RevisionsCiting(ctx context.Context, by hindcast.Actor, findings []hindcast.FindingID) (map[hindcast.FindingID][]CitingRevision, error) {
	list := map[hindcast.FindingID][]CitingRevision{}
	if len(findings) == 0 {
		return list, nil
	}
	var q query
	q.add(s.tables.revisions.selection("o.title", "coalesce((select b.body from revisions b where b.document_id = t.document_id and b.number = t.number - 1), '')") +
		" join documents o on o.id = t.document_id left join incidents i on i.id = t.incident_id where ")
	q.seen("t.incident_id", by, toMicros(s.now()), "")
	in(&q, "t.lesson", findings)
	q.add(" order by t.added")
	_, err := found(ctx, s, "read what lessons revised", &q, func(scan row) (none struct{}, err error) {
		var c CitingRevision
		k, err := s.tables.revisions.scan(scan, &c.Title, &c.Before)
		c.DocumentRevision = k.Value
		lesson := c.Revision.Lesson
		list[lesson] = append(list[lesson], c)
		return none, err
	})
	return list, err
}

// EffectsOf returns the last judgement of what each of some actions did.
func (s *Store) EffectsOf(ctx context.Context, by hindcast.Actor, ids []hindcast.ActionID) (map[hindcast.ActionID]hindcast.EffectCheck, error) {
	last := map[hindcast.ActionID]hindcast.EffectCheck{}
	if len(ids) == 0 {
		return last, nil
	}
	r := s.Effects()
	q := r.query(by)
	in(q, "t.action_id", ids)
	q.add(" order by t.added")
	kept, err := r.all(ctx, q)
	for _, k := range kept {
		last[k.Value.Check.Action] = k.Value.Check
	}
	return last, err
}

// ChangeCount is how many changes stand alike.
type ChangeCount struct {
	State hindcast.ActionState
	Proof hindcast.ProofState
	N     int
}

// CountChanges counts the actions of a filter by how they stand.
func (s *Store) CountChanges(ctx context.Context, by hindcast.Actor, f ActionFilter) ([]ChangeCount, error) {
	var q query
	q.add("select t.state, t.proof_state, count(*) from actions t join incidents i on i.id = t.incident_id where ")
	q.visible("i", by, toMicros(s.now()))
	s.narrowActions(&q, f)
	q.add(" group by t.state, t.proof_state")
	q.planned = true
	return found(ctx, s, "count changes", &q, func(scan row) (c ChangeCount, err error) {
		return c, scan(&c.State, &c.Proof, &c.N)
	})
}
