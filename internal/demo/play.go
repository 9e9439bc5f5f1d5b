package demo

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// play is how an incident went: it was opened, written down, resolved, reviewed,
// and its actions were done.
func (b *book) play(t *tale) []act {
	all := append(b.opening(t), b.writing(t)...)
	all = append(all, b.reviewing(t)...)
	for i := range t.record.Actions {
		all = append(all, b.following(t.record.Actions[i], t.notes.Actions[i])...)
	}
	return all
}

// when is the time of a milestone, zero when the timeline has none.
func when(r *hindcast.Record, m hindcast.Milestone) time.Time {
	if e := r.Milestone(m); e != nil {
		return e.At
	}
	return time.Time{}
}

// opened is when somebody opened the incident: as the response began, else with
// the detection.
func opened(r *hindcast.Record) time.Time {
	for _, m := range []hindcast.Milestone{hindcast.Responded, hindcast.Detected, hindcast.Began} {
		if at := when(r, m); !at.IsZero() {
			return at.Add(time.Minute)
		}
	}
	return r.Timeline[0].At
}

// leader is who wrote the incident down: its leader, else who came first.
func leader(r *hindcast.Record) string {
	for _, p := range r.Participants {
		if p.HasRole(hindcast.IncidentLeader) && p.Person.User != "" {
			return p.Person.Name
		}
	}
	return r.Participants[0].Person.Name
}

func (b *book) opening(t *tale) []act {
	r := &t.record
	by := leader(r)
	all := []act{b.update(opened(r), by, func(tx *store.Tx) error {
		incident := r.Incident
		incident.State, incident.CreatedAt, incident.CreatedBy = hindcast.IncidentActive, tx.Now(), b.org.person(by)
		if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
			return err
		}
		return tx.Participants().AddAll("participant.added", incident.ID, pointers(r.Participants))
	})}
	for _, step := range []struct {
		at hindcast.Milestone
		to hindcast.IncidentState
	}{{hindcast.Mitigated, hindcast.IncidentMitigated}, {hindcast.Resolved, hindcast.IncidentResolved}} {
		if at := when(r, step.at); !at.IsZero() && stateRank(r.Incident.State) >= stateRank(step.to) {
			all = append(all, b.update(latest(at, opened(r)).Add(time.Minute), by, func(tx *store.Tx) error {
				return moveIncident(tx, r.Incident.ID, "incident."+string(step.to), step.to)
			}))
		}
	}
	return all
}

func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func stateRank(s hindcast.IncidentState) int { return slices.Index(hindcast.IncidentStates(), s) }

func moveIncident(tx *store.Tx, id hindcast.IncidentID, verb string, to hindcast.IncidentState) error {
	k, err := tx.Incidents().Get(string(id))
	if err != nil {
		return err
	}
	k.Value.State = to
	return tx.Incidents().Change(verb, &k.Value, k.Version)
}

func pointers[T any](values []T) []*T {
	list := make([]*T, len(values))
	for i := range values {
		list[i] = &values[i]
	}
	return list
}

// writing is how the timeline came about: line by line in what happens now, in one
// go from the channel's history afterwards.
func (b *book) writing(t *tale) []act {
	r := &t.record
	scribe := leader(r)
	first, last := opened(r), r.Timeline[len(r.Timeline)-1].At
	for i := range r.Timeline {
		e := &r.Timeline[i]
		e.EnteredAt, e.EnteredBy = latest(e.At, first).Add(time.Minute), b.org.person(scribe)
		if e.Actor.User != "" && e.Kind != hindcast.Page {
			e.EnteredBy = e.Actor
		}
	}
	var all []act
	if t.notes.Recent {
		for i := range r.Timeline {
			e := &r.Timeline[i]
			all = append(all, b.update(e.EnteredAt, e.EnteredBy.Name, func(tx *store.Tx) error { return tx.Events().Add("event.added", r.Incident.ID, e) }))
		}
		last = first
	} else {
		all = append(all, b.update(last.Add(20*time.Minute), scribe, func(tx *store.Tx) error {
			return tx.Events().AddAll("event.added", r.Incident.ID, pointers(r.Timeline))
		}))
	}
	return append(all, b.update(last.Add(30*time.Minute), scribe, func(tx *store.Tx) error {
		if err := tx.Impact().AddAll("impact.added", r.Incident.ID, pointers(r.Impact)); err != nil {
			return err
		}
		if err := tx.Evidence().AddAll("evidence.added", r.Incident.ID, pointers(r.Evidence)); err != nil {
			return err
		}
		w := store.Writeup{ID: string(r.Incident.ID), Sections: r.Sections, Stated: r.Stated}
		return tx.Writeups().Add("writeup.added", r.Incident.ID, &w)
	}))
}

