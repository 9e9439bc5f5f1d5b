package reviews_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// room is a service over a fresh database with one incident in it.
type room struct {
	*reviews.Service
	t        *testing.T
	st       *store.Store
	policy   *hindcast.Policy
	incident hindcast.Incident
	event    hindcast.EventID
}

var (
	ctx         = context.Background()
	admin       = storetest.Admin()
	facilitator = hindcast.Actor{User: "usr_fay", Name: "Fay Fern", Role: hindcast.Facilitator}
	ada         = storetest.Member("ada")
	ben         = storetest.Member("ben")
	viewer      = hindcast.Actor{User: "usr_vic", Name: "Vic", Role: hindcast.Viewer}
)

func each(t *testing.T, test func(t *testing.T, r room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		p := policy.Default()
		r := room{t: t, st: st, policy: &p}
		r.Service = reviews.New(st, func(context.Context) (hindcast.Policy, error) { return *r.policy, nil }, db.Config.Now)
		resolved := hindcast.TimelineEvent{ID: "e1", At: time.Date(2026, 2, 27, 12, 0, 0, 0, time.UTC), Precision: hindcast.PrecisionMinute,
			Kind: hindcast.Note, Text: "It is over", Milestones: []hindcast.Milestone{hindcast.Resolved}}
		err := st.Update(ctx, admin, func(tx *store.Tx) error {
			r.incident = hindcast.Incident{ID: "inc_1", Key: "INC-1", Title: "Queue stuck", Kind: hindcast.Operational, Severity: hindcast.P2,
				State: hindcast.IncidentResolved, Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now()}
			if err := tx.Incidents().Add("incident.opened", r.incident.ID, &r.incident); err != nil {
				return err
			}
			r.event = resolved.ID
			if err := tx.Events().Add("event.added", r.incident.ID, &resolved); err != nil {
				return err
			}
			return tx.Participants().Add("participant.added", r.incident.ID, &hindcast.Participant{ID: "par_1", Person: ada.Person(), Roles: []hindcast.Role{hindcast.IncidentLeader}})
		})
		if err != nil {
			t.Fatal(err)
		}
		test(t, r)
		if v, err := st.Verify(ctx, store.VerifyOptions{}); err != nil || len(v.Problems) > 0 {
			t.Errorf("verify: %v, %v", v.Problems, err)
		}
	})
}

func (r room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r room) refused(code hindcast.Code, what string, err error) {
	r.t.Helper()
	if hindcast.CodeOf(err) != code {
		r.t.Errorf("%s: got %v, want %s", what, err, code)
	}
}

// opened opens the review with the facilitator, and begins it.
func (r room) opened() hindcast.Review {
	r.t.Helper()
	_, _, err := r.Open(ctx, admin, "INC-1", reviews.Plan{Facilitator: facilitator.Person()})
	r.must(err)
	return r.moved(hindcast.ReviewDrafting, "")
}

func (r room) review() hindcast.Review {
	r.t.Helper()
	v, err := r.View(ctx, admin, "INC-1")
	r.must(err)
	return v.Record.Review
}

func (r room) moved(to hindcast.ReviewState, reason string) hindcast.Review {
	r.t.Helper()
	review, err := r.Move(ctx, facilitator, "INC-1", to, reason, r.review().Version)
	r.must(err)
	return review
}

// ready answers every question and invites everybody, so that nothing stands
// before sign-off.
func (r room) ready() {
	r.t.Helper()
	for _, q := range hindcast.Questions() {
		_, err := r.Answer(ctx, ada, "INC-1", q, hindcast.Partly, "as I saw it", 0)
		r.must(err)
	}
	r.must(r.OpenAnswers(ctx, facilitator, "INC-1"))
	_, err := r.Invite(ctx, facilitator, "INC-1", ada.Person())
	r.must(err)
}

