package demo_test

import (
	"context"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/demo"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// now is a Thursday in the afternoon.
func now() time.Time { return time.Date(2026, time.November, 26, 15, 4, 0, 0, time.UTC) }

// fill fills a database and opens it as of now.
func fill(t *testing.T, db storetest.Database) (*store.Store, *blob.Disk, demo.Result) {
	t.Helper()
	evidence, err := blob.OpenDisk(t.TempDir(), blob.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = evidence.Close() })
	result, err := demo.Fill(context.Background(), demo.Target{Store: db.Config, Evidence: evidence, Now: now()})
	if err != nil {
		t.Fatal(err)
	}
	db.Config.Now = now
	return db.Open(t), evidence, result
}

func TestFillOnlyAnEmptyStore(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st, evidence, result := fill(t, db)
		v, err := st.Verify(context.Background(), store.VerifyOptions{})
		if err != nil || len(v.Problems) > 0 {
			t.Errorf("%v %v", v.Problems, err)
		}
		if result.Admin.IsZero() || result.Open == "" {
			t.Errorf("%+v", result)
		}
		before, err := st.Head(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		again, err := demo.Fill(context.Background(), demo.Target{Store: db.Config, Evidence: evidence, Now: now().AddDate(0, 0, 9)})
		after, _ := st.Head(context.Background())
		if err != nil || again.Admin != result.Admin || after.Number != before.Number {
			t.Errorf("a second time: %+v, %d entries more, %v", again, after.Number-before.Number, err)
		}
	})
}

func TestFillRefusesAnotherOrganisation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		by := hindcast.Actor{User: "usr_1", Name: "Somebody", Role: hindcast.Admin}
		if err := st.Update(context.Background(), by, func(tx *store.Tx) error {
			return tx.Users().Add("user.added", "", &hindcast.User{ID: by.User, Name: by.Name, Email: "somebody@example.org", Role: by.Role})
		}); err != nil {
			t.Fatal(err)
		}
		evidence, err := blob.OpenDisk(t.TempDir(), blob.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		defer evidence.Close()
		if _, err = demo.Fill(context.Background(), demo.Target{Store: db.Config, Evidence: evidence, Now: now()}); hindcast.CodeOf(err) != hindcast.Conflict {
			t.Error(err)
		}
	})
}
