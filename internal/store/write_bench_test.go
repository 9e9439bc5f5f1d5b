package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// BenchmarkOpenIncident measures Update with one new incident, at several
// callers, beside the physical limit of the same run: one row of one column
// committed through the same driver with the same durability. "ratio" is the
// rate divided by that of the limit.
func BenchmarkOpenIncident(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			db := storetest.Engine(b, engine)
			db.Durable(b)
			for _, callers := range []int{1, 8, 32} {
				b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
					limit := rawInserts(b, db, limitCallers(engine, callers))
					st := db.Open(b)
					run := loadFor(b, callers, func() error { return openOne(st) })
					limit = (limit + rawInserts(b, db, limitCallers(engine, callers))) / 2 // other load comes and goes
					b.ReportMetric(0, "ns/op")
					b.ReportMetric(run.rate, "commits/s")
					b.ReportMetric(limit, "limit/s")
					b.ReportMetric(run.rate/limit, "ratio")
					b.ReportMetric(percentile(run.took, 50), "p50-ms")
					b.ReportMetric(percentile(run.took, 99), "p99-ms")
				})
			}
		})
	}
}

// limitCallers says how many callers the limit is measured with: SQLite writes
// one at a time whatever comes, PostgreSQL as many as there are callers.
func limitCallers(engine string, callers int) int {
	if engine == "sqlite" {
		return 1
	}
	return callers
}

func openOne(st *store.Store) error {
	by := storetest.Admin()
	return st.Update(context.Background(), by, func(tx *store.Tx) error {
		key, err := tx.NextKey()
		if err != nil {
			return err
		}
		incident := hindcast.Incident{
			ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: "Checkout is slow in Europe", Kind: hindcast.Operational, State: hindcast.IncidentActive,
			Severity: hindcast.P2, Services: []string{"checkout", "payments"}, Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now(), CreatedBy: by.Person(),
		}
		return tx.Incidents().Add("incident.opened", incident.ID, &incident)
	})
}

// load is what a number of callers achieved.
type load struct {
	rate float64 // rate is in calls per second.
	took []time.Duration
}

// percentile returns a percentile of durations, in milliseconds.
func percentile(took []time.Duration, percent int) float64 {
	sorted := slices.Sorted(slices.Values(took))
	return float64(sorted[len(sorted)*percent/100].Microseconds()) / 1000
}

// loadFor calls do b.N times from several callers at once.
func loadFor(b *testing.B, callers int, do func() error) load {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(b.N))
	took := make([][]time.Duration, callers)
	var wg sync.WaitGroup
	b.ResetTimer()
	begin := time.Now()
	for c := range callers {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				start := time.Now()
				if err := do(); err != nil {
					b.Error(err)
					return
				}
				took[c] = append(took[c], time.Since(start))
			}
		})
	}
	wg.Wait()
	elapsed := time.Since(begin)
	b.StopTimer()
	all := slices.Concat(took...)
	return load{float64(len(all)) / elapsed.Seconds(), all}
}

// rawInserts returns how many one-row commits the engine does in a second.
func rawInserts(b *testing.B, db storetest.Database, callers int) float64 {
	b.Helper()
	driver, dsn := "pgx", db.Config.DSN
	if db.Engine == "sqlite" {
		driver = "sqlite"
		dsn = "file:" + filepath.Join(b.TempDir(), "raw.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"
	}
	raw, err := sql.Open(driver, dsn)
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	raw.SetMaxOpenConns(callers)
	if _, err := raw.Exec("create table if not exists raw_limit (body text)"); err != nil {
		b.Fatal(err)
	}
	const span = 700 * time.Millisecond
	var done atomic.Int64
	var wg sync.WaitGroup
	begin := time.Now()
	for range callers {
		wg.Go(func() {
			for time.Since(begin) < span {
				if _, err := raw.Exec("insert into raw_limit (body) values ($1)", "Checkout is slow in Europe"); err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(done.Load()) / time.Since(begin).Seconds()
}
