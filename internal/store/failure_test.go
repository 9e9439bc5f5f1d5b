package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// smallDisk mounts a file system of a few megabytes.
func smallDisk(t *testing.T, megabytes int) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a small disk")
	}
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dm", megabytes), "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", folder).CombinedOutput(); err != nil {
			t.Errorf("umount: %v: %s", err, out)
		}
	})
	return folder
}

// TestFullDisk: a full disk is said to be one, nothing acknowledged is lost, and
// once there is room the same store writes again.
func TestFullDisk(t *testing.T) {
	folder := smallDisk(t, 8)
	ballast := filepath.Join(folder, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	db := storetest.SQLite(t)
	db.Config.Path = filepath.Join(folder, "hindcast.db")
	st := db.Open(t)
	incident := addIncident(t, st, storetest.Admin(), "x")
	var acked []string
	add := func(i int) error {
		id := fmt.Sprint("evt_", i)
		err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			return tx.Events().Add("event.added", incident.ID, &hindcast.TimelineEvent{ID: hindcast.EventID(id), Text: strings.Repeat("words and words ", 500)})
		})
		if err == nil {
			acked = append(acked, id)
		}
		return err
	}
	var full error
	for i := 0; full == nil && i < 5000; i++ {
		full = add(i)
	}
	if hindcast.CodeOf(full) != hindcast.Unavailable || !strings.Contains(full.Error(), "is full") {
		t.Fatalf("after %d events: %v", len(acked), full)
	}
	if err := add(100_000); hindcast.CodeOf(err) != hindcast.Unavailable {
		t.Errorf("still full: %v", err)
	}
	if events, err := st.Events().Of(context.Background(), storetest.Admin(), incident.ID); err != nil || len(events) != len(acked) {
		t.Errorf("reading on a full disk: %d of %d events, %v", len(events), len(acked), err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		if err := add(200_000 + i); err != nil {
			t.Fatalf("after making room: %v", err)
		}
	}
	for _, id := range acked {
		if _, err := st.Events().Get(context.Background(), storetest.Admin(), id); err != nil {
			t.Errorf("%s was acknowledged: %v", id, err)
		}
	}
	verified(t, st)
}

// TestReadOnlyPlaces: what cannot be written is said so, with the path.
func TestReadOnlyPlaces(t *testing.T) {
	folder := smallDisk(t, 4)
	db := storetest.SQLite(t)
	db.Config.Path = filepath.Join(folder, "hindcast.db")
	st, err := store.Open(context.Background(), db.Config)
	if err != nil {
		t.Fatal(err)
	}
	addIncident(t, st, storetest.Admin(), "x")
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-o", "remount,ro", folder).CombinedOutput(); err != nil {
		t.Skipf("cannot be made read-only here: %v: %s", err, out)
	}
	for _, path := range []string{db.Config.Path, filepath.Join(folder, "new.db"), filepath.Join(folder, "no", "folder.db"), folder, "/dev/null/x.db"} {
		_, err := store.Open(context.Background(), store.Config{Path: path, Now: db.Config.Now, ID: db.Config.ID})
		if hindcast.CodeOf(err) != hindcast.Unavailable || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestNotADatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("these are notes\n", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	db := storetest.SQLite(t)
	db.Config.Path = path
	if _, err := store.Open(context.Background(), db.Config); err == nil || !strings.Contains(err.Error(), "not a database") {
		t.Errorf("%v", err)
	}
	if after, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(after), "these are notes\n") || len(after) != 500*16 {
		t.Errorf("the file was altered: %v", err)
	}
}

func TestConfigsThatMakeNoSense(t *testing.T) {
	for name, c := range map[string]store.Config{"nothing": {}, "both": {Path: "x", DSN: "y"}} {
		if _, err := store.Open(context.Background(), c); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, dsn := range []string{"postgres://nobody@127.0.0.1:1/x?sslmode=disable", "postgres://no.such.host.invalid/x", "postgres://[::1", "not an address"} {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		_, err := store.Open(ctx, store.Config{DSN: dsn, Now: time.Now})
		cancel()
		if code := hindcast.CodeOf(err); code != hindcast.Unavailable && code != hindcast.Invalid {
			t.Errorf("%s: %v", dsn, err)
		}
	}
}

// TestRestartUnderLoad crashes PostgreSQL twice while callers write. Each call
// ends with success or Unavailable; what succeeded is there, what failed is not
// unless its message says that it may be; and the same store goes on.
func TestRestartUnderLoad(t *testing.T) {
	db := storetest.Postgres(t)
	db.Durable(t)
	st := db.Open(t)
	var over atomic.Bool
	var mu sync.Mutex
	outcome := map[string]error{}
	var wg sync.WaitGroup
	for c := range 8 {
		wg.Go(func() {
			for n := 0; !over.Load(); n++ {
				id := fmt.Sprintf("svc_%d_%d", c, n)
				err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
					return tx.Services().Add("service.added", "", &hindcast.Service{ID: hindcast.ServiceID(id)})
				})
				mu.Lock()
				outcome[id] = err
				mu.Unlock()
				if err != nil {
					time.Sleep(20 * time.Millisecond)
				}
			}
		})
	}
	for range 2 {
		time.Sleep(300 * time.Millisecond)
		db.Restart(t)
	}
	time.Sleep(300 * time.Millisecond)
	over.Store(true)
	wg.Wait()
	kept, refused, unsure := 0, 0, 0
	for id, err := range outcome {
		_, missing := st.Services().Get(context.Background(), storetest.Admin(), id)
		for tries := 0; hindcast.CodeOf(missing) == hindcast.Unavailable && tries < 20; tries++ { // pooled connections of before the crash
			_, missing = st.Services().Get(context.Background(), storetest.Admin(), id)
		}
		var e *hindcast.Error
		switch {
		case err == nil:
			kept++
			if missing != nil {
				t.Errorf("%s was acknowledged: %v", id, missing)
			}
		case !errors.As(err, &e) || e.Code != hindcast.Unavailable:
			t.Errorf("%s: %v", id, err)
		case strings.Contains(e.Message, "may or may not"):
			unsure++
		default:
			refused++
			if missing == nil {
				t.Errorf("%s was refused (%v) and is there", id, err)
			}
		}
	}
	t.Logf("%d kept, %d refused, %d unsure", kept, refused, unsure)
	if kept == 0 {
		t.Error("nothing was kept")
	}
	if err := openOne(st); err != nil {
		t.Errorf("writing goes on: %v", err)
	}
	verified(t, st)
	other := db.Open(t) // and the watch is connected again
	head, _ := other.Head(context.Background())
	addIncident(t, other, storetest.Admin(), "from another node")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := st.Wait(ctx, head.Number); err != nil {
		t.Errorf("waiting: %v", err)
	}
}
