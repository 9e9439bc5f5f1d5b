package store_test

import (
	"slices"
	"testing"

	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// Paging back from the last row shows every page again, in the same order.
func TestPagesBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, by := db.Open(t), storetest.Admin()
		seedList(t, st, 23)
		for _, sort := range []store.IncidentSort{"", store.SortNewest, store.SortOldest, store.SortSeverity, store.SortKey} {
			all, _, err := st.Incidents(t.Context(), by, store.IncidentFilter{}, sort, store.Page{Limit: store.MaxPage})
			if err != nil {
				t.Fatal(err)
			}
			back := all[len(all)-1:]
			for before := sort.Mark(back[0]); before != ""; {
				rows, next, err := st.Incidents(t.Context(), by, store.IncidentFilter{}, sort, store.Page{Before: before, Limit: 4})
				if err != nil {
					t.Fatal(err)
				}
				if next != "" && next != sort.Mark(rows[0]) {
					t.Fatalf("%q: the page before does not end at the first row", sort)
				}
				back, before = append(rows, back...), next
			}
			if !slices.EqualFunc(all, back, func(a, b store.IncidentRow) bool { return a.Incident.ID == b.Incident.ID }) {
				t.Errorf("%q: paging back shows %d rows in another order than the %d there are", sort, len(back), len(all))
			}
		}
	})
}
