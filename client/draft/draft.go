package draft

import (
	_ "embed"
	"encoding/json"
	"time"
)

//go:embed draft.schema.json
var draftSchema []byte

// Schema returns the JSON Schema (draft 2020-12) that Output conforms to.
func Schema() []byte { return append([]byte(nil), draftSchema...) }

// Output is what `hindcast draft --json` prints.
type Output struct {
	Records []Record `json:"records"` // Records has one element per file, in order; one in all with --merge.
	Unread  []Unread `json:"unread"`
}

// Unread is a line that was not understood.
type Unread struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // Line counts from 1.
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// Record is one incident with its review and assessment.
type Record struct {
	Source          string           `json:"source"` // Source is the path as it was given.
	Incident        Incident         `json:"incident"`
	Timeline        []TimelineEvent  `json:"timeline"`
	Participants    []Participant    `json:"participants"`
	SeverityChanges []SeverityChange `json:"severity_changes"`
	Impact          []Impact         `json:"impact"`
	Evidence        []Evidence       `json:"evidence"`
	Stated          Stated           `json:"stated"`
	Review          Review           `json:"review"`
	Actions         []Action         `json:"actions"`
	Assessment      []Answer         `json:"assessment"`
	Sections        []Section        `json:"sections"`
}

// Incident is the headline of a record.
type Incident struct {
	Title              string                `json:"title"`
	Kind               string                `json:"kind"`
	Severity           *string               `json:"severity"` // Severity is P1 to P5.
	Services           []string              `json:"services"`
	NearMiss           bool                  `json:"near_miss"`
	Milestones         map[string]*time.Time `json:"milestones"` // Milestones has all six keys.
	MilestonesInferred map[string]string     `json:"milestones_inferred"`
	Type               *string               `json:"type"` // Type is the category as written.
}

// TimelineEvent is what happened, when.
type TimelineEvent struct {
	ID            string         `json:"id"`
	At            *time.Time     `json:"at"`
	Until         *time.Time     `json:"until"`
	Precision     string         `json:"precision"`
	Kind          string         `json:"kind"`
	Text          string         `json:"text"`
	Actor         *string        `json:"actor"`
	Milestone     *string        `json:"milestone"` // Milestone is the first one that the event marks, those the text states before inferred ones.
	Inferred      *string        `json:"inferred"`  // Inferred names the rules, separated by spaces.
	Line          *int           `json:"line"`
	Communication *Communication `json:"communication"`
	Notes         *string        `json:"notes"` // Notes hold what else the source says, such as further columns of a row.
}

// Communication tells whom an event informed.
type Communication struct {
	Audience   string     `json:"audience"`
	Channel    *string    `json:"channel"`
	Template   *string    `json:"template"`
	NextUpdate *time.Time `json:"next_update"`
}

// Participant is a person in a role, with the times the timeline gives.
type Participant struct {
	Name   string     `json:"name"`
	Roles  []string   `json:"roles"`
	Paged  *time.Time `json:"paged"`
	Joined *time.Time `json:"joined"`
	Left   *time.Time `json:"left"`
}

// SeverityChange is a level declared.
type SeverityChange struct {
	At       *time.Time `json:"at"`
	Severity string     `json:"severity"`
	By       *string    `json:"by"`
	Reason   *string    `json:"reason"`
}

// Impact is one statement about the harm done.
type Impact struct {
	Since       *time.Time        `json:"since"`
	Known       *time.Time        `json:"known"`
	Users       *int64            `json:"users"`
	Services    []string          `json:"services"`
	Degrees     map[string]string `json:"degrees"` // Degrees says full or degraded for each service.
	FundsAtRisk *Money            `json:"funds_at_risk"`
	Losses      *Money            `json:"losses"`
	Cost        *Money            `json:"cost"`
	Records     *int64            `json:"records"`
	Text        *string           `json:"text"`
}

// Money is an amount of one currency or token.
type Money struct {
	Amount   json.Number `json:"amount"` // Amount is a JSON number with every digit that was recorded.
	Currency string      `json:"currency"`
}

// Evidence is a file or link that supports events.
type Evidence struct {
	Name          string     `json:"name"`
	URL           *string    `json:"url"`
	SHA256        *string    `json:"sha256"`
	Size          *int64     `json:"size"` // Size is in bytes.
	CollectedBy   *string    `json:"collected_by"`
	CollectedAt   *time.Time `json:"collected_at"`
	CollectedFrom *string    `json:"collected_from"`
	Availability  string     `json:"availability"` // Availability is available, unavailable or expired.
	Events        []string   `json:"events"`
}

// Stated keeps the durations, in seconds, that a document states about itself.
type Stated struct {
	TimeToDetect   *float64 `json:"time_to_detect"`
	TimeToMitigate *float64 `json:"time_to_mitigate"`
	TimeToResolve  *float64 `json:"time_to_resolve"`
}

// Review is what the post-incident review found.
type Review struct {
	Summary      *string  `json:"summary"`
	PrimaryCause *string  `json:"primary_cause"`
	Factors      []string `json:"factors"`
	FiveWhys     []Why    `json:"five_whys"`
	Strengths    []string `json:"strengths"`
	Weaknesses   []string `json:"weaknesses"`
	Luck         []string `json:"luck"`
	Attendees    []string `json:"attendees"`
	Authors      []string `json:"authors"`
	Notes        *string  `json:"notes"` // Notes are those of the meeting.
}

// Why is one step of a five-whys chain.
type Why struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// Action is a change somebody undertook.
type Action struct {
	Title     string  `json:"title"`
	Owner     *string `json:"owner"`
	Due       *string `json:"due"` // Due is YYYY-MM-DD, or the deadline as written where it is no day.
	Status    string  `json:"status"`
	Change    *string `json:"change"`
	Hierarchy *string `json:"hierarchy"`
	Notes     *string `json:"notes"` // Notes hold what else the source says of the action.
}

// Answer is the computed answer to one of the seven questions.
type Answer struct {
	Question string    `json:"question"`
	Verdict  string    `json:"verdict"`
	Reason   string    `json:"reason"`
	Measures []Measure `json:"measures"`
	Missing  []string  `json:"missing"`
}

// Measure is one number or word that an answer rests on.
type Measure struct {
	Name   string   `json:"name"`
	Value  any      `json:"value"` // Value is a number, a word, or null when it cannot be computed.
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	Unit   string   `json:"unit"`
	Target *float64 `json:"target"`
	Events []string `json:"events"`
}

// Section is prose that no other member has a place for.
type Section struct {
	Heading string `json:"heading"`
	Line    *int   `json:"line"`
	Text    string `json:"text"`
}
