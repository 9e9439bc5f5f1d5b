package policy

import (
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// levels reads what is expected at each severity.
func (r *reader) levels(p place, to *map[hindcast.Severity]hindcast.Level) {
	if *to == nil {
		*to = map[hindcast.Severity]hindcast.Level{}
	}
	var keys []entry
	for _, s := range hindcast.Severities() {
		keys = append(keys, entry{s.String(), func(p place) {
			level := (*to)[s]
			r.level(p, &level)
			(*to)[s] = level
		}})
	}
	r.mapping(p, keys...)
}

func (r *reader) level(p place, to *hindcast.Level) {
	span := func(s *hindcast.Span) func(place) { return func(p place) { r.span(p, s) } }
	r.mapping(p,
		entry{"criteria", func(p place) { r.criteria(p, &to.Criteria) }},
		entry{"detect", span(&to.Detect)},
		entry{"respond", span(&to.Respond)},
		entry{"find_cause", span(&to.FindCause)},
		entry{"mitigate", span(&to.Mitigate)},
		entry{"resolve", span(&to.Resolve)},
		entry{"roles", func(p place) { r.roles(p, &to.Roles) }},
		entry{"external_messages", func(p place) { r.cadence(p, &to.External) }},
		entry{"internal_update_every", span(&to.InternalEvery)},
		entry{"review_due", func(p place) { r.reviewDue(p, to) }},
	)
}

// roles reads the deadlines by role; none takes one back, or all of them.
func (r *reader) roles(p place, to *[]hindcast.RoleDeadline) {
	if isNone(p) {
		*to = nil
		return
	}
	within := map[hindcast.Role]time.Duration{}
	for _, d := range *to {
		within[d.Role] = d.Within
	}
	var keys []entry
	for _, role := range hindcast.Roles() {
		keys = append(keys, entry{string(role), func(p place) {
			var d time.Duration
			if r.duration(p, &d) {
				within[role] = d
			}
		}})
	}
	r.mapping(p, keys...)
	*to = nil
	for _, role := range hindcast.Roles() {
		if within[role] > 0 {
			*to = append(*to, hindcast.RoleDeadline{Role: role, Within: within[role]})
		}
	}
}

// cadence reads how often an audience is told something; none asks for nothing.
func (r *reader) cadence(p place, to *hindcast.Cadence) {
	if isNone(p) {
		*to = hindcast.Cadence{}
		return
	}
	r.mapping(p,
		entry{"first", func(p place) { r.span(p, &to.First) }},
		entry{"every", func(p place) { r.span(p, &to.Every) }},
		entry{"after_resolution", func(p place) { r.span(p, &to.Closing) }},
	)
}

// reviewDue reads a length of time, "on request", or none.
func (r *reader) reviewDue(p place, to *hindcast.Level) {
	if text, ok := r.scalar(p); ok && text == "on request" {
		to.ReviewDue, to.ReviewOptional = hindcast.Span{}, true
		return
	} else if ok && r.span(p, &to.ReviewDue) {
		to.ReviewOptional = false
	}
}

// criteria reads the clauses of a level. The list given replaces the default's.
func (r *reader) criteria(p place, to *[]hindcast.Clause) {
	var list []hindcast.Clause
	given := r.list(p, func(p place) {
		if c, ok := r.clause(p); ok && !slices.Contains(list, c) {
			list = append(list, c)
		}
	})
	if given {
		*to = list
	}
}
