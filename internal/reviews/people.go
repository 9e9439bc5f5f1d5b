package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Invite asks people to take part. Who is invited already stays so.
func (s *Service) Invite(ctx context.Context, by hindcast.Actor, key string, people ...hindcast.Person) (hindcast.Review, error) {
	return s.enlist(ctx, by, key, "review.invited", hindcast.MayRunReview, people, func(r *hindcast.Review) *[]hindcast.Person { return &r.Invited })
}

// InviteInvolved invites everybody who took part in the response and is not
// invited yet.
func (s *Service) InviteInvolved(ctx context.Context, by hindcast.Actor, key string) (hindcast.Review, error) {
	if err := by.Might(hindcast.MayRunReview); err != nil {
		return hindcast.Review{}, err
	}
	v, err := s.View(ctx, by, key)
	if err != nil {
		return hindcast.Review{}, err
	}
	if v.Record.Review.ID != "" && len(v.Uninvited) == 0 {
		return hindcast.Review{}, &hindcast.Error{Code: hindcast.Conflict, Message: "everybody who took part is invited already"}
	}
	return s.Invite(ctx, by, key, v.Uninvited...)
}

// Uninvite takes people off the invitations. Who took part in the response
// returns to those who are named and not invited.
func (s *Service) Uninvite(ctx context.Context, by hindcast.Actor, key string, people ...hindcast.Person) (hindcast.Review, error) {
	return s.delist(ctx, by, key, "review.uninvited", people, func(r *hindcast.Review) *[]hindcast.Person { return &r.Invited })
}

// Miss notes that people did not come after all.
func (s *Service) Miss(ctx context.Context, by hindcast.Actor, key string, people ...hindcast.Person) (hindcast.Review, error) {
	return s.delist(ctx, by, key, "review.missed", people, func(r *hindcast.Review) *[]hindcast.Person { return &r.Attendees })
}

// Attend notes who came. Whoever may contribute notes themselves; others are
// noted by whoever runs the review.
func (s *Service) Attend(ctx context.Context, by hindcast.Actor, key string, people ...hindcast.Person) (hindcast.Review, error) {
	needs := hindcast.MayRunReview
	if len(people) == 1 && by.User != "" && people[0].User == by.User {
		needs, people = hindcast.MayContribute, []hindcast.Person{by.Person()}
	}
	return s.enlist(ctx, by, key, "review.attended", needs, people, func(r *hindcast.Review) *[]hindcast.Person { return &r.Attendees })
}

// enlist adds people to one of the lists of a review, each once.
func (s *Service) enlist(ctx context.Context, by hindcast.Actor, key, verb string, needs hindcast.Permission, people []hindcast.Person, list func(*hindcast.Review) *[]hindcast.Person) (review hindcast.Review, err error) {
	h, err := s.held(ctx, by, key, needs)
	if err != nil {
		return review, err
	}
	if len(people) == 0 || slices.ContainsFunc(people, hindcast.Person.IsZero) {
		return review, &hindcast.Error{Code: hindcast.Invalid, Message: "name at least one person", Fields: []hindcast.FieldError{{Field: "people", Reason: "must name somebody"}}}
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err = changed(tx, h.review.Value.ID, verb, func(r *hindcast.Review) error {
			there := list(r)
			for _, p := range people {
				if !slices.ContainsFunc(*there, p.Same) {
					*there = append(*there, p)
				}
			}
			return nil
		})
		return err
	})
	return review, err
}

// delist takes people off one of the lists of a review.
func (s *Service) delist(ctx context.Context, by hindcast.Actor, key, verb string, people []hindcast.Person, list func(*hindcast.Review) *[]hindcast.Person) (review hindcast.Review, err error) {
	h, err := s.held(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return review, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		review, err = changed(tx, h.review.Value.ID, verb, func(r *hindcast.Review) error {
			there := list(r)
			left := slices.DeleteFunc(slices.Clone(*there), func(p hindcast.Person) bool { return slices.ContainsFunc(people, p.Same) })
			if len(left) == len(*there) {
				return &hindcast.Error{Code: hindcast.Conflict, Message: "none of them is on the list"}
			}
			*there = left
			return nil
		})
		return err
	})
	return review, err
}
