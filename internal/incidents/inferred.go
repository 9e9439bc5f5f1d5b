package incidents

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Inferred is what a timeline implies and nobody has stated: milestones that a rule
// of package entry finds, and people whom events name and who are not among those
// who took part. It is offered, and counts once somebody confirms it.
type Inferred struct {
	Marks  []InferredMark
	People []InferredPerson
}

// InferredMark is a milestone on an event, by a rule that Rule explains.
type InferredMark struct {
	Milestone hindcast.Milestone
	Event     *hindcast.TimelineEvent
	Rule      string
}

// InferredPerson is somebody with the first event that names them.
type InferredPerson struct {
	Person hindcast.Person
	Role   hindcast.Role // Role is what they were paged for or joined as, if an event says so.
	Event  *hindcast.TimelineEvent
}

// Infer reads what the timeline of a record implies.
func Infer(r *hindcast.Record) Inferred {
	read := slices.Clone(r.Timeline)
	rules := entry.Mark(read)
	var found Inferred
	for _, m := range hindcast.Milestones() {
		if rules[m] == "" || r.Milestone(m) != nil {
			continue
		}
		if n := slices.IndexFunc(read, func(e hindcast.TimelineEvent) bool { return e.Marks(m) }); n >= 0 {
			found.Marks = append(found.Marks, InferredMark{m, &read[n], rules[m]})
		}
	}
	for n := range r.Timeline {
		found.add(r, &r.Timeline[n])
	}
	return found
}

// add takes down whom an event names, unless they are among those who took part.
func (f *Inferred) add(r *hindcast.Record, e *hindcast.TimelineEvent) {
	if e.Actor.IsZero() || slices.ContainsFunc(r.Participants, func(p hindcast.Participant) bool { return p.Person.Same(e.Actor) }) {
		return
	}
	n := slices.IndexFunc(f.People, func(p InferredPerson) bool { return p.Person.Same(e.Actor) })
	if n < 0 {
		f.People = append(f.People, InferredPerson{e.Actor, e.Role, e})
	} else if f.People[n].Role == "" {
		f.People[n].Role = e.Role
	}
}

// Confirmation is what somebody confirms of what was inferred.
type Confirmation struct {
	Marks  map[hindcast.Milestone]hindcast.EventID
	People []hindcast.Participant
}

// Confirm states what was inferred: milestones on events, and people who took
// part. A milestone that another event bears by now is a Conflict, and nothing is
// stated.
func (s *Service) Confirm(ctx context.Context, by hindcast.Actor, key string, c Confirmation) (did Span, err error) {
	for _, p := range c.People {
		if err := p.Validate(); err != nil {
			return did, err
		}
	}
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		for _, m := range hindcast.Milestones() {
			if id, ok := c.Marks[m]; ok {
				if err := confirmMark(tx, i, id, m); err != nil {
					return err
				}
			}
		}
		for _, p := range c.People {
			if err := nameAs(tx, i, p); err != nil {
				return err
			}
		}
		return nil
	})
}

func confirmMark(tx *store.Tx, i hindcast.Incident, id hindcast.EventID, m hindcast.Milestone) error {
	k, err := part(tx.Events(), i, string(id))
	if err != nil {
		return err
	}
	e := k.Value
	if e.Marks(m) {
		return nil
	}
	e.Milestones = append(slices.Clip(e.Milestones), m)
	if err := milestonesFree(tx, i, e); err != nil {
		return err
	}
	if m == hindcast.Detected && e.NoticedBy == "" {
		alone := []hindcast.TimelineEvent{k.Value}
		entry.Mark(alone)
		e.NoticedBy = alone[0].NoticedBy
	}
	_, err = correct(tx, k, e, k.Version, "confirmed “"+m.Words()+"”")
	return err
}
