package hindcast_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// whole is a record that is valid in every part.
func whole(t testing.TB) *hindcast.Record {
	yes, n := true, int64(5)
	began, told, level, step, impact := event(t, "e1", "10:00", hindcast.Signal), event(t, "e2", "10:05", hindcast.Communicated),
		event(t, "e3", "10:06", hindcast.SeverityEvent), event(t, "e4", "10:07", hindcast.ResponseEvent), event(t, "e5", "10:08", hindcast.ImpactEvent)
	began.Milestones, began.NoticedBy, began.Until, began.ActedOn = []hindcast.Milestone{hindcast.Began, hindcast.Detected}, hindcast.NoticedByUser, began.At, &yes
	told.Communication = &hindcast.Communication{Audience: hindcast.ToExternal}
	level.Severity = &hindcast.SeverityChange{To: hindcast.P2}
	step.Response = &hindcast.ResponseStep{Mode: hindcast.StepFollowed}
	impact.Actor, impact.Role = ada, hindcast.Scribe
	return &hindcast.Record{
		Incident: hindcast.Incident{Title: "Checkout down", Kind: hindcast.Operational, State: hindcast.IncidentResolved, Severity: hindcast.P2,
			Services: []string{"checkout"}, Visibility: hindcast.Restricted, TLP: hindcast.TLPAmber},
		Timeline:     []hindcast.TimelineEvent{began, told, level, step, impact},
		Participants: []hindcast.Participant{{Person: ada, Roles: []hindcast.Role{hindcast.IncidentLeader}}},
		Impact: []hindcast.ImpactStatement{{Event: "e5", UsersAffected: &n, RecordsExposed: &n, Losses: &hindcast.Money{Amount: "1250000.50", Currency: "DKK"},
			Services: []hindcast.ServiceImpact{{Service: "checkout", Degree: hindcast.FullyDown}}}},
		Evidence: []hindcast.Evidence{{Name: "log", SHA256: strings.Repeat("0a", 32), Events: []hindcast.EventID{"e1"}}},
		Runbooks: []hindcast.Document{{Kind: hindcast.Runbook, Title: "Checkout", Revisions: []hindcast.Revision{{Number: 1}, {Number: 2, At: clock(t, "09:00")}}}},
		Review: hindcast.Review{State: hindcast.ReviewDrafting, Factors: []hindcast.ContributingFactor{{Text: "a", Primary: true}, {Text: "b"}},
			Findings: []hindcast.Finding{{ID: "f1", Kind: hindcast.Weakness, Text: "no alert", Events: []hindcast.EventID{"e1"}}}},
		Actions: []hindcast.Action{{Finding: "f1", Title: "Watch the queue", State: hindcast.ActionOpen, Change: hindcast.ChangeAlerting, Intent: hindcast.Detect,
			Hierarchy: hindcast.Stronger, Priority: hindcast.HighPriority, Proofs: []hindcast.Proof{proofOf("hbu")}}},
	}
}

