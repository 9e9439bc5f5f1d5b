package hindcast

import (
	"time"
)

// EventKind says what sort of thing a timeline event tells.
type EventKind string

// The kinds of timeline event.
const (
	Signal        EventKind = "signal"        // an alert, report or symptom
	Page          EventKind = "page"          // somebody was called
	Join          EventKind = "join"          // somebody began to take part
	Leave         EventKind = "leave"         // somebody stopped taking part
	Observation   EventKind = "observation"   // something was seen or measured
	Hypothesis    EventKind = "hypothesis"    // a supposed cause, or its rejection
	Decision      EventKind = "decision"      // a choice was made
	ResponseEvent EventKind = "response"      // a response step was taken
	ChangeEvent   EventKind = "change"        // a deploy or configuration change
	Communicated  EventKind = "communication" // an audience was told something
	SeverityEvent EventKind = "severity"      // the level was declared or changed
	ImpactEvent   EventKind = "impact"        // impact became known
	Adversary     EventKind = "adversary"     // an attacker acted
	Note          EventKind = "note"          // anything else
)

// EventKinds lists the kinds in the order they are offered.
func EventKinds() []EventKind {
	return []EventKind{Signal, Page, Join, Leave, Observation, Hypothesis, Decision, ResponseEvent,
		ChangeEvent, Communicated, SeverityEvent, ImpactEvent, Adversary, Note}
}

// Valid reports whether k is one of the kinds.
func (k EventKind) Valid() bool { return oneOf(k, EventKinds()) }

// Milestone is a mark on one timeline event. The six together are the phases of
// a response; there is no other source of these times.
type Milestone string

// The milestones, in the order they are expected.
const (
	Began      Milestone = "began"
	Detected   Milestone = "detected"
	Responded  Milestone = "responded"
	CauseFound Milestone = "cause_found"
	Mitigated  Milestone = "mitigated"
	Resolved   Milestone = "resolved"
)

// Milestones lists the milestones in order.
func Milestones() []Milestone {
	return []Milestone{Began, Detected, Responded, CauseFound, Mitigated, Resolved}
}

// Valid reports whether m is one of the milestones.
func (m Milestone) Valid() bool { return oneOf(m, Milestones()) }

// Words returns the milestone as it is written for people: "cause found".
func (m Milestone) Words() string {
	if m == CauseFound {
		return "cause found"
	}
	return string(m)
}

// Noticer says who noticed an incident.
type Noticer string

// Who may notice. Monitoring and Team are insiders; the others are outsiders.
const (
	NoticedByMonitoring Noticer = "monitoring"
	NoticedByTeam       Noticer = "team"
	NoticedByUser       Noticer = "user"
	NoticedByPartner    Noticer = "partner"
	NoticedByBounty     Noticer = "bounty"
)

// Noticers lists who may notice.
func Noticers() []Noticer {
	return []Noticer{NoticedByMonitoring, NoticedByTeam, NoticedByUser, NoticedByPartner, NoticedByBounty}
}

// Outsider reports whether somebody other than our monitoring or team noticed.
func (n Noticer) Outsider() bool {
	return n == NoticedByUser || n == NoticedByPartner || n == NoticedByBounty
}

// TimelineEvent is what happened, when. The details of a communication, a
// severity change or a response step stand in the field of that name and are
// nil on other kinds.
type TimelineEvent struct {
	ID        EventID
	At        time.Time // At is UTC; zero only when Precision is PrecisionUnknown.
	Until     time.Time // Until is the end of something that lasted; zero when it did not.
	Precision Precision // Precision holds for At and Until alike.
	Kind      EventKind
	Text      string
	Actor     Person // Actor did it or is told of: on page, join and leave the person called or joining.
	Role      Role   // Role is what Actor was paged for or joined as, if said.

	Milestones []Milestone // Milestones this event marks; usually none or one.
	NoticedBy  Noticer     // NoticedBy says who noticed, on the event marked Detected; empty if not recorded.
	ActedOn    *bool       // ActedOn says of a signal whether anybody followed it up; nil if not recorded.

	Communication *Communication
	Severity      *SeverityChange
	Response      *ResponseStep

	EnteredAt time.Time // EnteredAt is when the event was written down; zero if not recorded.
	EnteredBy Person
	History   []Correction // History holds every correction, oldest first.
	Origin    Origin
	Version   int64
}

