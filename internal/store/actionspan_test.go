package store_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestActionSpans: the ledger tells when an action was written down, done and
// verified; one that was reopened counts as verified no more.
func TestActionSpans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "API outage")
		for _, states := range [][]hindcast.ActionState{{"done", "verified"}, {"done", "verified", "open"}, {}} {
			var a hindcast.Action
			update(t, st, func(tx *store.Tx) error {
				a = hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: "Page", State: hindcast.ActionOpen, Hierarchy: hindcast.Stronger}
				return tx.Actions().Add("action.added", incident.ID, &a)
			})
			for _, to := range states {
				update(t, st, func(tx *store.Tx) error {
					k, err := tx.Actions().Get(string(a.ID))
					if err != nil {
						return err
					}
					k.Value.State = to
					return tx.Actions().Change(map[hindcast.ActionState]string{"done": "action.done", "verified": "action.verified", "open": "action.reopened"}[to], &k.Value, k.Version)
				})
			}
		}
		spans, err := st.ActionSpans(t.Context(), storetest.Admin(), time.Time{})
		if err != nil || len(spans) != 3 {
			t.Fatalf("%v, %v", spans, err)
		}
		if s := spans[0]; !s.Verified.After(s.Done) || !s.Done.After(s.Added) || s.Hierarchy != hindcast.Stronger {
			t.Errorf("verified: %+v", s)
		}
		if s := spans[1]; s.Done.IsZero() || !s.Verified.IsZero() {
			t.Errorf("reopened: %+v", s)
		}
		if s := spans[2]; !s.Done.IsZero() || !s.Verified.IsZero() {
			t.Errorf("open: %+v", s)
		}
		later, err := st.ActionSpans(t.Context(), storetest.Admin(), spans[2].Added)
		if err != nil || len(later) != 1 {
			t.Errorf("since the last: %v, %v", later, err)
		}
		if none, err := st.ActionSpans(t.Context(), hindcast.Actor{Role: hindcast.Guest, Guest: "rev_other"}, time.Time{}); err != nil || len(none) != 0 {
			t.Errorf("a guest of another review: %v, %v", none, err)
		}
	})
}

// TestActionsOfATeam: those whose owner is a member, and those without a deadline.
func TestActionsOfATeam(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		seedActions(t, st, 12)
		team := hindcast.Team{ID: "tea_x", Name: "Platform", Members: []hindcast.Person{{User: "usr_lee", Name: "Lee"}}}
		update(t, st, func(tx *store.Tx) error { return tx.Teams().Add("team.added", "", &team) })
		rows, _, err := st.ListActions(t.Context(), storetest.Admin(), store.ActionFilter{Team: team.ID}, "", store.Page{})
		if err != nil || len(rows) == 0 {
			t.Fatalf("%v, %v", rows, err)
		}
		for _, r := range rows {
			if r.Action.Owner.User != "usr_lee" {
				t.Errorf("%s owns one of the team's", r.Action.Owner.Name)
			}
		}
		rows, _, err = st.ListActions(t.Context(), storetest.Admin(), store.ActionFilter{Undated: true}, "", store.Page{})
		if err != nil || len(rows) == 0 {
			t.Fatalf("%v, %v", rows, err)
		}
		for _, r := range rows {
			if !r.Action.Due.IsZero() {
				t.Errorf("%s is due %s", r.Action.Title, r.Action.Due)
			}
		}
	})
}
