package hindcast

import "time"

// Action is a change somebody undertook: one owner, one deadline, a kind of
// change, and proofs that it is in place.
type Action struct {
	ID        ActionID
	Finding   FindingID // Finding it came from; empty when it came from none.
	Title     string
	Owner     Person // Owner is the one person who answers for it.
	Due       Date   // Due is the last day, in the policy's zone.
	DueText   string // DueText is the deadline as written where it is not a day: "next sprint".
	FirstDue  Date   // FirstDue is the first deadline set, kept when it moves.
	State     ActionState
	Change    ChangeKind
	Intent    Intent
	Hierarchy Hierarchy
	Priority  Priority
	Proofs    []Proof
	Origin    Origin
	Version   int64
}

// ActionState is where an action stands.
type ActionState string

// The states of an action. Done is its owner's claim; verified is a fact.
const (
	ActionOpen       ActionState = "open"
	ActionInProgress ActionState = "in_progress"
	ActionDone       ActionState = "done"
	ActionVerified   ActionState = "verified"
	ActionDropped    ActionState = "dropped"
)

// ActionStates lists the states in order.
func ActionStates() []ActionState {
	return []ActionState{ActionOpen, ActionInProgress, ActionDone, ActionVerified, ActionDropped}
}

// ActionTransitions is the state table of actions.
func ActionTransitions() []Transition[ActionState] {
	return []Transition[ActionState]{
		{From: ActionOpen, To: ActionInProgress, Verb: "start"},
		{From: ActionOpen, To: ActionDone, Verb: "finish"},
		{From: ActionOpen, To: ActionDropped, Verb: "drop", NeedsReason: true, NeedsApprover: true},
		{From: ActionInProgress, To: ActionDone, Verb: "finish"},
		{From: ActionInProgress, To: ActionOpen, Verb: "put back"},
		{From: ActionInProgress, To: ActionDropped, Verb: "drop", NeedsReason: true, NeedsApprover: true},
		{From: ActionDone, To: ActionVerified, Verb: "verify", NeedsApprover: true},
		{From: ActionDone, To: ActionOpen, Verb: "reopen", NeedsReason: true, ByBrokenProofs: true},
		{From: ActionVerified, To: ActionOpen, Verb: "reopen", NeedsReason: true, ByBrokenProofs: true},
	}
}

// ChangeKind says what an action changes.
type ChangeKind string

// The kinds of change.
const (
	ChangeRunbook       ChangeKind = "runbook"
	ChangeMonitoring    ChangeKind = "monitoring"
	ChangeAlerting      ChangeKind = "alerting"
	ChangeAccessControl ChangeKind = "access_control"
	ChangeCommunication ChangeKind = "communication"
	ChangeTraining      ChangeKind = "training"
	ChangeExercise      ChangeKind = "exercise"
	ChangeStaffing      ChangeKind = "staffing"
	ChangePolicy        ChangeKind = "policy"
	ChangeSystem        ChangeKind = "system"
)

// ChangeKinds lists the kinds of change in the order they are offered.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{ChangeRunbook, ChangeMonitoring, ChangeAlerting, ChangeAccessControl, ChangeCommunication,
		ChangeTraining, ChangeExercise, ChangeStaffing, ChangePolicy, ChangeSystem}
}

// Intent says what an action is for.
type Intent string

// The intents.
const (
	Prevent   Intent = "prevent"
	Detect    Intent = "detect"
	Mitigate  Intent = "mitigate"
	RespondTo Intent = "respond"
	LearnFrom Intent = "learn"
)

// Intents lists the intents.
func Intents() []Intent { return []Intent{Prevent, Detect, Mitigate, RespondTo, LearnFrom} }

// Hierarchy is the level of an action after the RCA² action hierarchy (National
// Patient Safety Foundation, 2015): the stronger, the less it relies on people
// remembering.
type Hierarchy string

// The levels.
const (
	Stronger     Hierarchy = "stronger"     // automation, forcing functions, removal
	Intermediate Hierarchy = "intermediate" // checklists, redundancy, software aids
	Weaker       Hierarchy = "weaker"       // training, reminders, warnings
)

