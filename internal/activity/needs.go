package activity

import (
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Needs is what waits for somebody, the most pressing of each first.
type Needs struct {
	Actions    []store.ActionRow         // Actions are theirs and still to be done, by deadline.
	Meetings   []ReviewNeed              // Meetings are of today, in the policy's zone, by their time.
	Reviews    []ReviewNeed              // Reviews under way that they facilitate or are invited to.
	Broken     []store.ActionRow         // Broken are actions of theirs, or of reviews they run, with a proof that broke or cannot tell any more.
	Effects    []store.ActionRow         // Effects are verified actions of reviews they run whose effect is to be judged.
	Unreviewed []store.IncidentRow       // Unreviewed are resolved and should have had their review by now.
	Lessons    []hindcast.ExternalLesson // Lessons were received and nobody decided about them.
	Empty      bool                      // Empty says that there is no incident the actor could see yet.
}

// ReviewNeed is a review that waits for somebody.
type ReviewNeed struct {
	store.ReviewRow
	Runs     bool // Runs says that they facilitate it.
	Answered int  // Answered counts the questions they answered.
}

// shown is how many of each are shown; ours.
const shown = 12

// Needs collects what waits for the actor under a policy.
func (s *Service) Needs(ctx context.Context, by hindcast.Actor, p hindcast.Policy, now time.Time) (n Needs, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return n, err
	}
	if !by.Person().IsZero() {
		if err := s.own(ctx, by, &n, hindcast.DateOf(now.In(p.Calendar.Zone)), p.Calendar.Zone); err != nil {
			return n, err
		}
	}
	if n.Unreviewed, err = s.unreviewed(ctx, by, p, now); err != nil {
		return n, err
	}
	if n.Lessons, err = s.untriaged(ctx, by); err != nil {
		return n, err
	}
	rows, _, err := s.store.Incidents(ctx, by, store.IncidentFilter{}, store.SortNewest, store.Page{Limit: 1})
	n.Empty = len(rows) == 0
	return n, err
}

// own collects what waits for one person alone.
func (s *Service) own(ctx context.Context, by hindcast.Actor, n *Needs, today hindcast.Date, zone *time.Location) (err error) {
	me, page := by.Person(), store.Page{Limit: shown}
	for _, list := range []struct {
		into   *[]store.ActionRow
		filter store.ActionFilter
	}{
		{&n.Actions, store.ActionFilter{Owner: me, States: []hindcast.ActionState{hindcast.ActionOpen, hindcast.ActionInProgress}}},
		{&n.Broken, store.ActionFilter{Cares: me, Proofs: []hindcast.ProofState{hindcast.ProofsBroken, hindcast.ProofsStale}}},
		{&n.Effects, store.ActionFilter{Facilitator: me, EffectDue: true}},
	} {
		if *list.into, _, err = s.store.ListActions(ctx, by, list.filter, store.ActionsByDue, page); err != nil {
			return err
		}
	}
	underWay := []hindcast.ReviewState{hindcast.ReviewScheduled, hindcast.ReviewDrafting, hindcast.ReviewInReview}
	rows, _, err := s.store.ListReviews(ctx, by, store.ReviewFilter{Person: me, States: underWay}, store.Page{Limit: store.MaxPage})
	if err != nil {
		return err
	}
	for _, r := range rows {
		need := ReviewNeed{ReviewRow: r, Runs: me.Same(r.Review.Facilitator)}
		if need.Answered, err = s.answered(ctx, by, r); err != nil {
			return err
		}
		if at := r.Review.MeetingAt; !at.IsZero() && hindcast.DateOf(at.In(zone)) == today {
			n.Meetings = append(n.Meetings, need)
		}
		answeredAll := need.Answered == len(hindcast.Questions()) && !need.Runs
		if len(n.Reviews) < shown && !answeredAll {
			n.Reviews = append(n.Reviews, need)
		}
	}
	slices.SortStableFunc(n.Meetings, func(a, b ReviewNeed) int { return a.Review.MeetingAt.Compare(b.Review.MeetingAt) })
	return nil
}

// answered counts the questions of a review that the actor answered. They are
// asked while it is reviewed.
func (s *Service) answered(ctx context.Context, by hindcast.Actor, r store.ReviewRow) (n int, err error) {
	if r.Review.State != hindcast.ReviewInReview {
		return 0, nil
	}
	given, err := s.store.Answers().Of(ctx, by, r.Incident.ID)
	for _, k := range given {
		if k.Value.Review == r.Review.ID && k.Value.Person.Same(by.Person()) {
			n++
		}
	}
	return n, err
}

// unreviewed returns incidents whose review should have been held by now.
func (s *Service) unreviewed(ctx context.Context, by hindcast.Actor, p hindcast.Policy, now time.Time) (late []store.IncidentRow, err error) {
	before := map[hindcast.Severity]time.Time{}
	for severity, level := range p.Levels {
		if !level.ReviewOptional && !level.ReviewDue.IsZero() {
			before[severity] = now.AddDate(0, 0, -level.ReviewDue.BusinessDays).Add(-level.ReviewDue.Duration)
		}
	}
	const candidates = 5 * shown // business days are longer than days, so some are not late yet
	rows, err := s.store.Unreviewed(ctx, by, before, candidates)
	for _, r := range rows {
		if len(late) < shown && p.Levels[r.Incident.Severity].ReviewDue.After(r.ResolvedAt, p.Calendar).Before(now) {
			late = append(late, r)
		}
	}
	return late, err
}

// untriaged returns lessons received that nobody decided about, the newest first.
func (s *Service) untriaged(ctx context.Context, by hindcast.Actor) (lessons []hindcast.ExternalLesson, err error) {
	kept, _, err := s.store.Lessons().List(ctx, by, store.Page{Limit: 100})
	for _, k := range kept {
		if k.Value.Triage == hindcast.Untriaged && len(lessons) < shown {
			lessons = append(lessons, k.Value)
		}
	}
	return lessons, err
}
