package activity

import (
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// due lists what somebody is to be reminded of in a mailing, as far as they may
// see it now.
func (s *Reminders) due(ctx context.Context, to hindcast.User, m hindcast.Mailing, r round) (list []item, err error) {
	for _, look := range []func(context.Context, hindcast.Actor, hindcast.Mailing, hindcast.Policy) ([]item, error){
		s.deadlines, s.escalations,
	} {
		more, err := look(ctx, to.Actor(""), m, r.policy)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	reviews, err := s.reviewsDue(ctx, to.Actor(""), to.Person(), m, r.policy)
	if err != nil {
		return nil, err
	}
	list = append(list, reviews...)
	for _, d := range r.documents {
		if reminder, is := m.Due(hindcast.LookAgain(d.Due, m.Through)); is && d.Owner == to.ID {
			list = append(list, item{hindcast.RemindDocument, string(d.ID), d.Due, reminder.Step})
		}
	}
	return list, nil
}

func pendingStates() []hindcast.ActionState {
	return []hindcast.ActionState{hindcast.ActionOpen, hindcast.ActionInProgress}
}

// everyAction reads a list of actions whole.
func (s *Reminders) everyAction(ctx context.Context, by hindcast.Actor, f store.ActionFilter) (all []store.ActionRow, err error) {
	page := store.Page{Limit: store.MaxPage}
	for {
		rows, next, err := s.store.ListActions(ctx, by, f, store.ActionsByDue, page)
		all = append(all, rows...)
		if err != nil || next == "" {
			return all, err
		}
		page.After = next
	}
}

// deadlines are those of one's own actions.
func (s *Reminders) deadlines(ctx context.Context, by hindcast.Actor, m hindcast.Mailing, policy hindcast.Policy) (list []item, err error) {
	rows, err := s.everyAction(ctx, by, store.ActionFilter{Owner: by.Person(), States: pendingStates(), DueFrom: m.From})
	if err != nil {
		return nil, err
	}
	var ids []hindcast.ActionID
	for _, r := range rows {
		ids = append(ids, r.Action.ID)
	}
	begun := map[hindcast.ActionID]time.Time{}
	for some := range slices.Chunk(ids, store.MaxPage) {
		known, err := s.store.ActionsBegun(ctx, some)
		if err != nil {
			return nil, err
		}
		for id, at := range known {
			begun[id] = at
		}
	}
	for _, r := range rows {
		since := hindcast.Date{}
		if at, known := begun[r.Action.ID]; known {
			since = hindcast.DateOf(at.In(zoneOf(policy)))
		}
		if reminder, due := m.Due(policy.Actions.Before(since, r.Action.Due)); due {
			list = append(list, item{hindcast.RemindDeadline, string(r.Action.ID), r.Action.Due, reminder.Step})
		}
	}
	return list, nil
}

// escalations are actions of others that are late, which somebody decides about:
// whom the policy names for that kind of change, else who runs the review.
func (s *Reminders) escalations(ctx context.Context, by hindcast.Actor, m hindcast.Mailing, policy hindcast.Policy) (list []item, err error) {
	after := policy.Actions.EscalateAfter
	if after <= 0 || by.Might(hindcast.MayApprove) != nil {
		return nil, nil
	}
	f := store.ActionFilter{States: pendingStates(), DueFrom: m.From.AddDays(-after), DueTo: m.Through.AddDays(-after)}
	rows, err := s.everyAction(ctx, by, f)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	f.Facilitator = by.Person()
	run, err := s.everyAction(ctx, by, f)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		runs := slices.ContainsFunc(run, func(o store.ActionRow) bool { return o.Action.ID == r.Action.ID })
		named := len(policy.Actions.Approvers[r.Action.Change]) > 0
		decides := policy.Actions.Names(r.Action.Change, by) || runs && !named
		if reminder, due := m.Due(policy.Actions.Escalation(r.Action.Due)); due && decides && !by.Person().Same(r.Action.Owner) {
			list = append(list, item{hindcast.RemindOverdue, string(r.Action.ID), r.Action.Due, reminder.Step})
		}
	}
	return list, nil
}

// reviewsDue are reviews that somebody runs and that are due, and those whose
// meeting waits for their answers, as far as whoever asks may see them.
func (s *Reminders) reviewsDue(ctx context.Context, by hindcast.Actor, who hindcast.Person, m hindcast.Mailing, policy hindcast.Policy) (list []item, err error) {
	f := store.ReviewFilter{Person: who, States: []hindcast.ReviewState{hindcast.ReviewScheduled, hindcast.ReviewDrafting, hindcast.ReviewInReview}}
	page := store.Page{Limit: store.MaxPage}
	for {
		rows, next, err := s.store.ListReviews(ctx, by, f, page)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			due := dayOf(r.Review.DueAt, policy)
			if reminder, is := m.Due(policy.Actions.Before(hindcast.Date{}, due)); is && who.Same(r.Review.Facilitator) {
				list = append(list, item{hindcast.RemindReview, string(r.Review.ID), due, reminder.Step})
			}
			meeting := dayOf(r.Review.MeetingAt, policy)
			if meeting.IsZero() || r.Review.State != hindcast.ReviewInReview || !r.Review.MeetingAt.After(s.Now()) {
				continue
			}
			if reminder, is := m.Due([]hindcast.Reminder{{Day: meeting.AddDays(-1), Step: "the day before"}}); is {
				list = append(list, item{hindcast.RemindAnswers, string(r.Review.ID), meeting, reminder.Step})
			}
		}
		if next == "" {
			return list, nil
		}
		page.After = next
	}
}

// dayOf is the day of an instant in the policy's zone; none for none.
func dayOf(at time.Time, policy hindcast.Policy) hindcast.Date {
	if at.IsZero() {
		return hindcast.Date{}
	}
	return hindcast.DateOf(at.In(zoneOf(policy)))
}

func zoneOf(policy hindcast.Policy) *time.Location {
	if policy.Calendar.Zone == nil {
		return time.UTC
	}
	return policy.Calendar.Zone
}
