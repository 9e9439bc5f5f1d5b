package hindcast

import "time"

// KnownKind says what sort of thing an earlier review left known.
type KnownKind string

// The kinds of what was known.
const (
	KnownAction KnownKind = "action" // an action not done, late or dropped
	KnownRisk   KnownKind = "risk"   // a finding whose risk somebody accepted
	KnownFactor KnownKind = "factor" // a contributing factor that was named before
)

// KnownKinds lists the kinds.
func KnownKinds() []KnownKind { return []KnownKind{KnownAction, KnownRisk, KnownFactor} }

// KnownCheck is a reviewer's judgement whether something that was known before an
// incident would have helped in it.
type KnownCheck struct {
	ID     string
	Kind   KnownKind
	Known  string     // Known is the action, the finding, or the folded text of the factor.
	From   IncidentID // From is the incident whose review left it known; empty for factors.
	Helped bool       // Helped says that it would have.
	At     time.Time
	By     Person
}

// Validate checks the judgement by itself.
func (c KnownCheck) Validate() error {
	var p Problems
	if !oneOf(c.Kind, KnownKinds()) {
		p.Add("kind", "must be one of %s", join(KnownKinds()))
	}
	checkLine(&p, "known", c.Known, MaxText, true)
	return p.Err("the judgement")
}
