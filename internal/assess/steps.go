package assess

import (
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// steps are the response steps by how they relate to a runbook.
type steps struct {
	by     map[hindcast.StepMode][]*hindcast.TimelineEvent
	silent []*hindcast.TimelineEvent
	said   int
}

func (v *view) steps() steps {
	s := steps{by: map[hindcast.StepMode][]*hindcast.TimelineEvent{}}
	for _, list := range [][]*hindcast.TimelineEvent{v.events, v.untimed} {
		for _, e := range list {
			switch {
			case e.Kind != hindcast.ResponseEvent:
			case e.Response == nil:
				s.silent = append(s.silent, e)
			default:
				s.by[e.Response.Mode] = append(s.by[e.Response.Mode], e)
				s.said++
			}
		}
	}
	return s
}

// enough reports whether the steps that say how they relate to a runbook are at
// least as many as those that do not.
func (s steps) enough() bool { return s.said > 0 && s.said >= len(s.silent) }

func (s steps) share() float64 {
	return float64(len(s.by[hindcast.StepFollowed])) / float64(s.said)
}

func (s steps) measures(v *view) []hindcast.Measure {
	share := hindcast.Measure{Name: "steps_followed_share", Label: "Share of response steps followed", Unit: hindcast.UnitRatio,
		Target: number(v.policy.Runbooks.FollowedMet), AtLeast: true}
	if s.enough() {
		share.Value = number(s.share())
		share.Verdict = s.outcome(v.policy.Runbooks).verdict()
		if n := len(s.silent); n > 0 {
			share.Note = count(n, "response step", "response steps") + " not counted: the record does not say whether a runbook was followed"
		}
	} else {
		share.Verdict = hindcast.NotComputable
		share.Missing = "record of each response step whether it followed the runbook, skipped a step of it or was improvised"
	}
	list := []hindcast.Measure{share}
	for _, mode := range []struct {
		mode hindcast.StepMode
		name string
	}{{hindcast.StepFollowed, "followed"}, {hindcast.StepSkipped, "skipped"}, {hindcast.StepImprovised, "improvised"}} {
		if s.said > 0 {
			list = append(list, counted("steps_"+mode.name, "Response steps "+mode.name, len(s.by[mode.mode]), v.cite(s.by[mode.mode]...)))
		}
	}
	for _, mode := range []hindcast.StepMode{hindcast.StepFollowed, hindcast.StepSkipped, hindcast.StepImprovised} {
		list[0].Events = append(list[0].Events, v.cite(s.by[mode]...)...)
	}
	list[0].Events = v.inOrder(list[0].Events)
	return list
}

// outcome judges the share alone.
func (s steps) outcome(rules hindcast.RunbookRules) outcome {
	switch {
	case !s.enough():
		return anything()
	case s.share() >= rules.FollowedMet:
		return certain(hindcast.Met)
	case s.share() >= rules.FollowedPart:
		return certain(hindcast.Partly)
	}
	return certain(hindcast.Missed)
}

// clause tells the share in a reason.
func (s steps) clause() string {
	if !s.enough() {
		return ""
	}
	return fmt.Sprintf("; of %s %d followed one (%s)", count(s.said, "response step", "response steps"), len(s.by[hindcast.StepFollowed]), percent(s.share()))
}

func percent(share float64) string { return hindcast.FormatValue(share, hindcast.UnitRatio) }