func TestOpenAndSchedule(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		_, _, err := r.Open(ctx, ben, "INC-1", reviews.Plan{Facilitator: ben.Person()})
		r.refused(hindcast.Forbidden, "a member opens a review", err)
		review, warnings, err := r.Open(ctx, admin, "INC-1", reviews.Plan{Facilitator: ada.Person()})
		r.must(err)
		if len(warnings) != 1 || !strings.Contains(warnings[0], "took part") {
			t.Errorf("warnings: %q", warnings)
		}
		if want := time.Date(2026, 3, 6, 12, 0, 0, 0, time.UTC); !review.DueAt.Equal(want) {
			t.Errorf("due %s, want %s: five business days", review.DueAt, want)
		}
		_, _, err = r.Open(ctx, admin, "INC-1", reviews.Plan{})
		r.refused(hindcast.Conflict, "a second review", err)
		_, _, err = r.Schedule(ctx, admin, "INC-1", reviews.Plan{Facilitator: facilitator.Person()}, review.Version+1)
		r.refused(hindcast.Stale, "a stale plan", err)
		review, warnings, err = r.Schedule(ctx, ada, "INC-1", reviews.Plan{Facilitator: facilitator.Person(), DueAt: review.DueAt.AddDate(0, 1, 0)}, review.Version)
		r.must(err) // ada runs it as its facilitator, though a member
		if review.Facilitator != facilitator.Person() || len(warnings) != 1 || !strings.Contains(warnings[0], "later than") {
			t.Errorf("%v, %q", review.Facilitator, warnings)
		}
		_, _, err = r.Schedule(ctx, ada, "INC-1", reviews.Plan{}, review.Version)
		r.refused(hindcast.Forbidden, "who is facilitator no more", err)
	})
}

func TestChange(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		review := r.opened()
		_, err := r.Change(ctx, viewer, "INC-1", reviews.Writeup{Summary: "x"}, review.Version)
		r.refused(hindcast.Forbidden, "a viewer writes", err)
		text := reviews.Writeup{Summary: "The queue stood still", Factors: []hindcast.ContributingFactor{{Text: "Nobody watches the queue", Primary: true}}}
		after, err := r.Change(ctx, ben, "INC-1", text, review.Version)
		r.must(err)
		if after.Summary != text.Summary || after.Factors[0].ID == "" || !slices.Contains(after.Authors, ben.Person()) {
			t.Errorf("%+v", after)
		}
		_, err = r.Change(ctx, ben, "INC-1", text, review.Version)
		r.refused(hindcast.Stale, "a stale text", err)
		text.Factors = []hindcast.ContributingFactor{{Text: "a", Primary: true}, {Text: "b", Primary: true}}
		_, err = r.Change(ctx, ben, "INC-1", text, after.Version)
		r.refused(hindcast.Invalid, "two primary factors", err)
		_, err = r.Change(ctx, ben, "INC-9", text, 1)
		r.refused(hindcast.NotFound, "no such incident", err)
	})
}

func TestFactorsAreKnownToThoseWhoMaySee(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		review := r.opened()
		first, err := r.Change(ctx, ben, "INC-1", reviews.Writeup{Factors: []hindcast.ContributingFactor{{Text: "Nobody watches the Queue"}}}, review.Version)
		r.must(err)
		r.must(r.st.Update(ctx, admin, func(tx *store.Tx) error {
			i := hindcast.Incident{ID: "inc_2", Key: "INC-2", Title: "secret", Kind: hindcast.SecurityIncident, State: hindcast.IncidentActive,
				Visibility: hindcast.Restricted, CreatedAt: tx.Now(), CreatedBy: ada.Person()}
			if err := tx.Incidents().Add("incident.opened", i.ID, &i); err != nil {
				return err
			}
			return tx.Reviews().Add("review.opened", i.ID, &hindcast.Review{ID: "rev_2", State: hindcast.ReviewDrafting,
				Factors: []hindcast.ContributingFactor{{ID: "fac_2", Text: "A queue key in plain text"}}})
		}))
		for _, c := range []struct {
			by   hindcast.Actor
			want int
		}{{ben, 1}, {admin, 1}, {ada, 2}} {
			found, err := r.Factors(ctx, c.by, "QUEUE")
			r.must(err)
			if len(found) != c.want {
				t.Errorf("%s finds %v", c.by.Name, found)
			}
		}
		second, err := r.Change(ctx, ada, "INC-2", reviews.Writeup{Factors: []hindcast.ContributingFactor{{Text: "nobody  watches the queue"}}}, 1)
		r.must(err)
		if second.Factors[0].ID != first.Factors[0].ID {
			t.Errorf("the same factor has two identifiers: %v, %v", first.Factors, second.Factors)
		}
		if found, _ := r.Factors(ctx, ada, "plain text"); len(found) != 0 {
			t.Errorf("a factor nobody names any more: %v", found)
		}
	})
}

