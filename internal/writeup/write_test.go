package writeup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func clockOn(day int, h, m, s int) time.Time { return time.Date(2026, 3, day, h, m, s, 0, time.UTC) }

// outage is an operational incident on one day, its review under way.
func outage() (*hindcast.Record, []hindcast.Answer) {
	alice, bob := hindcast.Person{User: "usr_1", Name: "Alice Ames"}, hindcast.Person{Name: "Bob"}
	r := &hindcast.Record{
		Incident: hindcast.Incident{ID: "inc_1", Key: "INC-42", Title: "Checkout answered with errors", Kind: hindcast.Operational, State: hindcast.IncidentResolved,
			Severity: hindcast.P2, Services: []string{"checkout", "payments"}, Type: "database outage", TLP: hindcast.TLPAmber, Labels: []string{"pool"}},
		Timeline: []hindcast.TimelineEvent{
			{ID: "e1", At: clockOn(4, 14, 2, 0), Precision: hindcast.PrecisionMinute, Kind: hindcast.ChangeEvent, Text: "Deployed `checkout` 2.1, which halves the pool", Milestones: []hindcast.Milestone{hindcast.Began}, Actor: bob},
			{ID: "e2", At: clockOn(4, 14, 14, 5), Precision: hindcast.PrecisionExact, Kind: hindcast.Signal, Text: "Alert: error rate above 5 %", Milestones: []hindcast.Milestone{hindcast.Detected}, NoticedBy: hindcast.NoticedByMonitoring},
			{ID: "e3", At: clockOn(4, 14, 20, 0), Precision: hindcast.PrecisionApproximate, Kind: hindcast.Join, Text: "Alice joined and took the lead", Actor: alice, Role: hindcast.IncidentLeader},
			{ID: "e4", At: clockOn(4, 15, 1, 0), Precision: hindcast.PrecisionMinute, Kind: hindcast.Communicated, Text: "Status page updated", Communication: &hindcast.Communication{Audience: hindcast.ToExternal, Channel: "status page", NextUpdate: clockOn(4, 16, 0, 0)}},
			{ID: "e5", At: clockOn(4, 15, 30, 0), Precision: hindcast.PrecisionMinute, Kind: hindcast.ResponseEvent, Text: "Rolled back; checkout works again", Milestones: []hindcast.Milestone{hindcast.Mitigated, hindcast.Resolved},
				Response: &hindcast.ResponseStep{Mode: hindcast.StepFollowed, Runbook: "Roll back"}},
		},
		Participants: []hindcast.Participant{{ID: "p1", Person: alice, Roles: []hindcast.Role{hindcast.IncidentLeader}}, {ID: "p2", Person: bob, Roles: []hindcast.Role{hindcast.Responder}}},
		Impact: []hindcast.ImpactStatement{{ID: "i1", Event: "e2", Text: "1,200 customers could not pay"},
			{ID: "i2", Losses: &hindcast.Money{Amount: "18000", Currency: "EUR"}}},
		Evidence: []hindcast.Evidence{{ID: "v1", Name: "Pool dashboard", URL: "https://grafana.example.org/d/pool", Events: []hindcast.EventID{"e2"}},
			{ID: "v2", Name: "checkout.log.gz", SHA256: strings.Repeat("ab", 32), Size: 90_211}},
		Review: hindcast.Review{State: hindcast.ReviewDrafting, Summary: "A deploy halved the connection pool.\n\nCheckout answered with errors for **88 minutes**.", PrimaryCause: "The pool size was a constant in the image.",
			Factors:  []hindcast.ContributingFactor{{ID: "c1", Text: "No review of configuration changes", Primary: true}, {ID: "c2", Text: "The canary stage has too little traffic"}},
			FiveWhys: []hindcast.Why{{Question: "Why did checkout fail?", Answer: "The pool was exhausted."}, {Question: "Why was it exhausted?", Answer: "The deploy halved it."}},
			Findings: []hindcast.Finding{{ID: "f1", Kind: hindcast.Strength, Text: "The rollback took two minutes", Events: []hindcast.EventID{"e5"}},
				{ID: "f2", Kind: hindcast.Weakness, Text: "Nothing compares the pool before and after a deploy", Disposition: hindcast.Disposition{Kind: hindcast.DisposedAction}}},
			Authors: []hindcast.Person{alice, bob}},
		Actions: []hindcast.Action{
			{ID: "a1", Finding: "f2", Title: "Alert when the pool shrinks by a tenth", Owner: alice, Due: hindcast.Date{Year: 2026, Month: 4, Day: 1}, State: hindcast.ActionOpen, Change: hindcast.ChangeAlerting, Hierarchy: hindcast.Intermediate, Intent: hindcast.Detect},
			{ID: "a2", Title: "Read the pool size from the environment", State: hindcast.ActionInProgress, DueText: "next sprint"}},
	}
	value, low, high, target := 725.0, 665.0, 785.0, 900.0
	answers := []hindcast.Answer{
		{Question: hindcast.AskDetection, Verdict: hindcast.Met, Reason: "Detected 12 min after it began, by monitoring.", Measures: []hindcast.Measure{
			{Name: "began_to_detected", Label: "From beginning to detection", Unit: hindcast.UnitSeconds, Value: &value, Low: &low, High: &high, Target: &target, Verdict: hindcast.Met, Events: []hindcast.EventID{"e1", "e2"}, Note: "target of P2"},
			{Name: "noticed_by", Label: "Noticed by", Unit: hindcast.UnitWord, Word: "monitoring", Events: []hindcast.EventID{"e2"}}},
			People: []hindcast.PersonVerdict{{By: bob, Verdict: hindcast.Partly, Note: "a customer wrote first"}}},
		{Question: hindcast.AskRunbook, Verdict: hindcast.NotComputable, Missing: []string{"record when the runbook was last revised"}},
	}
	return r, answers
}

