package lint

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// complete returns a record that no rule has anything to say about.
func complete() *hindcast.Record {
	at := func(minute int) time.Time { return time.Date(2026, 3, 1, 9, minute, 0, 0, time.UTC) }
	event := func(minute, line int, text string, m ...hindcast.Milestone) hindcast.TimelineEvent {
		return hindcast.TimelineEvent{ID: hindcast.EventID(text), At: at(minute), Precision: hindcast.PrecisionMinute, Kind: hindcast.Note, Text: text,
			Milestones: m, Origin: hindcast.Origin{Line: line}}
	}
	ana, bo := hindcast.Person{Name: "Ana Ruiz"}, hindcast.Person{Name: "Bo"}
	return &hindcast.Record{
		Incident: hindcast.Incident{Title: "Sign-in down", Kind: hindcast.Operational, Severity: hindcast.P2},
		Timeline: []hindcast.TimelineEvent{
			event(1, 10, "certificate expired", hindcast.Began),
			event(9, 11, "alert fired", hindcast.Detected),
			event(12, 12, "on-call joined", hindcast.Responded),
			event(30, 13, "cause found", hindcast.CauseFound),
			event(40, 14, "certificate replaced", hindcast.Mitigated),
			event(50, 15, "all clear", hindcast.Resolved),
		},
		Participants: []hindcast.Participant{{Person: ana, Roles: []hindcast.Role{hindcast.IncidentLeader}, Origin: hindcast.Origin{Line: 5}},
			{Person: bo, Origin: hindcast.Origin{Line: 6}}},
		Impact: []hindcast.ImpactStatement{{Text: "nobody could sign in"}},
		Review: hindcast.Review{Summary: "Nobody could sign in.", PrimaryCause: "nothing watches expiry", Attendees: []hindcast.Person{ana, bo},
			Findings: []hindcast.Finding{
				{ID: "f1", Kind: hindcast.Strength, Text: "quick", Origin: hindcast.Origin{Line: 20}},
				{ID: "f2", Kind: hindcast.Weakness, Text: "no alert", Origin: hindcast.Origin{Line: 21}},
			}},
		Actions: []hindcast.Action{
			{ID: "a1", Finding: "f2", Title: "Alert 14 days before a certificate expires", Owner: ana, Due: hindcast.Date{Year: 2026, Month: 4, Day: 1},
				State: hindcast.ActionOpen, Change: hindcast.ChangeAlerting, Hierarchy: hindcast.Stronger, Origin: hindcast.Origin{Line: 30}},
			{ID: "a2", Title: "Teach the on-call crew how to renew by hand", Owner: bo, Due: hindcast.Date{Year: 2026, Month: 4, Day: 1},
				State: hindcast.ActionOpen, Change: hindcast.ChangeTraining, Hierarchy: hindcast.Weaker, Origin: hindcast.Origin{Line: 31}},
		},
	}
}

