package store

import (
	"errors"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// AddRecord keeps a whole record as a new incident: each part is added and
// recorded by itself. Parts that carry a store's identifiers, as an export does,
// keep them, and the incident keeps its key if that is free; others get new ones,
// and references between the parts follow. The record itself is not changed. It
// returns the incident as it was kept; the error is Conflict when one of the
// identifiers is taken.
func (t *Tx) AddRecord(r *hindcast.Record) (hindcast.Incident, error) {
	a := adder{tx: t, events: map[hindcast.EventID]hindcast.EventID{}, findings: map[hindcast.FindingID]hindcast.FindingID{}, pieces: map[hindcast.EvidenceID]hindcast.EvidenceID{}}
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
	pieces   map[hindcast.EvidenceID]hindcast.EvidenceID
}

func (a *adder) incident(i hindcast.Incident) (err error) {
	i.ID = keptID(a.tx, i.ID, "inc")
	if i.Key, err = a.freeKey(i.Key); err != nil {
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

// keptID is the identifier itself when a store gave it, else a fresh one.
func keptID[I ~string](tx *Tx, id I, prefix string) I {
	if strings.HasPrefix(string(id), prefix+"_") {
		return id
	}
	return I(tx.NewID(prefix))
}

// freeKey is the key itself when it is one and nobody has it, else the next.
func (a *adder) freeKey(key string) (string, error) {
	number, err := keyNumber().get(&hindcast.Incident{Key: key})
	if err != nil {
		return a.tx.NextKey()
	}
	var taken int64
	if err := a.tx.sql.QueryRowContext(a.tx.ctx, "select count(*) from incidents where key_number = $1", number).Scan(&taken); err != nil {
		return "", err
	}
	if taken > 0 {
		return a.tx.NextKey()
	}
	return key, nil
}

func (a *adder) timeline(r *hindcast.Record) error {
	events := make([]*hindcast.TimelineEvent, len(r.Timeline))
	for i, e := range r.Timeline {
		id := keptID(a.tx, e.ID, "evt")
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
		p.ID = keptID(a.tx, p.ID, "par")
		people[i] = &p
	}
	return a.tx.Participants().AddAll("participant.added", a.kept.ID, people)
}

func (a *adder) impact(r *hindcast.Record) error {
	statements := make([]*hindcast.ImpactStatement, len(r.Impact))
	for i, s := range r.Impact {
		s.ID = keptID(a.tx, s.ID, "imp")
		s.Event = a.events[s.Event]
		statements[i] = &s
	}
	return a.tx.Impact().AddAll("impact.added", a.kept.ID, statements)
}

func (a *adder) evidence(r *hindcast.Record) error {
	pieces := make([]*hindcast.Evidence, len(r.Evidence))
	for i, e := range r.Evidence {
		id := keptID(a.tx, e.ID, "evi")
		a.pieces[e.ID] = id
		e.ID = id
		e.Events = a.cited(e.Events)
		pieces[i] = &e
	}
	return a.tx.Evidence().AddAll("evidence.added", a.kept.ID, pieces)
}

func (a *adder) review(r *hindcast.Record) error {
	review := r.Review
	review.ID = keptID(a.tx, review.ID, "rev")
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
		id := keptID(a.tx, f.ID, "fnd")
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
		action.ID = keptID(a.tx, action.ID, "act")
		action.Finding = a.findings[action.Finding]
		for _, p := range action.Proofs {
			p.ID = keptID(a.tx, p.ID, "prf")
			proofs = append(proofs, &ActionProof{Action: action.ID, Proof: p})
			for _, result := range p.Results {
				result.Evidence = a.pieces[result.Evidence]
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
