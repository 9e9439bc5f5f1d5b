package client

import "time"

// Action is a change somebody undertook.
type Action struct {
	ID            string  `json:"id"`
	Version       int64   `json:"version"`
	Incident      string  `json:"incident" doc:"Key of its incident"`
	IncidentTitle string  `json:"incident_title"`
	Finding       *string `json:"finding" doc:"The finding it came from"`
	Title         string  `json:"title"`
	Owner         *Person `json:"owner"`
	Due           *string `json:"due" format:"date"`
	FirstDue      *string `json:"first_due" format:"date" doc:"The first deadline, kept when it moves"`
	DueText       *string `json:"due_text" doc:"A deadline that is no day: next sprint"`
	State         string  `json:"state" enum:"open,in_progress,done,verified,dropped"`
	Change        *string `json:"change" doc:"Kind of change"`
	Intent        *string `json:"intent"`
	Hierarchy     *string `json:"hierarchy"`
	Priority      *string `json:"priority"`
	Overdue       bool    `json:"overdue"`
	Proof         string  `json:"proof" enum:"none,holds,broken,stale,unknown" doc:"How its proofs stand together"`
	Proofs        []Proof `json:"proofs" doc:"In lists without identifiers and versions of their own"`

	Steps   []ActionStep `json:"steps,omitempty" doc:"What its state may become, and what keeps you from it; not in lists"`
	Effects []EffectDay  `json:"effects,omitempty" doc:"When it is judged what it did; not in lists, nor while it is not verified"`
	Helped  []string     `json:"helped,omitempty" doc:"Keys of later incidents in which it would have helped, as reviewers said; not in lists"`
}

// ActionStep is a change of state from where an action stands.
type ActionStep struct {
	To          string   `json:"to" enum:"open,in_progress,done,verified,dropped"`
	Verb        string   `json:"verb"`
	NeedsReason bool     `json:"needs_reason"`
	Refused     []string `json:"refused" doc:"What keeps you from it; empty when nothing does"`
}

// EffectDay is a day on which it is judged whether an action did what it was for.
type EffectDay struct {
	Day      int     `json:"day" doc:"Counted from the verification"`
	On       string  `json:"on" format:"date"`
	Judged   *string `json:"judged" doc:"What was said last: effective, not_effective or too_early"`
	Proposed string  `json:"proposed" enum:"effective,not_effective,too_early" doc:"What the record says; a person decides"`
	Because  string  `json:"because"`
}

// ProofSuggestion is a proof that an action's words and kind of change call for.
type ProofSuggestion struct {
	Kind    string            `json:"kind"`
	Because string            `json:"because"`
	Values  map[string]string `json:"values" doc:"What is known already, by the names of the kind's fields"`
}

// ActionTrend is how the actions of the last two years went.
type ActionTrend struct {
	Quarters []ActionQuarter `json:"quarters" doc:"The oldest first"`
	Verify   Spread          `json:"verify" doc:"From writing down to verification, over all of them"`
}

// ActionQuarter is the actions written down within a quarter, as they stand today.
type ActionQuarter struct {
	Quarter      string `json:"quarter" doc:"As 2026 Q1"`
	Added        int    `json:"added"`
	Stronger     int    `json:"stronger"`
	Intermediate int    `json:"intermediate"`
	Weaker       int    `json:"weaker"`
	Done         int    `json:"done" doc:"The verified ones as well"`
	Verified     int    `json:"verified"`
	Dropped      int    `json:"dropped"`
	Verify       Spread `json:"verify"`
}

// Spread is how durations spread.
type Spread struct {
	N      int      `json:"n"`
	Low    *float64 `json:"low" doc:"First quartile, in seconds; null where there are none"`
	Median *float64 `json:"median" doc:"Seconds"`
	High   *float64 `json:"high" doc:"Third quartile, in seconds"`
}

