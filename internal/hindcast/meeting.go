package hindcast

import (
	"slices"
	"strings"
	"time"
)

// Meeting is the hour in which everybody involved goes through a review
// together: the timeline first, then where people's answers differ, then what
// changes.
type Meeting struct {
	ID       MeetingID
	Review   ReviewID
	BeganAt  time.Time
	EndedAt  time.Time // EndedAt is zero while the meeting is held.
	AgreedAt time.Time // AgreedAt is when the timeline was agreed; what is to change is parked until then.
	Topic    string    // Topic is the item of the agenda that is on the table; empty in a pause.
	Since    time.Time // Since is when that item was taken up.
	Spent    []TopicTime
}

// TopicTime is how long an item of the agenda was on the table before the present
// one.
type TopicTime struct {
	Topic string
	Spent time.Duration
	Done  bool // Done says that whoever runs the meeting is through with it.
}

// Held reports whether the meeting is going on.
func (m Meeting) Held() bool { return !m.BeganAt.IsZero() && m.EndedAt.IsZero() }

// TimeOn is how long an item has been on the table until now.
func (m Meeting) TimeOn(topic string, now time.Time) time.Duration {
	var total time.Duration
	if at := m.topic(topic); at >= 0 {
		total = m.Spent[at].Spent
	}
	if m.Held() && m.Topic == topic && topic != "" && now.After(m.Since) {
		total += now.Sub(m.Since)
	}
	return total
}

// Through reports whether an item is done with.
func (m Meeting) Through(topic string) bool {
	at := m.topic(topic)
	return at >= 0 && m.Spent[at].Done
}

// Take puts an item on the table in the place of the present one, which is done
// with where through says so. An empty topic is a pause.
func (m *Meeting) Take(topic string, through bool, now time.Time) {
	if m.Topic != "" {
		spent, at := m.TimeOn(m.Topic, now), m.topic(m.Topic)
		if at < 0 {
			m.Spent, at = append(m.Spent, TopicTime{Topic: m.Topic}), len(m.Spent)
		}
		m.Spent[at].Spent, m.Spent[at].Done = spent, through
	}
	m.Topic, m.Since = topic, now
	if at := m.topic(topic); at >= 0 {
		m.Spent[at].Done = false // it is taken up again
	}
}

func (m Meeting) topic(topic string) int {
	return slices.IndexFunc(m.Spent, func(t TopicTime) bool { return t.Topic == topic })
}

// RemarkKind says where a remark of a meeting stands.
type RemarkKind string

// The kinds of remark.
const (
	RemarkNote   RemarkKind = "note"   // said about an item of the agenda
	RemarkParked RemarkKind = "parked" // put aside until the timeline is agreed, or for another day
)

// Remark is something said in a meeting that somebody wrote down.
type Remark struct {
	ID      RemarkID
	Meeting MeetingID
	Topic   string // Topic is the item of the agenda it was said about.
	Kind    RemarkKind
	Text    string
	Event   EventID // Event is the one it is about; empty for none.
	By      Person
	At      time.Time
	Became  string // Became is the identifier of the finding or action that came of it.
}

// Validate checks the remark by itself.
func (r Remark) Validate() error {
	var p Problems
	checkText(&p, "text", r.Text, MaxText)
	if strings.TrimSpace(r.Text) == "" {
		p.Add("text", "must not be empty")
	}
	if r.Kind != RemarkNote && r.Kind != RemarkParked {
		p.Add("kind", "must be note or parked")
	}
	return p.Err("the remark")
}

// Confirmation is what one person said of one event in the walk through the
// timeline: that it happened so, or that it did not.
type Confirmation struct {
	ID       ConfirmationID
	Review   ReviewID
	Event    EventID
	By       Person
	At       time.Time
	Disputed bool
	Note     string // Note says how it was instead; a dispute needs one.
}

// Validate checks the confirmation by itself.
func (c Confirmation) Validate() error {
	var p Problems
	checkText(&p, "note", c.Note, MaxText)
	if c.Disputed && strings.TrimSpace(c.Note) == "" {
		p.Add("note", "must say how it was instead")
	}
	return p.Err("the confirmation")
}
