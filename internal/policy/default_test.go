package policy_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

const day = 24 * time.Hour

func span(d time.Duration) hindcast.Span { return hindcast.Span{Duration: d} }

func business(n int) hindcast.Span { return hindcast.Span{BusinessDays: n} }

func role(r hindcast.Role, minutes int) hindcast.RoleDeadline {
	return hindcast.RoleDeadline{Role: r, Within: time.Duration(minutes) * time.Minute}
}

// TestDefaultLevels states the table of the default policy row by row, so that
// neither the text nor the reader can change a number unnoticed.
func TestDefaultLevels(t *testing.T) {
	p := policy.Default()
	spans := []struct {
		row  string
		of   func(hindcast.Level) hindcast.Span
		want [5]hindcast.Span
	}{
		{"began → detected", func(l hindcast.Level) hindcast.Span { return l.Detect },
			[5]hindcast.Span{span(5 * time.Minute), span(15 * time.Minute), span(time.Hour), span(day), {}}},
		{"detected → responded", func(l hindcast.Level) hindcast.Span { return l.Respond },
			[5]hindcast.Span{span(5 * time.Minute), span(15 * time.Minute), span(4 * time.Hour), business(2), {}}},
		{"detected → cause found", func(l hindcast.Level) hindcast.Span { return l.FindCause },
			[5]hindcast.Span{span(2 * time.Hour), span(8 * time.Hour), span(2 * day), {}, {}}},
		{"detected → mitigated", func(l hindcast.Level) hindcast.Span { return l.Mitigate },
			[5]hindcast.Span{span(time.Hour), span(4 * time.Hour), span(day), {}, {}}},
		{"detected → resolved", func(l hindcast.Level) hindcast.Span { return l.Resolve },
			[5]hindcast.Span{span(day), span(3 * day), span(7 * day), {}, {}}},
		{"external first", func(l hindcast.Level) hindcast.Span { return l.External.First },
			[5]hindcast.Span{span(30 * time.Minute), span(time.Hour), span(4 * time.Hour), {}, {}}},
		{"external every", func(l hindcast.Level) hindcast.Span { return l.External.Every },
			[5]hindcast.Span{span(time.Hour), span(2 * time.Hour), span(day), {}, {}}},
		{"external after resolution", func(l hindcast.Level) hindcast.Span { return l.External.Closing },
			[5]hindcast.Span{span(2 * time.Hour), span(4 * time.Hour), span(day), {}, {}}},
		{"internal update every", func(l hindcast.Level) hindcast.Span { return l.InternalEvery },
			[5]hindcast.Span{span(30 * time.Minute), span(time.Hour), span(4 * time.Hour), {}, {}}},
		{"review due after resolution", func(l hindcast.Level) hindcast.Span { return l.ReviewDue },
			[5]hindcast.Span{span(3 * day), business(5), span(7 * day), {}, {}}},
	}
	for _, row := range spans {
		for i, s := range hindcast.Severities() {
			if got := row.of(p.Levels[s]); got != row.want[i] {
				t.Errorf("%s at %s: %s, want %s", row.row, s, got, row.want[i])
			}
		}
	}
	for s, want := range map[hindcast.Severity]bool{hindcast.P1: false, hindcast.P2: false, hindcast.P3: false, hindcast.P4: true, hindcast.P5: false} {
		if p.Levels[s].ReviewOptional != want {
			t.Errorf("review on request at %s: %v", s, !want)
		}
	}
}

func TestDefaultRoles(t *testing.T) {
	want := map[hindcast.Severity][]hindcast.RoleDeadline{
		hindcast.P1: {role(hindcast.IncidentLeader, 15), role(hindcast.Scribe, 30), role(hindcast.CommunicationManager, 30),
			role(hindcast.SME, 30), role(hindcast.DecisionMaker, 30)},
		hindcast.P2: {role(hindcast.IncidentLeader, 15), role(hindcast.Scribe, 30), role(hindcast.CommunicationManager, 60)},
		hindcast.P3: {role(hindcast.IncidentLeader, 240)},
		hindcast.P4: nil,
		hindcast.P5: nil,
	}
	for s, l := range policy.Default().Levels {
		if diff := cmp.Diff(want[s], l.Roles); diff != "" {
			t.Errorf("%s: %s", s, diff)
		}
	}
}

