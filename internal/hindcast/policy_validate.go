package hindcast

import "time"

// MaxSpan bounds every length of time in a policy. The figure is ours: ten years
// is longer than anything a policy means, and far from overflowing.
const MaxSpan = 10 * 365 * 24 * time.Hour

// Validate checks the policy as a whole. Fields are named after the Go fields in
// lower case; package policy reports the same rules with line and column.
func (p Policy) Validate() error {
	var problems Problems
	for _, s := range Severities() {
		l, ok := p.Levels[s]
		if !ok {
			problems.Add("levels", "%s is missing", s)
			continue
		}
		problems.Under("levels."+s.String(), l.Validate())
	}
	if len(p.Levels) > len(Severities()) {
		problems.Add("levels", "must be P1 to P5")
	}
	problems.Under("calendar", p.Calendar.Validate())
	validateServices(&problems, p.Services)
	if p.TotalUsers < 0 {
		problems.Add("total_users", "must not be negative")
	}
	if r := p.Runbooks; !(0 <= r.FollowedPart && r.FollowedPart <= r.FollowedMet && r.FollowedMet <= 1) {
		problems.Add("runbooks", "the shares must lie between 0 and 1, the one for partly at most the one for met")
	}
	if e := p.Evidence; !(0 <= e.KeyEventShare && e.KeyEventShare <= 1) {
		problems.Add("evidence", "the share must lie between 0 and 1")
	}
	if p.Reviews.Walkthrough > p.Reviews.Meeting {
		problems.Add("reviews.walkthrough", "is longer than the meeting")
	}
	if !(p.Reviews.PeopleLateTwice >= 1) {
		problems.Add("reviews.people_late_twice", "must be at least 1")
	}
	if f := p.Publishing.Final; f != 0 && p.Publishing.Preliminary > f {
		problems.Add("publishing.preliminary", "is later than the final publication")
	}
	return problems.Err("the policy")
}

func validateServices(p *Problems, services []Service) {
	seen := map[string]bool{}
	for n, s := range services {
		p.Under(index("services", n), s.Validate())
		if seen[Fold(s.Name)] {
			p.Add(index("services", n), "%q is listed twice", s.Name)
		}
		seen[Fold(s.Name)] = true
	}
}

// Validate checks the level by itself.
func (l Level) Validate() error {
	var p Problems
	for n, c := range l.Criteria {
		p.Under(index("criteria", n), c.Validate())
	}
	for _, f := range []struct {
		name string
		span Span
	}{
		{"detect", l.Detect}, {"respond", l.Respond}, {"find_cause", l.FindCause}, {"mitigate", l.Mitigate},
		{"resolve", l.Resolve}, {"external.first", l.External.First}, {"external.every", l.External.Every},
		{"external.closing", l.External.Closing}, {"internal_every", l.InternalEvery}, {"review_due", l.ReviewDue},
	} {
		p.Under(f.name, f.span.Validate())
	}
	seen := map[Role]bool{}
	for n, r := range l.Roles {
		if !r.Role.Valid() || seen[r.Role] {
			p.Add(index("roles", n), "must be one of %s, and each at most once", join(Roles()))
		}
		if r.Within <= 0 || r.Within > MaxSpan {
			p.Add(index("roles", n), "the deadline must be more than nothing and at most ten years")
		}
		seen[r.Role] = true
	}
	if l.ReviewOptional && !l.ReviewDue.IsZero() {
		p.Add("review_due", "is either a length of time or on request")
	}
	return p.Err("the level")
}

// Validate checks that a clause asks for something it can be asked for.
func (c Clause) Validate() error {
	var p Problems
	checkLine(&p, "text", c.Text, MaxTitle, false)
	if c.MinUsers < 0 || c.MinRecords < 0 || c.DownFor < 0 || c.DownFor > MaxSpan {
		p.Add("numbers", "must not be negative, nor a time more than ten years")
	}
	if c.DownFor != 0 && !c.CoreServiceDown && !c.ServiceDegraded {
		p.Add("down_for", "a time it was down needs a service that was down or degraded beside it")
	}
	rest := c
	rest.Text = ""
	if rest == (Clause{}) {
		p.Add("clause", "asks for nothing")
	}
	if rest.Any && rest != (Clause{Any: true}) {
		p.Add("any", "what holds for every incident needs nothing beside it")
	}
	return p.Err("the clause")
}

// Validate checks that the calendar can count business days.
func (c Calendar) Validate() error {
	var p Problems
	if c.Zone == nil {
		p.Add("zone", "is required")
	}
	if !c.hasBusinessDays() {
		p.Add("workdays", "must name at least one day")
	}
	for n, h := range c.Holidays {
		if h != DateOf(h.In(time.UTC)) {
			p.Add(index("holidays", n), "is not a day of the calendar")
		}
		if n > 0 && c.Holidays[n-1].Compare(h) >= 0 {
			p.Add(index("holidays", n), "must be sorted, each day once")
		}
	}
	return p.Err("the calendar")
}
