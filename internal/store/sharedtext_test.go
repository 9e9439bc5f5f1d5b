package store_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestSharedTexts: what is written together is kept outside the ledger, seen by
// whom may see its incident, and forgotten when it is settled and old.
func TestSharedTexts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, ctx := db.Open(t), context.Background()
		incident := addIncident(t, st, storetest.Admin(), "kept", func(i *hindcast.Incident) { i.Visibility = hindcast.Restricted })
		before, _ := st.Head(ctx)
		at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		text := store.SharedText{Review: "rev_1", Section: hindcast.SummarySection, Incident: incident.ID, Version: 2, Text: "a🔥", Settled: 1, SettledText: "a", Since: at, ChangedAt: at}
		kim := hindcast.Person{User: "usr_kim", Name: "Kim"}
		updates := []store.TextUpdate{
			{Section: hindcast.SummarySection, Version: 1, By: kim, Client: "c1", Changes: `[[0,"a"]]`, At: at},
			{Section: hindcast.SummarySection, Version: 2, By: kim, Client: "c1", Changes: `[1,[0,"🔥"]]`, At: at},
		}
		update(t, st, func(tx *store.Tx) error { return tx.KeepSharedText(text, updates...) })
		if head, err := st.Head(ctx); err != nil || head.Number != before.Number {
			t.Errorf("the ledger grew from %d to %d: %v", before.Number, head.Number, err)
		}
		if err := st.Update(ctx, storetest.Admin(), func(tx *store.Tx) error { return tx.KeepSharedText(text, updates[1]) }); hindcast.CodeOf(err) != hindcast.Conflict {
			t.Errorf("the same version twice: %v", err)
		}
		seen := func(by hindcast.Actor) (int, int) {
			texts, err := st.SharedTexts(ctx, by, "rev_1")
			if err != nil {
				t.Fatal(err)
			}
			list, err := st.TextUpdates(ctx, by, "rev_1", map[hindcast.ReviewSection]int64{hindcast.SummarySection: 1, hindcast.NotesSection: 0})
			if err != nil {
				t.Fatal(err)
			}
			if len(texts) == 1 && texts[0] != text || len(list) == 1 && list[0] != updates[1] {
				t.Errorf("%+v, %+v", texts, list)
			}
			return len(texts), len(list)
		}
		if texts, list := seen(storetest.Admin()); texts != 1 || list != 1 {
			t.Errorf("who opened it reads %d texts and %d updates", texts, list)
		}
		for _, by := range []hindcast.Actor{storetest.Member("outsider"), {Role: hindcast.Guest, Guest: "rev_2"}, {}} {
			if texts, list := seen(by); texts+list > 0 {
				t.Errorf("%s reads %d texts and %d updates", by.Role, texts, list)
			}
		}
		update(t, st, func(tx *store.Tx) error {
			got, err := tx.SharedText("rev_1", hindcast.SummarySection)
			if err != nil || got != text {
				t.Errorf("%+v, %v", got, err)
			}
			if none, err := tx.SharedText("rev_1", hindcast.CauseSection); err != nil || none.Version != 0 || none.Incident != "" {
				t.Errorf("%+v, %v", none, err)
			}
			if user, err := tx.ClientOf("rev_1", hindcast.SummarySection, "c1"); err != nil || user != kim.User {
				t.Errorf("%q, %v", user, err)
			}
			if err := tx.ForgetUpdates(at.Add(time.Hour)); err != nil {
				return err
			}
			left, err := tx.TextUpdates("rev_1", hindcast.SummarySection, 0)
			if len(left) != 1 || left[0].Version != 2 {
				t.Errorf("what is not settled is kept: %+v", left)
			}
			return err
		})
		for quiet, want := range map[time.Time]int{at: 0, at.Add(time.Second): 1} {
			if list, err := st.UnsettledTexts(ctx, quiet, at, 10); err != nil || len(list) != want {
				t.Errorf("%d are unsettled, want %d: %v", len(list), want, err)
			}
		}
		kept, err := st.Incident(ctx, storetest.Admin(), incident.Key)
		if err != nil {
			t.Fatal(err)
		}
		update(t, st, func(tx *store.Tx) error {
			return tx.Incidents().Remove("incident.removed", string(kept.ID), kept.Version)
		})
		if texts, list := seen(storetest.Admin()); texts+list > 0 {
			t.Error("the text outlives its incident")
		}
		verified(t, st)
	})
}

// TestAnnouncements: what is announced is heard on every node of a PostgreSQL
// server, and only if the update is kept.
func TestAnnouncements(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		a, b := db.Open(t), db.Open(t)
		heard := func(st *store.Store) func() map[string]bool {
			var mu sync.Mutex
			said := map[string]bool{}
			st.Hear(func(text string) {
				mu.Lock()
				defer mu.Unlock()
				said[text] = true
			})
			return func() map[string]bool {
				mu.Lock()
				defer mu.Unlock()
				return map[string]bool{"kept": said["kept"], "failed": said["failed"], "alone": said["alone"], "": said[""]}
			}
		}
		here, there := heard(a), heard(b)
		_ = a.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			tx.Announce("failed")
			return context.Canceled
		})
		update(t, a, func(tx *store.Tx) error { tx.Announce("kept"); return nil })
		if err := a.Announce(context.Background(), "alone"); err != nil {
			t.Fatal(err)
		}
		if said := here(); !said["kept"] || !said["alone"] || said["failed"] {
			t.Errorf("this node heard %v", said)
		}
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			said := there()
			if said["kept"] && said["alone"] || db.Engine == "sqlite" && said[""] {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("the other node heard %v", said)
			}
			// a node that was not listening yet has heard nothing of the first
			update(t, a, func(tx *store.Tx) error { tx.Announce("kept"); return nil })
			if err := a.Announce(context.Background(), "alone"); err != nil {
				t.Fatal(err)
			}
		}
		if there()["failed"] {
			t.Error("what failed was announced")
		}
	})
}
