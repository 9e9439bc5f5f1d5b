package hindcast

import "time"

// Publication is a review made ready for an audience; what is seen outside is one
// of its editions, frozen.
type Publication struct {
	ID       PublicationID
	Review   ReviewID
	Audience string
	State    PublicationState
	TLP      TLP
	Author   Person
	Editions []Edition
	Version  int64
}

// PublicationState is where a publication stands.
type PublicationState string

// The states of a publication.
const (
	PublicationDrafted   PublicationState = "drafted"
	PublicationProposed  PublicationState = "proposed"
	PublicationPublished PublicationState = "published"
	PublicationWithdrawn PublicationState = "withdrawn"
)

// PublicationStates lists the states in order.
func PublicationStates() []PublicationState {
	return []PublicationState{PublicationDrafted, PublicationProposed, PublicationPublished, PublicationWithdrawn}
}

// PublicationTransitions is the state table of publications.
func PublicationTransitions() []Transition[PublicationState] {
	return []Transition[PublicationState]{
		{From: PublicationDrafted, To: PublicationProposed, Verb: "propose", NeedsGates: true},
		{From: PublicationProposed, To: PublicationDrafted, Verb: "take back"},
		{From: PublicationProposed, To: PublicationPublished, Verb: "publish", NeedsApprover: true, NeedsGates: true},
		{From: PublicationPublished, To: PublicationProposed, Verb: "revise"},
		{From: PublicationPublished, To: PublicationWithdrawn, Verb: "withdraw", NeedsReason: true},
	}
}

// Edition is one frozen, redacted, marked and approved rendering.
type Edition struct {
	Number      int // Number counts from 1.
	PublishedAt time.Time
	ApprovedBy  Person
	TLP         TLP
	Title       string
	Body        string // Body is Markdown with every redaction applied.
	Redactions  []Redaction
}

// Redaction is one passage that must not leave, and what was decided about it.
type Redaction struct {
	Rule     string // Rule names what found it: a secret, a person, an address.
	Start    int    // Start and End are byte offsets into the unredacted body.
	End      int
	Decision RedactionDecision
	By       Person
}

// RedactionDecision says what becomes of a passage. Undecided blocks publication.
type RedactionDecision string

// The decisions.
const (
	Undecided RedactionDecision = ""
	Remove    RedactionDecision = "remove"
	Keep      RedactionDecision = "keep"
)

// ExternalLesson is a lesson received from others.
type ExternalLesson struct {
	ID         LessonID
	Title      string
	Body       string
	Source     string // Source is the feed or address it came from.
	Link       string
	TLP        TLP
	ReceivedAt time.Time
	Triage     Triage
	TriagedBy  Person
	Because    string
}

// Triage says what was made of an external lesson. The zero value: not yet
// looked at.
type Triage string

// The outcomes of triage.
const (
	Untriaged   Triage = ""
	Relevant    Triage = "relevant"
	NotRelevant Triage = "not_relevant"
	ActedOn     Triage = "acted_on"
)
