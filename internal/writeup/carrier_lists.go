package writeup

import (
	"maps"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// freshness keeps what the reader inferred for elements the carrier does not
// know.
type freshness struct {
	inferred map[hindcast.Milestone]string
}

// applyLists puts the lists of the record together, and then sets right what
// refers from one to another.
func applyLists(r *hindcast.Record, lists map[string]*node, book *people, problems *[]trouble, fresh *freshness) {
	events := eventShelf().read(lists["timeline"], book, problems, r.Timeline)
	findings := findingShelf().read(lists["findings"], book, problems, r.Review.Findings)
	impact := impactShelf().read(lists["impact"], book, problems, r.Impact)
	evidence := evidenceShelf().read(lists["evidence"], book, problems, r.Evidence)
	actions := actionShelf().read(lists["actions"], book, problems, r.Actions)
	fresh.settle(r, events)

	impact.each(func(s *hindcast.ImpactStatement, isNew bool) { s.Event = refer(events, s.Event, isNew) })
	findings.each(func(x *hindcast.Finding, isNew bool) { x.Events = cite(events, x.Events, isNew) })
	evidence.each(func(x *hindcast.Evidence, isNew bool) { x.Events = cite(events, x.Events, isNew) })
	actions.each(func(a *hindcast.Action, isNew bool) { a.Finding = refer(findings, a.Finding, isNew) })

	r.Timeline = events.items()
	r.SortTimeline()
	r.Impact, r.Evidence, r.Actions, r.Review.Findings = impact.items(), evidence.items(), actions.items(), findings.items()
	r.Participants = participantShelf().read(lists["participants"], book, problems, r.Participants).items()
	r.Runbooks = documentShelf().read(lists["runbooks"], book, problems, r.Runbooks).items()
	r.Review.Factors = factorShelf().read(lists["factors"], book, problems, r.Review.Factors).items()
	r.Review.FiveWhys = whyShelf().read(lists["five_whys"], book, problems, r.Review.FiveWhys).items()
	r.Sections = sectionShelf().read(lists["sections"], book, problems, r.Sections).items()
}

// each visits the elements put together so far.
func (b *shelving[T]) each(visit func(item *T, isNew bool)) {
	for i := range b.done {
		visit(&b.done[i].item, b.done[i].fresh)
	}
}

// refer returns what an identifier that is referred to has become, "" when what
// it named is gone. New elements refer by the identifiers the reader gave.
func refer[T any, ID ~string](to *shelving[T], id ID, isNew bool) ID {
	if is, changed := to.renamed[string(id)]; changed && isNew {
		id = ID(is)
	}
	if !to.has(string(id)) {
		return ""
	}
	return id
}

// cite is refer for a list.
func cite[T any, ID ~string](to *shelving[T], ids []ID, isNew bool) []ID {
	var kept []ID
	for _, id := range ids {
		if id = refer(to, id, isNew); id != "" {
			kept = append(kept, id)
		}
	}
	return kept
}

// has reports whether an element bears an identifier.
func (b *shelving[T]) has(id string) bool {
	if b.ids == nil {
		b.ids = map[string]bool{}
		for i := range b.done {
			b.ids[b.id(&b.done[i].item)] = true
		}
	}
	return b.ids[id]
}

// settle takes from new events the milestones that known ones mark, and keeps the
// rules behind those they mark themselves.
func (n *freshness) settle(r *hindcast.Record, events *shelving[hindcast.TimelineEvent]) {
	marked := map[hindcast.Milestone]bool{}
	for i := range events.done {
		mend(&events.done[i].item)
	}
	for _, x := range events.done {
		if !x.fresh {
			for _, m := range x.item.Milestones {
				marked[m] = true
			}
		}
	}
	for i := range events.done {
		x := &events.done[i]
		if !x.fresh {
			continue
		}
		x.item.Milestones = slices.DeleteFunc(slices.Clone(x.item.Milestones), func(m hindcast.Milestone) bool { return marked[m] })
		for _, m := range x.item.Milestones {
			marked[m] = true
			if rule := n.inferred[m]; rule != "" {
				r.Inferred = withRule(r.Inferred, m, rule)
			}
		}
	}
	maps.DeleteFunc(r.Inferred, func(m hindcast.Milestone, _ string) bool { return !marked[m] })
}

func withRule(rules map[hindcast.Milestone]string, m hindcast.Milestone, rule string) map[hindcast.Milestone]string {
	rules = maps.Clone(rules)
	if rules == nil {
		rules = map[hindcast.Milestone]string{}
	}
	rules[m] = rule
	return rules
}
