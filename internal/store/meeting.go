package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func meetingTable() *table[hindcast.Meeting] {
	type M = hindcast.Meeting
	return &table[M]{
		name: "meetings", kind: "meeting",
		id: text("id", func(m *M) *hindcast.MeetingID { return &m.ID }),
		columns: []column[M]{
			text("review_id", func(m *M) *hindcast.ReviewID { return &m.Review }),
			instant("began_at", func(m *M) *time.Time { return &m.BeganAt }),
			instant("ended_at", func(m *M) *time.Time { return &m.EndedAt }),
			instant("agreed_at", func(m *M) *time.Time { return &m.AgreedAt }),
			text("topic", func(m *M) *string { return &m.Topic }),
			instant("since", func(m *M) *time.Time { return &m.Since }),
			list("spent", func(m *M) *[]hindcast.TopicTime { return &m.Spent }),
		},
	}
}

func remarkTable() *table[hindcast.Remark] {
	type R = hindcast.Remark
	columns := []column[R]{
		text("meeting_id", func(r *R) *hindcast.MeetingID { return &r.Meeting }),
		text("topic", func(r *R) *string { return &r.Topic }),
		text("kind", func(r *R) *hindcast.RemarkKind { return &r.Kind }),
		text("body", func(r *R) *string { return &r.Text }),
		text("event_id", func(r *R) *hindcast.EventID { return &r.Event }),
		instant("at", func(r *R) *time.Time { return &r.At }),
		text("became", func(r *R) *string { return &r.Became }),
	}
	return &table[R]{
		name: "remarks", kind: "remark",
		columns: append(columns, person("author", func(r *R) *hindcast.Person { return &r.By })...),
		id:      text("id", func(r *R) *hindcast.RemarkID { return &r.ID }),
		words:   func(r *R) (string, string) { return "", r.Text },
	}
}

func confirmationTable() *table[hindcast.Confirmation] {
	type C = hindcast.Confirmation
	columns := []column[C]{
		text("review_id", func(c *C) *hindcast.ReviewID { return &c.Review }),
		text("event_id", func(c *C) *hindcast.EventID { return &c.Event }),
		instant("at", func(c *C) *time.Time { return &c.At }),
		flag("disputed", func(c *C) *bool { return &c.Disputed }),
		text("note", func(c *C) *string { return &c.Note }),
	}
	return &table[C]{
		name: "confirmations", kind: "confirmation",
		columns: append(columns, person("author", func(c *C) *hindcast.Person { return &c.By })...),
		id:      text("id", func(c *C) *hindcast.ConfirmationID { return &c.ID }),
		words:   func(c *C) (string, string) { return "", c.Note },
	}
}

// Meetings changes the meetings of reviews.
func (t *Tx) Meetings() Shelf[hindcast.Meeting] {
	return Shelf[hindcast.Meeting]{t, t.store.tables.meetings}
}

// Meetings reads the meetings of reviews.
func (s *Store) Meetings() Reader[hindcast.Meeting] {
	return Reader[hindcast.Meeting]{s, s.tables.meetings}
}

// Remarks changes what was written down in meetings.
func (t *Tx) Remarks() Shelf[hindcast.Remark] {
	return Shelf[hindcast.Remark]{t, t.store.tables.remarks}
}

// Remarks reads what was written down in meetings.
func (s *Store) Remarks() Reader[hindcast.Remark] {
	return Reader[hindcast.Remark]{s, s.tables.remarks}
}

// Confirmations changes what people said of events.
func (t *Tx) Confirmations() Shelf[hindcast.Confirmation] {
	return Shelf[hindcast.Confirmation]{t, t.store.tables.confirmations}
}

// Confirmations reads what people said of events.
func (s *Store) Confirmations() Reader[hindcast.Confirmation] {
	return Reader[hindcast.Confirmation]{s, s.tables.confirmations}
}
