package writeup

import h "github.com/hindcast/hindcast/internal/hindcast"

func carryFinding(f *fields, x *h.Finding) {
	text(f, "id", &x.ID)
	texts(f, "events", &x.Events)
	f.part("disposition", func(f *fields) {
		d := &x.Disposition
		word(f, "kind", &d.Kind, []h.DispositionKind{h.DisposedAction, h.AcceptedRisk, h.NoChange})
		f.person("by", &d.By)
		text(f, "because", &d.Because)
		f.date("expires", &d.Expires)
	})
	carryOrigin(f, &x.Origin)
}

func carryFactor(f *fields, x *h.ContributingFactor) {
	text(f, "id", &x.ID)
	f.flag("primary", &x.Primary)
	carryOrigin(f, &x.Origin)
}

func carryAction(f *fields, a *h.Action) {
	text(f, "id", &a.ID)
	text(f, "finding", &a.Finding)
	word(f, "change", &a.Change, h.ChangeKinds())
	word(f, "intent", &a.Intent, h.Intents())
	word(f, "hierarchy", &a.Hierarchy, h.Hierarchies())
	word(f, "priority", &a.Priority, h.Priorities())
	f.date("first_due", &a.FirstDue)
	parts(f, "proofs", &a.Proofs, carryProof)
	carryOrigin(f, &a.Origin)
	number(f, "version", &a.Version)
}

func carryProof(f *fields, p *h.Proof) {
	text(f, "id", &p.ID)
	word(f, "kind", &p.Kind, h.ProofKinds())
	text(f, "subject", &p.Subject)
	text(f, "expect", &p.Expect)
	parts(f, "results", &p.Results, func(f *fields, r *h.ProofResult) {
		f.instant("at", &r.At)
		word(f, "outcome", &r.Outcome, []h.Outcome{h.Holds, h.Broken, h.Unknown})
		text(f, "seen", &r.Seen)
		f.duration("took", &r.Took)
		f.person("by", &r.By)
		text(f, "evidence", &r.Evidence)
	})
}
