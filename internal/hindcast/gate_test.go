package hindcast_test

import (
	"slices"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// signable is a record, answers and involved people that pass every gate.
func signable() (*hindcast.Record, []hindcast.Answer, []hindcast.Person) {
	r := &hindcast.Record{
		Incident: hindcast.Incident{Title: "Checkout down", Kind: hindcast.Operational, Severity: hindcast.P2},
		Review: hindcast.Review{Invited: []hindcast.Person{ada}, Attendees: []hindcast.Person{grace},
			Findings: []hindcast.Finding{
				{ID: "f1", Kind: hindcast.Weakness, Text: "Nobody watched the queue", Disposition: hindcast.Disposition{Kind: hindcast.DisposedAction}},
				{ID: "f2", Kind: hindcast.Strength, Text: "The rollback took a minute"},
			}},
		Actions: []hindcast.Action{{Finding: "f1", Title: "Watch the queue", Owner: ada, Due: hindcast.Date{Year: 2026, Month: 4, Day: 1},
			State: hindcast.ActionOpen, Change: hindcast.ChangeMonitoring, Hierarchy: hindcast.Stronger}},
	}
	var answers []hindcast.Answer
	for _, q := range hindcast.Questions() {
		answers = append(answers, hindcast.Answer{Question: q, Verdict: hindcast.Met})
	}
	return r, answers, []hindcast.Person{ada, grace}
}

func allGates() hindcast.Gates {
	on := hindcast.Gate{hindcast.P2: true}
	return hindcast.Gates{QuestionsAnswered: on, WeaknessesDisposed: on, ActionsComplete: on, EveryoneInvited: on, WarnOnlyWeaker: on, WarnNothingTangible: on}
}

func TestSignOffGates(t *testing.T) {
	type situation struct {
		record   *hindcast.Record
		answers  []hindcast.Answer
		involved []hindcast.Person
	}
	line := func(gate, field, message string) hindcast.GateFinding {
		return hindcast.GateFinding{Gate: gate, Field: field, Message: message}
	}
	warning := func(gate, message string) hindcast.GateFinding {
		return hindcast.GateFinding{Gate: gate, Field: "actions", Message: message, Warning: true}
	}
	onlyWeaker := warning("only_weaker_actions", "only weaker actions were chosen: they rely on people remembering")
	nothing := warning("nothing_tangible", "this review changes nothing tangible")
	for _, c := range []struct {
		name   string
		change func(*situation)
		want   []hindcast.GateFinding
	}{
		{"nothing missing", func(*situation) {}, nil},
		{"not computable", func(s *situation) { s.answers[2].Verdict = hindcast.NotComputable }, []hindcast.GateFinding{
			line("question_unanswered", "answers.people", `nobody answered "Were the right people involved early enough?", and the record cannot`)}},
		{"not computable, yet people answered", func(s *situation) {
			s.answers[2] = hindcast.Answer{Question: hindcast.AskPeople, Verdict: hindcast.NotComputable, People: []hindcast.PersonVerdict{{By: ada, Verdict: hindcast.Met}}}
		}, nil},
		{"not applicable is an answer", func(s *situation) { s.answers[3].Verdict = hindcast.NotApplicable }, nil},
		{"an answer is not there", func(s *situation) { s.answers = s.answers[1:] }, []hindcast.GateFinding{
			line("question_unanswered", "answers.detection", `nobody answered "Was it detected as quickly as it should have been?", and the record cannot`)}},
		{"weakness without disposition", func(s *situation) { s.record.Review.Findings[0].Disposition.Kind = hindcast.Undisposed }, []hindcast.GateFinding{
			line("weakness_without_disposition", "review.findings[0]", `nothing was decided about the weakness "Nobody watched the queue"`)}},
		{"luck needs no disposition", func(s *situation) { s.record.Review.Findings[1].Kind = hindcast.Luck }, nil},
		{"action without owner", func(s *situation) { s.record.Actions[0].Owner = hindcast.Person{} }, []hindcast.GateFinding{
			line("action_incomplete", "actions[0]", `the action "Watch the queue" has no owner`)}},
		{"a sprint is no deadline", func(s *situation) {
			s.record.Actions[0].Due, s.record.Actions[0].DueText = hindcast.Date{}, "next sprint"
		},
			[]hindcast.GateFinding{line("action_incomplete", "actions[0]", `the action "Watch the queue" has no deadline`)}},
		{"action without kind of change", func(s *situation) { s.record.Actions[0].Change = "" }, []hindcast.GateFinding{
			line("action_incomplete", "actions[0]", `the action "Watch the queue" has no kind of change`)}},
		{"a dropped action may be incomplete, but changes nothing", func(s *situation) {
			s.record.Actions[0] = hindcast.Action{Title: "x", State: hindcast.ActionDropped, Hierarchy: hindcast.Weaker}
		}, []hindcast.GateFinding{nothing}},
		{"somebody not invited", func(s *situation) {
			s.involved = append(s.involved, hindcast.Person{Name: "Linus"}, hindcast.Person{Name: "linus"})
		},
			[]hindcast.GateFinding{line("not_invited", "review.invited", "Linus took part and was not invited")}},
		{"the facilitator needs no invitation", func(s *situation) { s.record.Review.Invited, s.record.Review.Facilitator = nil, ada }, nil},
		{"invited by name, involved as user", func(s *situation) { s.record.Review.Invited = []hindcast.Person{{Name: "ada"}} }, nil},
		{"only weaker actions", func(s *situation) { s.record.Actions[0].Hierarchy = hindcast.Weaker }, []hindcast.GateFinding{onlyWeaker}},
		{"the strong one was dropped", func(s *situation) {
			weak, strong := s.record.Actions[0], s.record.Actions[0]
			weak.Hierarchy, strong.State = hindcast.Weaker, hindcast.ActionDropped
			s.record.Actions = []hindcast.Action{weak, strong}
		}, []hindcast.GateFinding{onlyWeaker}},
		{"a level not stated is not called weaker", func(s *situation) { s.record.Actions[0].Hierarchy = "" }, nil},
		{"no action", func(s *situation) { s.record.Actions = nil }, []hindcast.GateFinding{nothing}},
		{"no action after a near miss", func(s *situation) { s.record.Actions, s.record.Incident.NearMiss = nil, true }, nil},
		{"no action, only strengths", func(s *situation) { s.record.Actions, s.record.Review.Findings = nil, s.record.Review.Findings[1:] }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s situation
			s.record, s.answers, s.involved = signable()
			c.change(&s)
			policy := hindcast.Policy{Gates: allGates()}
			if got := hindcast.SignOffGates(s.record, s.answers, policy, s.involved); !slices.Equal(got, c.want) {
				t.Errorf("%+v\nwant %+v", got, c.want)
			}
			policy.Gates = hindcast.Gates{}
			if got := hindcast.SignOffGates(s.record, s.answers, policy, s.involved); len(got) > 0 {
				t.Errorf("with every gate off: %+v", got)
			}
			s.record.Incident.Severity = hindcast.P3
			if got := hindcast.SignOffGates(s.record, s.answers, hindcast.Policy{Gates: allGates()}, s.involved); len(got) > 0 {
				t.Errorf("with every gate off at P3: %+v", got)
			}
		})
	}
}

func TestGateOn(t *testing.T) {
	g := hindcast.Gate{hindcast.P1: true, hindcast.P3: true}
	for s, want := range map[hindcast.Severity]bool{hindcast.P1: true, hindcast.P2: false, hindcast.P3: true, hindcast.SeverityNone: true} {
		if g.On(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
	if hindcast.Gate(nil).On(hindcast.P1) {
		t.Error("a gate nobody turned on is on")
	}
}
