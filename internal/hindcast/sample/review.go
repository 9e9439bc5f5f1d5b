package sample

import (
	"time"

	"pgregory.net/rapid"

	h "github.com/hindcast/hindcast/internal/hindcast"
)

func review(t *rapid.T, cite func(string) []h.EventID) h.Review {
	r := h.Review{
		ID: perhaps(t, rapid.Just(h.ReviewID("rev_1")), "id"), Incidents: some(t, rapid.Just(h.IncidentID("inc_1")), 1, "incidents"), State: anyOr(t, h.ReviewStates(), "state"),
		Facilitator: perhaps(t, Person(), "facilitator"), DueAt: perhaps(t, Instant(), "due"), Summary: perhaps(t, Text(), "summary"), PrimaryCause: perhaps(t, Text(), "cause"),
		Attendees: some(t, Person(), 2, "attendees"), Invited: some(t, Person(), 2, "invited"), Authors: some(t, Person(), 2, "authors"),
		MeetingAt: perhaps(t, Instant(), "meeting"), MeetingNotes: perhaps(t, Text(), "notes"), PolicyUsed: perhaps(t, Line(), "policy"), Version: int64(rapid.IntRange(0, 5).Draw(t, "version")),
	}
	r.Factors = numbered(t, rapid.Custom(func(t *rapid.T) h.ContributingFactor {
		return h.ContributingFactor{Text: Text().Draw(t, "text"), Origin: origin(t)}
	}), 3, "c", func(f *h.ContributingFactor, id string) { f.ID = h.FactorID(id) })
	if len(r.Factors) > 0 && rapid.Bool().Draw(t, "primary") {
		r.Factors[len(r.Factors)-1].Primary = true
	}
	r.FiveWhys = some(t, rapid.Custom(func(t *rapid.T) h.Why {
		return h.Why{Question: perhaps(t, Text(), "question"), Answer: Text().Draw(t, "answer"), Origin: origin(t)}
	}), 3, "whys")
	r.Findings = numbered(t, rapid.Custom(func(t *rapid.T) h.Finding {
		return h.Finding{Kind: word(t, h.FindingKinds(), "kind"), Text: Text().Draw(t, "text"), Events: cite("cites"), Disposition: disposition(t), Origin: origin(t)}
	}), 5, "f", func(f *h.Finding, id string) { f.ID = h.FindingID(id) })
	if rapid.IntRange(0, 3).Draw(t, "signed") == 0 {
		r.Answers = Answers(cite("answers")).Draw(t, "answers")
		r.Rounds = []h.SignedRound{{SignedAt: Instant().Draw(t, "signed"), SignedBy: Person().Draw(t, "by"), PolicyUsed: "default", Answers: Answers(nil).Draw(t, "answers"),
			ReopenedAt: Instant().Draw(t, "reopened"), ReopenedBy: Person().Draw(t, "by"), ReopenReason: Text().Draw(t, "reason")}}
	}
	return r
}

func disposition(t *rapid.T) h.Disposition {
	switch rapid.IntRange(0, 3).Draw(t, "disposition") {
	case 0:
		return h.Disposition{Kind: h.DisposedAction}
	case 1:
		return h.Disposition{Kind: h.AcceptedRisk, By: Person().Draw(t, "by"), Because: perhaps(t, Text(), "because"), Expires: date().Draw(t, "expires")}
	case 2:
		return h.Disposition{Kind: h.NoChange, By: Person().Draw(t, "by"), Because: Text().Draw(t, "because")}
	}
	return h.Disposition{}
}

// Answers generates answers to some of the seven questions that cite the events.
func Answers(ids []h.EventID) *rapid.Generator[[]h.Answer] {
	measure := rapid.Custom(func(t *rapid.T) h.Measure {
		m := h.Measure{Name: "began_to_detected", Label: Line().Draw(t, "label"), Unit: word(t, []h.Unit{h.UnitSeconds, h.UnitCount, h.UnitRatio, h.UnitDays}, "unit"), Events: ids,
			Value: maybe(t, rapid.Float64Range(-1e6, 1e6), "value"), Target: maybe(t, rapid.Float64Range(0, 1e5), "target"), AtLeast: rapid.Bool().Draw(t, "floor"),
			Verdict: anyOr(t, h.Verdicts(), "verdict"), Missing: perhaps(t, Text(), "missing"), Note: perhaps(t, Text(), "note")}
		if m.Value != nil && rapid.Bool().Draw(t, "bounds") {
			low, high := *m.Value-60, *m.Value+60
			m.Low, m.High = &low, &high
		}
		if m.Value == nil && rapid.Bool().Draw(t, "in words") {
			m.Unit, m.Word = h.UnitWord, Line().Draw(t, "word")
		}
		return m
	})
	return rapid.Custom(func(t *rapid.T) []h.Answer {
		var list []h.Answer
		for _, q := range h.Questions() {
			if rapid.Bool().Draw(t, string(q)) {
				list = append(list, h.Answer{Question: q, Verdict: word(t, h.Verdicts(), "verdict"), Reason: perhaps(t, Text(), "reason"), Measures: some(t, measure, 2, "measures"),
					Missing: some(t, Text(), 2, "missing"), People: some(t, rapid.Custom(func(t *rapid.T) h.PersonVerdict {
						return h.PersonVerdict{By: Person().Draw(t, "by"), Verdict: word(t, h.Verdicts(), "verdict"), Note: perhaps(t, Text(), "note")}
					}), 1, "people")})
			}
		}
		return list
	})
}

func action() *rapid.Generator[h.Action] {
	return rapid.Custom(func(t *rapid.T) h.Action {
		a := h.Action{Title: Line().Draw(t, "title"), Owner: perhaps(t, Person(), "owner"), Due: perhaps(t, date(), "due"), DueText: rare(t, Line(), "due text"), FirstDue: rare(t, date(), "first due"),
			State: word(t, h.ActionStates(), "state"), Change: anyOr(t, h.ChangeKinds(), "change"), Intent: anyOr(t, h.Intents(), "intent"), Hierarchy: anyOr(t, h.Hierarchies(), "hierarchy"),
			Priority: anyOr(t, h.Priorities(), "priority"), Origin: origin(t), Version: int64(rapid.IntRange(0, 3).Draw(t, "version"))}
		if rapid.IntRange(0, 3).Draw(t, "proofs") == 0 {
			a.Proofs = []h.Proof{{ID: "proof_1", Kind: word(t, h.ProofKinds(), "kind"), Subject: Line().Draw(t, "subject"), Expect: perhaps(t, Text(), "expect"),
				Results: []h.ProofResult{{At: Instant().Draw(t, "at"), Outcome: word(t, []h.Outcome{h.Holds, h.Broken, h.Unknown}, "outcome"), Seen: perhaps(t, Text(), "seen"), Took: 1500 * time.Millisecond, By: perhaps(t, Person(), "by")}}}}
		}
		return a
	})
}
