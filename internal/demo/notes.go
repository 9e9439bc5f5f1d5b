package demo

import "github.com/hindcast/hindcast/internal/hindcast"

// notes is what incidents/NN.yaml says beside the write-up of that number. Lists
// follow the order of the write-up. An event is cited by its time, "22:44" or
// "2026-03-17 22:44", with "#2" behind it for the second of that minute.
type notes struct {
	Recent     bool // Recent stories are moved by minutes, so that they end now.
	Visibility hindcast.Visibility
	Readers    []string // Readers may see a restricted incident beside those who took part.
	Factors    string   // Factors is the primary one's number, as "1"; empty when none is.
	Events     map[string]eventNote
	Impact     []impactNote
	Evidence   []evidenceNote
	Strengths  []findingNote
	Weaknesses []findingNote
	Luck       []findingNote
	Actions    []actionNote
	Review     reviewNote
}

type eventNote struct {
	ActedOn   *bool            `yaml:"acted_on"`
	NoticedBy hindcast.Noticer `yaml:"noticed_by"`
	Marks     []hindcast.Milestone
	Precision hindcast.Precision
	Until     moment
	Mode      hindcast.StepMode
	Runbook   string
	Step      string
	To        hindcast.Audience
	Channel   string
	Template  string
	Next      moment
	Corrected []correctionNote
}

type correctionNote struct {
	At                         moment
	By                         string
	Field, Was, Became, Reason string
}

type impactNote struct {
	Event    string
	Since    moment
	Users    *int64
	AllUsers bool `yaml:"all_users"`
	Services map[string]hindcast.Degree
	AtRisk   string `yaml:"at_risk"`
	Lost     string
	Cost     string
	Records  *int64
	Public   *bool
	Media    *bool
}

type evidenceNote struct {
	Name, File, URL, Source string
	Availability            hindcast.Availability
	At                      moment
	By, From                string
	Cites                   []string
	Custody                 []custodyNote
}

type custodyNote struct {
	At               moment
	By, Action, Note string
}

// findingNote tells what a finding cites and what was decided about it: an action,
// a risk accepted until a day, or to leave things as they are.
type findingNote struct {
	Cites   []string
	Action  bool
	Accept  string // Accept names who accepts the risk.
	Leave   string // Leave names who decides on no change.
	Because string
	Until   string
}

type actionNote struct {
	Finding   string // Finding is "s1", "w2" or "l1": strengths, weaknesses and luck, counted from 1.
	Change    hindcast.ChangeKind
	Intent    hindcast.Intent
	Hierarchy hindcast.Hierarchy
	Priority  hindcast.Priority
	FirstDue  string `yaml:"first_due"`
	Moves     []moveNote
	Proofs    []proofNote
	Effects   []effectNote
}

type moveNote struct {
	At      moment
	By      string
	To      hindcast.ActionState
	Because string
}

type proofNote struct {
	Kind            hindcast.ProofKind
	Subject, Expect string
	Checks          []checkNote
}

// checkNote is a check, or several with the same outcome, Every days apart.
type checkNote struct {
	At      moment
	Times   int
	Every   int
	Outcome hindcast.Outcome
	Seen    string
	By      string
	Content string // Content is what was looked at; of a document it is found in the library.
}

type effectNote struct {
	Day    int
	At     moment
	By     string
	Effect hindcast.Effect
	Note   string
}

type reviewNote struct {
	Opened   moment
	Written  moment // Written is when the findings stood, the day before the meeting.
	Due      moment
	Invited  []string // Invited are those beside everybody who took part.
	Opinions []opinionNote
	Meeting  meetingNote
	Signed   signNote
	Earlier  signNote // Earlier is a round that was signed and reopened.
	Waived   signNote
}

type opinionNote struct {
	Question hindcast.Question
	By       string
	Verdict  hindcast.Verdict
	Note     string
}

type signNote struct {
	At         moment
	By         string
	ReopenedAt moment `yaml:"reopened_at"`
	ReopenedBy string `yaml:"reopened_by"`
	Because    string
}

// meetingNote is what was said in the meeting of a review.
type meetingNote struct {
	Confirmed []confirmationNote
	Remarks   []remarkNote
}

// confirmationNote is what somebody said of an event; Instead is how it was where
// they dispute it.
type confirmationNote struct{ Event, By, Instead string }

type remarkNote struct {
	Topic, By, Text string
	Parked          bool
}
