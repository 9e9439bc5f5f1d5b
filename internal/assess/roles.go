package assess

import (
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// duty is a role that had to be filled: within a time counted from an event, at
// a level.
type duty struct {
	role   hindcast.Role
	within time.Duration
	from   *hindcast.TimelineEvent // detection, or the change to the level
	level  hindcast.Severity
}

func (d duty) due() time.Time { return d.from.At.Add(d.within) }

// duties lists the roles required, each with its earliest deadline. Deadlines of
// the level in force first count from detection; those of a level the incident
// was raised to count from that change. A role is required when the level that
// asks for it, or a worse one, is in force at its deadline and the incident is
// not resolved by then. The rule is ours.
func (v *view) duties() []duty {
	detected, resolved := v.at(hindcast.Detected), v.at(hindcast.Resolved)
	if detected == nil || len(v.levels) == 0 {
		return nil
	}
	found := map[hindcast.Role]duty{}
	consider := func(level hindcast.Severity, from *hindcast.TimelineEvent) {
		asks, _ := v.policy.Level(level)
		for _, r := range asks.Roles {
			d := duty{role: r.Role, within: r.Within, from: from, level: level}
			lapsed := level.WorseThan(v.inForce(d.due())) || resolved != nil && d.due().After(resolved.At)
			if known, there := found[r.Role]; !lapsed && (!there || d.due().Before(known.due())) {
				found[r.Role] = d
			}
		}
	}
	consider(v.inForce(detected.At), detected)
	for _, d := range v.levels {
		if d.event != nil && d.at.After(detected.At) && d.level != v.inForce(detected.At) {
			consider(d.level, d.event)
		}
	}
	list := make([]duty, 0, len(found))
	for _, d := range found {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b duty) int {
		return slices.Index(hindcast.Roles(), a.role) - slices.Index(hindcast.Roles(), b.role)
	})
	return list
}

// filling is how a role was filled: the event that shows it, and whether that
// event is the joining itself or only shows that somebody had joined by then.
type filling struct {
	person hindcast.Person         // person is whom to ask about
	event  *hindcast.TimelineEvent // nil when nothing shows when
	joined bool
	anyone bool // anyone says that somebody is recorded in the role
	open   bool // open says that the joining of one of them is not recorded
}

// filledBy finds who filled a role first. A join that names the role counts
// before one that does not.
func (v *view) filledBy(role hindcast.Role, all attendance) filling {
	var best filling
	open := hindcast.Person{}
	consider := func(f filling) {
		f.anyone = true
		if !f.joined && open.IsZero() {
			open = f.person
		}
		if !best.anyone || f.event != nil && (best.event == nil || f.event.At.Before(best.event.At)) {
			best = f
		}
	}
	if e := all.first[role]; e != nil {
		consider(filling{person: e.Actor, event: e, joined: true})
	}
	for i, part := range v.record.Participants {
		if !part.HasRole(role) {
			continue
		}
		p := all.parts[i]
		switch {
		case p.joinedAs[role] != nil:
			consider(filling{person: part.Person, event: p.joinedAs[role], joined: true})
		case p.joined != nil:
			consider(filling{person: part.Person, event: p.joined, joined: true})
		default:
			consider(filling{person: part.Person, event: p.acted})
		}
	}
	if !open.IsZero() {
		best.open, best.person = true, open
	}
	return best
}

// rolesRecorded reports whether the record says of anybody what their role was.
func (v *view) rolesRecorded(all attendance) bool {
	for _, part := range v.record.Participants {
		if len(part.Roles) > 0 {
			return true
		}
	}
	return len(all.first) > 0
}

// judgement is a duty held against who filled it.
type judgement struct {
	duty    duty
	filling filling
	outcome outcome
	measure hindcast.Measure
}

// judge holds one required role against the record. Filled up to lateTwice times
// its deadline a role was late; beyond that, or never filled, it was missed. An
// event that only shows that somebody was there by then proves that they were in
// time, never that they were late.
func (v *view) judge(d duty, f filling, recorded bool) judgement {
	words := d.role.Words()
	m := hindcast.Measure{Name: string(d.role) + "_joined", Label: "Until " + article(words) + " joined", Unit: hindcast.UnitSeconds,
		Target: seconds(d.within), Events: v.cite(d.from, f.event)}
	if d.from != v.at(hindcast.Detected) {
		m.Note = fmt.Sprintf("counted from the change to %s", d.level)
	}
	j := judgement{duty: d, filling: f}
	switch {
	case !recorded:
		j.outcome, m.Missing = anything(), "record who took part, in which role, and when they joined"
	case !f.anyone:
		j.outcome, m.Missing = certain(hindcast.Missed), fmt.Sprintf("record who was %s and when they joined, if somebody was", words)
	case f.event == nil:
		j.outcome, m.Missing = anything(), fmt.Sprintf("record when %s joined as %s", f.person.Name, words)
	default:
		j.outcome = v.timely(d, f, &m)
		if f.open && j.outcome.best != hindcast.Met {
			j.outcome.best = hindcast.Met
			m.Missing = fmt.Sprintf("record when %s joined as %s", f.person.Name, words)
		}
	}
	m.Verdict = j.outcome.verdict()
	j.measure = m
	return j
}

// timely judges when a role was filled.
func (v *view) timely(d duty, f filling, m *hindcast.Measure) outcome {
	words := d.role.Words()
	t := v.took(d.from, f.event, hindcast.Span{Duration: d.within})
	early := f.event.At.Before(d.from.At)
	if !f.joined {
		if early || t.standing() == within {
			m.Value, m.High, m.Low = seconds(t.value), seconds(t.high), number(0)
			m.Note = joinNotes(m.Note, "there by then at the latest: the record does not say when they joined")
			return certain(hindcast.Met)
		}
		m.Missing = fmt.Sprintf("record when %s joined as %s", f.person.Name, words)
		return anything()
	}
	fill(m, t, fromWords(d), "the "+words+" joined")
	if early {
		m.Missing, m.Note = "", joinNotes(m.Note, "joined before")
		return certain(hindcast.Met)
	}
	last := t
	last.limit = time.Duration(float64(d.within) * v.lateFactor())
	switch first, twice := t.standing(), last.standing(); {
	case first == within || first == unlimited:
		return certain(hindcast.Met)
	case first == over && twice == within:
		return certain(hindcast.Partly)
	case twice == over:
		return certain(hindcast.Missed)
	case first == over:
		m.Missing = last.finer(fromWords(d), "the "+words+" joined")
		return outcome{hindcast.Partly, hindcast.Missed}
	case twice == within:
		return outcome{hindcast.Met, hindcast.Partly}
	}
	return anything()
}

func fromWords(d duty) string {
	if d.from.Marks(hindcast.Detected) {
		return did(hindcast.Detected)
	}
	return "the level was changed"
}

// lateFactor is the multiple of a deadline beyond which a role was missed; one
// that asks for less than the deadline itself counts as one.
func (v *view) lateFactor() float64 { return max(v.policy.Reviews.PeopleLateTwice, 1) }

func article(words string) string {
	switch words[0] {
	case 'a', 'e', 'i', 'o', 'u':
		return "an " + words
	}
	return "a " + words
}