func TestRecord(t *testing.T) {
	tests := []struct {
		name   string
		change func(*hindcast.Record)
		want   []string
	}{
		{"complete", func(*hindcast.Record) {}, nil},
		{"no timeline", func(r *hindcast.Record) { r.Timeline = nil }, []string{"1 no-timeline problem"}},
		{"no timeline, below its heading", func(r *hindcast.Record) {
			r.Timeline = nil
			r.Sections = []hindcast.Section{{Heading: "Summary", Line: 2}, {Heading: "Timeline (UTC)", Line: 8}}
		}, []string{"8 no-timeline problem"}},
		{"starts at detection", func(r *hindcast.Record) { r.Timeline = r.Timeline[1:] }, []string{"11 timeline-starts-at-detection problem"}},
		{"starts with a change before", func(r *hindcast.Record) { r.Timeline[0].Milestones = nil }, []string{"1 milestone-missing problem"}},
		{"began and detected at once", func(r *hindcast.Record) {
			r.Timeline = r.Timeline[1:]
			r.Timeline[0].Milestones = []hindcast.Milestone{hindcast.Began, hindcast.Detected}
		}, []string{"11 timeline-starts-at-detection problem"}},
		{"began in the same minute", func(r *hindcast.Record) { r.Timeline[1].At = r.Timeline[0].At }, nil},
		{"responded and cause are not needed", func(r *hindcast.Record) { r.Timeline[2].Milestones, r.Timeline[3].Milestones = nil, nil }, nil},
		{"order", func(r *hindcast.Record) { r.Timeline[5].At = r.Timeline[0].At }, []string{"15 milestones-out-of-order problem"}},
		{"order within a minute", func(r *hindcast.Record) { r.Timeline[5].At = r.Timeline[4].At.Add(-30 * time.Second) }, nil},
		{"cause found last", func(r *hindcast.Record) { r.Timeline[3].At = r.Timeline[5].At.Add(time.Hour) }, nil},
		{"event without time", func(r *hindcast.Record) {
			r.Timeline = append(r.Timeline, hindcast.TimelineEvent{Text: "rollback", Precision: hindcast.PrecisionUnknown, Origin: hindcast.Origin{Line: 16}})
		}, []string{"16 event-without-time note"}},
		{"no severity", func(r *hindcast.Record) { r.Incident.Severity = 0 }, []string{"1 no-severity problem"}},
		{"severity by an event", func(r *hindcast.Record) {
			r.Incident.Severity, r.Timeline[1].Severity = 0, &hindcast.SeverityChange{To: hindcast.P1}
		}, nil},
		{"no impact", func(r *hindcast.Record) { r.Impact = nil }, []string{"1 no-impact problem"}},
		{"no impact of a near miss", func(r *hindcast.Record) { r.Impact, r.Incident.NearMiss = nil, true }, nil},
		{"no summary", func(r *hindcast.Record) { r.Review.Summary = " " }, []string{"1 no-summary note"}},
		{"no cause", func(r *hindcast.Record) { r.Review.PrimaryCause = "" }, []string{"1 no-cause problem"}},
		{"factors will do", func(r *hindcast.Record) {
			r.Review.PrimaryCause, r.Review.Factors = "", []hindcast.ContributingFactor{{Text: "x"}}
		}, nil},
		{"no findings", func(r *hindcast.Record) { r.Review.Findings = nil }, []string{"1 no-findings problem"}},
		{"no strengths", func(r *hindcast.Record) { r.Review.Findings = r.Review.Findings[1:] }, []string{"1 no-strengths note"}},
		{"only strengths", func(r *hindcast.Record) { r.Review.Findings, r.Actions = r.Review.Findings[:1], nil }, nil},
		{"no attendees", func(r *hindcast.Record) { r.Review.Attendees = nil }, []string{"1 no-attendees note"}},
		{"not invited", func(r *hindcast.Record) { r.Review.Attendees = r.Review.Attendees[:1] }, []string{"6 not-invited note"}},
		{"invited will do", func(r *hindcast.Record) {
			r.Review.Invited, r.Review.Attendees = r.Review.Attendees, r.Review.Attendees[:1]
		}, nil},
		{"no participants", func(r *hindcast.Record) { r.Participants = nil }, []string{"1 no-participants note"}},
		{"undisposed", func(r *hindcast.Record) { r.Actions[0].Finding = "f9" }, []string{"21 finding-without-disposition problem"}},
		{"no action says what it answers to", func(r *hindcast.Record) { r.Actions[0].Finding = "" }, []string{"21 finding-without-disposition note"}},
		{"lessons in prose", func(r *hindcast.Record) {
			r.Review.Findings, r.Sections = nil, []hindcast.Section{{Heading: "Lessons Learned", Line: 40, Text: "- much"}}
		}, []string{"40 no-findings note"}},
		{"lessons without a word", func(r *hindcast.Record) {
			r.Review.Findings, r.Sections = nil, []hindcast.Section{{Heading: "Lessons Learned", Line: 40, Text: "- \n"}}
		}, []string{"40 no-findings problem"}},
		{"near miss needs no mitigation", func(r *hindcast.Record) {
			r.Incident.NearMiss, r.Timeline = true, r.Timeline[:3]
		}, nil},
		{"risk accepted", func(r *hindcast.Record) {
			r.Actions[0].Finding = ""
			r.Review.Findings[1].Disposition = hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: hindcast.Person{Name: "Bo"}, Expires: hindcast.Date{Year: 2027, Month: 1, Day: 1}}
		}, nil},
		{"risk accepted for ever", func(r *hindcast.Record) {
			r.Review.Findings[1].Disposition = hindcast.Disposition{Kind: hindcast.AcceptedRisk, By: hindcast.Person{Name: "Bo"}}
		}, []string{"21 disposition-incomplete problem"}},
		{"no actions", func(r *hindcast.Record) { r.Actions = nil },
			[]string{"1 no-actions problem", "21 finding-without-disposition problem"}},
		{"no actions by decision", func(r *hindcast.Record) {
			r.Actions = nil
			r.Review.Findings[1].Disposition = hindcast.Disposition{Kind: hindcast.NoChange, By: hindcast.Person{Name: "Bo"}, Because: "retired"}
		}, []string{"1 no-actions note"}},
		{"owner missing", func(r *hindcast.Record) { r.Actions[0].Owner.Name = "" }, []string{"30 action-without-owner problem"}},
		{"owner to be decided", func(r *hindcast.Record) { r.Actions[0].Owner.Name = "_TBD_" }, []string{"30 action-without-owner problem"}},
		{"dropped action", func(r *hindcast.Record) { r.Actions[1].Owner.Name, r.Actions[1].State = "", hindcast.ActionDropped }, nil},
		{"two owners", func(r *hindcast.Record) { r.Actions[0].Owner.Name = "@ana, @bo" }, []string{"30 action-several-owners problem"}},
		{"owned by a team", func(r *hindcast.Record) { r.Actions[0].Owner.Name = "Platform team" }, []string{"30 action-owned-by-team note"}},
		{"deadline missing", func(r *hindcast.Record) { r.Actions[0].Due = hindcast.Date{} }, []string{"30 action-without-deadline problem"}},
		{"deadline is no day", func(r *hindcast.Record) { r.Actions[0].Due, r.Actions[0].DueText = hindcast.Date{}, "next sprint" },
			[]string{"30 deadline-not-a-day problem"}},
		{"deadline in the past", func(r *hindcast.Record) { r.Actions[0].Due.Year = 2025 }, []string{"30 deadline-before-incident problem"}},
		{"deadline on the day", func(r *hindcast.Record) { r.Actions[0].Due = hindcast.Date{Year: 2026, Month: 3, Day: 1} }, nil},
		{"kind missing", func(r *hindcast.Record) { r.Actions[0].Change = "" }, []string{"30 action-without-kind problem"}},
		{"only weaker", func(r *hindcast.Record) { r.Actions[0].Hierarchy = hindcast.Weaker }, []string{"1 only-weaker-actions note"}},
		{"only weaker by words", func(r *hindcast.Record) {
			r.Actions[0].Hierarchy, r.Actions[0].Title = "", "Remind everybody of the checklist"
		},
			[]string{"1 only-weaker-actions note"}},
		{"weaker by a reader's guess", func(r *hindcast.Record) {
			for i := range r.Actions {
				r.Actions[i].Hierarchy, r.Actions[i].Title, r.Actions[i].Origin.Rule = hindcast.Weaker, "Alert on expiry, consider both ends", "hierarchy:action-words"
			}
		}, nil},
		{"verified without proof", func(r *hindcast.Record) { r.Actions[0].State = hindcast.ActionVerified }, []string{"30 verified-without-proof problem"}},
		{"verified", func(r *hindcast.Record) {
			r.Actions[0].State = hindcast.ActionVerified
			r.Actions[0].Proofs = []hindcast.Proof{{Results: []hindcast.ProofResult{{Outcome: hindcast.Holds}}}}
		}, nil},
		{"vague", func(r *hindcast.Record) { r.Actions[0].Title = "Improve monitoring" }, []string{"30 vague-action note"}},
	}
	covered := map[string]bool{"left-over-template": true, "allow-incomplete": true} // in TestCheck
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := complete()
			test.change(r)
			var got []string
			for _, h := range Record(r) {
				got = append(got, strings.Join([]string{strconv.Itoa(h.Line), h.Rule, string(h.Level)}, " "))
				covered[h.Rule] = true
				if h.Message == "" || h.Ask == "" {
					t.Errorf("%s has no message or question", h.Rule)
				}
			}
			slices.Sort(got)
			slices.Sort(test.want)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, rule := range Rules() {
		if rule.Kind != Language && !covered[rule.ID] {
			t.Errorf("no case finds %s", rule.ID)
		}
	}
}

