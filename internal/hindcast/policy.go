package hindcast

import (
	"fmt"
	"strings"
	"time"
)

// Policy is what a team holds itself to. It is read from YAML by package policy,
// which also embeds the default one; every number is the team's to change.
type Policy struct {
	Name            string
	Revision        string // Revision identifies the text the policy was read from.
	Levels          map[Severity]Level
	Services        []Service
	TotalUsers      int64 // TotalUsers is zero when not stated.
	EvidenceSources []EvidenceSource
	Calendar        Calendar
	Runbooks        RunbookRules
	Evidence        EvidenceRules
	Reviews         ReviewRules
	Actions         ActionRules
	Publishing      PublishingRules
	Gates           Gates
}

// Level is what the policy asks of incidents of one severity.
type Level struct {
	Criteria       []Clause // Criteria: an incident is at least this severe when any clause holds.
	Detect         Span     // Detect limits began → detected.
	Respond        Span     // Respond limits detected → responded.
	FindCause      Span     // FindCause limits detected → cause found.
	Mitigate       Span     // Mitigate limits detected → mitigated.
	Resolve        Span     // Resolve limits detected → resolved.
	Roles          []RoleDeadline
	External       Cadence
	InternalEvery  Span
	ReviewDue      Span // ReviewDue is counted from resolution.
	ReviewOptional bool // ReviewOptional says that a review is held on request only.
}

// RoleDeadline asks that a role is filled within a time after detection.
type RoleDeadline struct {
	Role   Role
	Within time.Duration
}

// Cadence is how often an audience is told something. Zero spans ask for nothing.
type Cadence struct {
	First   Span // First is counted from detection.
	Every   Span // Every limits the gap between two messages until resolution.
	Closing Span // Closing is counted from resolution.
}

// IsZero reports whether no communication is required.
func (c Cadence) IsZero() bool { return c == Cadence{} }

// Clause is one condition of a severity's criteria. Every part that is set must
// hold; parts left at their zero value ask for nothing.
type Clause struct {
	Text             string // Text is the clause in words, for people.
	Any              bool   // Any holds for every incident; it makes a level the floor.
	Losses           bool   // Losses: something was lost.
	FundsAtRisk      bool
	ActiveAdversary  bool // ActiveAdversary: somebody hostile acted.
	FundsOrRecords   bool // FundsOrRecords: funds at risk, or records exposed or within reach.
	MinUsers         int64
	MinRecords       int64
	CoreServiceDown  bool          // CoreServiceDown: a core service was fully down.
	AllUsers         bool          // AllUsers: for all users.
	DownFor          time.Duration // DownFor: for at least this long.
	ServiceDegraded  bool          // ServiceDegraded: any service was degraded or down.
	AnyUsersAffected bool          // AnyUsersAffected: at least one user.
}

// RunbookRules say when a runbook counts as appropriate.
type RunbookRules struct {
	Freshness    time.Duration // Freshness is the age up to which a revision is in date.
	FollowedMet  float64       // FollowedMet is the share of response steps that makes the verdict met.
	FollowedPart float64       // FollowedPart is the share below which the verdict is missed.
	RequiredUpTo Severity      // RequiredUpTo is the mildest severity that needs a runbook; none when no incident does.
}

// EvidenceRules say how much evidence is enough.
type EvidenceRules struct {
	KeyEventShare float64 // KeyEventShare of key events must be supported by evidence.
}

// ReviewRules say how reviews are held.
type ReviewRules struct {
	DraftBefore        time.Duration // DraftBefore is how long before the meeting the draft is shared.
	Meeting            time.Duration
	Walkthrough        time.Duration // Walkthrough is the part of the meeting spent on the timeline.
	FacilitatorOutside bool          // FacilitatorOutside asks for a facilitator who took no part in the response.
	SettleWithin       time.Duration // SettleWithin is when actions are settled after the meeting; counted in working days of 24 h.
	DowngradeFrom      Severity      // DowngradeFrom: a response at this level or above still needs its review after a downgrade; none never does.
	OutsiderUpTo       Severity      // OutsiderUpTo: an outsider's notice at this level or above makes a review due; none never does.
	PeopleLateTwice    float64       // PeopleLateTwice is the multiple of a role's deadline beyond which question 3 is missed.
}

// ActionRules say when actions are due and who is reminded.
type ActionRules struct {
	DueDays         map[Priority]int
	RemindHalfway   bool  // RemindHalfway reminds the owner when half the time is gone.
	RemindBefore    []int // RemindBefore is days before the deadline; 0 is the day itself.
	EscalateAfter   int   // EscalateAfter is days overdue after which the approver is told; zero never tells.
	VerifyEvery     time.Duration
	EffectCheckDays []int
	Approvers       map[ChangeKind][]string // Approvers are e-mail addresses or identifiers of users, by kind of change.
}

// Names reports whether the rules name somebody as an approver of a kind of
// change, by e-mail address or identifier. What people are called counts for
// nothing: they choose it themselves.
func (r ActionRules) Names(kind ChangeKind, by Actor) bool {
	for _, named := range r.Approvers[kind] {
		if by.User != "" && named == string(by.User) || by.Email != "" && FoldEmail(named) == by.Email {
			return true
		}
	}
	return false
}

// Stranger is an approver whom a policy names and who is no user. They approve
// nothing, and nobody else sees why.
type Stranger struct {
	Kind  ChangeKind
	Named string
}

// String says what to do about it.
func (s Stranger) String() string {
	return fmt.Sprintf("the policy names %q as approver of %s changes, who is no user here: write the e-mail address", s.Named, strings.ReplaceAll(string(s.Kind), "_", " "))
}

// PublishingRules say when lessons are shared.
type PublishingRules struct {
	Preliminary time.Duration
	Final       time.Duration
}

// Gates are the rules a review, an action or an edition must pass. Each can be
// turned off, for all severities or for some.
type Gates struct {
	QuestionsAnswered   Gate
	WeaknessesDisposed  Gate
	ActionsComplete     Gate
	EveryoneInvited     Gate
	WarnOnlyWeaker      Gate
	WarnNothingTangible Gate
	VerifiedByProof     Gate
	ApproverNotAuthor   Gate
	RedactionsDecided   Gate
}

// Gate says for which severities a gate is on.
type Gate map[Severity]bool

// On reports whether the gate is on for a severity. An incident without a
// declared level passes the gates that are on for P3.
func (g Gate) On(s Severity) bool {
	if s == SeverityNone {
		s = P3
	}
	return g[s]
}

// Level returns what the policy asks at a severity. ok is false for none.
func (p Policy) Level(s Severity) (Level, bool) {
	l, ok := p.Levels[s]
	return l, ok
}

// Service returns the policy's entry for a service name, ignoring case.
func (p Policy) Service(name string) (Service, bool) {
	for _, s := range p.Services {
		if Fold(s.Name) == Fold(name) {
			return s, true
		}
	}
	return Service{}, false
}
