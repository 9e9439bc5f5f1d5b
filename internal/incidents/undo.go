package incidents

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Span is the entries of the ledger that a change made, both ends included.
type Span struct{ From, Through int64 }

// mostUndone is how many entries are taken back at once: a pasted log.
const mostUndone = MostEvents

// spanning is change that tells which entries it made.
func (s *Service) spanning(ctx context.Context, by hindcast.Actor, key string, do func(*store.Tx, hindcast.Incident) error) (did Span, err error) {
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		did.From = tx.Next()
		if err := do(tx, i); err != nil {
			return err
		}
		did.Through = tx.Next() - 1
		return nil
	})
	return did, err
}

// Step is one change of an incident's timeline, people, impact or evidence.
type Step struct {
	Number int64
	Verb   string // Verb is the ledger's: event.added.
	Kind   string // Kind is event, participant, impact or evidence.
	ID     string
}

// Steps returns what the actor themselves changed within a span of the ledger.
func (s *Service) Steps(ctx context.Context, by hindcast.Actor, key string, of Span) ([]Step, error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return nil, err
	}
	entries, err := s.own(ctx, by, i, of)
	var steps []Step
	for _, e := range entries {
		steps = append(steps, Step{e.Number, e.Verb, e.Subject.Kind, e.Subject.ID})
	}
	return steps, err
}

// own are the entries of a span that the actor made and that can be taken back.
func (s *Service) own(ctx context.Context, by hindcast.Actor, i hindcast.Incident, of Span) ([]store.Entry, error) {
	if of.From < 1 || of.Through < of.From || of.Through-of.From >= mostUndone {
		return nil, nil
	}
	all, err := s.store.Entries(ctx, by, of.From-1, int(of.Through-of.From)+1, store.EntryFilter{Incident: i.ID, Actor: by.User, Kinds: []string{"event", "participant", "impact", "evidence"}})
	var mine []store.Entry
	for _, e := range all {
		if e.Number <= of.Through && e.Actor == by.User && e.Token == by.Token && e.Effect != store.EffectNone && undoable(e) {
			mine = append(mine, e)
		}
	}
	return mine, err
}

// undoable reports whether a change of something is one to take back: what became
// of evidence after it was added is its custody, which nobody takes back.
func undoable(e store.Entry) bool {
	return e.Subject.Kind != "evidence" || e.Effect == store.EffectAdded
}

// Undo takes back what the actor changed within a span of the ledger: what was
// added goes, what was corrected is as before, what was removed is there again.
// The ledger has both. What somebody changed since is left alone: the error is
// Conflict, and nothing is taken back.
func (s *Service) Undo(ctx context.Context, by hindcast.Actor, key string, of Span) (did Span, err error) {
	i, err := s.find(ctx, by, hindcast.MayWriteTimeline, key)
	if err != nil {
		return did, err
	}
	entries, err := s.own(ctx, by, i, of)
	if err != nil {
		return did, err
	}
	if len(entries) == 0 {
		return did, &hindcast.Error{Code: hindcast.NotFound, Message: "there is nothing of yours to undo there"}
	}
	return s.spanning(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		for n := len(entries) - 1; n >= 0; n-- {
			if err := undo(tx, i, entries[n]); err != nil {
				return err
			}
		}
		return nil
	})
}

// undone is the reason that stands beside what was taken back.
const undone = "undone"

func undo(tx *store.Tx, i hindcast.Incident, e store.Entry) error {
	switch e.Subject.Kind {
	case "event":
		free := func(was hindcast.TimelineEvent) error { return milestonesFree(tx, i, was) }
		return takeBack(i, e, tx.Events(), free, func(now Event, was hindcast.TimelineEvent) error {
			_, err := correct(tx, now, was, now.Version, undone)
			return err
		})
	case "participant":
		return takeBack(i, e, tx.Participants(), nil, func(now Kept[hindcast.Participant], was hindcast.Participant) error {
			return tx.Participants().ChangeBecause("participant.changed", &was, now.Version, undone)
		})
	case "evidence":
		checks, err := tx.ProofChecks().Of(i.ID)
		if err != nil {
			return err
		}
		for _, c := range checks {
			if string(c.Value.Result.Evidence) == e.Subject.ID {
				return &hindcast.Error{Code: hindcast.Conflict, Message: "a proof rests on it, so it stays"}
			}
		}
		return takeBack(i, e, tx.Evidence(), nil, func(Kept[hindcast.Evidence], hindcast.Evidence) error { return nil }) // it was added
	}
	return takeBack(i, e, tx.Impact(), nil, func(now Kept[hindcast.ImpactStatement], was hindcast.ImpactStatement) error {
		return tx.Impact().ChangeBecause("impact.changed", &was, now.Version, undone)
	})
}

// takeBack takes back one change of something that nobody changed since. fits says
// whether what was there may be there again; nil always.
func takeBack[T any](i hindcast.Incident, e store.Entry, shelf store.Shelf[T], fits func(T) error, back func(now Kept[T], was T) error) error {
	now, err := part(shelf, i, e.Subject.ID)
	there := err == nil
	if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
		return err
	}
	if there == (e.Effect == store.EffectRemoved) || there && now.Entry != e.Number {
		return &hindcast.Error{Code: hindcast.Conflict, Message: "somebody changed it since, so it cannot be undone; look at what stands there now"}
	}
	if e.Effect == store.EffectAdded {
		return shelf.Remove(e.Subject.Kind+".removed", e.Subject.ID, now.Version)
	}
	was, err := shelf.Was(e)
	if err == nil && fits != nil {
		err = fits(was)
	}
	switch {
	case err != nil:
		return err
	case there:
		return back(now, was)
	}
	return shelf.Add(e.Subject.Kind+".restored", i.ID, &was)
}
