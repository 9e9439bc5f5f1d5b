package demo

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// table is the meeting itself: what people said of events, and what was written
// down.
func (b *book) table(t *tale, v hindcast.Review) act {
	const walk, rest = 38 * time.Minute, 20 * time.Minute
	return b.update(v.MeetingAt.Add(walk+rest), v.Facilitator.Name, func(tx *store.Tx) error {
		n, incident := t.notes.Review.Meeting, t.record.Incident.ID
		m := hindcast.Meeting{ID: hindcast.MeetingID(tx.NewID("mtg")), Review: v.ID, BeganAt: v.MeetingAt}
		m.Take(string(hindcast.TopicTimeline), false, v.MeetingAt)
		m.AgreedAt = v.MeetingAt.Add(walk)
		m.Take(string(hindcast.TopicActions), true, m.AgreedAt)
		m.Take("", true, m.AgreedAt.Add(rest))
		m.EndedAt = m.AgreedAt.Add(rest)
		if err := tx.Meetings().Add("meeting.began", incident, &m); err != nil {
			return err
		}
		var remarks []*hindcast.Remark
		for _, r := range n.Remarks {
			one := &hindcast.Remark{ID: hindcast.RemarkID(tx.NewID("rmk")), Meeting: m.ID, Topic: r.Topic, Kind: hindcast.RemarkNote, Text: r.Text, By: b.org.person(r.By), At: m.AgreedAt}
			if r.Parked {
				one.Kind = hindcast.RemarkParked
			}
			remarks = append(remarks, one)
		}
		if err := tx.Remarks().AddAll("remark.added", incident, remarks); err != nil {
			return err
		}
		said, err := b.confirmations(tx, t, v)
		if err != nil {
			return err
		}
		return tx.Confirmations().AddAll("confirmation.added", incident, said)
	})
}

func (b *book) confirmations(tx *store.Tx, t *tale, v hindcast.Review) (said []*hindcast.Confirmation, err error) {
	for _, c := range t.notes.Review.Meeting.Confirmed {
		e, err := event(&t.record, c.Event)
		if err != nil {
			return nil, err
		}
		said = append(said, &hindcast.Confirmation{ID: hindcast.ConfirmationID(tx.NewID("cnf")), Review: v.ID, Event: e.ID, By: b.org.person(c.By),
			At: v.MeetingAt, Disputed: c.Instead != "", Note: c.Instead})
	}
	return said, nil
}
