package writeup

import h "github.com/hindcast/hindcast/internal/hindcast"

// The functions here list the fields that front matter carries for each type of
// the domain. Each serves writing and reading. Fields that the body shows are
// left out; carrier.go says what happens to those.

func carryIncident(f *fields, i *h.Incident) {
	text(f, "id", &i.ID)
	text(f, "key", &i.Key)
	word(f, "kind", &i.Kind, h.IncidentKinds())
	text(f, "type", &i.Type)
	word(f, "state", &i.State, h.IncidentStates())
	f.flag("near_miss", &i.NearMiss)
	texts(f, "labels", &i.Labels)
	word(f, "visibility", &i.Visibility, []h.Visibility{h.VisibleToEveryone, h.Restricted})
	texts(f, "people", &i.People)
	texts(f, "teams", &i.Teams)
	number(f, "version", &i.Version)
	f.instant("created_at", &i.CreatedAt)
	f.person("created_by", &i.CreatedBy)
}

func carryEvent(f *fields, e *h.TimelineEvent) {
	text(f, "id", &e.ID)
	word(f, "kind", &e.Kind, h.EventKinds())
	wordList(f, "marks", &e.Milestones, h.Milestones())
	word(f, "noticed_by", &e.NoticedBy, h.Noticers())
	f.maybeFlag("acted_on", &e.ActedOn)
	f.person("actor", &e.Actor)
	word(f, "role", &e.Role, h.Roles())
	f.instant("until", &e.Until)
	maybePart(f, "communication", &e.Communication, carryCommunication)
	maybePart(f, "severity", &e.Severity, carrySeverity)
	maybePart(f, "response", &e.Response, carryResponse)
	f.instant("entered_at", &e.EnteredAt)
	f.person("entered_by", &e.EnteredBy)
	parts(f, "history", &e.History, carryCorrection)
	text(f, "rule", &e.Origin.Rule)
	number(f, "version", &e.Version)
}

func carryOrigin(f *fields, o *h.Origin) {
	text(f, "rule", &o.Rule)
	text(f, "notes", &o.Notes)
}

func carryCommunication(f *fields, c *h.Communication) {
	word(f, "to", &c.Audience, []h.Audience{h.ToInternal, h.ToExternal})
	text(f, "channel", &c.Channel)
	text(f, "template", &c.Template)
	f.instant("next_update", &c.NextUpdate)
}

func carrySeverity(f *fields, s *h.SeverityChange) {
	carryLevel(f, "to", &s.To)
	text(f, "reason", &s.Reason)
}

// carryLevel carries a severity as P1 to P5.
func carryLevel(f *fields, key string, s *h.Severity) {
	scalar(f, key, s, *s != h.SeverityNone, h.Severity.String, func(word string) (h.Severity, string) {
		for _, level := range h.Severities() {
			if level.String() == word {
				return level, ""
			}
		}
		return h.SeverityNone, "takes P1 to P5"
	})
}

func carryResponse(f *fields, r *h.ResponseStep) {
	word(f, "mode", &r.Mode, []h.StepMode{h.StepFollowed, h.StepImprovised, h.StepSkipped})
	text(f, "runbook", &r.Runbook)
	text(f, "step", &r.Step)
}

func carryCorrection(f *fields, c *h.Correction) {
	f.instant("at", &c.At)
	f.person("by", &c.By)
	text(f, "field", &c.Field)
	text(f, "was", &c.Was)
	text(f, "became", &c.Became)
	text(f, "reason", &c.Reason)
}

func carryParticipant(f *fields, p *h.Participant) {
	text(f, "id", &p.ID)
	f.person("person", &p.Person)
	wordList(f, "roles", &p.Roles, h.Roles())
	text(f, "team", &p.Team)
	carryOrigin(f, &p.Origin)
}

func carryImpact(f *fields, s *h.ImpactStatement) {
	text(f, "id", &s.ID)
	text(f, "event", &s.Event)
	f.instant("since", &s.Since)
	f.maybeCount("users", &s.UsersAffected)
	f.flag("all_users", &s.AllUsers)
	parts(f, "services", &s.Services, func(f *fields, i *h.ServiceImpact) {
		text(f, "service", &i.Service)
		word(f, "degree", &i.Degree, []h.Degree{h.FullyDown, h.Degraded})
	})
	maybePart(f, "funds_at_risk", &s.FundsAtRisk, carryMoney)
	maybePart(f, "losses", &s.Losses, carryMoney)
	maybePart(f, "cost", &s.Cost, carryMoney)
	f.maybeCount("records", &s.RecordsExposed)
	f.maybeFlag("public", &s.Public)
	f.maybeFlag("media", &s.Media)
	carryOrigin(f, &s.Origin)
}

