package assess

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

// outcome is the range of verdicts that what is recorded leaves possible.
type outcome struct{ best, worst hindcast.Verdict }

func certain(v hindcast.Verdict) outcome { return outcome{v, v} }

// anything is what a silent record leaves possible.
func anything() outcome { return outcome{hindcast.Met, hindcast.Missed} }

// rank orders met, partly, missed.
func rank(v hindcast.Verdict) int {
	switch v {
	case hindcast.Met:
		return 0
	case hindcast.Partly:
		return 1
	}
	return 2
}

func worse(a, b hindcast.Verdict) hindcast.Verdict {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// and combines two outcomes of which the worse decides.
func (o outcome) and(other outcome) outcome {
	return outcome{worse(o.best, other.best), worse(o.worst, other.worst)}
}

// verdict is the verdict if only one is possible, else not_computable.
func (o outcome) verdict() hindcast.Verdict {
	if o.best == o.worst {
		return o.best
	}
	return hindcast.NotComputable
}