// NewAction proposes an action.
type NewAction struct {
	Finding   string  `json:"finding,omitempty"`
	Title     string  `json:"title" minLength:"1" maxLength:"100000"`
	Owner     *Person `json:"owner,omitempty"`
	Due       string  `json:"due,omitempty" format:"date"`
	Change    string  `json:"change,omitempty" enum:"runbook,monitoring,alerting,access_control,communication,training,exercise,staffing,policy,system"`
	Intent    string  `json:"intent,omitempty" enum:"prevent,detect,mitigate,respond,learn"`
	Hierarchy string  `json:"hierarchy,omitempty" enum:"stronger,intermediate,weaker"`
	Priority  string  `json:"priority,omitempty" enum:"high,medium,low"`
}

// ActionChange names what is to be different; what is left out stays.
type ActionChange struct {
	Title     *string `json:"title,omitempty"`
	Owner     *Person `json:"owner,omitempty"`
	Due       *string `json:"due,omitempty" format:"date"`
	Reason    string  `json:"reason,omitempty" doc:"Why the deadline moves"`
	Change    *string `json:"change,omitempty" enum:"runbook,monitoring,alerting,access_control,communication,training,exercise,staffing,policy,system"`
	Intent    *string `json:"intent,omitempty" enum:"prevent,detect,mitigate,respond,learn"`
	Hierarchy *string `json:"hierarchy,omitempty" enum:"stronger,intermediate,weaker"`
	Priority  *string `json:"priority,omitempty" enum:"high,medium,low"`
}

// ActionMove takes an action to another state.
type ActionMove struct {
	To     string `json:"to" enum:"open,in_progress,done,verified,dropped"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Asked for when it is dropped or reopened"`
}

// NewEffect judges whether a verified action did what it was for.
type NewEffect struct {
	Day    int    `json:"day" doc:"One of the days the policy names, such as 30 or 90"`
	Effect string `json:"effect" enum:"effective,not_effective,too_early"`
	Note   string `json:"note,omitempty" maxLength:"10000"`
}

// Proof is a statement that an action's change is in place, checked again and
// again.
type Proof struct {
	ID      string        `json:"id"`
	Version int64         `json:"version"`
	Kind    string        `json:"kind"`
	Subject string        `json:"subject"`
	Expect  string        `json:"expect"`
	Every   float64       `json:"every" doc:"Hours between two looks; zero is as often as the policy says"`
	Result  string        `json:"result" enum:"due,holds,broken,unknown"`
	Results []ProofResult `json:"results" doc:"The newest last"`

	Before *ProofContent `json:"before,omitempty" doc:"What it looked at before that changed; only with its action, and where it changed"`
	After  *ProofContent `json:"after,omitempty" doc:"What it looked at last; only with its action"`
}

// ProofContent is what a proof looked at: a rule, a file, a document.
type ProofContent struct {
	At   time.Time `json:"at" doc:"When it was first seen so"`
	Body string    `json:"body"`
}

// NewProof is a proof to be added to an action.
type NewProof struct {
	Kind    string `json:"kind" enum:"document,alert_rule,backtest,repository,http,ticket,exercise,attestation"`
	Subject string `json:"subject" maxLength:"2000" doc:"What is looked at: a document, rule, address, ticket, exercise"`
	Expect  string `json:"expect,omitempty" maxLength:"10000" doc:"What must be found there"`
	Every   int    `json:"every,omitempty" minimum:"0" maximum:"8784" doc:"Hours between two looks; zero is as often as the policy says"`
}

// ProofResult is what a check saw.
type ProofResult struct {
	At      time.Time `json:"at"`
	Outcome string    `json:"outcome" enum:"holds,broken,unknown"`
	Seen    string    `json:"seen"`
	Took    float64   `json:"took" doc:"Seconds"`
	By      *Person   `json:"by" doc:"Null when a machine checked"`

	Evidence *string `json:"evidence" doc:"The evidence of the incident that an attestation rests on"`
}

// NewAttestation is what a person says of a proof.
type NewAttestation struct {
	Outcome string `json:"outcome" enum:"holds,broken,unknown"`
	Seen    string `json:"seen" minLength:"1" maxLength:"10000" doc:"What was seen, and where"`

	Evidence string `json:"evidence,omitempty" maxLength:"100" doc:"Evidence of the action's incident that shows it"`
}
