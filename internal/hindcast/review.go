package hindcast

import "time"

// Review is the post-incident review of one incident, or of several small ones.
type Review struct {
	ID           ReviewID
	Incidents    []IncidentID
	State        ReviewState
	Facilitator  Person
	DueAt        time.Time
	Summary      string
	PrimaryCause string
	Factors      []ContributingFactor
	FiveWhys     []Why
	Findings     []Finding
	Attendees    []Person // Attendees took part in the meeting.
	Invited      []Person
	Authors      []Person
	MeetingAt    time.Time
	MeetingNotes string
	Answers      []Answer // Answers are stored at sign-off; before that they are computed.
	PolicyUsed   string   // PolicyUsed is the revision of the policy the answers were signed with.
	Rounds       []SignedRound
	Version      int64
}

// ReviewState is where a review stands.
type ReviewState string

// The states of a review.
const (
	ReviewScheduled ReviewState = "scheduled"
	ReviewDrafting  ReviewState = "drafting"
	ReviewInReview  ReviewState = "in_review"
	ReviewSignedOff ReviewState = "signed_off"
	ReviewWaived    ReviewState = "waived"
)

// ReviewStates lists the states in order.
func ReviewStates() []ReviewState {
	return []ReviewState{ReviewScheduled, ReviewDrafting, ReviewInReview, ReviewSignedOff, ReviewWaived}
}

// ReviewTransitions is the state table of reviews.
func ReviewTransitions() []Transition[ReviewState] {
	table := []Transition[ReviewState]{
		{From: ReviewScheduled, To: ReviewDrafting, Verb: "begin"},
		{From: ReviewDrafting, To: ReviewInReview, Verb: "share"},
		{From: ReviewInReview, To: ReviewDrafting, Verb: "take back"},
		{From: ReviewInReview, To: ReviewSignedOff, Verb: "sign off", NeedsGates: true},
		{From: ReviewSignedOff, To: ReviewDrafting, Verb: "reopen", NeedsReason: true},
	}
	for _, from := range []ReviewState{ReviewScheduled, ReviewDrafting, ReviewInReview, ReviewSignedOff} {
		table = append(table, Transition[ReviewState]{From: from, To: ReviewWaived, Verb: "waive", NeedsReason: true})
	}
	return append(table, Transition[ReviewState]{From: ReviewWaived, To: ReviewDrafting, Verb: "reopen", NeedsReason: true})
}

// SignedRound keeps what was signed when a review was reopened afterwards.
type SignedRound struct {
	SignedAt     time.Time
	SignedBy     Person
	PolicyUsed   string
	Answers      []Answer
	ReopenedAt   time.Time
	ReopenedBy   Person
	ReopenReason string
}

// FindingsOf returns the findings of one kind, in order.
func (r Review) FindingsOf(kind FindingKind) []Finding {
	var found []Finding
	for _, f := range r.Findings {
		if f.Kind == kind {
			found = append(found, f)
		}
	}
	return found
}

// Validate checks the review by itself.
func (r Review) Validate() error {
	var p Problems
	if r.State != "" && !oneOf(r.State, ReviewStates()) {
		p.Add("state", "must be one of %s", join(ReviewStates()))
	}
	checkText(&p, "summary", r.Summary, MaxText)
	checkText(&p, "primary_cause", r.PrimaryCause, MaxText)
	primary := 0
	for n, f := range r.Factors {
		checkText(&p, index("factors", n), f.Text, MaxText)
		if f.Primary {
			primary++
		}
	}
	if primary > 1 {
		p.Add("factors", "at most one may be primary")
	}
	for n, f := range r.Findings {
		p.Under(index("findings", n), f.Validate())
	}
	return p.Err("the review")
}

// ReviewSection is a text of a review that several people write at once.
type ReviewSection string

// The sections, by the names of their fields.
const (
	SummarySection ReviewSection = "summary"
	CauseSection   ReviewSection = "primary_cause"
	NotesSection   ReviewSection = "meeting_notes"
)

// ReviewSections lists the sections in the order they are read.
func ReviewSections() []ReviewSection {
	return []ReviewSection{SummarySection, CauseSection, NotesSection}
}

// Section is the text of a section; nil when there is no such section.
func (r *Review) Section(s ReviewSection) *string {
	switch s {
	case SummarySection:
		return &r.Summary
	case CauseSection:
		return &r.PrimaryCause
	case NotesSection:
		return &r.MeetingNotes
	}
	return nil
}
