package hindcast

// Finding is a lesson identified: something a review found.
type Finding struct {
	ID          FindingID
	Kind        FindingKind
	Text        string
	Events      []EventID // Events it cites.
	Disposition Disposition
	Origin      Origin
}

// FindingKind says what sort of finding it is.
type FindingKind string

// The kinds of finding.
const (
	Strength FindingKind = "strength"
	Weakness FindingKind = "weakness"
	Luck     FindingKind = "luck"
)

// FindingKinds lists the kinds.
func FindingKinds() []FindingKind { return []FindingKind{Strength, Weakness, Luck} }

// Disposition is what was decided about a finding. The zero value means that
// nothing was.
type Disposition struct {
	Kind    DispositionKind
	By      Person // By is the named person who accepts the risk or decides on no change.
	Because string
	Expires Date // Expires ends an accepted risk.
}

// DispositionKind says which way a finding was disposed of.
type DispositionKind string

// The dispositions. Undisposed is the zero value.
const (
	Undisposed     DispositionKind = ""
	DisposedAction DispositionKind = "action"
	AcceptedRisk   DispositionKind = "accepted_risk"
	NoChange       DispositionKind = "no_change"
)

// Validate checks the finding by itself.
func (f Finding) Validate() error {
	var p Problems
	if !oneOf(f.Kind, FindingKinds()) {
		p.Add("kind", "must be one of %s", join(FindingKinds()))
	}
	checkText(&p, "text", f.Text, MaxText)
	if Fold(f.Text) == "" {
		p.Add("text", "must not be empty")
	}
	p.Under("disposition", f.Disposition.Validate())
	return p.Err("the finding")
}

// Validate checks that a disposition says all that its kind needs.
func (d Disposition) Validate() error {
	var p Problems
	switch d.Kind {
	case Undisposed, DisposedAction:
	case AcceptedRisk:
		if d.By.IsZero() {
			p.Add("by", "a risk is accepted by a named person")
		}
		if d.Expires.IsZero() {
			p.Add("expires", "an accepted risk needs the day it is looked at again")
		}
	case NoChange:
		if d.By.IsZero() {
			p.Add("by", "no change is decided by a named person")
		}
		if Fold(d.Because) == "" {
			p.Add("because", "no change needs a because")
		}
	default:
		p.Add("kind", "must be action, accepted_risk or no_change")
	}
	return p.Err("the disposition")
}

// Learned reports whether a finding is a lesson learned, given the actions that
// came of it: its disposition is action, there is at least one action, and every
// one of them is verified and holds.
func (f Finding) Learned(actions []Action) bool {
	if f.Disposition.Kind != DisposedAction || f.ID == "" {
		return false
	}
	any := false
	for _, a := range actions {
		if a.Finding != f.ID {
			continue
		}
		if a.State != ActionVerified || !a.Holds() {
			return false
		}
		any = true
	}
	return any
}

// ContributingFactor is something that made the incident possible or worse,
// worded so that other incidents can share it.
type ContributingFactor struct {
	ID      FactorID
	Text    string
	Primary bool // Primary marks at most one factor of a review.
	Origin  Origin
}

// Why is one step of a five-whys chain.
type Why struct {
	Question string
	Answer   string
	Origin   Origin
}
