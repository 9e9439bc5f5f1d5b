package assess

import "github.com/hindcast/hindcast/internal/hindcast"

// Options are what an assessment needs beside record and policy.
type Options struct {
	Today hindcast.Date // Today is the day in the policy's zone, for overdue actions; zero leaves overdue unjudged.
}

// Assess answers the seven questions in order. It never fails: what cannot be
// answered is not_computable or not_applicable and says why.
func Assess(r *hindcast.Record, p hindcast.Policy, opts Options) []hindcast.Answer {
	v := look(r, p)
	return []hindcast.Answer{
		v.detection(),
		v.severity(),
		v.people(),
		v.runbook(),
		v.communication(),
		v.evidence(),
		v.change(opts.Today),
	}
}

// Level returns the severity whose targets an assessment holds a record to: the
// worst one declared until resolution, none when none was declared.
func Level(r *hindcast.Record, p hindcast.Policy) hindcast.Severity {
	level, _, _ := look(r, p).target()
	return level
}

// Actual returns the severity that the policy's criteria give for the impact
// known at each moment, in order of time, from the first thing known on. It is
// empty when nothing is known with a time.
func Actual(r *hindcast.Record, p hindcast.Policy) []hindcast.SeverityStep {
	return look(r, p).known()
}

// Cadence returns the stretches between external messages, from detection to the
// closing message, each with what the policy allowed. It is empty when the
// record does not say when the incident was detected.
func Cadence(r *hindcast.Record, p hindcast.Policy) []hindcast.CommunicationGap {
	return look(r, p).gaps()
}
