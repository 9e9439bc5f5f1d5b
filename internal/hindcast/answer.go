package hindcast

// Question is one of the seven.
type Question string

// The seven questions.
const (
	AskDetection     Question = "detection"
	AskSeverity      Question = "severity"
	AskPeople        Question = "people"
	AskRunbook       Question = "runbook"
	AskCommunication Question = "communication"
	AskEvidence      Question = "evidence"
	AskChange        Question = "change"
)

// Questions lists the seven in order.
func Questions() []Question {
	return []Question{AskDetection, AskSeverity, AskPeople, AskRunbook, AskCommunication, AskEvidence, AskChange}
}

// Text returns the question as it is asked.
func (q Question) Text() string {
	switch q {
	case AskDetection:
		return "Was it detected as quickly as it should have been?"
	case AskSeverity:
		return "Did the severity level reflect the actual impact?"
	case AskPeople:
		return "Were the right people involved early enough?"
	case AskRunbook:
		return "Was there an appropriate runbook, or was too much invented?"
	case AskCommunication:
		return "Was the external communication cadence appropriate?"
	case AskEvidence:
		return "Did logs, dashboards and evidence support the investigation?"
	case AskChange:
		return "What should change in monitoring, alerting, staffing and access controls?"
	}
	return ""
}

// Verdict answers a question.
type Verdict string

// The verdicts.
const (
	Met           Verdict = "met"
	Partly        Verdict = "partly"
	Missed        Verdict = "missed"
	NotComputable Verdict = "not_computable"
	NotApplicable Verdict = "not_applicable"
)

// Verdicts lists the verdicts.
func Verdicts() []Verdict { return []Verdict{Met, Partly, Missed, NotComputable, NotApplicable} }

// Words returns the verdict as it is written for people.
func (v Verdict) Words() string {
	switch v {
	case NotComputable:
		return "not computable"
	case NotApplicable:
		return "not applicable"
	}
	return string(v)
}

// Answer is the computed answer to one question, with what people said of it.
type Answer struct {
	Question Question
	Verdict  Verdict
	Reason   string // Reason is one sentence that explains the verdict.
	Measures []Measure
	Missing  []string // Missing says what to record so that more can be computed.
	People   []PersonVerdict
}

// PersonVerdict is one person's own answer, kept beside the computed one.
type PersonVerdict struct {
	By      Person
	Verdict Verdict
	Note    string
}

// Unit says what a measure counts.
type Unit string

// The units. A UnitWord measure has its value in Word and no number.
const (
	UnitSeconds Unit = "seconds"
	UnitCount   Unit = "count"
	UnitRatio   Unit = "ratio" // from 0 to 1
	UnitDays    Unit = "days"
	UnitWord    Unit = "word"
)

// Measure is one number or word that an answer rests on. A measure that could
// not be computed has neither Value nor Word, and says in Missing what to record;
// it is never zero instead.
type Measure struct {
	Name    string // Name is a stable identifier such as "began_to_detected".
	Label   string // Label is the name for people.
	Unit    Unit
	Value   *float64
	Low     *float64 // Low and High bound the value as the precision of its events allows.
	High    *float64
	Target  *float64 // Target is the policy's limit in the same unit; nil when there is none.
	AtLeast bool     // AtLeast says that the target is a floor; otherwise it is a ceiling.
	Word    string
	Verdict Verdict   // Verdict is this measure's own; empty when it has no target.
	Events  []EventID // Events it was computed from, in order of time.
	Missing string
	Note    string // Note says what was assumed.
}

// Computed reports whether the measure has a value.
func (m Measure) Computed() bool { return m.Value != nil || m.Word != "" }
