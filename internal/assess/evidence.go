package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// evidence answers whether logs, dashboards and evidence supported the
// investigation: was the cause found within target, and does evidence support
// enough key events. Where the policy gives no target for the cause, that half
// cannot be failed. Evidence marked unavailable or expired was needed by
// somebody, which makes the answer missed. A record without any evidence that
// names what it supports is silent about the share.
func (v *view) evidence() hindcast.Answer {
	d := about(hindcast.AskEvidence)
	level, asks, isDeclared := v.target()
	cause := v.duration("detected_to_cause_found", "From detection to cause found", hindcast.Detected, hindcast.CauseFound, asks.FindCause)
	d.add(cause.measure, cause.missing...)
	share := v.evidenced()
	d.add(share)
	lost := v.unavailable()
	d.add(v.sourcesUsed())
	d.add(lost)
	if m, any := v.intact(); any {
		d.add(m)
	}
	if isDeclared && asks.FindCause.IsZero() && v.policy.Evidence.KeyEventShare == 0 {
		return d.close(hindcast.NotApplicable, "The policy asks for neither a time to find the cause nor evidence at %s.", level)
	}
	inTime, found := halfTime(asks.FindCause.IsZero(), cause.took), causeClause(level, cause)
	enough, shown := halfShare(share), shareClause(share)
	verdict := halves(inTime, enough).verdict()
	switch {
	case !isDeclared:
		return d.undeclared(cause.known("the cause was found %s after detection") + "; " + shown)
	case lost.Value != nil && *lost.Value > 0:
		return d.close(hindcast.Missed, "Evidence that was needed could not be had (%s); %s; %s.", lost.Note, found, shown)
	case verdict == hindcast.NotComputable:
		return d.close(verdict, "Whether evidence carried the investigation cannot be told: %s; %s.", found, shown)
	}
	return d.close(verdict, "%s; %s.", hindcast.Capital(found), shown)
}

// half is one of the two halves of the answer.
type half int

const (
	unknownHalf half = iota
	held
	failed
	notAsked
)

func halfTime(noTarget bool, t *took) half {
	switch {
	case noTarget:
		return notAsked
	case t == nil:
		return unknownHalf
	}
	switch t.standing() {
	case within:
		return held
	case over:
		return failed
	}
	return unknownHalf
}

func halfShare(m hindcast.Measure) half {
	switch m.Verdict {
	case hindcast.Met:
		return held
	case hindcast.Missed:
		return failed
	}
	return unknownHalf
}

// halves gives met for both, partly for one, missed for neither.
func halves(a, b half) outcome {
	failures := func(h half) (fewest, most int) {
		switch h {
		case failed:
			return 1, 1
		case unknownHalf:
			return 0, 1
		}
		return 0, 0
	}
	verdicts := []hindcast.Verdict{hindcast.Met, hindcast.Partly, hindcast.Missed}
	fewA, mostA := failures(a)
	fewB, mostB := failures(b)
	return outcome{verdicts[fewA+fewB], verdicts[mostA+mostB]}
}

func causeClause(level hindcast.Severity, cause timed) string {
	t := cause.took
	switch {
	case cause.measure.Target == nil && t == nil:
		return fmt.Sprintf("the policy gives no time to find the cause at %s", level)
	case t == nil:
		return cause.why
	case cause.measure.Target == nil:
		return fmt.Sprintf("the cause was found %s after detection, for which %s has no target", t.words(), level)
	}
	return fmt.Sprintf("the cause was found %s after detection (the %s target is %s)", t.words(), level, words(t.limit))
}

func shareClause(m hindcast.Measure) string {
	if m.Value == nil {
		return "the record does not say which key events evidence supports"
	}
	return fmt.Sprintf("evidence supports %s (the policy asks for %s)", m.Note, percent(*m.Target))
}
