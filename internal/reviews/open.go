package reviews

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Plan is when a review is held and by whom it is run.
type Plan struct {
	Facilitator hindcast.Person
	DueAt       time.Time // DueAt is the policy's when zero.
	MeetingAt   time.Time
	Covers      []string // Covers are further incidents it is about, by key or identifier; nil leaves them as they are.
}

// Open schedules the review of an incident that has none. Warnings are for the
// person who opens it, and no obstacle.
func (s *Service) Open(ctx context.Context, by hindcast.Actor, key string, p Plan) (review hindcast.Review, warnings []string, err error) {
	if err := by.May(hindcast.MayRunReview, hindcast.Subject{}); err != nil {
		return review, nil, err
	}
	assessed, err := s.Assessed(ctx, by, key)
	if err != nil {
		return review, nil, err
	}
	record := assessed.Record
	if p.DueAt.IsZero() {
		p.DueAt = dueBy(assessed.Policy, assessed.Level, record)
	}
	covers, err := s.covers(ctx, by, record.Incident.ID, p.Covers)
	if err != nil {
		return review, nil, err
	}
	review = hindcast.Review{Incidents: covers, State: hindcast.ReviewScheduled,
		Facilitator: p.Facilitator, DueAt: p.DueAt, MeetingAt: p.MeetingAt}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		there, err := tx.Reviews().Of(record.Incident.ID)
		if err != nil {
			return err
		}
		if len(there) > 0 {
			return &hindcast.Error{Code: hindcast.Conflict, Message: record.Incident.Key + " has a review already"}
		}
		if err := unreviewed(tx, "", covers); err != nil {
			return err
		}
		review.ID = hindcast.ReviewID(tx.NewID("rev"))
		return tx.Reviews().Add("review.opened", record.Incident.ID, &review)
	})
	return review, planWarnings(assessed, p), err
}

// Schedule changes when a review is held and who runs it.
func (s *Service) Schedule(ctx context.Context, by hindcast.Actor, key string, p Plan, version int64) (review hindcast.Review, warnings []string, err error) {
	h, err := s.held(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return review, nil, err
	}
	assessed, err := s.Assessed(ctx, by, key)
	if err != nil {
		return review, nil, err
	}
	if p.DueAt.IsZero() {
		p.DueAt = dueBy(assessed.Policy, assessed.Level, assessed.Record)
	}
	covers, err := s.covers(ctx, by, h.incident.ID, p.Covers)
	if err != nil {
		return review, nil, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err = changed(tx, h.review.Value.ID, "review.scheduled", func(r *hindcast.Review) error {
			r.Facilitator, r.DueAt, r.MeetingAt = p.Facilitator, p.DueAt, p.MeetingAt
			if p.Covers != nil {
				r.Incidents = append(covers, s.unseen(ctx, by, *r)...)
			}
			if err := stale(*r, version); err != nil {
				return err
			}
			return unreviewed(tx, r.ID, r.Incidents)
		})
		return err
	})
	return review, planWarnings(assessed, p), err
}

// planWarnings says what the policy would rather have otherwise.
func planWarnings(a Assessed, p Plan) []string {
	var list []string
	if a.Policy.Reviews.FacilitatorOutside && slices.ContainsFunc(involved(a.Record), p.Facilitator.Same) {
		list = append(list, p.Facilitator.Name+" took part in the response; the policy asks for a facilitator who did not")
	}
	if due := dueBy(a.Policy, a.Level, a.Record); !due.IsZero() && p.DueAt.After(due) {
		list = append(list, "that is later than the policy allows, which is "+due.UTC().Format("2 Jan 2006"))
	}
	return list
}

// words writes an identifier as people read it: "signed off".
func words[T ~string](id T) string { return strings.ReplaceAll(string(id), "_", " ") }
