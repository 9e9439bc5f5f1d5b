package lint

func actionRules() []Rule {
	return []Rule{
		{
			ID: "no-actions", Title: "Weaknesses, and no action", Kind: Gate, Level: Problem, Whole: true,
			Message: "Weaknesses were found, and nothing will change.",
			Ask:     "Which one change would have made the most of a difference?",
			Why:     "A review is worth what changes after it.",
			Source:  "ours (gate for sign-off); PagerDuty, Postmortem guide",
			Bad:     "## Action items, with nothing below it", Good: "Alert on certificates that expire within 14 days | A. Lee | 2026-07-01",
		},
		{
			ID: "action-without-owner", Title: "An action without an owner", Kind: Gate, Level: Problem,
			Message: "This action has no owner.",
			Ask:     "Which one person answers for it?",
			Why:     "What everybody owns, nobody does.",
			Source:  "Security Alliance, incident response policy; Google, The Site Reliability Workbook, chapter 10",
			Bad:     "Add an alert | TBD | 2026-07-01", Good: "Add an alert | A. Lee | 2026-07-01",
		},
		{
			ID: "action-several-owners", Title: "An action with several owners", Kind: Gate, Level: Problem,
			Message: "This action names several owners.",
			Ask:     "Which one of them answers for it? The others help.",
			Why:     "Two owners wait for one another.",
			Source:  "ours (exactly one owner); Google, The Site Reliability Workbook, chapter 10",
			Bad:     "Add an alert | Ana, Bo | 2026-07-01", Good: "Add an alert | Ana | 2026-07-01",
		},
		{
			ID: "action-owned-by-team", Title: "An action owned by a team", Kind: Gate, Level: Notice,
			Message: "This action is owned by a team.",
			Ask:     "Who in the team answers for it?",
			Why:     "A team plans it; a person sees it through.",
			Source:  "ours (exactly one owner)",
			Bad:     "Add an alert | Platform team | 2026-07-01", Good: "Add an alert | Ana (Platform) | 2026-07-01",
		},
		{
			ID: "action-without-deadline", Title: "An action without a deadline", Kind: Gate, Level: Problem,
			Message: "This action has no deadline.",
			Ask:     "By which day?",
			Why:     "Without a day nobody can say that it is late, and it is never first.",
			Source:  "Security Alliance, incident response policy; PagerDuty, Postmortem guide (15 and 30 days)",
			Bad:     "Add an alert | Ana | –", Good: "Add an alert | Ana | 2026-07-01",
		},
		{
			ID: "deadline-not-a-day", Title: "A deadline that is not a day", Kind: Gate, Level: Problem,
			Message: "This deadline is not a day.",
			Ask:     "Which day is that, as YYYY-MM-DD?",
			Why:     "Sprints move and quarters are long; a day can be reminded of.",
			Source:  "ours",
			Bad:     "Add an alert | Ana | next sprint", Good: "Add an alert | Ana | 2026-07-01",
		},
		{
			ID: "deadline-before-incident", Title: "A deadline before the incident", Kind: Gate, Level: Problem,
			Message: "This deadline is before the incident.",
			Ask:     "Is it the year, or is it the day something was already done?",
			Why:     "An action is undertaken because of the incident, so it cannot be due before.",
			Source:  "ours",
			Bad:     "incident 2026-01-05, action due 2025-01-20", Good: "incident 2026-01-05, action due 2026-01-20",
		},
		{
			ID: "action-without-kind", Title: "An action without a kind of change", Kind: Gate, Level: Problem,
			Message: "This action does not say what kind of change it is.",
			Ask: "Is it a change to a runbook, monitoring, alerting, access control, communication, training, an exercise, staffing, " +
				"policy or the system?",
			Why:    "The kinds show where changes gather and where none are made.",
			Source: "ours (product rules, section 1); Security Alliance, incident response policy (question 7)",
			Bad:    "Follow up with the vendor", Good: "Vendor status feed pages the on-call (alerting)",
		},
		{
			ID: "only-weaker-actions", Title: "Only weaker actions", Kind: Gate, Level: Notice, Whole: true,
			Message: "Every action relies on people remembering.",
			Ask:     "Could one of them be a guard, a default, or the removal of what can go wrong?",
			Why:     "Training, reminders and warnings wear off; a forcing function or automation does not.",
			Source:  "RCA² action hierarchy (National Patient Safety Foundation, 2015)",
			Bad:     "Remind everybody to use the staging profile.", Good: "The tool refuses the production profile outside the pipeline.",
		},
		{
			ID: "verified-without-proof", Title: "Verified, and no proof", Kind: Gate, Level: Problem,
			Message: "This action counts as verified and no proof of it holds.",
			Ask:     "What shows that the change is in place, and who but its owner saw it?",
			Why:     "Done is what an owner says; verified is what somebody else can show.",
			Source:  "ours (gate for verification)",
			Bad:     "Status: verified", Good: "Status: verified, the rule fired in the drill of 2026-06-20",
		},
	}
}
