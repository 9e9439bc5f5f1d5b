package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) {
	if child() {
		return
	}
	storetest.Main(m, closeFilled)
}

// addIncident opens an incident with a title.
func addIncident(t testing.TB, st *store.Store, by hindcast.Actor, title string, change ...func(*hindcast.Incident)) hindcast.Incident {
	t.Helper()
	var incident hindcast.Incident
	err := st.Update(context.Background(), by, func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		incident = hindcast.Incident{
			ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: title, Kind: hindcast.Operational, State: hindcast.IncidentActive,
			Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now(), CreatedBy: by.Person(),
		}
		for _, c := range change {
			c(&incident)
		}
		return tx.Incidents().Add("incident.opened", incident.ID, &incident)
	})
	if err != nil {
		t.Fatal(err)
	}
	return incident
}

func TestIncidentComesBackAsItWas(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		want := addIncident(t, st, storetest.Admin(), "API outage")
		for _, name := range []string{string(want.ID), want.Key, "1", "inc-1"} {
			got, err := st.Incident(context.Background(), storetest.Member("kim"), name)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		if _, err := st.Incident(context.Background(), storetest.Admin(), "INC-99"); hindcast.CodeOf(err) != hindcast.NotFound {
			t.Errorf("absent incident: %v", err)
		}
	})
}

func TestStaleWriteIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "API outage")
		rename := func(title string) error {
			return st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
				mine := incident
				mine.Title = title
				return tx.Incidents().Change("incident.renamed", &mine, incident.Version)
			})
		}
		if err := rename("first"); err != nil {
			t.Fatal(err)
		}
		if err := rename("second"); hindcast.CodeOf(err) != hindcast.Stale {
			t.Errorf("second write: %v", err)
		}
		if got, _ := st.Incident(context.Background(), storetest.Admin(), incident.Key); got.Title != "first" || got.Version != 2 {
			t.Errorf("%+v", got)
		}
	})
}

func TestFailedUpdateKeepsNothingAndHarmsNobody(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		const callers = 64
		wrong := errors.New("changed my mind")
		var wg sync.WaitGroup
		results := make([]error, callers)
		for i := range callers {
			wg.Go(func() {
				results[i] = st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
					key, err := tx.NextKey()
					if err != nil {
						return err
					}
					incident := hindcast.Incident{ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: fmt.Sprint(i), Kind: hindcast.Operational}
					if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
						return err
					}
					if i%2 == 1 {
						return wrong
					}
					return nil
				})
			})
		}
		wg.Wait()
		for i, err := range results {
			if i%2 == 1 && !errors.Is(err, wrong) || i%2 == 0 && err != nil {
				t.Errorf("caller %d: %v", i, err)
			}
		}
		report, err := st.Verify(context.Background(), store.VerifyOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if report.Entries != callers/2 || len(report.Problems) != 0 {
			t.Errorf("%+v", report)
		}
		if _, err := st.Incident(context.Background(), storetest.Admin(), fmt.Sprint(callers/2)); err != nil {
			t.Errorf("keys have gaps: %v", err)
		}
	})
}

func TestPanicInAnUpdateIsItsOwn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		err := st.Update(context.Background(), storetest.Admin(), func(*store.Tx) error { panic("boom") })
		if hindcast.CodeOf(err) != hindcast.Internal {
			t.Errorf("%v", err)
		}
		addIncident(t, st, storetest.Admin(), "still alive")
	})
}
