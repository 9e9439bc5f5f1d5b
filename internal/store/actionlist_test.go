package store_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// seedActions keeps actions with ties in every sort, owned by accounts, by names,
// and by nobody, with proofs in every state.
func seedActions(t *testing.T, st *store.Store, n int) []hindcast.Action {
	t.Helper()
	incident := addIncident(t, st, storetest.Admin(), "API outage")
	owners := []hindcast.Person{{}, {User: "usr_kim", Name: "Kim Li"}, {Name: "@kim  li"}, {User: "usr_lee", Name: "Lee"}}
	outcomes := [][]hindcast.Outcome{nil, {hindcast.Holds}, {hindcast.Holds, hindcast.Broken, hindcast.Broken}, {hindcast.Holds, hindcast.Broken},
		{hindcast.Unknown, hindcast.Unknown, hindcast.Unknown}, {}}
	var all []hindcast.Action
	update(t, st, func(tx *store.Tx) error {
		review := hindcast.Review{ID: hindcast.ReviewID(tx.NewID("rev")), State: hindcast.ReviewDrafting, Incidents: []hindcast.IncidentID{incident.ID}, Facilitator: owners[3]}
		if err := tx.Reviews().Add("review.opened", incident.ID, &review); err != nil {
			return err
		}
		for i := range n {
			a := hindcast.Action{
				ID: hindcast.ActionID(tx.NewID("act")), Title: fmt.Sprint("action ", i), Owner: owners[i%len(owners)],
				State: hindcast.ActionStates()[i%5], Change: hindcast.ChangeKinds()[i%3],
			}
			if i%4 > 0 {
				a.Due = hindcast.Date{Year: 2026, Month: 3, Day: 1 + i%5}
			}
			if err := tx.Actions().Add("action.added", incident.ID, &a); err != nil {
				return err
			}
			if results := outcomes[i%len(outcomes)]; results != nil {
				p := store.ActionProof{Action: a.ID, Proof: hindcast.Proof{ID: hindcast.ProofID(tx.NewID("prf")), Kind: hindcast.ProofAttestation}}
				if err := tx.Proofs().Add("proof.added", incident.ID, &p); err != nil {
					return err
				}
				for _, o := range results {
					c := store.ProofCheck{ID: tx.NewID("chk"), Proof: p.Proof.ID, Result: hindcast.ProofResult{At: tx.Now(), Outcome: o}}
					if err := tx.ProofChecks().Add("proof.checked", incident.ID, &c); err != nil {
						return err
					}
					p.Proof.Results = append(p.Proof.Results, c.Result)
				}
				a.Proofs = []hindcast.Proof{p.Proof}
			}
			all = append(all, a)
		}
		return nil
	})
	// what lists go by follows changes
	update(t, st, func(tx *store.Tx) error {
		a := all[0]
		a.Owner, a.State, a.Due = owners[3], hindcast.ActionOpen, hindcast.Date{Year: 2025, Month: 12, Day: 31}
		all[0] = a
		return tx.Actions().Change("action.changed", &a, 1)
	})
	return all
}

