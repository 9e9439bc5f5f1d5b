package client

import "time"

// Event is what happened, when.
type Event struct {
	ID            string         `json:"id"`
	Version       int64          `json:"version"`
	At            *time.Time     `json:"at" doc:"Null only when the precision is unknown"`
	Until         *time.Time     `json:"until" doc:"End of something that lasted"`
	Precision     string         `json:"precision" enum:"exact,minute,hour,day,approximate,unknown"`
	Kind          string         `json:"kind" enum:"signal,page,join,leave,observation,hypothesis,decision,response,change,communication,severity,impact,adversary,note"`
	Text          string         `json:"text"`
	Actor         *Person        `json:"actor" doc:"Who did it or is told of"`
	Role          *string        `json:"role" doc:"What the actor was paged for or joined as"`
	Milestones    []string       `json:"milestones" doc:"began, detected, responded, cause_found, mitigated, resolved"`
	NoticedBy     *string        `json:"noticed_by" doc:"Who noticed, on the event marked detected"`
	ActedOn       *bool          `json:"acted_on" doc:"Whether anybody followed a signal up"`
	Communication *Communication `json:"communication" doc:"On communication events"`
	Severity      *Severity      `json:"severity" doc:"On severity events"`
	Response      *Step          `json:"response" doc:"On response events"`
	EnteredAt     *time.Time     `json:"entered_at"`
	EnteredBy     *Person        `json:"entered_by"`
	History       []Correction   `json:"history" doc:"Every correction, oldest first"`
}

// NewEvent is an event to be added, or what a correction makes of one.
type NewEvent struct {
	At            *time.Time     `json:"at,omitempty"`
	Until         *time.Time     `json:"until,omitempty"`
	Precision     string         `json:"precision,omitempty" enum:"exact,minute,hour,day,approximate,unknown" doc:"Exact when it is left out and a time is given"`
	Kind          string         `json:"kind,omitempty" enum:"signal,page,join,leave,observation,hypothesis,decision,response,change,communication,severity,impact,adversary,note" doc:"A note when it is left out"`
	Text          string         `json:"text" minLength:"1" maxLength:"100000" example:"Alert fired: API 5xx above 5 %"`
	Actor         *Person        `json:"actor,omitempty"`
	Role          string         `json:"role,omitempty"`
	Milestones    []string       `json:"milestones,omitempty"`
	NoticedBy     string         `json:"noticed_by,omitempty"`
	ActedOn       *bool          `json:"acted_on,omitempty"`
	Communication *Communication `json:"communication,omitempty"`
	Severity      *Severity      `json:"severity,omitempty"`
	Response      *Step          `json:"response,omitempty"`
}

// Communication tells whom an event informed.
type Communication struct {
	Audience   string     `json:"audience" enum:"internal,external"`
	Channel    string     `json:"channel,omitempty" example:"status page"`
	Template   string     `json:"template,omitempty" doc:"The template used, if one was"`
	NextUpdate *time.Time `json:"next_update,omitempty" doc:"When the next message was promised"`
}

// Severity is a level that was declared.
type Severity struct {
	To     string `json:"to" enum:"P1,P2,P3,P4,P5"`
	Reason string `json:"reason,omitempty"`
}

// Step is a response step: taken from a runbook, improvised or skipped.
type Step struct {
	Mode    string `json:"mode" enum:"followed,improvised,skipped"`
	Runbook string `json:"runbook,omitempty"`
	Step    string `json:"step,omitempty"`
}

// Correction keeps what a field of an event was before.
type Correction struct {
	At     time.Time `json:"at"`
	By     *Person   `json:"by"`
	Reason string    `json:"reason"`
	Field  string    `json:"field"`
	Was    string    `json:"was"`
	Became string    `json:"became"`
}

// CorrectedEvent is what a correction makes of an event, and why.
type CorrectedEvent struct {
	NewEvent
	Reason string `json:"reason" minLength:"1" maxLength:"2000" doc:"Why it is corrected; it is kept with what stood there before"`
}

// NewLine is one typed line, such as "14:32 alert fired".
type NewLine struct {
	Line string `json:"line" minLength:"1" maxLength:"10000" example:"14:32 alert fired: API 5xx above 5 %"`
	Day  string `json:"day,omitempty" format:"date" doc:"The day of times that name none; today when it is left out"`
}

// NewEvents are many events at once.
type NewEvents struct {
	Events []NewEvent `json:"events"`
	Whole  bool       `json:"whole,omitempty"` // Whole adds all of them or none.
}

// EventResults say what became of many events.
type EventResults struct {
	Added   int           `json:"added"`
	Refused int           `json:"refused"`
	Results []EventResult `json:"results" doc:"In the order of the request"`
}

// EventResult is what became of one event of many.
type EventResult struct {
	ID     *string        `json:"id" doc:"Null when it was refused"`
	Errors []ProblemField `json:"errors" doc:"Why it was refused; empty when it was added"`
}
