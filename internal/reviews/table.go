package reviews

import (
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Table is a meeting as everybody in it sees it.
type Table struct {
	View
	Meeting       Kept[hindcast.Meeting] // Meeting is the last one of the review; its identifier is empty when none was held.
	Agenda        []hindcast.Topic
	Remarks       []Kept[hindcast.Remark] // Remarks are those of this meeting, in the order they were made.
	Confirmations []Kept[hindcast.Confirmation]
	Given         Given
}

// Table loads the meeting of an incident's review.
func (s *Service) Table(ctx context.Context, by hindcast.Actor, key string) (t Table, err error) {
	if t.View, err = s.View(ctx, by, key); err != nil {
		return t, err
	}
	review, incident := t.Record.Review.ID, t.Record.Incident.ID
	if review == "" {
		return t, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no review of " + t.Record.Incident.Key + " yet; open one first"}
	}
	if t.Given, err = s.Answers(ctx, by, key); err != nil {
		return t, err
	}
	t.Agenda = hindcast.Agenda(t.Policy.Reviews, hindcast.Differing(t.Answers))
	meetings, err := s.store.Meetings().Of(ctx, by, incident)
	if err != nil {
		return t, err
	}
	t.Meeting = lastOf(meetings, review)
	if t.Confirmations, err = s.store.Confirmations().Of(ctx, by, incident); err != nil {
		return t, err
	}
	t.Confirmations = slices.DeleteFunc(t.Confirmations, func(k Kept[hindcast.Confirmation]) bool { return k.Value.Review != review })
	t.Remarks, err = s.store.Remarks().Of(ctx, by, incident)
	t.Remarks = slices.DeleteFunc(t.Remarks, func(k Kept[hindcast.Remark]) bool { return k.Value.Meeting != t.Meeting.Value.ID })
	return t, err
}

func lastOf(meetings []Kept[hindcast.Meeting], review hindcast.ReviewID) (last Kept[hindcast.Meeting]) {
	for _, k := range meetings {
		if k.Value.Review == review {
			last = k
		}
	}
	return last
}

// Begin opens the meeting of a review that has none going on, with the timeline
// on the table.
func (s *Service) Begin(ctx context.Context, by hindcast.Actor, key string) error {
	h, err := s.held(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := stillOpen(tx, h.review.Value.ID); err != nil {
			return err
		}
		meetings, err := tx.Meetings().Of(h.incident.ID)
		if err != nil {
			return err
		}
		if lastOf(meetings, h.review.Value.ID).Value.Held() {
			return &hindcast.Error{Code: hindcast.Conflict, Message: "the meeting has begun already"}
		}
		m := hindcast.Meeting{ID: hindcast.MeetingID(tx.NewID("mtg")), Review: h.review.Value.ID, BeganAt: tx.Now()}
		m.Take(string(hindcast.TopicTimeline), false, tx.Now())
		return tx.Meetings().Add("meeting.began", h.incident.ID, &m)
	})
}

// Take puts an item of the agenda on the table, none for a pause. through says
// that the meeting is done with the one before.
func (s *Service) Take(ctx context.Context, by hindcast.Actor, key, topic string, through bool) error {
	if _, known := hindcast.TopicOf(topic); topic != "" && !known {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "there is no such item on the agenda", Fields: []hindcast.FieldError{{Field: "topic", Reason: "must be on the agenda"}}}
	}
	return s.conduct(ctx, by, key, "meeting.moved", func(tx *store.Tx, m *hindcast.Meeting) { m.Take(topic, through, tx.Now()) })
}

// AgreeTimeline notes that everybody agrees on what happened, so that what was
// parked can be taken up.
func (s *Service) AgreeTimeline(ctx context.Context, by hindcast.Actor, key string) error {
	return s.conduct(ctx, by, key, "meeting.agreed", func(tx *store.Tx, m *hindcast.Meeting) { m.AgreedAt = tx.Now() })
}

// End closes the meeting. What was written down in it stays.
func (s *Service) End(ctx context.Context, by hindcast.Actor, key string) error {
	return s.conduct(ctx, by, key, "meeting.ended", func(tx *store.Tx, m *hindcast.Meeting) {
		m.Take("", true, tx.Now())
		m.EndedAt = tx.Now()
	})
}

// conduct changes the meeting that is going on, by whoever runs the review.
func (s *Service) conduct(ctx context.Context, by hindcast.Actor, key, verb string, edit func(*store.Tx, *hindcast.Meeting)) error {
	h, err := s.held(ctx, by, key, hindcast.MayRunReview)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		now, err := heldMeeting(tx, h)
		if err != nil {
			return err
		}
		edit(tx, &now.Value)
		return tx.Meetings().Change(verb, &now.Value, now.Version)
	})
}

// heldMeeting loads the meeting that is going on.
func heldMeeting(tx *store.Tx, h held) (Kept[hindcast.Meeting], error) {
	meetings, err := tx.Meetings().Of(h.incident.ID)
	if err != nil {
		return Kept[hindcast.Meeting]{}, err
	}
	last := lastOf(meetings, h.review.Value.ID)
	if !last.Value.Held() {
		return last, &hindcast.Error{Code: hindcast.Conflict, Message: "the meeting is not going on; whoever runs the review begins it"}
	}
	return last, nil
}