func TestActionsAgainstAModel(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		all := seedActions(t, st, 60)
		march := func(day int) hindcast.Date { return hindcast.Date{Year: 2026, Month: 3, Day: day} }
		open := func(a hindcast.Action) bool {
			return a.State == hindcast.ActionOpen || a.State == hindcast.ActionInProgress
		}
		kim, lee := hindcast.Person{User: "usr_kim", Name: "Kim Li"}, hindcast.Person{User: "usr_lee", Name: "Lee"}
		filters := map[string]struct {
			filter store.ActionFilter
			keeps  func(hindcast.Action) bool
		}{
			"all":        {store.ActionFilter{}, func(hindcast.Action) bool { return true }},
			"mine":       {store.ActionFilter{Owner: kim}, func(a hindcast.Action) bool { return a.Owner.Same(kim) }},
			"by name":    {store.ActionFilter{Owner: hindcast.Person{Name: "KIM LI"}}, func(a hindcast.Action) bool { return strings.Contains(strings.ToLower(a.Owner.Name), "kim") }},
			"nobody's":   {store.ActionFilter{Unowned: true}, func(a hindcast.Action) bool { return a.Owner.IsZero() }},
			"to be done": {store.ActionFilter{States: []hindcast.ActionState{hindcast.ActionOpen, hindcast.ActionInProgress}}, open},
			"state":      {store.ActionFilter{States: []hindcast.ActionState{hindcast.ActionDone}}, func(a hindcast.Action) bool { return a.State == hindcast.ActionDone }},
			"overdue":    {store.ActionFilter{Overdue: march(3)}, func(a hindcast.Action) bool { return a.Overdue(march(3)) }},
			"done and overdue": {store.ActionFilter{Overdue: march(3), States: []hindcast.ActionState{hindcast.ActionDone}},
				func(hindcast.Action) bool { return false }},
			"due": {store.ActionFilter{DueFrom: march(2), DueTo: march(3)}, func(a hindcast.Action) bool {
				return !a.Due.IsZero() && a.Due.Compare(march(2)) >= 0 && a.Due.Compare(march(3)) <= 0
			}},
			"due from": {store.ActionFilter{DueFrom: march(2)}, func(a hindcast.Action) bool { return !a.Due.IsZero() && a.Due.Compare(march(2)) >= 0 }},
			"change":   {store.ActionFilter{Changes: []hindcast.ChangeKind{hindcast.ChangeMonitoring}}, func(a hindcast.Action) bool { return a.Change == hindcast.ChangeMonitoring }},
			"broken": {store.ActionFilter{Proofs: []hindcast.ProofState{hindcast.ProofsBroken, hindcast.ProofsStale}}, func(a hindcast.Action) bool {
				return a.ProofState() == hindcast.ProofsBroken || a.ProofState() == hindcast.ProofsStale
			}},
			"own, or in a review one runs": {store.ActionFilter{Cares: kim}, func(a hindcast.Action) bool { return a.Owner.Same(kim) }},
			"in a review one runs":         {store.ActionFilter{Facilitator: lee}, func(hindcast.Action) bool { return true }},
			"to be judged":                 {store.ActionFilter{EffectDue: true}, func(hindcast.Action) bool { return false }},
			"text":                         {store.ActionFilter{Text: "action 1"}, func(a hindcast.Action) bool { return strings.HasPrefix(a.Title, "action 1") }},
		}
		due := func(a hindcast.Action) string { return cmp.Or(a.Due.String(), "9999") }
		name := func(a hindcast.Action) string { return hindcast.Person{Name: a.Owner.Name}.Key() }
		orders := map[store.ActionSort]func(a, b hindcast.Action) int{
			store.ActionsByDue:  func(a, b hindcast.Action) int { return cmp.Or(cmp.Compare(due(a), due(b)), cmp.Compare(a.ID, b.ID)) },
			store.ActionsNewest: func(a, b hindcast.Action) int { return cmp.Compare(b.ID, a.ID) },
			store.ActionsByOwner: func(a, b hindcast.Action) int {
				return cmp.Or(cmp.Compare(name(a), name(b)), cmp.Compare(due(a), due(b)), cmp.Compare(a.ID, b.ID))
			},
		}
		for sort, order := range orders {
			for what, f := range filters {
				var want []string
				for _, a := range slices.SortedFunc(slices.Values(all), order) {
					if f.keeps(a) {
						want = append(want, fmt.Sprint(a.Title, " ", a.ProofState()))
					}
				}
				for _, limit := range []int{7, 500} {
					if got := readActions(t, st, f.filter, sort, limit); !slices.Equal(got, want) {
						t.Errorf("%s by %s, %d a page:\n got %q\nwant %q", what, sort, limit, got, want)
					}
				}
			}
		}
		verified(t, st)
	})
}

// readActions reads a list page by page; the proofs of each are judged anew.
func readActions(t *testing.T, st *store.Store, f store.ActionFilter, sort store.ActionSort, limit int) (seen []string) {
	t.Helper()
	page := store.Page{Limit: limit}
	for {
		rows, next, err := st.ListActions(context.Background(), storetest.Member("kim"), f, sort, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Proof != r.Action.ProofState() || r.Incident.Title != "API outage" {
				t.Errorf("%+v", r)
			}
			seen = append(seen, fmt.Sprint(r.Action.Title, " ", r.Proof))
		}
		if page.After = next; next == "" {
			return seen
		}
	}
}

// TestUnreviewed: resolved, late by its severity, and not in any review.
func TestUnreviewed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		at := time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)
		resolved := func(title string, level hindcast.Severity, on time.Time) hindcast.Incident {
			i := addIncident(t, st, storetest.Admin(), title, func(i *hindcast.Incident) { i.State, i.Severity = hindcast.IncidentResolved, level })
			addEvent(t, st, i.ID, "over", on, hindcast.Resolved)
			return i
		}
		resolved("late", hindcast.P1, at)
		resolved("later", hindcast.P2, at.AddDate(0, 0, -1))
		resolved("in time", hindcast.P1, at.AddDate(0, 0, 9))
		resolved("not asked for", hindcast.P5, at)
		resolved("at an unknown time", hindcast.P1, time.Time{})
		reviewed := resolved("reviewed", hindcast.P1, at)
		update(t, st, func(tx *store.Tx) error {
			return tx.Reviews().Add("review.opened", reviewed.ID, &hindcast.Review{ID: "rev_1", State: hindcast.ReviewScheduled, Invited: []hindcast.Person{{Name: "Kim"}}})
		})
		cut := at.AddDate(0, 0, 5)
		rows, err := st.Unreviewed(context.Background(), storetest.Member("kim"), map[hindcast.Severity]time.Time{hindcast.P1: cut, hindcast.P2: cut}, 10)
		if err != nil || len(rows) != 2 || rows[0].Incident.Title != "later" || rows[1].Incident.Title != "late" {
			t.Errorf("%+v, %v", rows, err)
		}
		for name, want := range map[string]int{"kim": 1, "lee": 0} {
			reviews, _, err := st.ListReviews(context.Background(), storetest.Admin(), store.ReviewFilter{Person: hindcast.Person{Name: name}}, store.Page{})
			if err != nil || len(reviews) != want {
				t.Errorf("reviews of %s: %+v, %v", name, reviews, err)
			}
		}
	})
}
