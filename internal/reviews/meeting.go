package reviews

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Meeting is when a review is talked through.
type Meeting struct {
	Review   hindcast.Review
	Incident Line
	Length   time.Duration // Length is what the policy plans for one.
}

// MeetingOf returns the meeting of an incident's review. The error is NotFound
// while no time is set.
func (s *Service) MeetingOf(ctx context.Context, by hindcast.Actor, key string) (Meeting, error) {
	h, err := s.held(ctx, by, key, hindcast.MayRead)
	if err != nil {
		return Meeting{}, err
	}
	if h.review.Value.MeetingAt.IsZero() {
		return Meeting{}, &hindcast.Error{Code: hindcast.NotFound, Message: "no time is set for the meeting yet"}
	}
	policy, err := s.policy(ctx)
	i := h.incident
	return Meeting{Review: h.review.Value, Incident: Line{ID: i.ID, Key: i.Key, Title: i.Title, Severity: i.Severity, Kind: i.Kind, State: i.State}, Length: policy.Reviews.Meeting}, err
}

// Meetings returns the meetings of the reviews that the actor facilitates or is
// invited to, among those of incidents they may see.
func (s *Service) Meetings(ctx context.Context, by hindcast.Actor) (list []Meeting, err error) {
	if by.Person().IsZero() {
		return nil, nil
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return nil, err
	}
	page := Page{Limit: store.MaxPage}
	for {
		rows, next, err := s.List(ctx, by, Filter{Person: by.Person()}, page)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if !r.Review.MeetingAt.IsZero() && r.Review.State != hindcast.ReviewWaived {
				list = append(list, Meeting{Review: r.Review, Incident: r.Incident, Length: policy.Reviews.Meeting})
			}
		}
		if next == "" {
			return list, nil
		}
		page.After = next
	}
}
