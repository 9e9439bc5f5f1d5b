package activity_test

import (
	"fmt"
	"testing"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestTheBellCountsOn: what is added to a remembered count is what counting anew
// finds, whoever acts and whatever happens between; looking sets it to nothing.
func TestTheBellCountsOn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, ctx := db.Open(t), t.Context()
		kim, lee := storetest.Member("kim"), storetest.Member("lee")
		remembering := activity.New(st)
		incidents := []hindcast.Incident{open(t, st, func(*hindcast.Incident) {}), open(t, st, func(*hindcast.Incident) {}), open(t, st, func(i *hindcast.Incident) {
			i.Visibility, i.People = hindcast.Restricted, []hindcast.UserID{"usr_lee"}
		})}
		most := 0
		for n := range 40 {
			by := storetest.Admin()
			if n%5 == 0 {
				by = lee
			}
			err := st.Update(ctx, by, func(tx *store.Tx) error {
				a := hindcast.Action{ID: hindcast.ActionID(tx.NewID("act")), Title: fmt.Sprint("Page ", n/7), State: hindcast.ActionOpen}
				if n%3 > 0 {
					a.Owner = kim.Person()
				}
				if err := tx.Actions().Add("action.added", incidents[n/4%3].ID, &a); err != nil || n%6 > 0 {
					return err
				}
				a.Title += ", and more"
				return tx.Actions().Change("action.changed", &a, 1)
			})
			if err != nil {
				t.Fatal(err)
			}
			got, err := remembering.NewNotices(ctx, kim)
			if err != nil {
				t.Fatal(err)
			}
			want, err := activity.New(st).NewNotices(ctx, kim)
			if err != nil || got != want {
				t.Fatalf("after %d: %d are counted on, %d anew: %v", n, got, want, err)
			}
			most = max(most, got)
		}
		listed, err := remembering.Notices(ctx, kim, nil, true, 0, 100)
		if err != nil || len(listed.List) != most || most < 5 {
			t.Errorf("%d are counted, %d listed: %v", most, len(listed.List), err)
		}
		if err := remembering.Looked(ctx, kim, listed.Head); err != nil {
			t.Fatal(err)
		}
		if left, err := remembering.NewNotices(ctx, kim); err != nil || left != 0 {
			t.Errorf("after looking: %d, %v", left, err)
		}
	})
}