// reviewing is how the review went, as far as it came.
func (b *book) reviewing(t *tale) []act {
	r, n := &t.record, t.notes.Review
	resolved := when(r, hindcast.Resolved)
	if r.Review.Facilitator.IsZero() || resolved.IsZero() {
		return nil
	}
	v := r.Review
	by := v.Facilitator.Name
	v.Invited = append(b.everybody(r), b.org.people(n.Invited)...)
	v.DueAt = b.due(r, resolved)
	all := []act{b.update(resolved.Add(time.Hour), by, func(tx *store.Tx) error {
		return tx.Reviews().Add("review.opened", r.Incident.ID, &hindcast.Review{ID: v.ID, Incidents: v.Incidents, State: hindcast.ReviewScheduled, Facilitator: v.Facilitator,
			DueAt: v.DueAt, MeetingAt: v.MeetingAt, Invited: v.Invited})
	})}
	if !n.Waived.At.IsZero() {
		return append(all, b.waive(t, n.Waived))
	}
	if !v.MeetingAt.IsZero() {
		all = append(all, b.drafting(t, v))
		if len(n.Opinions) > 0 {
			all = append(all, b.asking(t, v))
		}
		if len(n.Meeting.Remarks) > 0 {
			all = append(all, b.table(t, v))
		}
		all = append(all, b.meeting(t, v))
	}
	if !n.Earlier.At.IsZero() {
		all = append(all, b.sign(t, n.Earlier), b.reopen(t, n.Earlier))
	}
	if !n.Signed.At.IsZero() {
		all = append(all, b.sign(t, n.Signed))
	}
	return all
}

// everybody lists the people who took part.
func (b *book) everybody(r *hindcast.Record) []hindcast.Person {
	var list []hindcast.Person
	for _, p := range r.Participants {
		list = append(list, p.Person)
	}
	return list
}

// due is when policy wanted the review.
func (b *book) due(r *hindcast.Record, resolved time.Time) time.Time {
	p := b.policyAt(resolved)
	level, ok := p.Level(r.Incident.Severity)
	if !ok || level.ReviewDue.IsZero() {
		return time.Time{}
	}
	return level.ReviewDue.After(resolved, p.Calendar)
}

// drafting is the facilitator's draft, shared the day before the meeting.
func (b *book) drafting(t *tale, v hindcast.Review) act {
	return b.update(v.MeetingAt.Add(-25*time.Hour), v.Facilitator.Name, func(tx *store.Tx) error {
		if err := changeReview(tx, v.ID, "review.begun", func(k *hindcast.Review) {
			k.State, k.Summary, k.PrimaryCause, k.Factors, k.FiveWhys, k.Authors = hindcast.ReviewDrafting, v.Summary, v.PrimaryCause, v.Factors, v.FiveWhys, v.Authors
		}); err != nil {
			return err
		}
		return tx.Findings().AddAll("finding.added", t.record.Incident.ID, pointers(v.Findings))
	})
}

// meeting is where the findings were talked over and became actions.
func (b *book) meeting(t *tale, v hindcast.Review) act {
	return b.update(v.MeetingAt.Add(time.Hour), v.Facilitator.Name, func(tx *store.Tx) error {
		var proofs []*store.ActionProof
		var actions []*hindcast.Action
		for _, a := range t.record.Actions {
			for _, p := range a.Proofs {
				proofs = append(proofs, &store.ActionProof{Action: a.ID, Proof: p})
			}
			a.Proofs = nil
			actions = append(actions, &a)
		}
		incident := t.record.Incident.ID
		if err := tx.Actions().AddAll("action.added", incident, actions); err != nil {
			return err
		}
		if err := tx.Proofs().AddAll("proof.added", incident, proofs); err != nil {
			return err
		}
		return changeReview(tx, v.ID, "review.shared", func(k *hindcast.Review) {
			k.State, k.Attendees, k.MeetingNotes = hindcast.ReviewInReview, v.Attendees, v.MeetingNotes
		})
	})
}