func TestOwners(t *testing.T) {
	const open, team, one, several = -1, 0, 1, 2
	tests := map[string]int{
		"Ana Ruiz": one, "@ana": one, "Ana (Platform, SRE)": one, "Ruiz, Platform team": one, "Ana / Platform": one, "O'Neil-Smith": one,
		"Alexander": one, "Orlando Andrade": one, "ana@example.org": one, "SRE team (Ana)": team, "Ana, TBD": one,
		"": open, "–": open, "tbd": open, "[Name]": open, "?": open, "_To record: one person._": open, "N/A": open, "@handle": open,
		"Ana, Bo": several, "Ana and Bo": several, "Ana & Bo": several, "@ana @bo": several, "Ana/Bo": several, "Ana + Bo": several, "Ana; Bo": several,
		"Platform team": team, "everyone": team, "SRE": team, "Payments squad": team, "Platform and Security": team,
	}
	for owner, want := range tests {
		got := people(owner)
		if unnamed(owner) {
			got = open
		}
		if got != want {
			t.Errorf("%q: got %d, want %d", owner, got, want)
		}
	}
}

func TestVague(t *testing.T) {
	yes := []string{"Improve monitoring", "improve our monitoring and alerting", "Better documentation", "Be more careful", "Look into the memory usage",
		"Investigate the exporter", "Ensure this does not happen again", "Make sure it never happens again", "Improve communication", "More testing",
		"We need to improve our test coverage", "Fix the issue", "Monitor the situation", "Keep an eye on the queue", "Consider a second region",
		"Discuss alerting", "Enhance observability across the board", "Increase awareness", "Review the process", "**Improve monitoring**",
		"Pay more attention to alerts", "Think about failover", "Strengthen security", "Update documentation", "Prevent similar incidents in the future", "Figure out how to test it"}
	no := []string{"Improve monitoring of queue age: page above 5 minutes", "Add an alert on certificate expiry within 14 days", "Investigate the exporter and write down what it needs",
		"Investigate memory use by 2026-04-01", "Remove the default profile", "Monitor 5xx of the API server", "Update `deploy.sh` to ask for the cluster",
		"Fix the off-by-one in the rotation job", "Document the renewal of the KIAM certificate", "Increase the connection limit to 500", "Review the 14 noisy alerts",
		"Add alert when logs stop arriving", "Keep the last three releases", "Follow the vendor's status feed in #ops", "Look into the lock contention and report at the SRE meeting",
		"Investigate whether the plugins are maintained", "Run a tabletop on key compromise", "Ensure that every replica has a readiness probe", "Better error message for a full disk", "", "Upgrade Traefik to 2.5"}
	for _, title := range yes {
		if vague(title) == "" {
			t.Errorf("%q should be vague", title)
		}
	}
	for _, title := range no {
		if vague(title) != "" {
			t.Errorf("%q should not be vague", title)
		}
	}
}