// TestTransitions tries every pair of states.
func TestTransitions(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		r.ready()
		paths := map[hindcast.ReviewState][]hindcast.ReviewState{
			hindcast.ReviewDrafting: {}, hindcast.ReviewInReview: {hindcast.ReviewInReview},
			hindcast.ReviewSignedOff: {hindcast.ReviewInReview, hindcast.ReviewSignedOff}, hindcast.ReviewWaived: {hindcast.ReviewWaived},
		}
		for from, path := range paths {
			for _, to := range hindcast.ReviewStates() {
				for _, step := range path {
					r.moved(step, "so it was decided")
				}
				now := r.review()
				_, want := hindcast.Move(hindcast.ReviewTransitions(), from, to, "why")
				after, err := r.Move(ctx, facilitator, "INC-1", to, "why", now.Version)
				if hindcast.CodeOf(err) != hindcast.CodeOf(want) {
					t.Errorf("%s to %s: %v, want %v", from, to, err, want)
				}
				if err == nil && after.State != to {
					t.Errorf("%s to %s: it is %s", from, to, after.State)
				}
				r.back()
			}
		}
		_, err := r.Move(ctx, ben, "INC-1", hindcast.ReviewInReview, "", r.review().Version)
		r.refused(hindcast.Forbidden, "a member moves it", err)
		_, err = r.Move(ctx, facilitator, "INC-1", hindcast.ReviewInReview, "", r.review().Version+1)
		r.refused(hindcast.Stale, "a stale move", err)
		_, err = r.Move(ctx, facilitator, "INC-1", hindcast.ReviewWaived, " ", r.review().Version)
		r.refused(hindcast.Invalid, "a waiver without a reason", err)
	})
}

// back brings the review to drafting from wherever it is.
func (r room) back() {
	r.t.Helper()
	if r.review().State != hindcast.ReviewDrafting {
		r.moved(hindcast.ReviewDrafting, "again")
	}
}

