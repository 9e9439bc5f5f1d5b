package policy

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// actions reads when actions are due and who is told.
func (r *reader) actions(p place, to *hindcast.ActionRules) {
	r.mapping(p,
		entry{"due", func(p place) { r.dueDays(p, &to.DueDays) }},
		entry{"remind_half_way", func(p place) { r.yes(p, &to.RemindHalfway) }},
		entry{"remind_days_before", func(p place) { r.reminders(p, &to.RemindBefore) }},
		entry{"escalate_after", func(p place) { r.days(p, &to.EscalateAfter) }},
		entry{"check_proofs_every", func(p place) { r.duration(p, &to.VerifyEvery) }},
		entry{"check_effect_after", func(p place) { r.effectChecks(p, &to.EffectCheckDays) }},
		entry{"approvers", func(p place) { r.approvers(p, &to.Approvers) }},
	)
}

func (r *reader) dueDays(p place, to *map[hindcast.Priority]int) {
	if *to == nil {
		*to = map[hindcast.Priority]int{}
	}
	var keys []entry
	for _, priority := range hindcast.Priorities() {
		keys = append(keys, entry{string(priority), func(p place) {
			var n int
			if r.days(p, &n) {
				(*to)[priority] = n
			}
		}})
	}
	r.mapping(p, keys...)
}

func (r *reader) reminders(p place, to *[]int) {
	var list []int
	given := r.list(p, func(p place) {
		var n int64
		if r.count(p, 0, &n) {
			list = append(list, int(min(n, 3650)))
		}
	})
	if given {
		*to = list
	}
}

func (r *reader) effectChecks(p place, to *[]int) {
	var list []int
	given := r.list(p, func(p place) {
		var n int
		if r.days(p, &n) {
			list = append(list, n)
		}
	})
	if given {
		*to = list
	}
}

func (r *reader) approvers(p place, to *map[hindcast.ChangeKind][]string) {
	if *to == nil {
		*to = map[hindcast.ChangeKind][]string{}
	}
	var keys []entry
	for _, kind := range hindcast.ChangeKinds() {
		keys = append(keys, entry{string(kind), func(p place) {
			var list []string
			given := r.list(p, func(p place) {
				var name string
				if r.line(p, hindcast.MaxName, &name) && !slices.Contains(list, name) {
					list = append(list, name)
				}
			})
			if given {
				(*to)[kind] = list
			}
		}})
	}
	r.mapping(p, keys...)
}
