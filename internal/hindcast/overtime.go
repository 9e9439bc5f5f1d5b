package hindcast

import "time"

// SeverityStep is one step of the severity that the policy's criteria give for
// the impact known at the time. It holds from From until the next step begins.
type SeverityStep struct {
	From    time.Time
	Level   Severity  // Level is the worst level of which a clause certainly holds; SeverityNone when none does.
	Worst   Severity  // Worst is the level if every clause that could not be evaluated held; Level when there is none such.
	Unknown []string  // Unknown names, in words, the clauses worse than Level that the record cannot answer.
	Events  []EventID // Events that made the impact known, in order of time.
}

// GapKind says which rule of a cadence a stretch of silence stands under.
type GapKind string

// The kinds of gap.
const (
	GapFirst   GapKind = "first"   // from detection to the first message
	GapBetween GapKind = "between" // from one message to the next, or to resolution
	GapClosing GapKind = "closing" // from resolution to the closing message
)

// CommunicationGap is a stretch without a message to an audience.
type CommunicationGap struct {
	Kind    GapKind
	From    time.Time
	To      time.Time // To is the end of the gap; the end of what is recorded when Open.
	Open    bool      // Open says that no message ended the gap.
	Due     time.Time // Due is when the next message had to be out at the latest; zero when none was required.
	Verdict Verdict   // Verdict is Met, Missed, NotComputable where precision straddles Due, or NotApplicable.
	Events  []EventID // Events are the ones at the ends of the gap, in order of time.
}

// Breached reports whether the gap was certainly longer than the cadence allows.
func (g CommunicationGap) Breached() bool { return g.Verdict == Missed }

// Allowed returns how long the gap was allowed to be, zero when nothing was
// required.
func (g CommunicationGap) Allowed() time.Duration {
	if g.Due.IsZero() {
		return 0
	}
	return g.Due.Sub(g.From)
}
