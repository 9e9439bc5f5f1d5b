package client

import "time"

// LedgerSpan is the entries of the ledger that a change made, both ends included.
type LedgerSpan struct {
	From    int64 `json:"from" minimum:"1"`
	Through int64 `json:"through" minimum:"0"`
}

// Mark puts a milestone on an event, or takes it off.
type Mark struct {
	Milestone string `json:"milestone" enum:"began,detected,responded,cause_found,mitigated,resolved"`
	On        bool   `json:"on"`
}

// Support says that evidence supports an event, or no longer does.
type Support struct {
	Event string `json:"event" maxLength:"100"`
	On    bool   `json:"on"`
}

// NewLines are pasted lines of a log, such as "14:32 alert fired".
type NewLines struct {
	Lines string `json:"lines" minLength:"1" maxLength:"100000" example:"14:32 alert fired\n14:40 rolled back"`
	Day   string `json:"day,omitempty" format:"date" doc:"Of times that name none; today when it is left out"`
}

// LineResult is what became of a line.
type LineResult struct {
	Line    string  `json:"line"`
	Events  []Event `json:"events" doc:"None when it was not understood"`
	Problem *string `json:"problem" doc:"Why, and what to write instead"`
}

// NewStay is somebody who took part, and when.
type NewStay struct {
	NewParticipant
	Paged  *time.Time `json:"paged,omitempty"`
	Joined *time.Time `json:"joined,omitempty"`
	Left   *time.Time `json:"left,omitempty"`
}

// KnownImpact is a statement of impact, and when it was known.
type KnownImpact struct {
	NewImpact
	Known time.Time `json:"known"`
}

// Inferred is what a timeline implies and nobody has stated. It counts once
// somebody confirms it.
type Inferred struct {
	Marks  []InferredMark   `json:"marks"`
	People []InferredPerson `json:"people"`
}

// InferredMark is a milestone on an event.
type InferredMark struct {
	Milestone string `json:"milestone"`
	Event     string `json:"event"`
	Because   string `json:"because" doc:"the rule, in a sentence"`
}

// InferredPerson is somebody whom events name and who is not among those who took
// part.
type InferredPerson struct {
	Person Person  `json:"person"`
	Role   *string `json:"role"`
	Event  string  `json:"event" doc:"the first event that names them"`
}

// ConfirmedInference states what was inferred.
type ConfirmedInference struct {
	Marks  []ConfirmedMark  `json:"marks,omitempty" maxItems:"6"`
	People []NewParticipant `json:"people,omitempty" maxItems:"200"`
}

// ConfirmedMark is a milestone that an event bears.
type ConfirmedMark struct {
	Milestone string `json:"milestone" enum:"began,detected,responded,cause_found,mitigated,resolved"`
	Event     string `json:"event" maxLength:"100"`
}
