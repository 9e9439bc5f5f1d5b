package writeup

import (
	"fmt"
	"slices"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// Merge joins the records of several documents about one incident, such as its
// log and its post-mortem. What one record can hold only once is taken from the
// first that has it; lists are joined; participants are merged by name, events
// and actions that say the same once. Milestones are chosen again over the whole
// timeline. The identifiers of the result are its own.
func Merge(records ...hindcast.Record) hindcast.Record {
	var m hindcast.Record
	if len(records) == 0 {
		return m
	}
	for n, rec := range records {
		if n == 0 {
			m.Incident = rec.Incident
			m.Incident.Services = slices.Clone(rec.Incident.Services)
			m.Incident.Labels = slices.Clone(rec.Incident.Labels)
		}
		prefixIDs(&rec, n)
		mergeIncident(&m.Incident, rec.Incident)
		mergeLists(&m, rec)
		mergeReview(&m.Review, rec.Review)
		mergeStated(&m.Stated, rec.Stated)
		if rec.Source != "" {
			if m.Source != "" {
				m.Source += ", "
			}
			m.Source += rec.Source
		}
	}
	m.SortTimeline()
	renumber(&m)
	renumberRest(&m)
	rechoose(&m, records)
	return m
}

// rechoose marks each milestone once. Of several events that state one the first
// in time keeps it; an inferred mark gives way to a stated one.
func rechoose(m *hindcast.Record, records []hindcast.Record) {
	stated := map[hindcast.Milestone]bool{}
	for _, rec := range records {
		for _, ms := range hindcast.Milestones() {
			if rec.Milestone(ms) != nil && rec.Inferred[ms] == "" {
				stated[ms] = true
			}
		}
	}
	seen := map[hindcast.Milestone]bool{}
	for i := range m.Timeline {
		e := &m.Timeline[i]
		e.Milestones = slices.DeleteFunc(e.Milestones, func(ms hindcast.Milestone) bool {
			if seen[ms] {
				return true
			}
			seen[ms] = true
			return false
		})
	}
	m.Inferred = entry.Mark(m.Timeline)
	if m.Inferred == nil {
		m.Inferred = map[hindcast.Milestone]string{}
	}
	for _, rec := range records {
		for ms, rule := range rec.Inferred {
			if m.Milestone(ms) != nil && !stated[ms] && m.Inferred[ms] == "" {
				m.Inferred[ms] = rule
			}
		}
	}
}

// prefixIDs makes the event ids of one record different from those of others and
// drops inferred marks, which are chosen again.
func prefixIDs(rec *hindcast.Record, n int) {
	id := func(e hindcast.EventID) hindcast.EventID {
		if e == "" {
			return ""
		}
		return hindcast.EventID(fmt.Sprintf("%d/%s", n, e))
	}
	rec.Timeline = slices.Clone(rec.Timeline)
	for i := range rec.Timeline {
		e := &rec.Timeline[i]
		e.ID = id(e.ID)
		e.Milestones = slices.DeleteFunc(slices.Clone(e.Milestones), func(ms hindcast.Milestone) bool { return rec.Inferred[ms] != "" })
	}
	ids := func(list []hindcast.EventID) []hindcast.EventID {
		out := slices.Clone(list)
		for i := range out {
			out[i] = id(out[i])
		}
		return out
	}
	rec.Impact = slices.Clone(rec.Impact)
	for i := range rec.Impact {
		rec.Impact[i].Event = id(rec.Impact[i].Event)
	}
	rec.Evidence = slices.Clone(rec.Evidence)
	for i := range rec.Evidence {
		rec.Evidence[i].Events = ids(rec.Evidence[i].Events)
	}
	rec.Review.Findings = slices.Clone(rec.Review.Findings)
	for i := range rec.Review.Findings {
		rec.Review.Findings[i].Events = ids(rec.Review.Findings[i].Events)
		if f := &rec.Review.Findings[i]; f.ID != "" {
			f.ID = hindcast.FindingID(fmt.Sprintf("%d/%s", n, f.ID))
		}
	}
	rec.Actions = slices.Clone(rec.Actions)
	for i := range rec.Actions {
		if a := &rec.Actions[i]; a.Finding != "" {
			a.Finding = hindcast.FindingID(fmt.Sprintf("%d/%s", n, a.Finding))
		}
	}
}

func mergeIncident(m *hindcast.Incident, i hindcast.Incident) {
	m.Key, m.Type, m.Title = orElse(m.Key, i.Key), orElse(m.Type, i.Type), orElse(m.Title, i.Title)
	if m.Kind == "" || m.Kind == hindcast.Operational {
		m.Kind = hindcast.IncidentKind(orElse(string(i.Kind), string(m.Kind)))
	}
	if m.State == "" {
		m.State = i.State
	}
	if m.Severity == hindcast.SeverityNone {
		m.Severity = i.Severity
	}
	m.NearMiss = m.NearMiss || i.NearMiss
	for _, s := range i.Services {
		if !m.HasService(s) {
			m.Services = append(m.Services, s)
		}
	}
	m.TLP = hindcast.Strictest(m.TLP, i.TLP)
}

// mergeLists joins what a record holds many of.
func mergeLists(m *hindcast.Record, rec hindcast.Record) {
	type telling struct {
		at   int64
		text string
	}
	told := make(map[telling]int, len(m.Timeline))
	for i, e := range m.Timeline {
		told[telling{e.At.UnixMicro(), hindcast.Fold(e.Text)}] = i
	}
	for _, e := range rec.Timeline {
		key := telling{e.At.UnixMicro(), hindcast.Fold(e.Text)}
		if twin, ok := told[key]; ok && !e.At.IsZero() {
			joinEvents(&m.Timeline[twin], e, &rec)
			continue
		}
		told[key] = len(m.Timeline)
		m.Timeline = append(m.Timeline, e)
	}
	for _, p := range rec.Participants {
		mergeParticipant(m, p)
	}
	m.Impact = append(m.Impact, rec.Impact...)
	for _, e := range rec.Evidence {
		twin := slices.IndexFunc(m.Evidence, func(o hindcast.Evidence) bool {
			return e.URL != "" && o.URL == e.URL || e.SHA256 != "" && o.SHA256 == e.SHA256
		})
		if twin < 0 {
			m.Evidence = append(m.Evidence, e)
			continue
		}
		m.Evidence[twin].Events = append(m.Evidence[twin].Events, e.Events...)
	}
	m.Runbooks = append(m.Runbooks, rec.Runbooks...)
	for _, a := range rec.Actions {
		if !slices.ContainsFunc(m.Actions, func(o hindcast.Action) bool { return hindcast.Fold(o.Title) == hindcast.Fold(a.Title) }) {
			m.Actions = append(m.Actions, a)
		}
	}
	m.Sections = append(m.Sections, rec.Sections...)
}

// joinEvents keeps the first of two equal events and what only the second holds.
func joinEvents(first *hindcast.TimelineEvent, second hindcast.TimelineEvent, rec *hindcast.Record) {
	for _, ms := range second.Milestones {
		if !first.Marks(ms) {
			first.Milestones = append(first.Milestones, ms)
		}
	}
	if first.Actor.IsZero() {
		first.Actor = second.Actor
	}
	rename := func(list []hindcast.EventID) {
		for i := range list {
			if list[i] == second.ID {
				list[i] = first.ID
			}
		}
	}
	for i := range rec.Impact {
		if rec.Impact[i].Event == second.ID {
			rec.Impact[i].Event = first.ID
		}
	}
	for i := range rec.Evidence {
		rename(rec.Evidence[i].Events)
	}
	for i := range rec.Review.Findings {
		rename(rec.Review.Findings[i].Events)
	}
}

func mergeParticipant(m *hindcast.Record, p hindcast.Participant) {
	for i := range m.Participants {
		if m.Participants[i].Person.Key() != p.Person.Key() {
			continue
		}
		for _, role := range p.Roles {
			if !m.Participants[i].HasRole(role) {
				m.Participants[i].Roles = append(m.Participants[i].Roles, role)
			}
		}
		return
	}
	p.Roles = slices.Clone(p.Roles)
	m.Participants = append(m.Participants, p)
}

func mergeReview(m *hindcast.Review, r hindcast.Review) {
	if m.State == "" {
		m.State = r.State
	}
	m.Summary = joinDifferent(m.Summary, r.Summary)
	m.PrimaryCause = joinDifferent(m.PrimaryCause, r.PrimaryCause)
	m.MeetingNotes = joinDifferent(m.MeetingNotes, r.MeetingNotes)
	if m.Facilitator.IsZero() {
		m.Facilitator = r.Facilitator
	}
	if m.MeetingAt.IsZero() {
		m.MeetingAt = r.MeetingAt
	}
	for _, f := range r.Factors {
		if !slices.ContainsFunc(m.Factors, func(o hindcast.ContributingFactor) bool { return hindcast.Fold(o.Text) == hindcast.Fold(f.Text) }) {
			m.Factors = append(m.Factors, f)
		}
	}
	for _, f := range r.Findings {
		if !slices.ContainsFunc(m.Findings, func(o hindcast.Finding) bool {
			return o.Kind == f.Kind && hindcast.Fold(o.Text) == hindcast.Fold(f.Text)
		}) {
			m.Findings = append(m.Findings, f)
		}
	}
	m.FiveWhys = append(m.FiveWhys, r.FiveWhys...)
	m.Attendees = mergePeople(m.Attendees, r.Attendees)
	m.Authors = mergePeople(m.Authors, r.Authors)
}

// mergePeople joins two lists of people, each person once.
func mergePeople(lists ...[]hindcast.Person) []hindcast.Person {
	var all []hindcast.Person
	seen := map[string]bool{}
	for _, list := range lists {
		for _, p := range list {
			all = addPerson(all, p, seen)
		}
	}
	return all
}

func joinDifferent(have, more string) string {
	if hindcast.Fold(have) == hindcast.Fold(more) {
		return have
	}
	return joinText(have, more)
}

func mergeStated(m *hindcast.Stated, s hindcast.Stated) {
	for _, pair := range []struct{ into, from *hindcast.StatedDuration }{{&m.Detect, &s.Detect}, {&m.Mitigate, &s.Mitigate}, {&m.Resolve, &s.Resolve}} {
		if pair.into.Text == "" {
			*pair.into = *pair.from
		}
	}
}

// renumberRest gives everything but events ids of its own.
func renumberRest(m *hindcast.Record) {
	for i := range m.Participants {
		m.Participants[i].ID = hindcast.ParticipantID(fmt.Sprintf("p%d", i+1))
	}
	for i := range m.Impact {
		m.Impact[i].ID = hindcast.ImpactID(fmt.Sprintf("i%d", i+1))
	}
	for i := range m.Evidence {
		m.Evidence[i].ID = hindcast.EvidenceID(fmt.Sprintf("v%d", i+1))
	}
	findings := map[hindcast.FindingID]hindcast.FindingID{}
	for i := range m.Review.Findings {
		id := hindcast.FindingID(fmt.Sprintf("f%d", i+1))
		findings[m.Review.Findings[i].ID] = id
		m.Review.Findings[i].ID = id
	}
	for i := range m.Review.Factors {
		m.Review.Factors[i].ID = hindcast.FactorID(fmt.Sprintf("c%d", i+1))
	}
	for i := range m.Actions {
		m.Actions[i].ID = hindcast.ActionID(fmt.Sprintf("a%d", i+1))
		if f, ok := findings[m.Actions[i].Finding]; ok {
			m.Actions[i].Finding = f
		}
	}
}
