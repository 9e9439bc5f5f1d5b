// Package storetest gives tests real databases: a fresh SQLite file, and a fresh
// database on a PostgreSQL server that it starts itself.
//
//	func TestMain(m *testing.M) { storetest.Main(m) }
//
//	func TestSomething(t *testing.T) {
//		storetest.Each(t, func(t *testing.T, db storetest.Database) {
//			st := db.Open(t)
//			…
//		})
//	}
//
// Where PostgreSQL is not installed its half skips with a message, or fails when
// HINDCAST_TEST_REQUIRE names postgres.
package storetest

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Database is a fresh, empty database of one engine.
type Database struct {
	Engine string // Engine is "sqlite" or "postgres".
	Config store.Config
}

// Each runs a test on both engines.
func Each(t *testing.T, test func(t *testing.T, db Database)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// Engine returns a fresh database of the engine named.
func Engine(t testing.TB, name string) Database {
	t.Helper()
	if name == "postgres" {
		return Postgres(t)
	}
	return SQLite(t)
}

// SQLite returns a fresh file.
func SQLite(t testing.TB) Database {
	t.Helper()
	return Database{"sqlite", config(store.Config{Path: filepath.Join(t.TempDir(), "hindcast.db")})}
}

// Postgres returns a fresh database on the server of this test run.
func Postgres(t testing.TB) Database {
	t.Helper()
	return Database{"postgres", config(store.Config{DSN: freshPostgres(t)})}
}

// Durable makes a PostgreSQL server wait for the disk until the test ends, as
// SQLite always does here.
func (db Database) Durable(t testing.TB) {
	t.Helper()
	if db.Engine != "postgres" {
		return
	}
	if err := running.durable(true); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := running.durable(false); err != nil {
			t.Error(err)
		}
	})
}

// Restart crashes the PostgreSQL server and starts it again; it returns when the
// server takes connections.
func (db Database) Restart(t testing.TB) {
	t.Helper()
	if err := running.restart(); err != nil {
		t.Error(err)
	}
}

// Open opens the database and closes it when the test ends.
func (db Database) Open(t testing.TB) *store.Store {
	t.Helper()
	st, err := store.Open(context.Background(), db.Config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return st
}

// Clock is a clock for tests: it starts at a fixed instant and moves on a second
// with every look, so that tests are repeatable.
type Clock struct{ micros atomic.Int64 }

// NewClock returns a clock at 2026-03-02 09:00 UTC.
func NewClock() *Clock {
	c := &Clock{}
	c.micros.Store(time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC).UnixMicro())
	return c
}

// Now returns the time and moves on.
func (c *Clock) Now() time.Time {
	return time.UnixMicro(c.micros.Add(time.Second.Microseconds())).UTC()
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) { c.micros.Add(d.Microseconds()) }

// config adds a clock and real identifiers.
func config(c store.Config) store.Config {
	c.Now = NewClock().Now
	c.ID = func() string { return uuid.Must(uuid.NewV7()).String() }
	return c
}

// Required reports whether a missing part must fail the test instead of skipping
// it.
func Required(part string) bool {
	return slices.Contains(strings.Split(os.Getenv("HINDCAST_TEST_REQUIRE"), ","), part)
}

// Admin is an actor who may do everything but see restricted incidents.
func Admin() hindcast.Actor {
	return hindcast.Actor{User: "usr_admin", Name: "Sample Admin", Role: hindcast.Admin, From: "127.0.0.1"}
}

// Member is an ordinary member with a name of their own.
func Member(name string) hindcast.Actor {
	return hindcast.Actor{User: hindcast.UserID("usr_" + name), Name: name, Role: hindcast.Member}
}
