package assess

import (
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// overTime measures and judges the stretches of known impact.
func (v *view) overTime(d *draft, list []stretch) outcome {
	o := certain(hindcast.Met)
	unders := hindcast.Measure{Name: "under_called", Label: "Time under-called", Unit: hindcast.UnitSeconds}
	overs := hindcast.Measure{Name: "over_called", Label: "Time over-called", Unit: hindcast.UnitSeconds}
	var longest *hindcast.Measure
	var doubt time.Duration
	for _, s := range list {
		t, judged := v.length(s), v.judgeStretch(s)
		o = o.and(judged)
		switch {
		case s.side == overCalled:
			addUp(&overs, t)
		case s.doubtful:
			doubt += t.high
		case s.side == under && judged != certain(hindcast.Met):
			addUp(&unders, t)
			if longest == nil || t.value.Seconds() > *longest.Value {
				longest = v.correction(s, t)
			}
			switch {
			case t.standing() == straddling:
				d.ask(t.finer("the impact became known", "the level was changed"))
			case judged.verdict() == hindcast.NotComputable:
				d.ask("record the minute at which the impact became known and the level was changed; which came first is not clear")
			}
		}
	}
	switch {
	case doubt > 0 && overs.Value == nil:
		overs.Missing = "record what the criteria of the level declared ask for; without it nobody can tell whether the level was too high"
	case doubt > 0:
		*overs.High += doubt.Seconds()
	}
	for _, m := range []*hindcast.Measure{&unders, &overs} {
		if m.Value == nil && m.Missing == "" {
			m.Value, m.Low, m.High = number(0), number(0), number(0)
		}
		m.Events = v.inOrder(m.Events)
	}
	if n := len(v.levels); n == 1 && v.levels[0].event == nil {
		unders.Note = "the level is taken to have held from detection on: the record does not say when it was declared"
	}
	d.add(unders)
	d.add(overs)
	if longest != nil {
		d.add(*longest)
	}
	return o
}

func addUp(m *hindcast.Measure, t took) {
	sum := func(to **float64, d time.Duration) {
		if *to == nil {
			*to = number(0)
		}
		**to += d.Seconds()
	}
	sum(&m.Value, t.value)
	sum(&m.Low, t.low)
	sum(&m.High, t.high)
	m.Events = append(m.Events, t.from.ID, t.to.ID)
}

// correction measures one under-called stretch against the response target.
func (v *view) correction(s stretch, t took) *hindcast.Measure {
	m := hindcast.Measure{Name: "longest_under_called", Label: fmt.Sprintf("Longest time below %s", s.called), Events: v.cite(s.from, s.to)}
	fill(&m, t, "the impact became known", "the level was changed")
	if s.undeclared {
		m.Note = "no level was declared yet"
	}
	return &m
}

// levelWords lists the levels declared, in order.
func (v *view) levelWords() string {
	var names []string
	for _, d := range v.levels {
		if n := len(names); n == 0 || names[n-1] != d.level.String() {
			names = append(names, d.level.String())
		}
	}
	return strings.Join(names, ", then ")
}

func (v *view) declaredMeasure() hindcast.Measure {
	m := hindcast.Measure{Name: "declared", Label: "Level declared", Unit: hindcast.UnitWord, Word: v.levelWords()}
	for _, d := range v.levels {
		if d.event != nil {
			m.Events = append(m.Events, d.event.ID)
		}
	}
	m.Events = v.inOrder(m.Events)
	if len(v.levels) == 0 {
		m.Missing = declareSeverity
	} else if v.levels[0].event == nil {
		m.Note = "the record does not say when it was declared"
	}
	return m
}

func (v *view) finalMeasure(final called, all []learned) hindcast.Measure {
	m := hindcast.Measure{Name: "called_for_finally", Label: "Level the final impact calls for", Unit: hindcast.UnitWord, Word: final.level.String()}
	for _, l := range all {
		m.Events = append(m.Events, l.statement.Event)
	}
	m.Events = v.inOrder(m.Events)
	switch {
	case final.level == hindcast.SeverityNone:
		m.Missing = "record the impact: users, services, records, funds at risk or losses"
	case final.worst != final.level:
		m.Note = fmt.Sprintf("%s if every clause that cannot be evaluated held", final.worst)
	}
	return m
}

func unknownMeasure(final called) hindcast.Measure {
	m := counted("clauses_not_evaluated", "Criteria that could not be evaluated", len(final.unknown), nil)
	m.Note = strings.Join(final.unknown, "; ")
	return m
}
