package demo

import "github.com/hindcast/hindcast/internal/hindcast"

// adopt gives the parts of a record the identifiers they will have in the store,
// and the references between them follow.
func (b *book) adopt(t *tale) error {
	r := &t.record
	r.Incident.ID = hindcast.IncidentID("inc_" + b.clock.id())
	events := map[hindcast.EventID]hindcast.EventID{"": ""}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		id := hindcast.EventID("evt_" + b.clock.id())
		events[e.ID], e.ID = id, id
		e.Origin = hindcast.Origin{Notes: e.Origin.Notes}
	}
	move := func(ids []hindcast.EventID) {
		for i := range ids {
			ids[i] = events[ids[i]]
		}
	}
	for i := range r.Participants {
		r.Participants[i].ID = hindcast.ParticipantID("par_" + b.clock.id())
	}
	for i := range r.Impact {
		s := &r.Impact[i]
		s.ID, s.Event, s.Origin = hindcast.ImpactID("imp_"+b.clock.id()), events[s.Event], hindcast.Origin{}
	}
	for i := range r.Evidence {
		e := &r.Evidence[i]
		e.ID, e.Origin = hindcast.EvidenceID("evi_"+b.clock.id()), hindcast.Origin{}
		move(e.Events)
	}
	r.Review.ID = hindcast.ReviewID("rev_" + b.clock.id())
	for _, p := range r.Participants {
		b.guests[p.Person.Name] = r.Review.ID
	}
	r.Review.Incidents = []hindcast.IncidentID{r.Incident.ID}
	b.adoptFindings(r, move)
	return r.Validate()
}

func (b *book) adoptFindings(r *hindcast.Record, move func([]hindcast.EventID)) {
	findings := map[hindcast.FindingID]hindcast.FindingID{"": ""}
	count := map[hindcast.FindingKind]int{}
	for i := range r.Review.Findings {
		f := &r.Review.Findings[i]
		id := hindcast.FindingID("fnd_" + b.clock.id())
		findings[f.ID], f.ID, f.Origin = id, id, hindcast.Origin{}
		count[f.Kind]++
		b.findings[findingName(r.Incident.Key, f.Kind, count[f.Kind])] = id
		move(f.Events)
	}
	for i := range r.Actions {
		a := &r.Actions[i]
		a.ID, a.Finding = hindcast.ActionID("act_"+b.clock.id()), findings[a.Finding]
		for j := range a.Proofs {
			a.Proofs[j].ID = hindcast.ProofID("prf_" + b.clock.id())
		}
	}
}
