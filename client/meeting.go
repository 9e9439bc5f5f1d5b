package client

import "time"

// Meeting is the meeting of a review as everybody in it sees it.
type Meeting struct {
	BeganAt       *time.Time     `json:"began_at" doc:"Null while none was held"`
	EndedAt       *time.Time     `json:"ended_at"`
	AgreedAt      *time.Time     `json:"agreed_at" doc:"When the timeline was agreed"`
	Topic         *string        `json:"topic" doc:"The item on the table; null in a pause"`
	Since         *time.Time     `json:"since" doc:"When that item was taken up"`
	Agenda        []Topic        `json:"agenda"`
	Remarks       []Remark       `json:"remarks"`
	Confirmations []Confirmation `json:"confirmations"`
}

// Topic is an item of the agenda.
type Topic struct {
	ID      string  `json:"id" doc:"timeline, findings, actions, or question: and one of the seven"`
	Planned int64   `json:"planned" doc:"Seconds"`
	Spent   float64 `json:"spent" doc:"Seconds on the table so far"`
	Done    bool    `json:"done"`
}

// Remark is something said in a meeting that was written down.
type Remark struct {
	ID     string     `json:"id"`
	Topic  string     `json:"topic"`
	Parked bool       `json:"parked" doc:"Put aside until the timeline is agreed, or for another day"`
	Text   string     `json:"text"`
	Event  *string    `json:"event"`
	By     *Person    `json:"by"`
	At     *time.Time `json:"at"`
	Became *string    `json:"became" doc:"Identifier of the finding or action that came of it"`
}

// NewRemark is something to be written down.
type NewRemark struct {
	Text   string `json:"text" minLength:"1" maxLength:"100000"`
	Parked bool   `json:"parked,omitempty"`
	Event  string `json:"event,omitempty" doc:"The event it is about"`
	Topic  string `json:"topic,omitempty" doc:"The item on the table when it is left out"`
}

// RemarkChange puts a remark aside, or takes it back.
type RemarkChange struct {
	Parked bool `json:"parked"`
}

// RemarkFinding makes a finding of a remark.
type RemarkFinding struct {
	Kind string `json:"kind" enum:"strength,weakness,luck"`
}

// Confirmation is what one person says of one event of the timeline.
type Confirmation struct {
	Event    string     `json:"event"`
	By       *Person    `json:"by"`
	At       *time.Time `json:"at"`
	Disputed bool       `json:"disputed"`
	Note     string     `json:"note"`
}

// NewConfirmation is what the caller says of an event.
type NewConfirmation struct {
	Disputed bool   `json:"disputed,omitempty"`
	Note     string `json:"note,omitempty" maxLength:"100000" doc:"How it was instead; a dispute needs it"`
}

// MeetingStep is what whoever runs the review does with the meeting.
type MeetingStep struct {
	Do    string `json:"do" enum:"begin,take,agree,end"`
	Topic string `json:"topic,omitempty" doc:"The item to take up; none for a pause"`
	Done  bool   `json:"done,omitempty" doc:"The item before it is done with"`
}
