package activity_test

import (
	"context"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestNeeds: what waits for somebody is theirs, and nothing of an incident that
// is not theirs to see.
func TestNeeds(t *testing.T) {
	st := storetest.SQLite(t).Open(t)
	s, now := activity.New(st), time.Date(2026, 5, 4, 22, 30, 0, 0, time.UTC) // the fifth in Berlin
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	rules := policy.Default()
	rules.Calendar.Zone = berlin
	kim := hindcast.User{ID: "usr_kim", Name: "Kim", Role: hindcast.Member}
	lee := hindcast.User{ID: "usr_lee", Name: "Lee", Role: hindcast.Member}
	for i, incident := range []hindcast.Incident{open(t, st, func(*hindcast.Incident) {}), open(t, st, hide)} {
		review := hindcast.Review{ID: hindcast.ReviewID([]string{"rev_1", "rev_2"}[i]), State: hindcast.ReviewInReview, Incidents: []hindcast.IncidentID{incident.ID},
			Facilitator: lee.Person(), Invited: []hindcast.Person{kim.Person()}, MeetingAt: now.Add(10 * time.Hour)}
		err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			if err := tx.Reviews().Add("review.opened", incident.ID, &review); err != nil {
				return err
			}
			a := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: "Alert on 5xx", Owner: kim.Person(), State: hindcast.ActionOpen}
			if err := tx.Actions().Add("action.added", incident.ID, &a); err != nil {
				return err
			}
			p := store.ActionProof{Action: a.ID, Proof: hindcast.Proof{ID: hindcast.ProofID(tx.NewID("prf")), Kind: hindcast.ProofAttestation}}
			if err := tx.Proofs().Add("proof.added", incident.ID, &p); err != nil {
				return err
			}
			for range 2 {
				c := store.ProofCheck{ID: tx.NewID("chk"), Proof: p.Proof.ID, Result: hindcast.ProofResult{At: tx.Now(), Outcome: hindcast.Broken}}
				if err := tx.ProofChecks().Add("proof.checked", incident.ID, &c); err != nil {
					return err
				}
			}
			answer := store.Answer{ID: tx.NewID("ans"), Review: review.ID, Question: hindcast.Questions()[0], Person: kim.Person(), Verdict: hindcast.Met, Salt: tx.Salt()}
			return tx.Answers().Add("answer.added", incident.ID, &answer)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		who                                hindcast.User
		actions, meetings, reviews, broken int
		runs                               bool
		answered                           int
	}{
		{kim, 2, 2, 2, 2, false, 1},
		{lee, 0, 1, 1, 1, true, 0}, // the other incident is Kim's alone to see
	} {
		n, err := s.Needs(context.Background(), c.who.Actor(""), rules, now)
		if err != nil {
			t.Fatal(err)
		}
		if len(n.Actions) != c.actions || len(n.Meetings) != c.meetings || len(n.Reviews) != c.reviews || len(n.Broken) != c.broken {
			t.Errorf("%s needs %d actions, %d meetings, %d reviews, %d broken", c.who.Name, len(n.Actions), len(n.Meetings), len(n.Reviews), len(n.Broken))
			continue
		}
		if r := n.Reviews[0]; r.Runs != c.runs || r.Answered != c.answered {
			t.Errorf("%s: runs it %v, answered %d", c.who.Name, r.Runs, r.Answered)
		}
	}
}