// asking is what people answered alone, opened as the meeting began.
func (b *book) asking(t *tale, v hindcast.Review) act {
	return b.update(v.MeetingAt, v.Facilitator.Name, func(tx *store.Tx) error {
		var answers []*store.Answer
		for _, o := range t.notes.Review.Opinions {
			answers = append(answers, &store.Answer{ID: tx.NewID("ans"), Review: v.ID, Question: o.Question, Person: b.org.person(o.By), Verdict: o.Verdict,
				Note: o.Note, Opened: true, Blind: true, Salt: tx.Salt()})
		}
		return tx.Answers().AddAll("answer.opened", t.record.Incident.ID, answers)
	})
}

func changeReview(tx *store.Tx, id hindcast.ReviewID, verb string, change func(*hindcast.Review)) error {
	k, err := tx.Reviews().Get(string(id))
	if err != nil {
		return err
	}
	change(&k.Value)
	return tx.Reviews().Change(verb, &k.Value, k.Version)
}

// opinions adds what people said to the answers.
func (b *book) opinions(t *tale, answers []hindcast.Answer) []hindcast.Answer {
	for _, o := range t.notes.Review.Opinions {
		at := slices.IndexFunc(answers, func(a hindcast.Answer) bool { return a.Question == o.Question })
		if at < 0 {
			answers, at = append(answers, hindcast.Answer{Question: o.Question}), len(answers)
		}
		answers[at].People = append(answers[at].People, hindcast.PersonVerdict{By: b.org.person(o.By), Verdict: o.Verdict, Note: o.Note})
	}
	slices.SortStableFunc(answers, func(x, y hindcast.Answer) int {
		return cmp.Compare(slices.Index(hindcast.Questions(), x.Question), slices.Index(hindcast.Questions(), y.Question))
	})
	return answers
}

// sign freezes the answers as the record gives them at that moment.
func (b *book) sign(t *tale, n signNote) act {
	return act{n.At.Time, n.By, func(ctx context.Context, st *store.Store, by hindcast.Actor) error {
		r, err := st.Record(ctx, by, string(t.record.Incident.ID))
		if err != nil {
			return err
		}
		policy := b.policyAt(n.At.Time)
		answers := assess.Assess(r, policy, assess.Options{Today: hindcast.DateOf(n.At.In(policy.Calendar.Zone))})
		return st.Update(ctx, by, func(tx *store.Tx) error {
			if err := moveIncident(tx, r.Incident.ID, "incident.closed", hindcast.IncidentClosed); err != nil {
				return err
			}
			return changeReview(tx, r.Review.ID, "review.signed_off", func(k *hindcast.Review) {
				k.State, k.Answers, k.PolicyUsed = hindcast.ReviewSignedOff, b.opinions(t, answers), policy.Revision
				k.Rounds = append(slices.Clone(k.Rounds), hindcast.SignedRound{SignedAt: n.At.Time, SignedBy: b.org.person(n.By), PolicyUsed: k.PolicyUsed, Answers: k.Answers})
			})
		})
	}}
}

// reopen keeps the round that was signed.
func (b *book) reopen(t *tale, n signNote) act {
	return b.update(n.ReopenedAt.Time, n.ReopenedBy, func(tx *store.Tx) error {
		if err := moveIncident(tx, t.record.Incident.ID, "incident.reopened", hindcast.IncidentResolved); err != nil {
			return err
		}
		return changeReview(tx, t.record.Review.ID, "review.reopened", func(k *hindcast.Review) {
			last := &k.Rounds[len(k.Rounds)-1]
			last.ReopenedAt, last.ReopenedBy, last.ReopenReason = n.ReopenedAt.Time, b.org.person(n.ReopenedBy), n.Because
			k.State, k.Answers, k.PolicyUsed = hindcast.ReviewDrafting, nil, ""
		})
	})
}

func (b *book) waive(t *tale, n signNote) act {
	return b.update(n.At.Time, n.By, func(tx *store.Tx) error {
		if err := moveIncident(tx, t.record.Incident.ID, "incident.closed", hindcast.IncidentClosed); err != nil {
			return err
		}
		return changeReview(tx, t.record.Review.ID, "review.waived", func(k *hindcast.Review) { k.State, k.MeetingNotes = hindcast.ReviewWaived, n.Because })
	})
}
