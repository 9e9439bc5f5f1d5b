package policy

import (
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// clause reads one line of a level's criteria.
func (r *reader) clause(p place) (hindcast.Clause, bool) {
	var c hindcast.Clause
	before := len(r.problems)
	is := func(b *bool) func(place) { return func(p place) { r.yes(p, b) } }
	r.mapping(p,
		entry{"any_incident", is(&c.Any)},
		entry{"losses", is(&c.Losses)},
		entry{"funds_at_risk", is(&c.FundsAtRisk)},
		entry{"active_adversary", is(&c.ActiveAdversary)},
		entry{"funds_or_records", is(&c.FundsOrRecords)},
		entry{"users", func(p place) { r.count(p, 1, &c.MinUsers) }},
		entry{"any_users", is(&c.AnyUsersAffected)},
		entry{"records", func(p place) { r.count(p, 1, &c.MinRecords) }},
		entry{"core_service_down", is(&c.CoreServiceDown)},
		entry{"service_degraded", is(&c.ServiceDegraded)},
		entry{"all_users", is(&c.AllUsers)},
		entry{"down_for", func(p place) { r.duration(p, &c.DownFor) }},
		entry{"text", func(p place) { r.line(p, hindcast.MaxTitle, &c.Text) }},
	)
	if len(r.problems) > before {
		return c, false
	}
	if err := c.Validate(); err != nil {
		for _, f := range err.(*hindcast.Error).Fields {
			r.fail(p, "%s", f.Reason)
		}
		return c, false
	}
	if c.Text == "" {
		c.Text = words(c)
	}
	return c, true
}

// words says a clause in words, for a policy that has none of its own.
func words(c hindcast.Clause) string {
	var parts []string
	say := func(holds bool, text string) {
		if holds {
			parts = append(parts, text)
		}
	}
	say(c.Any, "any incident")
	say(c.Losses, "losses")
	say(c.ActiveAdversary, "an active adversary")
	say(c.FundsOrRecords, "funds or records within reach")
	say(c.FundsAtRisk, "funds at risk")
	say(c.MinUsers > 0, "at least "+number(c.MinUsers, "user")+" affected")
	say(c.AnyUsersAffected, "any user affected")
	say(c.MinRecords > 0, "at least "+number(c.MinRecords, "record")+" exposed")
	say(c.CoreServiceDown, "a core service fully down")
	say(c.ServiceDegraded, "a service degraded")
	text := strings.Join(parts, " and ")
	if c.AllUsers {
		text = strings.TrimSpace(text + " for all users")
	}
	if c.DownFor > 0 {
		text += " for at least " + hindcast.Span{Duration: c.DownFor}.String()
	}
	return text
}

// number writes a count with its noun: "1,000 users".
func number(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return hindcast.FormatCount(float64(n)) + " " + noun
}