// TestRecordValidate breaks one thing at a time in a valid record and expects
// that field, and no other, to be named.
func TestRecordValidate(t *testing.T) {
	if err := whole(t).Validate(); err != nil {
		t.Fatal(err)
	}
	minus := int64(-1)
	money := func(amount, currency string) *hindcast.Money {
		return &hindcast.Money{Amount: amount, Currency: currency}
	}
	for _, c := range []struct {
		field string
		spoil func(*hindcast.Record)
	}{
		{"incident.title", func(r *hindcast.Record) { r.Incident.Title = " " }},
		{"incident.title", func(r *hindcast.Record) { r.Incident.Title = strings.Repeat("ø", hindcast.MaxTitle+1) }},
		{"incident.title", func(r *hindcast.Record) { r.Incident.Title = "two\nlines" }},
		{"incident.title", func(r *hindcast.Record) { r.Incident.Title = "bell\a" }},
		{"incident.title", func(r *hindcast.Record) { r.Incident.Title = "\xff" }},
		{"incident.kind", func(r *hindcast.Record) { r.Incident.Kind = "" }},
		{"incident.state", func(r *hindcast.Record) { r.Incident.State = "over" }},
		{"incident.severity", func(r *hindcast.Record) { r.Incident.Severity = 6 }},
		{"incident.severity", func(r *hindcast.Record) { r.Incident.Severity = -1 }},
		{"incident.visibility", func(r *hindcast.Record) { r.Incident.Visibility = "secret" }},
		{"incident.tlp", func(r *hindcast.Record) { r.Incident.TLP = "white" }},
		{"incident.services[0]", func(r *hindcast.Record) { r.Incident.Services[0] = "" }},
		{"timeline[1].id", func(r *hindcast.Record) { r.Timeline[1].ID = "e1" }},
		{"timeline[1].id", func(r *hindcast.Record) { r.Timeline[1].ID = "" }},
		{"timeline[1].milestones", func(r *hindcast.Record) { r.Timeline[1].Milestones = []hindcast.Milestone{hindcast.Began} }},
		{"timeline[1].milestones", func(r *hindcast.Record) { r.Timeline[1].Milestones = []hindcast.Milestone{"ended"} }},
		{"timeline[0].precision", func(r *hindcast.Record) { r.Timeline[0].Precision = "second" }},
		{"timeline[0].at", func(r *hindcast.Record) { r.Timeline[0].At, r.Timeline[0].Until = time.Time{}, time.Time{} }},
		{"timeline[0].at", func(r *hindcast.Record) { r.Timeline[0].Precision = hindcast.PrecisionUnknown }},
		{"timeline[0].until", func(r *hindcast.Record) { r.Timeline[0].Until = r.Timeline[0].At.Add(-1) }},
		{"timeline[0].kind", func(r *hindcast.Record) { r.Timeline[0].Kind = "event" }},
		{"timeline[0].text", func(r *hindcast.Record) { r.Timeline[0].Text = "\x1b[31m" }},
		{"timeline[0].actor", func(r *hindcast.Record) { r.Timeline[0].Actor.Name = strings.Repeat("a", hindcast.MaxName+1) }},
		{"timeline[4].role", func(r *hindcast.Record) { r.Timeline[4].Role = "boss" }},
		{"timeline[0].noticed_by", func(r *hindcast.Record) { r.Timeline[0].NoticedBy = "luck" }},
		{"timeline[1].communication", func(r *hindcast.Record) { r.Timeline[1].Communication = nil }},
		{"timeline[0].communication", func(r *hindcast.Record) {
			r.Timeline[0].Communication = &hindcast.Communication{Audience: hindcast.ToInternal}
		}},
		{"timeline[1].communication.audience", func(r *hindcast.Record) { r.Timeline[1].Communication.Audience = "" }},
		{"timeline[2].severity", func(r *hindcast.Record) { r.Timeline[2].Severity = nil }},
		{"timeline[0].severity", func(r *hindcast.Record) { r.Timeline[0].Severity = &hindcast.SeverityChange{To: hindcast.P1} }},
		{"timeline[2].severity.to", func(r *hindcast.Record) { r.Timeline[2].Severity.To = hindcast.SeverityNone }},
		{"timeline[0].response", func(r *hindcast.Record) {
			r.Timeline[0].Response = &hindcast.ResponseStep{Mode: hindcast.StepSkipped}
		}},
		{"timeline[3].response.mode", func(r *hindcast.Record) { r.Timeline[3].Response.Mode = "" }},
		{"participants[0].name", func(r *hindcast.Record) { r.Participants[0].Person = hindcast.Person{} }},
		{"participants[0].roles", func(r *hindcast.Record) { r.Participants[0].Roles = []hindcast.Role{"boss"} }},
		{"impact[0].event", func(r *hindcast.Record) { r.Impact[0].Event = "e9" }},
		{"impact[0].users_affected", func(r *hindcast.Record) { r.Impact[0].UsersAffected = &minus }},
		{"impact[0].records_exposed", func(r *hindcast.Record) { r.Impact[0].RecordsExposed = &minus }},
		{"impact[0].services[0]", func(r *hindcast.Record) { r.Impact[0].Services[0].Degree = "bad" }},
		{"impact[0].services[0]", func(r *hindcast.Record) { r.Impact[0].Services[0].Service = "" }},
		{"impact[0].losses", func(r *hindcast.Record) { r.Impact[0].Losses = money("-5", "EUR") }},
		{"impact[0].losses", func(r *hindcast.Record) { r.Impact[0].Losses = money("1,000", "EUR") }},
		{"impact[0].losses", func(r *hindcast.Record) { r.Impact[0].Losses = money("1e6", "EUR") }},
		{"impact[0].losses", func(r *hindcast.Record) { r.Impact[0].Losses = money("", "EUR") }},
		{"impact[0].funds_at_risk", func(r *hindcast.Record) { r.Impact[0].FundsAtRisk = money("5", "") }},
		{"impact[0].cost", func(r *hindcast.Record) { r.Impact[0].Cost = money("007", "EUR") }},
		{"evidence[0].name", func(r *hindcast.Record) { r.Evidence[0].Name = "" }},
		{"evidence[0].sha256", func(r *hindcast.Record) { r.Evidence[0].SHA256 = strings.Repeat("0A", 32) }},
		{"evidence[0].size", func(r *hindcast.Record) { r.Evidence[0].Size = -1 }},
		{"evidence[0].availability", func(r *hindcast.Record) { r.Evidence[0].Availability = "lost" }},
		{"evidence[0].events", func(r *hindcast.Record) { r.Evidence[0].Events = []hindcast.EventID{"e9"} }},
		{"runbooks[0].kind", func(r *hindcast.Record) { r.Runbooks[0].Kind = "" }},
		{"runbooks[0].title", func(r *hindcast.Record) { r.Runbooks[0].Title = "" }},
		{"runbooks[0].revisions[1]", func(r *hindcast.Record) { r.Runbooks[0].Revisions[0].At = clock(t, "09:01") }},
		{"review.state", func(r *hindcast.Record) { r.Review.State = "open" }},
		{"review.summary", func(r *hindcast.Record) { r.Review.Summary = "\x00" }},
		{"review.primary_cause", func(r *hindcast.Record) { r.Review.PrimaryCause = strings.Repeat("a", hindcast.MaxText+1) }},
		{"review.factors", func(r *hindcast.Record) { r.Review.Factors[1].Primary = true }},
		{"review.factors[1]", func(r *hindcast.Record) { r.Review.Factors[1].Text = "\xff" }},
		{"review.findings[0].kind", func(r *hindcast.Record) { r.Review.Findings[0].Kind = "lesson" }},
		{"review.findings[0].text", func(r *hindcast.Record) { r.Review.Findings[0].Text = " \n" }},
		{"review.findings[0].events", func(r *hindcast.Record) { r.Review.Findings[0].Events = []hindcast.EventID{"e9"} }},
		{"review.findings[0].disposition.kind", func(r *hindcast.Record) { r.Review.Findings[0].Disposition.Kind = "ignored" }},
		{"actions[0].title", func(r *hindcast.Record) { r.Actions[0].Title = "" }},
		{"actions[0].owner", func(r *hindcast.Record) { r.Actions[0].Owner.Name = "a\nb" }},
		{"actions[0].state", func(r *hindcast.Record) { r.Actions[0].State = "" }},
		{"actions[0].change", func(r *hindcast.Record) { r.Actions[0].Change = "code" }},
		{"actions[0].intent", func(r *hindcast.Record) { r.Actions[0].Intent = "fix" }},
		{"actions[0].hierarchy", func(r *hindcast.Record) { r.Actions[0].Hierarchy = "strong" }},
		{"actions[0].priority", func(r *hindcast.Record) { r.Actions[0].Priority = "urgent" }},
		{"actions[0].finding", func(r *hindcast.Record) { r.Actions[0].Finding = "f9" }},
		{"actions[0].proofs[0].kind", func(r *hindcast.Record) { r.Actions[0].Proofs[0].Kind = "promise" }},
		{"actions[0].proofs[0].subject", func(r *hindcast.Record) { r.Actions[0].Proofs[0].Subject = "" }},
		{"actions[0].proofs[0].results[1]", func(r *hindcast.Record) { r.Actions[0].Proofs[0].Results[1].Outcome = "" }},
	} {
		r := whole(t)
		c.spoil(r)
		err := r.Validate()
		e, ok := err.(*hindcast.Error)
		if !ok || e.Code != hindcast.Invalid {
			t.Errorf("%s: %v, want an Invalid error", c.field, err)
			continue
		}
		for _, f := range e.Fields {
			if f.Field != c.field || f.Reason == "" {
				t.Errorf("%s: %s", c.field, err)
			}
		}
	}
}

