package policy

import "github.com/hindcast/hindcast/internal/hindcast"

// gates reads for which severities each gate is on.
func (r *reader) gates(p place, to *hindcast.Gates) {
	gate := func(g *hindcast.Gate) func(place) { return func(p place) { r.gate(p, g) } }
	r.mapping(p,
		entry{"questions_answered", gate(&to.QuestionsAnswered)},
		entry{"weaknesses_disposed", gate(&to.WeaknessesDisposed)},
		entry{"actions_complete", gate(&to.ActionsComplete)},
		entry{"everyone_invited", gate(&to.EveryoneInvited)},
		entry{"warn_only_weaker", gate(&to.WarnOnlyWeaker)},
		entry{"warn_nothing_tangible", gate(&to.WarnNothingTangible)},
		entry{"verified_by_proof", gate(&to.VerifiedByProof)},
		entry{"approver_not_author", gate(&to.ApproverNotAuthor)},
		entry{"redactions_decided", gate(&to.RedactionsDecided)},
	)
}

// gate reads all, none, or a list of severities.
func (r *reader) gate(p place, to *hindcast.Gate) {
	on := hindcast.Gate{}
	if isNone(p) {
		*to = on
		return
	}
	if text, ok := wordOf(p); ok && text == "all" {
		for _, s := range hindcast.Severities() {
			on[s] = true
		}
		*to = on
		return
	} else if ok {
		r.fail(p, "%s is not all, none or a list as [P1, P2]", quote(text))
		return
	}
	given := r.list(p, func(p place) {
		var s hindcast.Severity
		if r.severity(p, &s) && s != hindcast.SeverityNone {
			on[s] = true
		}
	})
	if given {
		*to = on
	}
}