func TestSignOffFreezes(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		r.moved(hindcast.ReviewInReview, "")
		_, err := r.Move(ctx, facilitator, "INC-1", hindcast.ReviewSignedOff, "", r.review().Version)
		r.refused(hindcast.Conflict, "sign-off before its gates", err)
		if gates, err := r.Gates(ctx, viewer, "INC-1"); err != nil || len(gates) == 0 {
			t.Errorf("gates: %v, %v", gates, err)
		}
		r.ready()
		signed := r.moved(hindcast.ReviewSignedOff, "")
		if len(signed.Answers) != 7 || len(signed.Answers[0].People) != 1 || signed.PolicyUsed == "" || len(signed.Rounds) != 1 || signed.Rounds[0].SignedBy != facilitator.Person() {
			t.Errorf("signed: %+v", signed)
		}
		if i, _ := r.st.Incident(ctx, admin, "INC-1"); i.State != hindcast.IncidentClosed {
			t.Errorf("the incident is %s", i.State)
		}
		before, _ := r.View(ctx, viewer, "INC-1")
		level := r.policy.Levels[hindcast.P2]
		level.Detect = hindcast.Span{Duration: time.Second}
		r.policy.Levels[hindcast.P2], r.policy.Revision = level, "another"
		after, err := r.View(ctx, viewer, "INC-1")
		r.must(err)
		if a, b := text(t, before.Answers), text(t, after.Answers); a != b || after.Gates != nil {
			t.Errorf("a later policy changed what was signed:\n%s\n%s", a, b)
		}
		_, err = r.Change(ctx, facilitator, "INC-1", reviews.Writeup{}, signed.Version)
		r.refused(hindcast.Conflict, "a change of what is signed", err)
		_, err = r.Answer(ctx, ben, "INC-1", hindcast.AskPeople, hindcast.Met, "", 0)
		r.refused(hindcast.Conflict, "an answer to what is signed", err)

		again := r.moved(hindcast.ReviewDrafting, "a log turned up")
		if len(again.Answers) != 0 || len(again.Rounds) != 1 || again.Rounds[0].ReopenReason != "a log turned up" || len(again.Rounds[0].Answers) != 7 {
			t.Errorf("reopened: %+v", again)
		}
		if i, _ := r.st.Incident(ctx, admin, "INC-1"); i.State != hindcast.IncidentResolved {
			t.Errorf("the incident is %s", i.State)
		}
		r.moved(hindcast.ReviewInReview, "")
		if second := r.moved(hindcast.ReviewSignedOff, ""); len(second.Rounds) != 2 || second.PolicyUsed != "another" {
			t.Errorf("signed again: %+v", second)
		}
		r.back()
		r.moved(hindcast.ReviewWaived, "merged into another review")
		if v, err := r.View(ctx, viewer, "INC-1"); err != nil || v.Because != "merged into another review" {
			t.Errorf("because %q, %v", v.Because, err)
		}
	})
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestFindings(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		_, err := r.AddFinding(ctx, ben, "INC-1", reviews.Finding{Kind: hindcast.Weakness, Text: "Nobody looked", Events: []hindcast.EventID{"e9"}})
		r.refused(hindcast.Invalid, "a finding that cites nothing there is", err)
		f, err := r.AddFinding(ctx, facilitator, "INC-1", reviews.Finding{Kind: hindcast.Weakness, Text: "The queue has no alert", Events: []hindcast.EventID{r.event}})
		r.must(err)
		id := f.Value.ID
		_, err = r.ChangeFinding(ctx, ben, id, reviews.Finding{Kind: hindcast.Weakness, Text: "changed"}, f.Version+1)
		r.refused(hindcast.Stale, "a stale finding", err)
		_, err = r.ChangeFinding(ctx, viewer, id, reviews.Finding{}, f.Version)
		r.refused(hindcast.Forbidden, "a viewer", err)

		risk := hindcast.Disposition{Kind: hindcast.AcceptedRisk, Because: "it is replaced in May", Expires: hindcast.Date{Year: 2026, Month: 6, Day: 1}}
		_, err = r.Dispose(ctx, facilitator, id, risk, f.Version)
		r.refused(hindcast.Forbidden, "who wrote it accepts the risk", err)
		_, err = r.Dispose(ctx, ben, id, risk, f.Version)
		r.refused(hindcast.Forbidden, "a member accepts a risk", err)
		past := risk
		past.Expires = hindcast.Date{Year: 2026, Month: 1, Day: 1}
		_, err = r.Dispose(ctx, admin, id, past, f.Version)
		r.refused(hindcast.Invalid, "a risk until yesterday", err)
		_, err = r.Dispose(ctx, ben, id, hindcast.Disposition{Kind: hindcast.NoChange}, f.Version)
		r.refused(hindcast.Invalid, "no change without a because", err)
		f, err = r.Dispose(ctx, admin, id, risk, f.Version)
		r.must(err)
		if f.Value.Disposition.By != admin.Person() {
			t.Errorf("accepted by %v", f.Value.Disposition.By)
		}
		r.must(r.st.Update(ctx, admin, func(tx *store.Tx) error {
			return tx.Actions().Add("action.added", r.incident.ID, &hindcast.Action{ID: "act_1", Title: "x", State: hindcast.ActionOpen, Finding: id})
		}))
		r.refused(hindcast.Conflict, "removing what actions came of", r.RemoveFinding(ctx, ben, id, f.Version))
		other, err := r.AddFinding(ctx, ben, "INC-1", reviews.Finding{Kind: hindcast.Luck, Text: "It was noon"})
		r.must(err)
		r.must(r.RemoveFinding(ctx, ben, other.Value.ID, other.Version))
		r.refused(hindcast.NotFound, "removing it again", r.RemoveFinding(ctx, ben, other.Value.ID, other.Version))
	})
}

// TestApproversWhoAreNoUsers: whom the policy names by what they are called approves
// nothing, and the gates say so; by their address or identifier they are known.
func TestApproversWhoAreNoUsers(t *testing.T) {
	each(t, func(t *testing.T, r room) {
		r.opened()
		r.must(r.st.Update(ctx, admin, func(tx *store.Tx) error {
			for _, u := range []hindcast.User{{ID: "usr_ana", Name: "Ana Lima", Email: "ana@example.org", Role: hindcast.Member}, {ID: "usr_left", Name: "Left", Email: "left@example.org", Role: hindcast.Member, Disabled: true}} {
				if err := tx.Users().Add("user.added", "", &u); err != nil {
					return err
				}
			}
			return nil
		}))
		r.policy.Actions.Approvers = map[hindcast.ChangeKind][]string{hindcast.ChangeAlerting: {"Ana Lima", "Ana@Example.org", "usr_ana", "left@example.org", "", "nul\x00"}}
		gates, err := r.Gates(ctx, ada, "INC-1")
		r.must(err)
		var said []string
		for _, g := range gates {
			if g.Gate == "approver_unknown" && g.Warning {
				said = append(said, g.Message)
			}
		}
		if len(said) != 4 || said[0] != `the policy names "Ana Lima" as approver of alerting changes, who is no user here: write the e-mail address` {
			t.Errorf("%q", said)
		}
	})
}