func TestDispositionValidate(t *testing.T) {
	later := hindcast.Date{Year: 2027, Month: 1, Day: 1}
	for _, c := range []struct {
		d    hindcast.Disposition
		want string
	}{
		{hindcast.Disposition{}, ""},
		{hindcast.Disposition{Kind: hindcast.DisposedAction}, ""},
		{hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: ada, Expires: later}, ""},
		{hindcast.Disposition{Kind: hindcast.AcceptedRisk, Expires: later}, "by"},
		{hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: ada}, "expires"},
		{hindcast.Disposition{Kind: hindcast.NoChange, By: ada, Because: "it is being replaced"}, ""},
		{hindcast.Disposition{Kind: hindcast.NoChange, Because: "so"}, "by"},
		{hindcast.Disposition{Kind: hindcast.NoChange, By: ada, Because: " "}, "because"},
	} {
		err := c.d.Validate()
		if c.want == "" && err != nil || c.want != "" && (err == nil || err.(*hindcast.Error).Fields[0].Field != c.want) {
			t.Errorf("%+v: %v, want %q", c.d, err, c.want)
		}
	}
}

func TestMoney(t *testing.T) {
	var none *hindcast.Money
	if none.IsPositive() {
		t.Error("no money is positive")
	}
	for amount, want := range map[string]bool{"1": true, "0.01": true, "1250000.50": true, "0": false, "0.00": false, "-5": false, " -5": false, "": false, "5 million": false} {
		if got := (&hindcast.Money{Amount: amount, Currency: "EUR"}).IsPositive(); got != want {
			t.Errorf("%q is positive: %v", amount, got)
		}
	}
}

func TestSmallValidates(t *testing.T) {
	for name, err := range map[string]error{
		"a service without a name": hindcast.Service{}.Validate(),
		"a team without a name":    hindcast.Team{}.Validate(),
	} {
		if hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (hindcast.Service{Name: "a"}).Validate(); err != nil {
		t.Error(err)
	}
	if err := (hindcast.Team{Name: "a"}).Validate(); err != nil {
		t.Error(err)
	}
}
