package client

import "time"

// Review is the post-incident review of an incident.
type Review struct {
	ID           string     `json:"id"`
	Version      int64      `json:"version"`
	Incident     string     `json:"incident" doc:"Key of its incident"`
	State        string     `json:"state" enum:"scheduled,drafting,in_review,signed_off,waived"`
	Facilitator  *Person    `json:"facilitator"`
	DueAt        *time.Time `json:"due_at"`
	Summary      string     `json:"summary"`
	PrimaryCause string     `json:"primary_cause"`
	Factors      []Factor   `json:"factors"`
	FiveWhys     []Why      `json:"five_whys"`
	Findings     []Finding  `json:"findings"`
	Invited      []Person   `json:"invited"`
	Attendees    []Person   `json:"attendees"`
	MeetingAt    *time.Time `json:"meeting_at"`
	MeetingNotes string     `json:"meeting_notes"`
	PolicyUsed   *string    `json:"policy_used" doc:"Revision of the policy the answers were signed with"`
	Rounds       int        `json:"rounds" doc:"How often it was signed and reopened"`
}

// ReviewLine is a review as lists show it.
type ReviewLine struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	Incident    string     `json:"incident" doc:"Key of its incident"`
	Title       string     `json:"title" doc:"Of its incident"`
	State       string     `json:"state" enum:"scheduled,drafting,in_review,signed_off,waived"`
	Facilitator *Person    `json:"facilitator"`
	DueAt       *time.Time `json:"due_at"`
	MeetingAt   *time.Time `json:"meeting_at"`
}

// Factor is something that made the incident possible or worse.
type Factor struct {
	ID      string `json:"id,omitempty" doc:"Of a known factor, to use it again; a new one gets one"`
	Text    string `json:"text" minLength:"1"`
	Primary bool   `json:"primary,omitempty"`
}

// Why is one step of a five-whys chain.
type Why struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// ReviewPlan says who runs a review, and when.
type ReviewPlan struct {
	Facilitator *Person    `json:"facilitator,omitempty"`
	DueAt       *time.Time `json:"due_at,omitempty" doc:"From policy when it is left out"`
	MeetingAt   *time.Time `json:"meeting_at,omitempty"`
	Covers      []string   `json:"covers,omitempty" doc:"Keys of further incidents it is about; left out, they stay as they are"`
}

// PlannedReview is a review with what the policy would rather have otherwise.
type PlannedReview struct {
	Review
	Warnings []string `json:"warnings"`
}

// ReviewChange names what of the write-up is to be different; what is left out stays.
type ReviewChange struct {
	Summary      *string   `json:"summary,omitempty" maxLength:"100000"`
	PrimaryCause *string   `json:"primary_cause,omitempty" maxLength:"100000"`
	Factors      *[]Factor `json:"factors,omitempty"`
	FiveWhys     *[]Why    `json:"five_whys,omitempty"`
	MeetingNotes *string   `json:"meeting_notes,omitempty" maxLength:"100000"`
}

// ReviewMove takes a review to another state.
type ReviewMove struct {
	To     string `json:"to" enum:"scheduled,drafting,in_review,signed_off,waived"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Asked for when it is reopened or waived"`
}

// NamedPeople are people to be invited, or who came.
type NamedPeople struct {
	People []Person `json:"people" minItems:"1" maxItems:"500"`
}

// Note is what a facilitator keeps for themselves.
type Note struct {
	Version int64  `json:"version" required:"false" doc:"Of the note as it is kept; not read"`
	Text    string `json:"text" maxLength:"100000"`
}

// KnownFactor is a contributing factor that reviews name already.
type KnownFactor struct {
	ID      string `json:"id"`
	Text    string `json:"text"`
	Reviews int    `json:"reviews" doc:"How many name it, among those the caller may see"`
}

// Finding is a lesson identified.
type Finding struct {
	ID          string       `json:"id"`
	Version     int64        `json:"version"`
	Kind        string       `json:"kind" enum:"strength,weakness,luck"`
	Text        string       `json:"text"`
	Events      []string     `json:"events" doc:"Events it cites"`
	Disposition *Disposition `json:"disposition" doc:"Null while nothing was decided"`
	Learned     bool         `json:"learned" doc:"Its actions are verified and hold"`
}

// NewFinding is a finding to be added, or what a change makes of one.
type NewFinding struct {
	Kind   string   `json:"kind" enum:"strength,weakness,luck"`
	Text   string   `json:"text" minLength:"1" maxLength:"100000"`
	Events []string `json:"events,omitempty" doc:"Events it cites"`
}

// FindingMove moves a finding among those of its kind.
type FindingMove struct {
	To string `json:"to" enum:"up,down"`
}

// NewDisposition is what the caller decides about a finding.
type NewDisposition struct {
	Kind    string `json:"kind" enum:"action,accepted_risk,no_change"`
	Because string `json:"because,omitempty" maxLength:"10000"`
	Expires string `json:"expires,omitempty" format:"date" doc:"Day an accepted risk is looked at again"`
}