// compromise is a security incident over two days, with texts that mean something
// to Markdown and times known to different precision.
func compromise() (*hindcast.Record, []hindcast.Answer) {
	return &hindcast.Record{
		Incident: hindcast.Incident{Title: "Deployer key leaked #2", Kind: hindcast.SecurityIncident, Severity: hindcast.P1, TLP: hindcast.TLPRed, Visibility: hindcast.Restricted},
		Timeline: []hindcast.TimelineEvent{
			{ID: "e1", At: clockOn(4, 0, 0, 0), Precision: hindcast.PrecisionDay, Kind: hindcast.Adversary, Text: "Key pushed to a public fork | commit `a1b2|c3`", Milestones: []hindcast.Milestone{hindcast.Began}},
			{ID: "e2", At: clockOn(4, 22, 0, 0), Precision: hindcast.PrecisionHour, Kind: hindcast.Signal, Text: "Bounty report: <script> in the issue text &lt;not run&gt;", Milestones: []hindcast.Milestone{hindcast.Detected}, NoticedBy: hindcast.NoticedByBounty},
			{ID: "e3", At: clockOn(4, 23, 50, 12).Add(345678 * time.Microsecond), Precision: hindcast.PrecisionExact, Until: clockOn(5, 0, 10, 0), Kind: hindcast.ResponseEvent, Text: "# Revoked the key\n- and paused the contracts", Response: &hindcast.ResponseStep{Mode: hindcast.StepImprovised},
				History: []hindcast.Correction{{At: clockOn(6, 9, 0, 0), By: hindcast.Person{Name: "Chris"}, Reason: "read from the chain", Field: "at", Was: "2026-03-04T23:55:00Z", Became: "2026-03-04T23:50:12Z"}}},
			{ID: "e4", Precision: hindcast.PrecisionUnknown, Kind: hindcast.Note, Text: "Somebody told the exchange"},
			{ID: "e5", At: clockOn(5, 9, 0, 0), Precision: hindcast.PrecisionApproximate, Kind: hindcast.SeverityEvent, Text: "Raised to P1", Severity: &hindcast.SeverityChange{To: hindcast.P1, Reason: "funds reachable"}},
		},
		Impact:   []hindcast.ImpactStatement{{ID: "i1", FundsAtRisk: &hindcast.Money{Amount: "1250000.50", Currency: "USDC"}, Text: "Funds reachable with the key"}},
		Review:   hindcast.Review{Summary: "## Not a heading\n\n1. kept\n2. as a list\n\n```\n# code\n```\n\nSeverity: P3 would have been wrong"},
		Sections: []hindcast.Section{{Heading: "Timeline of the press", Level: 2, Text: "Prose about | pipes"}, {Heading: "Detection", Level: 2, Text: "A stranger saw it."}},
	}, nil
}

// bareRecord is the least there can be.
func bareRecord() (*hindcast.Record, []hindcast.Answer) {
	return &hindcast.Record{Incident: hindcast.Incident{Title: "Something happened", Kind: hindcast.Operational}}, nil
}

func TestWriteGoldens(t *testing.T) {
	for name, make := range map[string]func() (*hindcast.Record, []hindcast.Answer){"outage": outage, "compromise": compromise, "bare": bareRecord} {
		t.Run(name, func(t *testing.T) {
			r, answers := make()
			out := Write(r, answers, WriteOptions{Draft: name == "bare"})
			path := filepath.Join("testdata", "write", name+".golden.md")
			if *update {
				if err := os.WriteFile(path, out, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(out)); diff != "" {
				t.Errorf("run with -update if this is meant: %s", diff)
			}
			doc, err := Read("x.md", out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range doc.Unread {
				t.Errorf("line %d is unread: %q: %s", u.Line, u.Text, u.Reason)
			}
			if diff := cmp.Diff(*canonicalRecord(r), doc.Record, ignoreLines); diff != "" {
				t.Error(diff)
			}
			if doc.Draft != (name == "bare") {
				t.Errorf("Draft = %v", doc.Draft)
			}
		})
	}
}
