package writeup

import h "github.com/hindcast/hindcast/internal/hindcast"

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