// Communication tells whom an event informed.
type Communication struct {
	Audience   Audience
	Channel    string
	Template   string    // Template names the communication template used, if one was.
	NextUpdate time.Time // NextUpdate is when the next message was promised; zero if none was.
}

// Audience says who was told.
type Audience string

// The audiences.
const (
	ToInternal Audience = "internal"
	ToExternal Audience = "external"
)

// SeverityChange is the level declared by a severity event.
type SeverityChange struct {
	To     Severity
	Reason string
}

// ResponseStep says how a response event relates to a runbook.
type ResponseStep struct {
	Mode    StepMode
	Runbook string // Runbook is the title of the runbook, if one was named.
	Step    string // Step is the runbook's own words for the step.
}

// StepMode says whether a runbook step was followed.
type StepMode string

// The modes. A skipped step is recorded by an event that says so.
const (
	StepFollowed   StepMode = "followed"
	StepImprovised StepMode = "improvised"
	StepSkipped    StepMode = "skipped"
)

// Correction is one change to one field of a recorded event, kept beside the new
// value together with the reason.
type Correction struct {
	At     time.Time
	By     Person
	Reason string
	Field  string
	Was    string
	Became string
}

// Origin says where something was read, and by which rule it was inferred when
// the text did not say it outright.
type Origin struct {
	Line  int    // Line counts from 1; zero when it was not read from a document.
	Rule  string // Rule holds rule ids separated by spaces; empty when nothing was inferred.
	Notes string // Notes keeps what stood beside the event, such as a Notes column.
}

// Marks reports whether the event bears the milestone.
func (e TimelineEvent) Marks(m Milestone) bool { return oneOf(m, e.Milestones) }

// Validate checks the event by itself.
func (e TimelineEvent) Validate() error {
	var p Problems
	if !e.Precision.Valid() {
		p.Add("precision", "must be one of %s", join(Precisions()))
	}
	if e.At.IsZero() != (e.Precision == PrecisionUnknown) {
		p.Add("at", "is required unless the precision is unknown, and must be absent then")
	}
	if !e.Until.IsZero() && e.Until.Before(e.At) {
		p.Add("until", "is before the start")
	}
	if !e.Kind.Valid() {
		p.Add("kind", "must be one of %s", join(EventKinds()))
	}
	checkText(&p, "text", e.Text, MaxText)
	checkLine(&p, "actor", e.Actor.Name, MaxName, false)
	if e.Role != "" && !e.Role.Valid() {
		p.Add("role", "must be one of %s", join(Roles()))
	}
	for _, m := range e.Milestones {
		if !m.Valid() {
			p.Add("milestones", "must be among %s", join(Milestones()))
		}
	}
	if e.NoticedBy != "" && !oneOf(e.NoticedBy, Noticers()) {
		p.Add("noticed_by", "must be one of %s", join(Noticers()))
	}
	if (e.Communication != nil) != (e.Kind == Communicated) {
		p.Add("communication", "belongs to communication events, and to all of them")
	}
	if c := e.Communication; c != nil && c.Audience != ToInternal && c.Audience != ToExternal {
		p.Add("communication.audience", "must be internal or external")
	}
	if (e.Severity != nil) != (e.Kind == SeverityEvent) {
		p.Add("severity", "belongs to severity events, and to all of them")
	}
	if e.Severity != nil && (e.Severity.To < P1 || e.Severity.To > P5) {
		p.Add("severity.to", "must be P1 to P5")
	}
	if r := e.Response; r != nil {
		if e.Kind != ResponseEvent {
			p.Add("response", "belongs to response events")
		}
		if !oneOf(r.Mode, []StepMode{StepFollowed, StepImprovised, StepSkipped}) {
			p.Add("response.mode", "must be followed, improvised or skipped")
		}
	}
	return p.Err("the timeline event")
}
