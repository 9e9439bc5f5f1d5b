package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Move brings a review into another state, along hindcast.ReviewTransitions.
// Signing off freezes the answers with the policy in force; reopening keeps the
// round that was signed. Incidents that are resolved are closed with their
// review, and are resolved again when it is reopened.
func (s *Service) Move(ctx context.Context, by hindcast.Actor, key string, to hindcast.ReviewState, reason string, version int64) (review hindcast.Review, err error) {
	h, err := s.held(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return review, err
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return review, err
	}
	if err := s.settleReview(ctx, by, h.review.Value.ID); err != nil {
		return review, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		now, err := tx.Reviews().Get(string(h.review.Value.ID))
		if err != nil {
			return err
		}
		review = now.Value
		if err := stale(review, version); err != nil {
			return err
		}
		if err := settled(tx, review); err != nil {
			return err
		}
		step, err := hindcast.Move(hindcast.ReviewTransitions(), review.State, to, reason)
		if err != nil {
			return err
		}
		m := move{tx: tx, by: by, policy: policy, incident: h.incident.ID, step: step, reason: reason}
		return m.carry(&review, now.Version)
	})
	return review, err
}

// move is one change of state in progress.
type move struct {
	tx       *store.Tx
	by       hindcast.Actor
	policy   hindcast.Policy
	incident hindcast.IncidentID
	step     hindcast.Transition[hindcast.ReviewState]
	reason   string
}

func (m move) carry(r *hindcast.Review, version int64) error {
	if m.step.NeedsGates {
		if err := m.sign(r); err != nil {
			return err
		}
	}
	if m.step.From == hindcast.ReviewSignedOff && m.step.To == hindcast.ReviewDrafting {
		m.unsign(r)
	}
	r.State = m.step.To
	m.tx.Announce(said{Review: r.ID}.String())
	if err := m.tx.Reviews().ChangeBecause("review."+verbs()[m.step.Verb], r, version, m.reason); err != nil {
		return err
	}
	switch {
	case r.State == hindcast.ReviewSignedOff || r.State == hindcast.ReviewWaived:
		return m.settle(r, hindcast.IncidentResolved, hindcast.IncidentClosed, "incident.closed")
	case m.step.Verb == "reopen":
		return m.settle(r, hindcast.IncidentClosed, hindcast.IncidentResolved, "incident.reopened")
	}
	return nil
}

// verbs are the ledger's words for what people do.
func verbs() map[string]string {
	return map[string]string{"begin": "begun", "share": "shared", "take back": "taken_back", "sign off": "signed_off", "reopen": "reopened", "waive": "waived"}
}

// sign freezes the answers, provided nothing stands before sign-off.
func (m move) sign(r *hindcast.Review) error {
	record, err := m.tx.Whole(m.incident)
	if err != nil {
		return err
	}
	given, err := m.tx.Answers().Of(m.incident)
	if err != nil {
		return err
	}
	today := hindcast.DateOf(m.tx.Now().In(m.policy.Calendar.Zone))
	answers := withPeople(assess.Assess(record, m.policy, assess.Options{Today: today}), r.ID, given)
	all, incidents := []*hindcast.Record{record}, []hindcast.Incident{record.Incident}
	for _, id := range r.Incidents {
		if id == m.incident {
			continue
		}
		more, err := m.tx.Whole(id)
		if err != nil {
			return err
		}
		all, incidents = append(all, more), append(incidents, more.Incident)
	}
	list := append(hindcast.SignOffGates(record, answers, m.policy, involved(all...)), blindGate(blindIn(r.ID, given))...)
	list = append(list, resolvedGate(incidents)...)
	if err := gatesError(list); err != nil {
		return err
	}
	r.Answers, r.PolicyUsed = answers, revisionOf(m.policy)
	r.Rounds = append(slices.Clone(r.Rounds), hindcast.SignedRound{SignedAt: m.tx.Now(), SignedBy: m.by.Person(), PolicyUsed: r.PolicyUsed, Answers: answers})
	return nil
}

// unsign ends the round that was signed last, and keeps it.
func (m move) unsign(r *hindcast.Review) {
	r.Rounds = slices.Clone(r.Rounds)
	if n := len(r.Rounds); n == 0 || !r.Rounds[n-1].ReopenedAt.IsZero() {
		r.Rounds = append(r.Rounds, hindcast.SignedRound{PolicyUsed: r.PolicyUsed, Answers: r.Answers}) // signed elsewhere, before it was brought in
	}
	last := &r.Rounds[len(r.Rounds)-1]
	last.ReopenedAt, last.ReopenedBy, last.ReopenReason = m.tx.Now(), m.by.Person(), m.reason
	r.Answers, r.PolicyUsed = nil, ""
}

// settle moves the incidents of a review that are in one state to another.
func (m move) settle(r *hindcast.Review, from, to hindcast.IncidentState, verb string) error {
	ids := append([]hindcast.IncidentID{m.incident}, r.Incidents...)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		incident, err := m.tx.Incidents().Get(string(id))
		if err != nil {
			return err
		}
		if incident.Value.State != from {
			continue
		}
		incident.Value.State = to
		if err := m.tx.Incidents().ChangeBecause(verb, &incident.Value, incident.Version, m.reason); err != nil {
			return err
		}
	}
	return nil
}

// revisionOf names the policy that answers were signed with.
func revisionOf(p hindcast.Policy) string {
	if p.Revision != "" {
		return p.Revision
	}
	return p.Name
}
