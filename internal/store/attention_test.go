package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestAttention: looking only goes on, what was chosen is kept and not overwritten
// by who did not see it, and what was sent is sent once.
func TestAttention(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, ctx := db.Open(t), context.Background()
		chosen := hindcast.Reminders{Digest: hindcast.WeeklyDigest, Zone: "Europe/Oslo", QuietFrom: 60, QuietTo: 120, Stopped: []hindcast.ReminderKind{hindcast.RemindReview}}
		for _, number := range []int64{7, 3} {
			update(t, st, func(tx *store.Tx) error { return tx.Saw("usr_kim", number) })
		}
		if a, err := st.Attention(ctx, "usr_kim"); err != nil || a.Seen != 7 || a.Reminders.Digest != hindcast.DailyDigest {
			t.Errorf("looked: %+v, %v", a, err)
		}
		update(t, st, func(tx *store.Tx) error { return tx.Remind("usr_kim", chosen) })
		err := st.Update(ctx, storetest.Admin(), func(tx *store.Tx) error { return tx.Remind("usr_kim", chosen) })
		if hindcast.CodeOf(err) != hindcast.Stale {
			t.Errorf("chosen again from what was there before: %v", err)
		}
		all, err := st.Attentions(ctx)
		if err != nil || len(all) != 1 {
			t.Fatalf("%v, %v", all, err)
		}
		chosen.Version = 1
		if d := cmp.Diff(store.Attention{Seen: 7, Reminders: chosen}, all["usr_kim"]); d != "" {
			t.Error(d)
		}
		for _, want := range []bool{true, false} {
			update(t, st, func(tx *store.Tx) error {
				first, err := tx.Reminded("kim deadline act_1")
				if first != want {
					t.Errorf("first: %v, want %v", first, want)
				}
				return err
			})
		}
		if sent, err := st.RemindedAlready(ctx, []string{"kim deadline act_1", "other"}); err != nil || len(sent) != 1 {
			t.Errorf("%v, %v", sent, err)
		}
		update(t, st, func(tx *store.Tx) error { return tx.ForgetReminded(time.Now().Add(time.Hour)) })
		if sent, err := st.RemindedAlready(ctx, []string{"kim deadline act_1"}); err != nil || len(sent) != 0 {
			t.Errorf("forgotten: %v, %v", sent, err)
		}
		verified(t, st)
	})
}

// TestNotices: entries come with what their reader has to do with the incident,
// none that they made, and none that are not theirs to see.
func TestNotices(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, ctx := db.Open(t), context.Background()
		incident := addIncident(t, st, storetest.Admin(), "API outage")
		kim := hindcast.Person{User: "usr_kim", Name: "Kim"}
		update(t, st, func(tx *store.Tx) error {
			review := hindcast.Review{ID: hindcast.ReviewID(tx.NewID("rev")), State: hindcast.ReviewDrafting, Incidents: []hindcast.IncidentID{incident.ID}, Facilitator: kim}
			return tx.Reviews().Add("review.opened", incident.ID, &review)
		})
		read := func(by hindcast.Actor) []store.NoticeRow {
			t.Helper()
			rows, err := st.Notices(ctx, by, []string{"review.opened"}, 0, 0, 10)
			if err != nil {
				t.Fatal(err)
			}
			return rows
		}
		if rows := read(hindcast.User{ID: "usr_kim", Name: "Kim", Role: hindcast.Member}.Actor("")); len(rows) != 1 || !rows[0].Runs || !rows[0].Invited || rows[0].TookPart {
			t.Errorf("%+v", rows)
		}
		if rows := read(hindcast.User{ID: "usr_lee", Name: "Lee", Role: hindcast.Member}.Actor("")); len(rows) != 1 || rows[0].Runs || rows[0].Invited {
			t.Errorf("%+v", rows)
		}
		if rows := read(storetest.Admin()); len(rows) != 0 {
			t.Errorf("who made it: %+v", rows)
		}
		if rows := read(hindcast.User{ID: "usr_guest", Name: "Guest", Role: hindcast.Guest, Guest: "rev_other"}.Actor("")); len(rows) != 0 {
			t.Errorf("a guest of another review: %+v", rows)
		}
	})
}
