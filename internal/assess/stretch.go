package assess

import (
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// stretch is a time during which the declared level stood on one side of the one
// the known impact called for.
type stretch struct {
	side       side
	from, to   *hindcast.TimelineEvent
	called     hindcast.Severity // called is the worst level called for meanwhile
	doubtful   bool              // doubtful says that clauses nobody can evaluate decide whether it was over-called
	undeclared bool              // undeclared says that no level was declared all the while
}

type side int

const (
	fitting side = iota // as called for, or it cannot be told
	under
	overCalled
)

// stretches compares declared and called-for level from a moment to another. A
// level lowered after mitigation says how urgent the rest is, not that the impact
// was less: from mitigation on, the level in force then counts if it is worse.
func (v *view) stretches(turns []turn, from, to *hindcast.TimelineEvent) []stretch {
	var list []stretch
	moments := v.moments(turns, from, to)
	for i, e := range moments[:len(moments)-1] {
		n := turnAt(turns, e.At)
		if n < 0 || !moments[i+1].At.After(e.At) {
			continue
		}
		called := turns[n].called
		declared, any := v.counted(e.At)
		s := stretch{from: e, to: moments[i+1], called: called.level, undeclared: !any}
		switch {
		case called.level.WorseThan(declared):
			s.side = under
		case any && declared.WorseThan(called.worst):
			s.side = overCalled
		case any && declared.WorseThan(called.level):
			s.doubtful = true
		}
		last := len(list) - 1
		if last >= 0 && list[last].side == s.side && list[last].doubtful == s.doubtful && list[last].to == s.from {
			list[last].to = s.to
			list[last].undeclared = list[last].undeclared && s.undeclared
			if s.called.WorseThan(list[last].called) {
				list[last].called = s.called
			}
			continue
		}
		list = append(list, s)
	}
	return list
}

// moments are the times at which either level may change, the ends included.
func (v *view) moments(turns []turn, from, to *hindcast.TimelineEvent) []*hindcast.TimelineEvent {
	list := []*hindcast.TimelineEvent{from}
	inside := func(e *hindcast.TimelineEvent) {
		if e != nil && e.At.After(from.At) && e.At.Before(to.At) {
			list = append(list, e)
		}
	}
	for _, t := range turns {
		inside(t.event)
	}
	for _, d := range v.levels {
		inside(d.event)
	}
	slices.SortStableFunc(list, func(a, b *hindcast.TimelineEvent) int { return a.At.Compare(b.At) })
	list = slices.CompactFunc(list, func(a, b *hindcast.TimelineEvent) bool { return a.At.Equal(b.At) })
	return append(list, to)
}

// counted is the declared level that counts at an instant; any is false while
// none was declared.
func (v *view) counted(t time.Time) (s hindcast.Severity, any bool) {
	n := v.nextLevel(t)
	if n == 0 {
		return hindcast.SeverityNone, false
	}
	s = v.levels[n-1].level
	if m := v.at(hindcast.Mitigated); m != nil && t.After(m.At) {
		if before := v.nextLevel(m.At); before > 0 && v.levels[before-1].level.WorseThan(s) {
			s = v.levels[before-1].level
		}
	}
	return s, true
}

// length is how long a stretch lasted, held against the response target of the
// level called for.
func (v *view) length(s stretch) took {
	asks, _ := v.policy.Level(s.called)
	return v.took(s.from, s.to, asks.Respond)
}

// judgeStretch says what an under-called stretch leaves possible. A level that
// was declared for the first time within the response target was never
// under-called; one that was corrected within it was partly; longer is missed.
func (v *view) judgeStretch(s stretch) outcome {
	if s.side != under {
		return certain(hindcast.Met)
	}
	t := v.length(s)
	short := hindcast.Partly
	if s.undeclared {
		short = hindcast.Met
	}
	best := short
	_, fromHigh, _ := s.from.Bounds()
	if toLow, _, _ := s.to.Bounds(); toLow.Before(fromHigh) {
		best = hindcast.Met
	}
	switch t.standing() {
	case over:
		return certain(hindcast.Missed)
	case straddling:
		return outcome{best, hindcast.Missed}
	}
	return outcome{best, short}
}
