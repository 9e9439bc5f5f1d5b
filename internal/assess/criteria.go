package assess

import (
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// called is the severity that the criteria give for some facts.
type called struct {
	level   hindcast.Severity // level is the worst one of which a clause holds
	worst   hindcast.Severity // worst is what it would be if every unknown clause held
	unknown []string          // unknown names the clauses worse than level that cannot be evaluated
	needs   []string          // needs says what to record for that
}

// String names the level, for sentences.
func (c called) String() string {
	if c.level == hindcast.SeverityNone {
		return "no level"
	}
	return c.level.String()
}

// call evaluates the criteria, worst level first. Of the level that holds, and of
// milder ones, clauses that cannot be evaluated do not matter.
func (v *view) call(f facts) called {
	var c called
	for _, level := range hindcast.Severities() {
		var texts, needs []string
		for _, clause := range v.policy.Levels[level].Criteria {
			holds, ask := v.holds(clause, f)
			switch holds {
			case yes:
				c.level = level
			case unknown:
				texts, needs = append(texts, clause.Text), appendNew(needs, ask...)
			}
		}
		if c.level != hindcast.SeverityNone {
			break
		}
		c.unknown, c.needs = append(c.unknown, texts...), appendNew(c.needs, needs...)
		if len(texts) > 0 && level.WorseThan(c.worst) {
			c.worst = level
		}
	}
	if c.level.WorseThan(c.worst) {
		c.worst = c.level
	}
	return c
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// facts are the harm as far as it is known.
type facts struct {
	losses, funds tally
	users         tally
	records       tally
	allUsers      truth
	adversary     truth
	services      []outage
	servicesSaid  bool
}

// tally is a number that may not be known. Some says that it is more than zero
// though the number is not known.
type tally struct {
	known bool
	some  bool
	n     int64
}

func (t tally) atLeast(n int64) truth {
	switch {
	case t.known:
		return truthOf(t.n >= n)
	case t.some && n <= 1:
		return yes
	}
	return unknown
}

// outage is one service that was down or degraded.
type outage struct {
	name   string
	full   bool
	lasted time.Duration // lasted is how long, as far as known
	least  bool          // least says that it may have been longer
}

// holds evaluates one clause: every part that is set must hold.
func (v *view) holds(c hindcast.Clause, f facts) (truth, []string) {
	result := yes
	var needs []string
	part := func(t truth, need ...string) {
		result = result.and(t)
		if t == unknown {
			needs = appendNew(needs, need...)
		}
	}
	if c.Losses {
		part(f.losses.atLeast(1), "record whether anything was lost, and how much")
	}
	if c.FundsAtRisk {
		part(f.funds.atLeast(1), "record whether funds were at risk, and how much")
	}
	if c.ActiveAdversary {
		part(f.adversary, "record whether anybody hostile acted")
	}
	if c.FundsOrRecords {
		part(f.funds.atLeast(1).or(f.losses.atLeast(1)).or(f.records.atLeast(1)),
			"record whether funds were at risk, and how much", "record how many records were exposed")
	}
	if c.MinUsers > 0 {
		part(f.users.atLeast(c.MinUsers), "record how many users were affected")
	}
	if c.AnyUsersAffected {
		part(f.users.atLeast(1), "record how many users were affected")
	}
	if c.MinRecords > 0 {
		part(f.records.atLeast(c.MinRecords), "record how many records were exposed")
	}
	if c.AllUsers {
		part(f.allUsers, "record whether all users were affected")
	}
	if c.CoreServiceDown || c.ServiceDegraded || c.DownFor > 0 {
		t, need := v.anyService(c, f)
		part(t, need)
	}
	if result != unknown {
		needs = nil
	}
	return result, needs
}

// anyService evaluates the parts of a clause that one and the same service must
// fulfil.
func (v *view) anyService(c hindcast.Clause, f facts) (truth, string) {
	if !f.servicesSaid {
		return unknown, "record which services were affected, and whether fully or in part"
	}
	result, need := no, ""
	for _, o := range f.services {
		t, ask := yes, ""
		if !c.ServiceDegraded || c.CoreServiceDown {
			t = truthOf(o.full)
		}
		if c.CoreServiceDown {
			core := v.core(o.name)
			t = t.and(core)
			if core == unknown {
				ask = fmt.Sprintf("list the service %s in the policy, and whether it is core", o.name)
			}
		}
		if c.DownFor > 0 {
			long := truthOf(o.lasted >= c.DownFor)
			if long == no && o.least {
				long = unknown
				if ask == "" {
					ask = fmt.Sprintf("record from when until when %s was down", o.name)
				}
			}
			t = t.and(long)
		}
		if t == unknown && need == "" {
			need = ask
		}
		result = result.or(t)
	}
	return result, need
}

// core says whether a service is core; unknown when the policy does not list it.
func (v *view) core(name string) truth {
	s, ok := v.services[hindcast.Fold(name)]
	if !ok {
		return unknown
	}
	return truthOf(s.Core)
}
