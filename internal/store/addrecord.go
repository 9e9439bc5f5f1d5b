package store

import (
	"fmt"

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
	for _, e := range r.Timeline {
		id := hindcast.EventID(a.tx.NewID("evt"))
		a.events[e.ID] = id
		e.ID = id
		if err := a.tx.Events().Add("event.added", a.kept.ID, &e); err != nil {
			return fmt.Errorf("keep the event at line %d: %w", e.Origin.Line, err)
		}
	}
	return nil
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
	for _, p := range r.Participants {
		p.ID = hindcast.ParticipantID(a.tx.NewID("par"))
		if err := a.tx.Participants().Add("participant.added", a.kept.ID, &p); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) impact(r *hindcast.Record) error {
	for _, s := range r.Impact {
		s.ID = hindcast.ImpactID(a.tx.NewID("imp"))
		s.Event = a.events[s.Event]
		if err := a.tx.Impact().Add("impact.added", a.kept.ID, &s); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) evidence(r *hindcast.Record) error {
	for _, e := range r.Evidence {
		e.ID = hindcast.EvidenceID(a.tx.NewID("evi"))
		e.Events = a.cited(e.Events)
		if err := a.tx.Evidence().Add("evidence.added", a.kept.ID, &e); err != nil {
			return err
		}
	}
	return nil
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
	for _, f := range r.Review.Findings {
		id := hindcast.FindingID(a.tx.NewID("fnd"))
		if f.ID != "" {
			a.findings[f.ID] = id
		}
		f.ID, f.Events = id, a.cited(f.Events)
		if err := a.tx.Findings().Add("finding.added", a.kept.ID, &f); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) actions(r *hindcast.Record) error {
	for _, action := range r.Actions {
		action.ID = hindcast.ActionID(a.tx.NewID("act"))
		action.Finding = a.findings[action.Finding]
		if err := a.tx.Actions().Add("action.added", a.kept.ID, &action); err != nil {
			return err
		}
		for _, p := range action.Proofs {
			p.ID = hindcast.ProofID(a.tx.NewID("prf"))
			if err := a.tx.Proofs().Add("proof.added", a.kept.ID, &ActionProof{Action: action.ID, Proof: p}); err != nil {
				return err
			}
			for _, result := range p.Results {
				check := ProofCheck{ID: a.tx.NewID("chk"), Proof: p.ID, Result: result}
				if err := a.tx.ProofChecks().Add("proof.checked", a.kept.ID, &check); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (a *adder) writeup(r *hindcast.Record) error {
	w := Writeup{ID: string(a.kept.ID), Source: r.Source, Stated: r.Stated, Inferred: r.Inferred, Sections: r.Sections, Runbooks: r.Runbooks}
	return a.tx.Writeups().Add("writeup.added", a.kept.ID, &w)
}
