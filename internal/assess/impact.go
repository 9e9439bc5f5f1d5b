package assess

import (
	"math"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// knowledge gathers impact statements in the order in which they became known.
// Of each kind of harm it keeps the states it went through: a statement since
// when something was true replaces what was said of that time and later, so a
// revision replaces and a development adds. A statement without a since holds
// from when it became known; one without either is the review's own total and
// replaces all that was said before. The rule is ours.
type knowledge struct {
	view                          *view
	losses, funds, users, records history
	everybody                     history
	services                      map[string]*history
	names                         []string // names of the services as written, in order of mention
	ended                         time.Time
}

// history is the states one kind of harm went through.
type history []state

type state struct {
	since time.Time // zero when not known
	value int64
	least bool // least says that it may have begun earlier
	total bool // total says that it is the review's own figure, without a time
}

func (h *history) add(s state) {
	*h = slices.DeleteFunc(*h, func(old state) bool {
		if s.total {
			return !old.total
		}
		return !s.least && !old.since.Before(s.since)
	})
	*h = append(*h, s)
}

// now is the state known last; peak the worst one.
func (h history) now() (state, bool) {
	if len(h) == 0 {
		return state{}, false
	}
	return h[len(h)-1], true
}

func (h history) peak() (state, bool) {
	best, ok := h.now()
	for _, s := range h {
		if s.value > best.value {
			best = s
		}
	}
	return best, ok
}

func (v *view) knowledge() *knowledge {
	k := &knowledge{view: v, services: map[string]*history{}}
	for _, m := range []hindcast.Milestone{hindcast.Mitigated, hindcast.Resolved} {
		if e := v.at(m); e != nil && k.ended.IsZero() {
			k.ended = e.At
		}
	}
	return k
}

// speaks reports whether a statement says anything that criteria ask for.
func speaks(s hindcast.ImpactStatement) bool {
	return s.UsersAffected != nil || s.AllUsers || len(s.Services) > 0 || s.FundsAtRisk != nil || s.Losses != nil || s.RecordsExposed != nil
}

// allUsersOfUnknownNumber stands for "all" where the policy states no total.
const allUsersOfUnknownNumber = math.MaxInt64

// learn adds a statement that became known at an instant; zero when the record
// does not say when.
func (k *knowledge) learn(s hindcast.ImpactStatement, known time.Time) {
	at := state{since: s.Since}
	if at.since.IsZero() {
		at.since, at.least, at.total = known, true, known.IsZero()
	}
	put := func(h *history, value int64) {
		next := at
		next.value = value
		h.add(next)
	}
	money := func(h *history, m *hindcast.Money) {
		if m != nil {
			put(h, truthValue(m.IsPositive()))
		}
	}
	money(&k.losses, s.Losses)
	money(&k.funds, s.FundsAtRisk)
	if s.RecordsExposed != nil {
		put(&k.records, *s.RecordsExposed)
	}
	total := k.view.policy.TotalUsers
	switch {
	case s.UsersAffected != nil:
		put(&k.users, *s.UsersAffected)
	case s.AllUsers && total > 0:
		put(&k.users, total)
	case s.AllUsers:
		put(&k.users, allUsersOfUnknownNumber)
	}
	switch {
	case s.AllUsers:
		put(&k.everybody, 1)
	case s.UsersAffected != nil && (total > 0 || *s.UsersAffected == 0):
		put(&k.everybody, truthValue(total > 0 && *s.UsersAffected >= total))
	}
	for _, svc := range s.Services {
		key := hindcast.Fold(svc.Service)
		if k.services[key] == nil {
			k.services[key] = &history{}
			k.names = append(k.names, svc.Service)
		}
		put(k.services[key], truthValue(svc.Degree == hindcast.FullyDown))
	}
}

func truthValue(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// factsAt are the facts as they stood, by what is known, at an instant.
func (k *knowledge) factsAt(t time.Time, adversary truth) facts {
	f := k.facts(history.now, adversary)
	for _, name := range k.names {
		s, _ := k.services[hindcast.Fold(name)].now()
		end := t
		if !k.ended.IsZero() && k.ended.Before(end) {
			end = k.ended
		}
		f.services = append(f.services, s.outage(name, end))
	}
	return f
}

// final are the facts at their worst, by all that is known.
func (k *knowledge) final(adversary truth) facts {
	f := k.facts(history.peak, adversary)
	for _, name := range k.names {
		list := *k.services[hindcast.Fold(name)]
		for i, s := range list {
			end := k.ended
			if i+1 < len(list) {
				end = list[i+1].since
			}
			f.services = append(f.services, s.outage(name, end))
		}
	}
	return f
}

func (k *knowledge) facts(pick func(history) (state, bool), adversary truth) facts {
	read := func(h history) tally {
		s, ok := pick(h)
		if s.value == allUsersOfUnknownNumber {
			return tally{some: true}
		}
		return tally{known: ok, n: s.value}
	}
	f := facts{losses: read(k.losses), funds: read(k.funds), users: read(k.users), records: read(k.records),
		adversary: adversary, servicesSaid: len(k.names) > 0}
	if s, ok := pick(k.everybody); ok {
		f.allUsers = truthOf(s.value > 0)
	}
	return f
}

// outage is a service's state as it lasted until an instant.
func (s state) outage(name string, end time.Time) outage {
	o := outage{name: name, full: s.value > 0, least: s.least || s.since.IsZero() || end.IsZero()}
	if !s.since.IsZero() && end.After(s.since) {
		o.lasted = end.Sub(s.since)
	}
	return o
}
