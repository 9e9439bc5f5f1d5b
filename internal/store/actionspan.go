package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// ActionSpan is how long one action took, as the ledger tells it.
type ActionSpan struct {
	Added     time.Time
	Done      time.Time // Done is when it was first said to be done; zero while nobody did.
	Verified  time.Time // Verified is when it was last verified, if it is now.
	State     hindcast.ActionState
	Hierarchy hindcast.Hierarchy
}

// ActionSpans returns the actions written down since a moment, in that order, of
// incidents that the actor may see and that were no exercises. Imported actions
// are left out: when they were undertaken is not known.
func (s *Store) ActionSpans(ctx context.Context, by hindcast.Actor, since time.Time) (spans []ActionSpan, err error) {
	var q query
	q.add("select a.at, coalesce((select min(l.at) from ledger l where l.subject_kind = 'action' and l.subject_id = t.id and l.verb = 'action.done'), ?)"+
		", case when t.state = 'verified' then coalesce((select max(l.at) from ledger l where l.subject_kind = 'action' and l.subject_id = t.id and l.verb = 'action.verified'), ?) else ? end"+
		", t.state, t.hierarchy from actions t join ledger a on a.number = t.added left join incidents i on i.id = t.incident_id where ", unrecorded, unrecorded, unrecorded)
	q.visible("i", by, toMicros(s.now()))
	q.add(" and i.kind <> ? and a.verb = 'action.added' and a.at >= ? order by t.added", string(hindcast.ExerciseIncident), toMicros(since))
	if !q.fits() {
		return nil, nil
	}
	found, err := s.readers.QueryContext(ctx, q.text.String(), s.dialect.planned(q.args)...)
	if err != nil {
		return nil, s.dialect.explain("read how long actions took", err)
	}
	defer found.Close()
	for found.Next() {
		var span ActionSpan
		var added, done, verified int64
		if err := found.Scan(&added, &done, &verified, &span.State, &span.Hierarchy); err != nil {
			return nil, s.dialect.explain("read how long actions took", err)
		}
		span.Added, span.Done, span.Verified = fromMicros(added), fromMicros(done), fromMicros(verified)
		spans = append(spans, span)
	}
	return spans, s.dialect.explain("read how long actions took", found.Err())
}

// ClaimedBy tells who said last that actions are done, of those somebody did say so
// of and whose incident the actor may see.
func (s *Store) ClaimedBy(ctx context.Context, by hindcast.Actor, ids []hindcast.ActionID) (map[hindcast.ActionID]hindcast.UserID, error) {
	claimed := map[hindcast.ActionID]hindcast.UserID{}
	if len(ids) == 0 {
		return claimed, nil
	}
	var q query
	q.add("select l.subject_id, l.actor from ledger l join incidents i on i.id = l.incident_id where l.subject_kind = 'action' and l.verb = 'action.done'")
	in(&q, "l.subject_id", ids)
	q.add(" and ")
	q.visible("i", by, toMicros(s.now()))
	q.add(" order by l.number")
	_, err := found(ctx, s, "read who did what is done", &q, func(scan row) (none struct{}, err error) {
		var id hindcast.ActionID
		var user hindcast.UserID
		err = scan(&id, &user)
		claimed[id] = user
		return none, err
	})
	return claimed, err
}