// Hierarchies lists the levels, strongest first.
func Hierarchies() []Hierarchy { return []Hierarchy{Stronger, Intermediate, Weaker} }

// Priority sets how soon an action is due by policy.
type Priority string

// The priorities.
const (
	HighPriority   Priority = "high"
	MediumPriority Priority = "medium"
	LowPriority    Priority = "low"
)

// Priorities lists the priorities, most urgent first.
func Priorities() []Priority { return []Priority{HighPriority, MediumPriority, LowPriority} }

// Open reports whether the action still has to be done or verified.
func (a Action) Open() bool {
	return a.State != ActionVerified && a.State != ActionDropped
}

// Overdue reports whether the action is still to be done after its deadline.
// today is the day in the policy's zone. An action that is done waits for
// somebody else and is not overdue.
func (a Action) Overdue(today Date) bool {
	return a.Open() && a.State != ActionDone && !a.Due.IsZero() && a.Due.Compare(today) < 0
}

// Holds reports whether no proof of the action is known to be broken.
func (a Action) Holds() bool {
	for _, p := range a.Proofs {
		if p.Result() == Broken {
			return false
		}
	}
	return true
}

// Validate checks the action by itself. A missing owner or deadline is no error
// here: the sign-off gate asks for them.
func (a Action) Validate() error {
	var p Problems
	checkLine(&p, "title", a.Title, MaxText, true)
	checkLine(&p, "owner", a.Owner.Name, MaxName, false)
	if !oneOf(a.State, ActionStates()) {
		p.Add("state", "must be one of %s", join(ActionStates()))
	}
	if a.Change != "" && !oneOf(a.Change, ChangeKinds()) {
		p.Add("change", "must be one of %s", join(ChangeKinds()))
	}
	if a.Intent != "" && !oneOf(a.Intent, Intents()) {
		p.Add("intent", "must be one of %s", join(Intents()))
	}
	if a.Hierarchy != "" && !oneOf(a.Hierarchy, Hierarchies()) {
		p.Add("hierarchy", "must be one of %s", join(Hierarchies()))
	}
	if a.Priority != "" && !oneOf(a.Priority, Priorities()) {
		p.Add("priority", "must be one of %s", join(Priorities()))
	}
	for n, proof := range a.Proofs {
		p.Under(index("proofs", n), proof.Validate())
	}
	return p.Err("the action")
}

// MayVerify reports whether a person may verify the action: a named person other
// than its owner, provided a proof holds that was not checked by the owner alone,
// and none is broken or waits for its second check. It returns a Forbidden or
// Conflict error saying why not.
func (a Action) MayVerify(by Person) error {
	if by.IsZero() {
		return &Error{Code: Forbidden, Message: "an action is verified by a named person"}
	}
	if by.Same(a.Owner) {
		return &Error{Code: Forbidden, Message: "an owner cannot verify their own action"}
	}
	return a.Proven()
}

// Proven reports whether the action's proofs let somebody verify it. The error is
// Conflict and says what is missing.
func (a Action) Proven() error {
	held := false
	for _, proof := range a.Proofs {
		if proof.Result() == Broken || proof.NeedsConfirming() {
			return &Error{Code: Conflict, Message: "a proof of this action was broken when it was last checked"}
		}
		held = held || proof.without(a.Owner).Result() == Holds
	}
	if !held {
		return &Error{Code: Conflict, Message: "verified needs a proof that holds, checked by a machine or by somebody who is not the owner"}
	}
	return nil
}

// EffectCheck is the facilitator's judgement, 30 and 90 days after verification,
// whether an action did what it was for.
type EffectCheck struct {
	Action ActionID
	Day    int // Day is 30 or 90.
	At     time.Time
	By     Person
	Effect Effect
	Note   string
}

// Effect is the outcome of an effect check.
type Effect string

// The effects.
const (
	Effective    Effect = "effective"
	NotEffective Effect = "not_effective"
	TooEarly     Effect = "too_early"
)
