package hindcast_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// asked is a small valid policy.
func asked(t testing.TB) hindcast.Policy {
	p := hindcast.Policy{Calendar: week(t, "UTC", "2026-12-24", "2026-12-25"), Levels: map[hindcast.Severity]hindcast.Level{},
		Services: []hindcast.Service{{Name: "Checkout", Core: true}, {Name: "Search"}}, Reviews: hindcast.ReviewRules{PeopleLateTwice: 2}}
	for _, s := range hindcast.Severities() {
		p.Levels[s] = hindcast.Level{Criteria: []hindcast.Clause{{Any: true}}, Roles: []hindcast.RoleDeadline{{Role: hindcast.Scribe, Within: time.Hour}}}
	}
	return p
}

func TestPolicyValidate(t *testing.T) {
	if err := asked(t).Validate(); err != nil {
		t.Fatal(err)
	}
	p1 := func(change func(*hindcast.Level)) func(*hindcast.Policy) {
		return func(p *hindcast.Policy) {
			l := p.Levels[hindcast.P1]
			change(&l)
			p.Levels[hindcast.P1] = l
		}
	}
	clause := func(c hindcast.Clause) func(*hindcast.Policy) {
		return p1(func(l *hindcast.Level) { l.Criteria = []hindcast.Clause{c} })
	}
	roles := func(list ...hindcast.RoleDeadline) func(*hindcast.Policy) {
		return p1(func(l *hindcast.Level) { l.Roles = list })
	}
	for _, c := range []struct {
		field string
		spoil func(*hindcast.Policy)
	}{
		{"levels", func(p *hindcast.Policy) { delete(p.Levels, hindcast.P5) }},
		{"levels", func(p *hindcast.Policy) { p.Levels[hindcast.SeverityNone] = hindcast.Level{} }},
		{"levels.P1.detect.span", p1(func(l *hindcast.Level) { l.Detect.Duration = -1 })},
		{"levels.P1.external.closing.span", p1(func(l *hindcast.Level) { l.External.Closing = hindcast.Span{Duration: 1, BusinessDays: 1} })},
		{"levels.P1.review_due", p1(func(l *hindcast.Level) { l.ReviewOptional, l.ReviewDue = true, hindcast.Span{BusinessDays: 1} })},
		{"levels.P1.roles[0]", roles(hindcast.RoleDeadline{Role: "boss", Within: time.Hour})},
		{"levels.P1.roles[0]", roles(hindcast.RoleDeadline{Role: hindcast.Scribe})},
		{"levels.P1.roles[1]", roles(hindcast.RoleDeadline{Role: hindcast.Scribe, Within: 1}, hindcast.RoleDeadline{Role: hindcast.Scribe, Within: 1})},
		{"levels.P1.criteria[0].clause", clause(hindcast.Clause{Text: "words alone"})},
		{"levels.P1.criteria[0].any", clause(hindcast.Clause{Any: true, Losses: true})},
		{"levels.P1.criteria[0].down_for", clause(hindcast.Clause{AllUsers: true, DownFor: time.Hour})},
		{"levels.P1.criteria[0].numbers", clause(hindcast.Clause{MinUsers: -1})},
		{"calendar.zone", func(p *hindcast.Policy) { p.Calendar.Zone = nil }},
		{"calendar.workdays", func(p *hindcast.Policy) { p.Calendar.Workdays = [7]bool{} }},
		{"calendar.holidays[1]", func(p *hindcast.Policy) { p.Calendar.Holidays[1] = p.Calendar.Holidays[0] }},
		{"calendar.holidays[1]", func(p *hindcast.Policy) { p.Calendar.Holidays[1] = hindcast.Date{Year: 2026, Month: 12, Day: 32} }},
		{"services[1]", func(p *hindcast.Policy) { p.Services[1].Name = "CHECKOUT" }},
		{"services[1].name", func(p *hindcast.Policy) { p.Services[1].Name = "" }},
		{"total_users", func(p *hindcast.Policy) { p.TotalUsers = -1 }},
		{"runbooks", func(p *hindcast.Policy) { p.Runbooks.FollowedMet = 1.01 }},
		{"runbooks", func(p *hindcast.Policy) { p.Runbooks.FollowedPart = 0.5 }},
		{"evidence", func(p *hindcast.Policy) { p.Evidence.KeyEventShare = -0.1 }},
		{"reviews.walkthrough", func(p *hindcast.Policy) { p.Reviews.Walkthrough = time.Hour }},
		{"reviews.people_late_twice", func(p *hindcast.Policy) { p.Reviews.PeopleLateTwice = 0 }},
		{"publishing.preliminary", func(p *hindcast.Policy) { p.Publishing = hindcast.PublishingRules{Preliminary: 2, Final: 1} }},
	} {
		p := asked(t)
		c.spoil(&p)
		err := p.Validate()
		e, ok := err.(*hindcast.Error)
		if !ok {
			t.Errorf("%s: accepted", c.field)
			continue
		}
		for _, f := range e.Fields {
			if f.Field != c.field {
				t.Errorf("%s: %v", c.field, err)
			}
		}
	}
}

func TestPolicyLookups(t *testing.T) {
	p := asked(t)
	if s, ok := p.Service("  checkout "); !ok || !s.Core {
		t.Errorf("%+v %v", s, ok)
	}
	if s, ok := p.Service("mail"); ok {
		t.Errorf("%+v", s)
	}
	if _, ok := p.Level(hindcast.P3); !ok {
		t.Error("P3 asks for nothing")
	}
	if _, ok := p.Level(hindcast.SeverityNone); ok {
		t.Error("no severity asks for something")
	}
	if !(hindcast.Cadence{}).IsZero() || (hindcast.Cadence{Every: hindcast.Span{BusinessDays: 1}}).IsZero() {
		t.Error("a cadence is zero when it asks for nothing, and only then")
	}
}

// TestApproversAreNotNames: somebody who takes an approver's name is none.
func TestApproversAreNotNames(t *testing.T) {
	rules := hindcast.ActionRules{Approvers: map[hindcast.ChangeKind][]string{hindcast.ChangeAlerting: {"Ada@example.org", "usr_grace", "Alan Turing"}}}
	for name, c := range map[string]struct {
		by   hindcast.Actor
		want bool
	}{
		"by address":               {hindcast.Actor{User: "usr_ada", Email: "ada@example.org"}, true},
		"by identifier":            {hindcast.Actor{User: "usr_grace", Email: "grace@example.org"}, true},
		"by name":                  {hindcast.Actor{User: "usr_eve", Name: "Alan Turing", Email: "eve@example.org"}, false},
		"called like an address":   {hindcast.Actor{User: "usr_eve", Name: "Ada@example.org", Email: "eve@example.org"}, false},
		"a token without either":   {hindcast.Actor{Name: "usr_grace"}, false},
		"another kind's approvers": {hindcast.Actor{}, false},
	} {
		if got := rules.Names(hindcast.ChangeAlerting, c.by); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if rules.Names(hindcast.ChangeRunbook, hindcast.Actor{User: "usr_ada", Email: "ada@example.org"}) {
		t.Error("an approver of alerting approves runbooks")
	}
}
