package hindcast

import (
	"fmt"
	"slices"
)

// GateFinding is one line of a gate list: what stands in the way of sign-off, or
// a warning that does not.
type GateFinding struct {
	Gate    string // Gate is a stable identifier such as "weakness_without_disposition".
	Message string
	Field   string // Field is the path of what to fix.
	Warning bool   // Warning lines do not block.
}

// SignOffGates returns what is missing before the review of a record can be
// signed off under a policy. involved are those who took part and must have been
// invited. A near miss and a review that found only strengths need no action.
func SignOffGates(r *Record, answers []Answer, policy Policy, involved []Person) []GateFinding {
	var list []GateFinding
	add := func(warning bool, gate, field, format string, args ...any) {
		list = append(list, GateFinding{Gate: gate, Field: field, Message: fmt.Sprintf(format, args...), Warning: warning})
	}
	level, gates := r.Incident.Severity, policy.Gates
	if gates.QuestionsAnswered.On(level) {
		for _, q := range unanswered(answers) {
			add(false, "question_unanswered", "answers."+string(q), "nobody answered %q, and the record cannot", q.Text())
		}
	}
	weaknesses := r.Review.FindingsOf(Weakness)
	if gates.WeaknessesDisposed.On(level) {
		for n, f := range r.Review.Findings {
			if f.Kind == Weakness && f.Disposition.Kind == Undisposed {
				add(false, "weakness_without_disposition", index("review.findings", n), "nothing was decided about the weakness %q", Shorten(f.Text, quoted))
			}
		}
	}
	if gates.ActionsComplete.On(level) {
		for n, a := range r.Actions {
			for _, missing := range a.missingParts() {
				add(false, "action_incomplete", index("actions", n), "the action %q has no %s", Shorten(a.Title, quoted), missing)
			}
		}
	}
	if gates.EveryoneInvited.On(level) {
		invited := slices.Concat(r.Review.Invited, r.Review.Attendees, []Person{r.Review.Facilitator})
		for _, p := range involved {
			if p.IsZero() || slices.ContainsFunc(invited, p.Same) {
				continue
			}
			add(false, "not_invited", "review.invited", "%s took part and was not invited", p.Name)
			invited = append(invited, p) // one line is enough for who is named twice
		}
	}
	chosen := slices.DeleteFunc(slices.Clone(r.Actions), func(a Action) bool { return a.State == ActionDropped })
	if gates.WarnOnlyWeaker.On(level) && onlyWeaker(chosen) {
		add(true, "only_weaker_actions", "actions", "only weaker actions were chosen: they rely on people remembering")
	}
	if gates.WarnNothingTangible.On(level) && len(chosen) == 0 && len(weaknesses) > 0 && !r.Incident.NearMiss {
		add(true, "nothing_tangible", "actions", "this review changes nothing tangible")
	}
	return list
}

// unanswered lists the questions that neither computation nor a person answered.
func unanswered(answers []Answer) []Question {
	var missing []Question
	for _, q := range Questions() {
		answered := false
		for _, a := range answers {
			if a.Question == q && (a.Verdict != NotComputable && a.Verdict != "" || len(a.People) > 0) {
				answered = true
			}
		}
		if !answered {
			missing = append(missing, q)
		}
	}
	return missing
}

func (a Action) missingParts() []string {
	if a.State == ActionDropped {
		return nil
	}
	var parts []string
	if a.Owner.IsZero() {
		parts = append(parts, "owner")
	}
	if a.Due.IsZero() {
		parts = append(parts, "deadline")
	}
	if a.Change == "" {
		parts = append(parts, "kind of change")
	}
	return parts
}

func onlyWeaker(actions []Action) bool {
	for _, a := range actions {
		if a.Hierarchy != Weaker {
			return false
		}
	}
	return len(actions) > 0
}

// quoted is how many characters of a text a message quotes; ours.
const quoted = 60
