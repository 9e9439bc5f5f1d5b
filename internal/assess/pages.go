package assess

import (
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// pageToJoin measures how long people took from being paged to joining: the
// median and the longest.
func (v *view) pageToJoin(all attendance) []hindcast.Measure {
	var list []took
	for _, p := range all.people {
		if p.paged == nil || p.joined == nil {
			continue
		}
		if t := v.took(p.paged, p.joined, hindcast.Span{}); !t.backwards && !p.joined.At.Before(p.paged.At) {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, func(a, b took) int {
		if a.value != b.value {
			return int(min(max(a.value-b.value, -1), 1))
		}
		return v.place[a.from.ID] - v.place[b.from.ID]
	})
	n := len(list)
	longest := list[n-1]
	m := hindcast.Measure{Name: "page_to_join_longest", Label: "Longest from page to join", Note: count(n, "person", "people") + " paged and joined"}
	fill(&m, longest, "", "")
	m.Events = v.cite(longest.from, longest.to)
	if n == 1 {
		return []hindcast.Measure{m}
	}
	a, b := list[(n-1)/2], list[n/2]
	median := hindcast.Measure{Name: "page_to_join_median", Label: "Median from page to join", Unit: hindcast.UnitSeconds, Note: m.Note,
		Value: seconds((a.value + b.value) / 2), Low: seconds((a.low + b.low) / 2), High: seconds((a.high + b.high) / 2), Events: v.cite(a.from, a.to, b.from, b.to)}
	return []hindcast.Measure{median, m}
}

// teamsLate counts the people of the affected services' teams who joined after
// the last required role was due. It informs and does not enter the verdict.
func (v *view) teamsLate(all attendance, judged []judgement) []hindcast.Measure {
	teams := v.affectedTeams()
	if len(teams) == 0 || len(judged) == 0 {
		return nil
	}
	var due time.Time
	for _, j := range judged {
		if j.duty.due().After(due) {
			due = j.duty.due()
		}
	}
	from, timed := 0, 0
	var late []*hindcast.TimelineEvent
	for i, part := range v.record.Participants {
		if !teams[hindcast.Fold(part.Team)] {
			continue
		}
		from++
		if p := all.parts[i]; p.joined != nil {
			timed++
			if earliest, _, _ := p.joined.Bounds(); earliest.After(due) {
				late = append(late, p.joined)
			}
		}
	}
	if from == 0 {
		return nil
	}
	m := counted("teams_joined_late", "People of the affected services' teams who joined after the last role was due", len(late), v.cite(late...))
	m.Note = fmt.Sprintf("%d of %s with a recorded joining", timed, count(from, "person", "people"))
	if timed == 0 {
		m.Value, m.Note, m.Missing = nil, "", "record when the people of the affected services' teams joined"
	}
	return []hindcast.Measure{m}
}

// affectedTeams are the teams that look after the services affected.
func (v *view) affectedTeams() map[string]bool {
	teams := map[string]bool{}
	add := func(name string) {
		if s, ok := v.services[hindcast.Fold(name)]; ok && s.Team != "" {
			teams[hindcast.Fold(s.Team)] = true
		}
	}
	for _, name := range v.record.Incident.Services {
		add(name)
	}
	for _, s := range v.record.Impact {
		for _, svc := range s.Services {
			add(svc.Service)
		}
	}
	return teams
}
