package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func at(clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", clock)
	if err != nil {
		panic(err)
	}
	return t
}

func ptr[T any](v T) *T { return &v }

// outage is a full record: every field a report shows is used.
func outage() (*hindcast.Record, []hindcast.Answer) {
	jon, mira, ada := hindcast.Person{Name: "Jon Reyes"}, hindcast.Person{Name: "Mira Holt"}, hindcast.Person{Name: "Ada Quill"}
	minute := hindcast.PrecisionMinute
	r := &hindcast.Record{
		Source: "examples/outage.md",
		Incident: hindcast.Incident{Title: "Checkout unavailable after `pool` change", Kind: hindcast.Operational, Severity: hindcast.P2,
			Key: "INC-42", Services: []string{"checkout-api", "payments"}, TLP: hindcast.TLPAmber},
		Timeline: []hindcast.TimelineEvent{
			{ID: "e1", At: at("2026-03-17 22:38"), Precision: minute, Kind: hindcast.ChangeEvent, Text: "Deployed checkout-api 4.18, which lowers the database connection pool from 200 to 40", Origin: hindcast.Origin{Line: 31, Rule: "kind:deploy-words"}},
			{ID: "e2", At: at("2026-03-17 22:41"), Precision: hindcast.PrecisionApproximate, Kind: hindcast.Observation, Text: "Checkout requests start to wait for a database connection", Milestones: []hindcast.Milestone{hindcast.Began}, Origin: hindcast.Origin{Line: 32}},
			{ID: "e3", At: at("2026-03-17 22:44"), Precision: minute, Kind: hindcast.Signal, Text: "Alert fired: p99 latency of `checkout-api` above 2 s", ActedOn: ptr(false), Origin: hindcast.Origin{Line: 33, Rule: "kind:alert-words"}},
			{ID: "e4", At: at("2026-03-17 22:52"), Precision: minute, Kind: hindcast.Signal, Text: "Alert fired, checkout-api 5xx above 5% for 5 minutes", Milestones: []hindcast.Milestone{hindcast.Detected}, NoticedBy: hindcast.NoticedByMonitoring, Origin: hindcast.Origin{Line: 34, Rule: "kind:alert-words"}},
			{ID: "e5", At: at("2026-03-17 22:53"), Precision: minute, Kind: hindcast.Page, Text: "Paged Jon Reyes", Actor: jon, Origin: hindcast.Origin{Line: 35}},
			{ID: "e6", At: at("2026-03-17 22:57"), Precision: minute, Kind: hindcast.Join, Text: "Jon Reyes joined", Actor: jon, Role: hindcast.SME, Milestones: []hindcast.Milestone{hindcast.Responded}, Origin: hindcast.Origin{Line: 36, Rule: "day:start-time"}},
			{ID: "e7", At: at("2026-03-17 23:04"), Precision: minute, Kind: hindcast.ResponseEvent, Text: "Checked the payment provider's status page", Response: &hindcast.ResponseStep{Mode: hindcast.StepFollowed, Runbook: "Checkout errors", Step: "step 2"}, Origin: hindcast.Origin{Line: 37}},
			{ID: "e8", At: at("2026-03-17 23:21"), Precision: minute, Kind: hindcast.SeverityEvent, Text: "Severity raised", Actor: mira, Severity: &hindcast.SeverityChange{To: hindcast.P2, Reason: "checkout is a core service and is fully down"}, Origin: hindcast.Origin{Line: 38}},
			{ID: "e9", At: at("2026-03-17 23:44"), Precision: minute, Kind: hindcast.Communicated, Text: "Status page posted: checkout is unavailable", Actor: ada, Communication: &hindcast.Communication{Audience: hindcast.ToExternal, Channel: "status page", NextUpdate: at("2026-03-18 00:30")}, Origin: hindcast.Origin{Line: 39}},
			{ID: "e10", At: at("2026-03-17 23:00"), Precision: hindcast.PrecisionHour, Kind: hindcast.Hypothesis, Text: "Jon suspects the payment provider", Actor: jon, Origin: hindcast.Origin{Line: 40, Notes: "see [thread](https://chat.larkspur.example/t/1)"}},
			{ID: "e11", At: at("2026-03-17 23:52"), Until: at("2026-03-18 00:02"), Precision: minute, Kind: hindcast.Observation, Text: "The pool of 40 connections is exhausted, see https://grafana.larkspur.example/d/db", Milestones: []hindcast.Milestone{hindcast.CauseFound}, Origin: hindcast.Origin{Line: 41}},
			{ID: "e12", At: at("2026-03-18 00:14"), Precision: minute, Kind: hindcast.Observation, Text: "Error rate back to normal", Milestones: []hindcast.Milestone{hindcast.Mitigated}, Origin: hindcast.Origin{Line: 42, Rule: "day:rolled-over"}},
			{ID: "e13", At: at("2026-03-18 00:58"), Precision: minute, Kind: hindcast.Note, Text: "An hour of queued orders processed", Milestones: []hindcast.Milestone{hindcast.Resolved}, Origin: hindcast.Origin{Line: 43}},
			{ID: "e14", Precision: hindcast.PrecisionUnknown, Kind: hindcast.Note, Text: "Somebody called the provider", Origin: hindcast.Origin{Line: 44}},
		},
		Participants: []hindcast.Participant{{Person: mira, Roles: []hindcast.Role{hindcast.IncidentLeader}, Team: "Platform"},
			{Person: jon, Roles: []hindcast.Role{hindcast.SME, hindcast.Responder}}, {Person: ada, Roles: []hindcast.Role{hindcast.CommunicationManager}}},
		Impact: []hindcast.ImpactStatement{{Event: "e8", Since: at("2026-03-17 22:41"), UsersAffected: ptr(int64(2400)), Services: []hindcast.ServiceImpact{{Service: "checkout-api", Degree: hindcast.FullyDown}, {Service: "payments", Degree: hindcast.Degraded}}, Losses: &hindcast.Money{Amount: "41000.50", Currency: "EUR"}, Public: ptr(true), Text: "No order went through for over an hour."}},
		Evidence: []hindcast.Evidence{{Name: "Dashboard “Database connections”", URL: "https://grafana.larkspur.example/d/db-connections", Events: []hindcast.EventID{"e11"}},
			{Name: "Proxy logs", Source: "edge", Availability: hindcast.Expired}},
		Stated:   hindcast.Stated{Detect: hindcast.StatedDuration{Duration: 11 * time.Minute, Known: true, Text: "11 minutes", Line: 80}, Resolve: hindcast.StatedDuration{Duration: 2 * time.Hour, Known: true, Text: "2 hours", Line: 82}},
		Inferred: map[hindcast.Milestone]string{hindcast.Responded: "milestone:first-join"},
		Review: hindcast.Review{Summary: "A deploy lowered the **connection pool**; the nightly batch exhausted it.\n\nCustomers could not check out for 93 minutes.",
			PrimaryCause: "The new pool size was tested without the nightly batch running.", Authors: []hindcast.Person{mira}, Attendees: []hindcast.Person{mira, jon, ada},
			Factors:  []hindcast.ContributingFactor{{Text: "No load test includes the batch", Primary: true}, {Text: "The first alert had been noisy for weeks"}},
			FiveWhys: []hindcast.Why{{Question: "Why could nobody check out?", Answer: "No connection was free"}, {Question: "Why was none free?", Answer: "The pool was lowered to 40"}},
			Findings: []hindcast.Finding{{Kind: hindcast.Strength, Text: "The rollback took eight minutes", Events: []hindcast.EventID{"e12"}},
				{Kind: hindcast.Weakness, Text: "The first alert was ignored as noise", Events: []hindcast.EventID{"e3"}, Disposition: hindcast.Disposition{Kind: hindcast.DisposedAction}},
				{Kind: hindcast.Weakness, Text: "Nobody told customers for an hour", Disposition: hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: mira, Expires: hindcast.Date{Year: 2026, Month: 9, Day: 1}, Because: "a second communication manager is being hired"}},
				{Kind: hindcast.Luck, Text: "It was late in the evening"}}},
		Actions: []hindcast.Action{{Title: "Run the nightly batch in the load test", Owner: jon, Due: hindcast.Date{Year: 2026, Month: 4, Day: 1}, State: hindcast.ActionInProgress, Change: hindcast.ChangeSystem, Hierarchy: hindcast.Stronger},
			{Title: "Retire the `p99` alert or give it an owner", State: hindcast.ActionOpen}},
		Sections: []hindcast.Section{{Heading: "Investigation", Level: 2, Line: 50, Text: "### What we know\n\n- Only `checkout-api` opens more than 40 connections\n- The batch doubles the time each is held\n\n| Pool | Peak |\n|---|---:|\n| 200 | 61 |\n| 40 | 40 |\n"}},
	}
	answers := []hindcast.Answer{
		{Question: hindcast.AskDetection, Verdict: hindcast.Partly, Reason: "Detected 11 min after it began, by monitoring, within the P2 target of 15 min, but 1 earlier signal was not acted on.",
			Measures: []hindcast.Measure{
				{Name: "began_to_detected", Label: "From beginning to detection", Unit: hindcast.UnitSeconds, Value: ptr(660.0), Low: ptr(0.0), High: ptr(1620.0), Target: ptr(900.0), Verdict: hindcast.Met, Events: []hindcast.EventID{"e2", "e4"}},
				{Name: "noticed_by", Label: "Noticed by", Unit: hindcast.UnitWord, Word: "monitoring", Events: []hindcast.EventID{"e4"}, Verdict: hindcast.Met},
				{Name: "signals_not_acted_on", Label: "Signals before detection not acted on", Unit: hindcast.UnitCount, Value: ptr(1.0), Target: ptr(0.0), Verdict: hindcast.Missed, Events: []hindcast.EventID{"e3"}}},
			People: []hindcast.PersonVerdict{{By: jon, Verdict: hindcast.Missed, Note: "I saw the first alert and silenced it."}}},
		{Question: hindcast.AskSeverity, Verdict: hindcast.Missed, Reason: "Declared P3 for 24 min while the known impact called for P2.", Measures: []hindcast.Measure{{Label: "Under-called", Unit: hindcast.UnitSeconds, Value: ptr(1440.0), Low: ptr(1380.0), High: ptr(1500.0), Target: ptr(900.0), Verdict: hindcast.Missed, Events: []hindcast.EventID{"e6", "e8"}}}},
		{Question: hindcast.AskPeople, Verdict: hindcast.Partly, Reason: "All required roles were filled; the incident leader joined 30 min after detection instead of 15 min."},
		{Question: hindcast.AskRunbook, Verdict: hindcast.NotComputable, Reason: "The record names a runbook but not when it was last revised.", Measures: []hindcast.Measure{{Label: "Age of the runbook's revision", Unit: hindcast.UnitDays, Missing: "record when the runbook “Checkout errors” was last revised"}}, Missing: []string{"record when the runbook “Checkout errors” was last revised"}},
		{Question: hindcast.AskCommunication, Verdict: hindcast.Met, Reason: "The first message went out 52 min after detection; every gap stayed within 2 h."},
		{Question: hindcast.AskEvidence, Verdict: hindcast.NotApplicable, Reason: "The policy asks for no evidence at this level."},
		{Question: hindcast.AskChange, Verdict: hindcast.Missed, Reason: "1 of 2 weaknesses has no disposition.", Missing: []string{"decide on the weakness “Nobody told customers for an hour”"}},
	}
	return r, answers
}

// long returns a record with n events over nine days, with long words and names.
func long(n int) *hindcast.Record {
	r := &hindcast.Record{Incident: hindcast.Incident{Title: strings.Repeat("Unterbrechungsfreie", 8) + " outage of everything", Kind: hindcast.Operational, Severity: hindcast.P1,
		Services: []string{strings.Repeat("averylongservicename", 6)}}}
	start := at("2026-01-05 08:00")
	for i := range n {
		r.Timeline = append(r.Timeline, hindcast.TimelineEvent{ID: hindcast.EventID(fmt.Sprintf("e%d", i)), At: start.Add(time.Duration(i) * 9 * 24 * time.Hour / time.Duration(max(n, 1))),
			Precision: hindcast.PrecisionMinute, Kind: hindcast.EventKinds()[i%3], Text: fmt.Sprintf("step %d of the response on host-%d.internal.example", i, i),
			Actor: hindcast.Person{Name: "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim"}, Origin: hindcast.Origin{Line: i + 10, Rule: "kind:words"}})
	}
	return r
}