// Disposition is what was decided about a finding.
type Disposition struct {
	Kind    string  `json:"kind" enum:"action,accepted_risk,no_change"`
	By      *Person `json:"by,omitempty" doc:"Who accepts the risk or decides on no change"`
	Because string  `json:"because,omitempty"`
	Expires string  `json:"expires,omitempty" format:"date" doc:"Day an accepted risk is looked at again"`
}

// Assessment is the answers to the seven questions about an incident.
type Assessment struct {
	Policy  string   `json:"policy" doc:"Name of the policy that the answers were held to"`
	Level   *string  `json:"level" enum:"P1,P2,P3,P4,P5" doc:"The severity whose targets apply"`
	Signed  bool     `json:"signed" doc:"They are those that were signed, rather than computed now"`
	Answers []Answer `json:"answers"`
}

// Answer is the answer to one of the seven questions.
type Answer struct {
	Question string          `json:"question" enum:"detection,severity,people,runbook,communication,evidence,change"`
	Text     string          `json:"text" doc:"The question as it is asked"`
	Verdict  string          `json:"verdict" enum:"met,partly,missed,not_computable,not_applicable"`
	Reason   string          `json:"reason"`
	Measures []Measure       `json:"measures"`
	Missing  []string        `json:"missing" doc:"What to record so that more can be computed"`
	People   []PersonVerdict `json:"people" doc:"Answers of people that the caller may read"`
}

// Measure is one number or word that an answer rests on.
type Measure struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"`
	Unit    string   `json:"unit" enum:"seconds,count,ratio,days,word"`
	Value   *float64 `json:"value" doc:"Null when it cannot be computed"`
	Low     *float64 `json:"low"`
	High    *float64 `json:"high"`
	Target  *float64 `json:"target"`
	AtLeast bool     `json:"at_least" doc:"The target is a floor"`
	Word    *string  `json:"word"`
	Verdict *string  `json:"verdict"`
	Events  []string `json:"events"`
	Missing *string  `json:"missing"`
	Note    *string  `json:"note"`
}

// PersonVerdict is somebody's own answer.
type PersonVerdict struct {
	By      *Person `json:"by"`
	Verdict string  `json:"verdict"`
	Note    string  `json:"note"`
}

// GivenAnswers are what people answered, as far as the caller may know it.
type GivenAnswers struct {
	Opened  bool          `json:"opened"`
	Blind   int           `json:"blind" doc:"How many people have answers that are not opened"`
	Answers []GivenAnswer `json:"answers" doc:"The caller's own until all are opened"`
}

// GivenAnswer is what one person answered to one question.
type GivenAnswer struct {
	Version  int64   `json:"version"`
	Question string  `json:"question" enum:"detection,severity,people,runbook,communication,evidence,change"`
	By       *Person `json:"by"`
	Verdict  string  `json:"verdict"`
	Note     string  `json:"note"`
	Opened   bool    `json:"opened"`
	Blind    bool    `json:"blind" doc:"It was given before any other was opened"`
}

// NewAnswer is the caller's own answer to a question.
type NewAnswer struct {
	Verdict string `json:"verdict" enum:"met,partly,missed,not_applicable"`
	Note    string `json:"note,omitempty" maxLength:"10000"`
}

// Section is a text of the write-up that several people may write at once.
type Section struct {
	Section string `json:"section" enum:"summary,primary_cause,meeting_notes"`
	Version int64  `json:"version" doc:"Zero while nobody wrote in it"`
	Text    string `json:"text"`
}

// NewSection is what a section says from now on.
type NewSection struct {
	Text string `json:"text" maxLength:"100000"`
}

// Round is what was signed when a review was reopened afterwards, or is signed now.
type Round struct {
	SignedAt   *time.Time `json:"signed_at"`
	SignedBy   *Person    `json:"signed_by"`
	Policy     *string    `json:"policy" doc:"The policy that the answers were signed with"`
	Answers    []Answer   `json:"answers"`
	ReopenedAt *time.Time `json:"reopened_at" doc:"Null while it is the one that counts"`
	ReopenedBy *Person    `json:"reopened_by"`
	Reason     *string    `json:"reason" doc:"Why it was reopened"`
}

// PlannedMeeting is the meeting of a review that concerns you.
type PlannedMeeting struct {
	Incident string     `json:"incident" doc:"Key"`
	Title    string     `json:"title"`
	At       *time.Time `json:"at"`
	Minutes  int        `json:"minutes" doc:"As long as the policy plans"`
}

// Gate is one line of what stands before sign-off.
type Gate struct {
	Gate    string `json:"gate"`
	Message string `json:"message"`
	Field   string `json:"field" doc:"What to fix"`
	Warning bool   `json:"warning" doc:"Warnings do not stand in the way"`
}
