package activity

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Needs is what waits for somebody, the most pressing of each first.
type Needs struct {
	Actions    []store.ActionRow         // Actions are theirs and still to be done, by deadline.
	Reviews    []store.ReviewRow         // Reviews under way that they facilitate or are invited to.
	Broken     []store.ActionRow         // Broken are actions with a proof that broke, or cannot tell any more.
	Unreviewed []store.IncidentRow       // Unreviewed are resolved and should have had their review by now.
	Lessons    []hindcast.ExternalLesson // Lessons were received and nobody decided about them.
	Empty      bool                      // Empty says that there is no incident the actor could see yet.
}

// shown is how many of each are shown; ours.
const shown = 12

// Needs collects what waits for the actor under a policy.
func (s *Service) Needs(ctx context.Context, by hindcast.Actor, p hindcast.Policy, now time.Time) (n Needs, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return n, err
	}
	pending := []hindcast.ActionState{hindcast.ActionOpen, hindcast.ActionInProgress}
	page := store.Page{Limit: shown}
	if by.User != "" || by.Name != "" {
		if n.Actions, _, err = s.store.ListActions(ctx, by, store.ActionFilter{Owner: by.Person(), States: pending}, store.ActionsByDue, page); err != nil {
			return n, err
		}
		underWay := []hindcast.ReviewState{hindcast.ReviewScheduled, hindcast.ReviewDrafting, hindcast.ReviewInReview}
		if n.Reviews, _, err = s.store.ListReviews(ctx, by, store.ReviewFilter{Person: by.Person(), States: underWay}, page); err != nil {
			return n, err
		}
	}
	broken := []hindcast.ProofState{hindcast.ProofsBroken, hindcast.ProofsStale}
	if n.Broken, _, err = s.store.ListActions(ctx, by, store.ActionFilter{Proofs: broken}, store.ActionsByDue, page); err != nil {
		return n, err
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