func TestDefaultCriteria(t *testing.T) {
	want := map[hindcast.Severity][]hindcast.Clause{
		hindcast.P1: {
			{Text: "losses", Losses: true},
			{Text: "an active adversary and funds or records within reach", ActiveAdversary: true, FundsOrRecords: true},
			{Text: "at least 1,000 records exposed", MinRecords: 1000},
			{Text: "a core service fully down for all users", CoreServiceDown: true, AllUsers: true},
		},
		hindcast.P2: {
			{Text: "at least 1,000 users affected", MinUsers: 1000},
			{Text: "a core service fully down for at least 30 min", CoreServiceDown: true, DownFor: 30 * time.Minute},
			{Text: "funds at risk", FundsAtRisk: true},
		},
		hindcast.P3: {{Text: "at least 10 users affected", MinUsers: 10}, {Text: "a service degraded", ServiceDegraded: true}},
		hindcast.P4: {{Text: "any user affected", AnyUsersAffected: true}},
		hindcast.P5: {{Text: "any incident", Any: true}},
	}
	for s, l := range policy.Default().Levels {
		if diff := cmp.Diff(want[s], l.Criteria); diff != "" {
			t.Errorf("%s: %s", s, diff)
		}
	}
}

func TestDefaultRest(t *testing.T) {
	all := hindcast.Gate{hindcast.P1: true, hindcast.P2: true, hindcast.P3: true, hindcast.P4: true, hindcast.P5: true}
	want := hindcast.Policy{
		Name: "Default policy",
		Calendar: hindcast.Calendar{Zone: time.UTC, Workdays: [7]bool{time.Monday: true, time.Tuesday: true,
			time.Wednesday: true, time.Thursday: true, time.Friday: true}},
		Runbooks: hindcast.RunbookRules{Freshness: 180 * day, FollowedMet: 0.7, FollowedPart: 0.3, RequiredUpTo: hindcast.P3},
		Evidence: hindcast.EvidenceRules{KeyEventShare: 0.6},
		Reviews: hindcast.ReviewRules{DraftBefore: day, Meeting: time.Hour, Walkthrough: 40 * time.Minute, FacilitatorOutside: true,
			SettleWithin: 2 * day, DowngradeFrom: hindcast.P3, OutsiderUpTo: hindcast.P2, PeopleLateTwice: 2},
		Actions: hindcast.ActionRules{
			DueDays:       map[hindcast.Priority]int{hindcast.HighPriority: 15, hindcast.MediumPriority: 30, hindcast.LowPriority: 60},
			RemindHalfway: true, RemindBefore: []int{2, 0}, EscalateAfter: 7, VerifyEvery: day, EffectCheckDays: []int{30, 90},
			Approvers: map[hindcast.ChangeKind][]string{},
		},
		Publishing: hindcast.PublishingRules{Preliminary: 72 * time.Hour, Final: 14 * day},
		Gates: hindcast.Gates{QuestionsAnswered: all, WeaknessesDisposed: all, ActionsComplete: all, EveryoneInvited: all,
			WarnOnlyWeaker: all, WarnNothingTangible: all, VerifiedByProof: all, ApproverNotAuthor: all, RedactionsDecided: all},
	}
	got := policy.Default()
	got.Levels = nil
	if diff := cmp.Diff(want, got, sameZone(), cmpopts.IgnoreFields(hindcast.Policy{}, "Revision"), cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// TestDefaultIsItsOwnFile checks that saving the printed policy and giving it
// back changes nothing but the name it goes by, and that callers share nothing.
func TestDefaultIsItsOwnFile(t *testing.T) {
	want := policy.Default()
	got, err := policy.Parse("policy.yaml", policy.Text())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, sameZone()); diff != "" {
		t.Error(diff)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
	got.Levels[hindcast.P1] = hindcast.Level{}
	got.Gates.QuestionsAnswered[hindcast.P1] = false
	if diff := cmp.Diff(want, policy.Default(), sameZone()); diff != "" {
		t.Error("one caller's change reached another:", diff)
	}
}

// sameZone compares zones by name.
func sameZone() cmp.Option {
	return cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
}

// TestCommentedExamples checks that the examples in the default policy work when
// the # before them is removed, which is how people will use them.
func TestCommentedExamples(t *testing.T) {
	example := regexp.MustCompile(`(?m)^#(   ? ?[-a-z ])`)
	_, settings, found := strings.Cut(string(policy.Text()), "\nlevels:")
	if !found {
		t.Fatal("the default policy has no levels")
	}
	text := "levels:" + example.ReplaceAllString(settings, "$1")
	p, err := policy.Parse("policy.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(p.Services) != 1 || len(p.Calendar.Holidays) != 2 || len(p.EvidenceSources) != 1 || len(p.Actions.Approvers) != 2 {
		t.Errorf("%d services, %d holidays, %d sources, %d approvers", len(p.Services), len(p.Calendar.Holidays),
			len(p.EvidenceSources), len(p.Actions.Approvers))
	}
}

// TestDefaultIsReadable keeps the printed policy to what a terminal shows well.
func TestDefaultIsReadable(t *testing.T) {
	for n, line := range strings.Split(string(policy.Text()), "\n") {
		if width := utf8.RuneCountInString(line); width > 100 || strings.ContainsAny(line, "\t\r") || strings.TrimRight(line, " ") != line {
			t.Errorf("line %d is %d wide, or holds a tab or trailing space: %s", n+1, width, line)
		}
	}
}