func carryMoney(f *fields, m *h.Money) {
	text(f, "amount", &m.Amount)
	text(f, "currency", &m.Currency)
}

func carryEvidence(f *fields, e *h.Evidence) {
	text(f, "id", &e.ID)
	text(f, "sha256", &e.SHA256)
	number(f, "size", &e.Size)
	text(f, "source", &e.Source)
	word(f, "availability", &e.Availability, []h.Availability{h.NotReachable, h.Expired})
	f.maybeFlag("intact", &e.Intact)
	f.person("collected_by", &e.CollectedBy)
	f.instant("collected_at", &e.CollectedAt)
	text(f, "collected_from", &e.CollectedFrom)
	texts(f, "events", &e.Events)
	parts(f, "custody", &e.Custody, func(f *fields, c *h.CustodyEntry) {
		f.instant("at", &c.At)
		f.person("by", &c.By)
		text(f, "action", &c.Action)
		text(f, "note", &c.Note)
	})
	carryOrigin(f, &e.Origin)
}

func carryDocument(f *fields, d *h.Document) {
	text(f, "id", &d.ID)
	word(f, "kind", &d.Kind, h.DocumentKinds())
	text(f, "title", &d.Title)
	text(f, "link", &d.Link)
	texts(f, "types", &d.Types)
	texts(f, "services", &d.Services)
	f.person("owner", &d.Owner)
	f.duration("review_every", &d.ReviewEvery)
	texts(f, "steps", &d.Steps)
	parts(f, "revisions", &d.Revisions, func(f *fields, r *h.Revision) {
		number(f, "number", &r.Number)
		f.instant("at", &r.At)
		f.person("author", &r.Author)
		f.person("approved_by", &r.ApprovedBy)
		text(f, "reason", &r.Reason)
		text(f, "lesson", &r.Lesson)
		text(f, "body", &r.Body)
	})
	f.instant("last_used", &d.LastUsed)
	f.instant("last_drilled", &d.LastDrilled)
}

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
	})
}

func carryReview(f *fields, r *h.Review) {
	text(f, "id", &r.ID)
	texts(f, "incidents", &r.Incidents)
	word(f, "state", &r.State, h.ReviewStates())
	f.person("facilitator", &r.Facilitator)
	f.instant("due_at", &r.DueAt)
	f.persons("invited", &r.Invited)
	f.instant("meeting_at", &r.MeetingAt)
	parts(f, "answers", &r.Answers, carryAnswer)
	text(f, "policy_used", &r.PolicyUsed)
	parts(f, "rounds", &r.Rounds, func(f *fields, s *h.SignedRound) {
		f.instant("signed_at", &s.SignedAt)
		f.person("signed_by", &s.SignedBy)
		text(f, "policy_used", &s.PolicyUsed)
		parts(f, "answers", &s.Answers, carryAnswer)
		f.instant("reopened_at", &s.ReopenedAt)
		f.person("reopened_by", &s.ReopenedBy)
		text(f, "reopen_reason", &s.ReopenReason)
	})
	number(f, "version", &r.Version)
}

func carryAnswer(f *fields, a *h.Answer) {
	word(f, "question", &a.Question, h.Questions())
	word(f, "verdict", &a.Verdict, h.Verdicts())
	text(f, "reason", &a.Reason)
	parts(f, "measures", &a.Measures, carryMeasure)
	texts(f, "missing", &a.Missing)
	parts(f, "people", &a.People, func(f *fields, v *h.PersonVerdict) {
		f.person("by", &v.By)
		word(f, "verdict", &v.Verdict, h.Verdicts())
		text(f, "note", &v.Note)
	})
}

func carryMeasure(f *fields, m *h.Measure) {
	text(f, "name", &m.Name)
	text(f, "label", &m.Label)
	text(f, "unit", &m.Unit)
	f.maybeFloat("value", &m.Value)
	f.maybeFloat("low", &m.Low)
	f.maybeFloat("high", &m.High)
	f.maybeFloat("target", &m.Target)
	f.flag("at_least", &m.AtLeast)
	text(f, "word", &m.Word)
	word(f, "verdict", &m.Verdict, h.Verdicts())
	texts(f, "events", &m.Events)
	text(f, "missing", &m.Missing)
	text(f, "note", &m.Note)
}
