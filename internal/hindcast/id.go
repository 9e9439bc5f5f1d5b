package hindcast

import "strings"

// Identifiers are opaque strings. Those made by a server are a type prefix, an
// underscore and a UUIDv7 ("inc_0193…"); those made while reading a document are
// the prefix letter and a number ("e12"), unique within that record.
type (
	IncidentID     string // IncidentID names an incident for good; its Key is for people.
	EventID        string // EventID names one timeline event.
	ParticipantID  string // ParticipantID names a person's part in one incident.
	ImpactID       string // ImpactID names one impact statement.
	EvidenceID     string // EvidenceID names one piece of evidence.
	ReviewID       string // ReviewID names one review.
	MeetingID      string // MeetingID names one meeting of a review.
	RemarkID       string // RemarkID names one remark of a meeting.
	ConfirmationID string // ConfirmationID names what one person said of one event.
	FindingID      string // FindingID names one finding.
	FactorID       string // FactorID names one contributing factor, shared by incidents.
	ActionID       string // ActionID names one action.
	ProofID        string // ProofID names one proof of one action.
	DocumentID     string // DocumentID names a document across its revisions.
	PublicationID  string // PublicationID names a publication across its editions.
	LessonID       string // LessonID names an external lesson.
	UserID         string // UserID names a person who can sign in.
	TeamID         string // TeamID names a team.
	ServiceID      string // ServiceID names a service.
)

// Person is somebody the record speaks of. User is empty for people known only
// by the name a document gives them.
type Person struct {
	User UserID
	Name string
}

// IsZero reports whether nobody is named.
func (p Person) IsZero() bool { return p.User == "" && p.Name == "" }

// Key identifies the person within one record: the user where there is one, else
// the name with case, surrounding space and a leading @ ignored.
func (p Person) Key() string {
	if p.User != "" {
		return string(p.User)
	}
	return Fold(strings.TrimPrefix(strings.TrimSpace(p.Name), "@"))
}

// Same reports whether two entries of a record mean one person: the same user
// where both name one, else the same name. Nobody is the same as nobody else.
func (p Person) Same(other Person) bool {
	if p.User != "" && other.User != "" {
		return p.User == other.User
	}
	p.User, other.User = "", ""
	return p.Key() != "" && p.Key() == other.Key()
}

// Fold makes two spellings of a name comparable: lower case, runs of white space
// as one space, none at the ends.
func Fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
