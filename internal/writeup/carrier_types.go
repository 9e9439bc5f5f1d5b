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
