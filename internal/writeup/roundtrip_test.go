package writeup

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pgregory.net/rapid"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/hindcast/sample"
)

func sampleRecord() *hindcast.Record {
	at := func(h, m int) time.Time { return time.Date(2026, 3, 4, h, m, 0, 0, time.UTC) }
	alice, bob := hindcast.Person{User: "usr_1", Name: "Alice Ames"}, hindcast.Person{Name: "Bob"}
	return &hindcast.Record{
		Incident: hindcast.Incident{ID: "inc_1", Key: "INC-42", Title: "Checkout returned 500 | for all", Kind: hindcast.Operational, State: hindcast.IncidentResolved,
			Severity: hindcast.P2, Services: []string{"checkout", "payments"}, Type: "database outage", TLP: hindcast.TLPAmber},
		Timeline: []hindcast.TimelineEvent{
			{ID: "e1", At: at(14, 2), Precision: hindcast.PrecisionMinute, Kind: hindcast.ChangeEvent, Text: "Deploy of `v2.1|beta` began <b>", Milestones: []hindcast.Milestone{hindcast.Began}, Actor: bob},
			{ID: "e2", At: at(14, 14).Add(5 * time.Second), Precision: hindcast.PrecisionExact, Kind: hindcast.Signal, Text: "Alert: error rate > 5 %", Milestones: []hindcast.Milestone{hindcast.Detected}, NoticedBy: hindcast.NoticedByMonitoring},
			{ID: "e3", At: at(14, 20), Precision: hindcast.PrecisionApproximate, Kind: hindcast.Join, Text: "Alice joined\nand took the lead", Actor: alice, Role: hindcast.IncidentLeader},
			{ID: "e4", At: at(15, 1), Precision: hindcast.PrecisionExact, Kind: hindcast.Communicated, Text: "Status page updated", Communication: &hindcast.Communication{Audience: hindcast.ToExternal, Channel: "status page"}},
			{ID: "e5", At: at(15, 30), Precision: hindcast.PrecisionMinute, Kind: hindcast.Note, Text: "Resolved", Milestones: []hindcast.Milestone{hindcast.Mitigated, hindcast.Resolved}},
		},
		Participants: []hindcast.Participant{{ID: "p1", Person: alice, Roles: []hindcast.Role{hindcast.IncidentLeader}}},
		Review: hindcast.Review{Summary: "A deploy broke checkout.\n\n- 14:02 it began\n- **Severity:** high", PrimaryCause: "No canary.", State: hindcast.ReviewDrafting,
			Factors:  []hindcast.ContributingFactor{{ID: "c1", Text: "No review of configuration changes", Primary: true}},
			FiveWhys: []hindcast.Why{{Question: "Why did it fail?", Answer: "Pool was exhausted"}},
			Findings: []hindcast.Finding{{ID: "f1", Kind: hindcast.Strength, Text: "Rollback took 2 minutes", Events: []hindcast.EventID{"e5"}}, {ID: "f2", Kind: hindcast.Weakness, Text: "No canary stage"}},
			Authors:  []hindcast.Person{alice},
		},
		Actions: []hindcast.Action{{ID: "a1", Finding: "f2", Title: "Add a canary stage", Owner: alice, Due: hindcast.Date{Year: 2026, Month: 4, Day: 1}, State: hindcast.ActionOpen, Change: hindcast.ChangeSystem, Hierarchy: hindcast.Stronger},
			{ID: "a2", Title: "Write the runbook", State: hindcast.ActionInProgress}},
		Impact: []hindcast.ImpactStatement{{ID: "i1", Text: "1,200 customers could not pay"}},
	}
}

var ignoreLines = cmp.Options{
	cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(hindcast.Origin{}, "Line"),
	cmpopts.IgnoreFields(hindcast.Record{}, "Source"),
	cmpopts.IgnoreFields(hindcast.StatedDuration{}, "Line"),
	cmpopts.IgnoreFields(hindcast.Section{}, "Line"),
}

func TestSample(t *testing.T) {
	r := sampleRecord()
	out := Write(r, nil, WriteOptions{Draft: true})
	fmt.Println(string(out))
	doc, err := Read("x.md", out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range doc.Unread {
		t.Errorf("unread %d %q: %s", u.Line, u.Text, u.Reason)
	}
	if diff := cmp.Diff(*canonicalRecord(r), doc.Record, ignoreLines); diff != "" {
		t.Error(diff)
	}
}

func TestWriteThenReadGivesTheSameRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sample.Record().Draw(t, "record")
		answers := sample.Answers(nil).Draw(t, "answers")
		out := Write(r, answers, WriteOptions{})
		doc, err := Read("x.md", out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*canonicalRecord(r), doc.Record, ignoreLines); diff != "" {
			t.Fatalf("%s\n%s", diff, out)
		}
		if again := Write(&doc.Record, answers, WriteOptions{}); !bytes.Equal(again, out) {
			t.Fatalf("written again it differs: %s", cmp.Diff(string(out), string(again)))
		}
	})
}
