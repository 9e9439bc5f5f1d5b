package store

import (
	"errors"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// AddRecord keeps a whole record under a new incident: each part is added and
// recorded by itself, with identifiers of the store's, and references between
// the parts follow. The record itself is not changed. It returns the incident as
// it was kept.
func (t *Tx) AddRecord(r *hindcast.Record) (hindcast.Incident, error) {
	a := adder{tx: t, events: map[hindcast.EventID]hindcast.EventID{}, findings: map[hindcast.FindingID]hindcast.FindingID{}}
	if err := a.incident(r.Incident); err != nil {
		return hindcast.Incident{}, err
	}
	steps := []func(*hindcast.Record) error{a.timeline, a.people, a.impact, a.evidence, a.review, a.actions, a.writeup}
	for _, step := range steps {
		if err := step(r); err != nil {
			return hindcast.Incident{}, err
		}
	}
	return a.kept, nil
}

// adder remembers which new identifier stands for which one of the record.
type adder struct {
	tx       *Tx
	kept     hindcast.Incident
	events   map[hindcast.EventID]hindcast.EventID
	findings map[hindcast.FindingID]hindcast.FindingID
}

func (a *adder) incident(i hindcast.Incident) (err error) {
	i.ID = hindcast.IncidentID(a.tx.NewID("inc"))
	if i.Key, err = a.tx.NextKey(); err != nil {
		return err
	}
	if i.CreatedAt.IsZero() {
		i.CreatedAt, i.CreatedBy = a.tx.Now(), a.tx.By().Person()
	}
	if i.Visibility == "" {
		i.Visibility = hindcast.VisibleToEveryone
	}
	if i.State == "" {
		i.State = hindcast.IncidentActive
	}
	a.kept = i
	return a.tx.Incidents().Add("incident.imported", i.ID, &a.kept)
}

func (a *adder) timeline(r *hindcast.Record) error {
	events := make([]*hindcast.TimelineEvent, len(r.Timeline))
	for i, e := range r.Timeline {
		id := hindcast.EventID(a.tx.NewID("evt"))
		a.events[e.ID] = id
		e.ID = id
		events[i] = &e
	}
	return a.tx.Events().AddAll("event.added", a.kept.ID, events)
}

// cited translates references to events; what is not on the timeline is left out.
func (a *adder) cited(ids []hindcast.EventID) []hindcast.EventID {
	var kept []hindcast.EventID
	for _, id := range ids {
		if known, ok := a.events[id]; ok {
			kept = append(kept, known)
		}
	}
	return kept
}

func (a *adder) people(r *hindcast.Record) error {
	people := make([]*hindcast.Participant, len(r.Participants))
	for i, p := range r.Participants {
		p.ID = hindcast.ParticipantID(a.tx.NewID("par"))
		people[i] = &p
	}
	return a.tx.Participants().AddAll("participant.added", a.kept.ID, people)
}

func (a *adder) impact(r *hindcast.Record) error {
	statements := make([]*hindcast.ImpactStatement, len(r.Impact))
	for i, s := range r.Impact {
		s.ID = hindcast.ImpactID(a.tx.NewID("imp"))
		s.Event = a.events[s.Event]
		statements[i] = &s
	}
	return a.tx.Impact().AddAll("impact.added", a.kept.ID, statements)
}

func (a *adder) evidence(r *hindcast.Record) error {
	pieces := make([]*hindcast.Evidence, len(r.Evidence))
	for i, e := range r.Evidence {
		e.ID = hindcast.EvidenceID(a.tx.NewID("evi"))
		e.Events = a.cited(e.Events)
		pieces[i] = &e
	}
	return a.tx.Evidence().AddAll("evidence.added", a.kept.ID, pieces)
}

func (a *adder) review(r *hindcast.Record) error {
	review := r.Review
	review.ID = hindcast.ReviewID(a.tx.NewID("rev"))
	review.Incidents = []hindcast.IncidentID{a.kept.ID}
	if review.State == "" {
		review.State = hindcast.ReviewDrafting
	}
	review.Findings = nil
	if err := a.tx.Reviews().Add("review.opened", a.kept.ID, &review); err != nil {
		return err
	}
	findings := make([]*hindcast.Finding, len(r.Review.Findings))
	for i, f := range r.Review.Findings {
		id := hindcast.FindingID(a.tx.NewID("fnd"))
		if f.ID != "" {
			a.findings[f.ID] = id
		}
		f.ID, f.Events = id, a.cited(f.Events)
		findings[i] = &f
	}
	return a.tx.Findings().AddAll("finding.added", a.kept.ID, findings)
}

func (a *adder) actions(r *hindcast.Record) error {
	var actions []*hindcast.Action
	var proofs []*ActionProof
	var checks []*ProofCheck
	for _, action := range r.Actions {
		action.ID = hindcast.ActionID(a.tx.NewID("act"))
		action.Finding = a.findings[action.Finding]
		for _, p := range action.Proofs {
			p.ID = hindcast.ProofID(a.tx.NewID("prf"))
			proofs = append(proofs, &ActionProof{Action: action.ID, Proof: p})
			for _, result := range p.Results {
				checks = append(checks, &ProofCheck{ID: a.tx.NewID("chk"), Proof: p.ID, Result: result})
			}
		}
		actions = append(actions, &action)
	}
	return errors.Join(a.tx.Actions().AddAll("action.added", a.kept.ID, actions), a.tx.Proofs().AddAll("proof.added", a.kept.ID, proofs),
		a.tx.ProofChecks().AddAll("proof.checked", a.kept.ID, checks))
}

func (a *adder) writeup(r *hindcast.Record) error {
	w := Writeup{ID: string(a.kept.ID), Source: r.Source, Stated: r.Stated, Inferred: r.Inferred, Sections: r.Sections, Runbooks: r.Runbooks}
	return a.tx.Writeups().Add("writeup.added", a.kept.ID, &w)
}
