package policy

import "github.com/hindcast/hindcast/internal/hindcast"

// policy reads the whole document over what p holds.
func (r *reader) policy(at place, p *hindcast.Policy) {
	r.mapping(at,
		entry{"name", func(at place) { r.line(at, hindcast.MaxName, &p.Name) }},
		entry{"levels", func(at place) { r.levels(at, &p.Levels) }},
		entry{"services", func(at place) { r.services(at, &p.Services) }},
		entry{"total_users", func(at place) { r.totalUsers(at, &p.TotalUsers) }},
		entry{"calendar", func(at place) { r.calendar(at, &p.Calendar) }},
		entry{"people", func(at place) {
			r.mapping(at, entry{"missed_after_times", func(at place) { r.factor(at, &p.Reviews.PeopleLateTwice) }})
		}},
		entry{"runbooks", func(at place) { r.runbooks(at, &p.Runbooks) }},
		entry{"evidence", func(at place) { r.evidence(at, p) }},
		entry{"reviews", func(at place) { r.reviews(at, &p.Reviews) }},
		entry{"actions", func(at place) { r.actions(at, &p.Actions) }},
		entry{"publishing", func(at place) { r.publishing(at, &p.Publishing) }},
		entry{"gates", func(at place) { r.gates(at, &p.Gates) }},
	)
}

func (r *reader) totalUsers(p place, to *int64) {
	if isNone(p) {
		*to = 0
		return
	}
	r.count(p, 1, to)
}

func (r *reader) services(p place, to *[]hindcast.Service) {
	var list []hindcast.Service
	lines := map[string]int{}
	given := r.list(p, func(p place) {
		var s hindcast.Service
		keys := r.mapping(p,
			entry{"name", func(p place) { r.line(p, hindcast.MaxName, &s.Name) }},
			entry{"core", func(p place) { r.yes(p, &s.Core) }},
			entry{"team", func(p place) { r.line(p, hindcast.MaxName, &s.Team) }},
		)
		if keys && r.named(p, s.Name, lines) {
			list = append(list, s)
		}
	})
	if given {
		*to = list
	}
}

// named checks that an element of a list has a name, and one of its own.
func (r *reader) named(p place, name string, lines map[string]int) bool {
	key := hindcast.Fold(name)
	if key == "" {
		r.fail(p, "needs a name")
		return false
	}
	if line, twice := lines[key]; twice {
		r.fail(p, "%s is listed on line %d already", quote(name), line)
		return false
	}
	lines[key] = position(p.node).line
	return true
}

func (r *reader) evidence(p place, to *hindcast.Policy) {
	r.mapping(p,
		entry{"key_events", func(p place) { r.share(p, &to.Evidence.KeyEventShare) }},
		entry{"sources", func(p place) { r.sources(p, &to.EvidenceSources) }},
	)
}

func (r *reader) sources(p place, to *[]hindcast.EvidenceSource) {
	var list []hindcast.EvidenceSource
	lines := map[string]int{}
	given := r.list(p, func(p place) {
		var s hindcast.EvidenceSource
		keys := r.mapping(p,
			entry{"name", func(p place) { r.line(p, hindcast.MaxName, &s.Name) }},
			entry{"volatility", func(p place) { r.line(p, hindcast.MaxTitle, &s.Volatility) }},
			entry{"retention", func(p place) { r.duration(p, &s.Retention) }},
		)
		if keys && r.named(p, s.Name, lines) {
			list = append(list, s)
		}
	})
	if given {
		*to = list
	}
}

func (r *reader) runbooks(p place, to *hindcast.RunbookRules) {
	r.mapping(p,
		entry{"fresh_for", func(p place) { r.duration(p, &to.Freshness) }},
		entry{"followed_met", func(p place) { r.share(p, &to.FollowedMet) }},
		entry{"followed_partly", func(p place) { r.share(p, &to.FollowedPart) }},
		entry{"required_up_to", func(p place) { r.severity(p, &to.RequiredUpTo) }},
	)
	if to.FollowedPart > to.FollowedMet {
		r.fail(p, "followed_partly (%.0f%%) is more than followed_met (%.0f%%)", 100*to.FollowedPart, 100*to.FollowedMet)
	}
}

func (r *reader) reviews(p place, to *hindcast.ReviewRules) {
	r.mapping(p,
		entry{"draft_before_meeting", func(p place) { r.duration(p, &to.DraftBefore) }},
		entry{"meeting", func(p place) { r.duration(p, &to.Meeting) }},
		entry{"walkthrough", func(p place) { r.duration(p, &to.Walkthrough) }},
		entry{"facilitator_not_involved", func(p place) { r.yes(p, &to.FacilitatorOutside) }},
		entry{"settle_actions_within", func(p place) { r.workingTime(p, &to.SettleWithin) }},
		entry{"due_despite_downgrade_from", func(p place) { r.severity(p, &to.DowngradeFrom) }},
		entry{"due_when_outsider_noticed", func(p place) { r.severity(p, &to.OutsiderUpTo) }},
	)
	if to.Walkthrough > to.Meeting {
		r.fail(p, "the walkthrough (%s) is longer than the meeting (%s)", hindcast.Span{Duration: to.Walkthrough}, hindcast.Span{Duration: to.Meeting})
	}
}

func (r *reader) publishing(p place, to *hindcast.PublishingRules) {
	r.mapping(p,
		entry{"preliminary", func(p place) { r.duration(p, &to.Preliminary) }},
		entry{"final", func(p place) { r.duration(p, &to.Final) }},
	)
	if to.Final != 0 && to.Preliminary > to.Final {
		r.fail(p, "preliminary (%s) is later than final (%s)", hindcast.Span{Duration: to.Preliminary}, hindcast.Span{Duration: to.Final})
	}
}
