package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestAnUpdateWithAFailedStatementIsNotKept: PostgreSQL could not keep it and
// SQLite could; both refuse it, whatever the function returned.
func TestAnUpdateWithAFailedStatementIsNotKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		taken := addIncident(t, st, storetest.Admin(), "taken")
		var wg sync.WaitGroup
		for i := range 20 { // shared and alone
			wg.Go(func() {
				err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
					other := hindcast.Service{ID: hindcast.ServiceID(tx.NewID("svc")), Name: fmt.Sprint(i)}
					if err := tx.Services().Add("service.added", "", &other); err != nil {
						return err
					}
					again := taken
					_ = tx.Incidents().Add("incident.opened", again.ID, &again)
					return nil
				})
				if hindcast.CodeOf(err) != hindcast.Conflict {
					t.Errorf("%v", err)
				}
			})
		}
		wg.Wait()
		if services, _, err := st.Services().List(context.Background(), storetest.Admin(), store.Page{}); err != nil || len(services) != 0 {
			t.Errorf("%v, %v", services, err)
		}
		if v := verified(t, st); v.Entries != 1 {
			t.Errorf("%d entries", v.Entries)
		}
	})
}

// TestContexts: an update whose context ended before it began never runs; one
// that has begun has one outcome, and it is the one reported.
func TestContexts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		ended, cancel := context.WithCancel(context.Background())
		cancel()
		var ran atomic.Int64
		if err := st.Update(ended, storetest.Admin(), func(*store.Tx) error { ran.Add(1); return nil }); !errors.Is(err, context.Canceled) || ran.Load() != 0 {
			t.Errorf("ended before: %v, ran %d times", err, ran.Load())
		}

		// the first update holds the writer; the second waits and gives up
		holding, release := make(chan bool), make(chan bool)
		var wg sync.WaitGroup
		during, endDuring := context.WithCancel(context.Background())
		wg.Go(func() {
			if err := st.Update(during, storetest.Admin(), func(tx *store.Tx) error {
				close(holding)
				<-release
				return tx.Record("test.held", store.Subject{Kind: "test", ID: "1"}, nil)
			}); err != nil {
				t.Errorf("cancelled after it began: %v", err)
			}
		})
		<-holding
		waiting, giveUp := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer giveUp()
		if err := st.Update(waiting, storetest.Admin(), func(*store.Tx) error { ran.Add(1); return nil }); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("gave up: %v", err)
		}
		endDuring()
		close(release)
		wg.Wait()
		if err := st.Update(context.Background(), storetest.Admin(), func(*store.Tx) error { return nil }); err != nil || ran.Load() != 0 {
			t.Errorf("%v; what was given up ran %d times", err, ran.Load())
		}
		if head, _ := st.Head(context.Background()); head.Number != 1 {
			t.Errorf("head %d", head.Number)
		}
		if _, _, err := st.Incidents(ended, storetest.Admin(), store.IncidentFilter{}, "", store.Page{}); !errors.Is(err, context.Canceled) {
			t.Errorf("reading: %v", err)
		}
	})
}

func TestClosedStore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, err := store.Open(context.Background(), db.Config)
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		var kept atomic.Int64
		for range 50 {
			wg.Go(func() {
				switch err := openOne(st); hindcast.CodeOf(err) {
				case "":
					kept.Add(1)
				case hindcast.Unavailable:
				default:
					t.Error(err)
				}
			})
		}
		if err := st.Close(); err != nil {
			t.Error(err)
		}
		wg.Wait()
		if _, err := st.Wait(context.Background(), 1<<40); hindcast.CodeOf(err) != hindcast.Unavailable {
			t.Errorf("waiting on a closed store: %v", err)
		}
		if v := verified(t, db.Open(t)); v.Entries != kept.Load() {
			t.Errorf("%d acknowledged, %d there", kept.Load(), v.Entries)
		}
	})
}

// TestKeysAreNotGivenTwice: the key of an incident that was removed names nothing
// else afterwards.
func TestKeysAreNotGivenTwice(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		addIncident(t, st, storetest.Admin(), "one")
		second := addIncident(t, st, storetest.Admin(), "two", func(i *hindcast.Incident) { i.Visibility, i.Services = hindcast.Restricted, []string{"a"} })
		if err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			return tx.Incidents().Remove("incident.removed", string(second.ID), 1)
		}); err != nil {
			t.Fatal(err)
		}
		if third := addIncident(t, st, storetest.Admin(), "three"); third.Key != "INC-3" {
			t.Errorf("the third is %s", third.Key)
		}
		verified(t, st)
	})
}

// TestRefusedRemoval: an incident with an event on it stays.
func TestRefusedRemoval(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		incident := addIncident(t, st, storetest.Admin(), "one")
		addEvent(t, st, incident.ID, "something happened", time.Time{})
		err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			return tx.Incidents().Remove("incident.removed", string(incident.ID), 1)
		})
		if hindcast.CodeOf(err) != hindcast.Conflict {
			t.Errorf("%v", err)
		}
		verified(t, st)
	})
}

func addEvent(t testing.TB, st *store.Store, incident hindcast.IncidentID, text string, at time.Time, marks ...hindcast.Milestone) hindcast.TimelineEvent {
	t.Helper()
	e := hindcast.TimelineEvent{At: at, Kind: hindcast.Note, Text: text, Milestones: marks}
	if err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
		e.ID = hindcast.EventID(tx.NewID("evt"))
		return tx.Events().Add("event.added", incident, &e)
	}); err != nil {
		t.Fatal(err)
	}
	return e
}
