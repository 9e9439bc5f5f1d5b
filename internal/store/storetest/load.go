package storetest

import (
	"database/sql"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Load is what a number of callers achieved.
type Load struct {
	Rate float64 // Rate is in calls per second.
	Took []time.Duration
}

// Percentile returns a percentile of what the calls took, in milliseconds.
func (l Load) Percentile(percent int) float64 { return Percentile(l.Took, percent) }

// Percentile returns a percentile of durations, in milliseconds.
func Percentile(took []time.Duration, percent int) float64 {
	sorted := slices.Sorted(slices.Values(took))
	return float64(sorted[len(sorted)*percent/100].Microseconds()) / 1000
}

// Calls calls do b.N times from several callers at once.
func Calls(b *testing.B, callers int, do func() error) Load {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	defer b.StopTimer()
	return gather(b, callers, do, func() bool { return left.Add(-1) >= 0 })
}

// Limit is the rate at which do, the least that anything could do, is called from
// several callers at once over a moment. It is measured beside what it limits.
func Limit(b *testing.B, callers int, do func() error) float64 {
	b.Helper()
	const span = 500 * time.Millisecond
	begin := time.Now()
	return gather(b, callers, do, func() bool { return time.Since(begin) < span }).Rate
}

func gather(b *testing.B, callers int, do func() error, more func() bool) Load {
	b.Helper()
	took := make([][]time.Duration, callers)
	var calling sync.WaitGroup
	begin := time.Now()
	for c := range callers {
		calling.Go(func() {
			for more() {
				start := time.Now()
				if err := do(); err != nil {
					b.Error(err)
					return
				}
				took[c] = append(took[c], time.Since(start))
			}
		})
	}
	calling.Wait()
	elapsed := time.Since(begin)
	all := slices.Concat(took...)
	if len(all) == 0 {
		b.Fatal("nothing was done")
	}
	return Load{float64(len(all)) / elapsed.Seconds(), all}
}

// Bare is the engine alone, as durable as the store makes it, with an empty table
// that BareInsert adds a row to: the least that keeping something costs.
func (db Database) Bare(b *testing.B, callers int) *sql.DB {
	b.Helper()
	driver, dsn := "pgx", db.Config.DSN
	if db.Engine == "sqlite" {
		driver = "sqlite"
		dsn = "file:" + filepath.Join(b.TempDir(), "bare.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"
		callers = 1 // it writes one at a time whatever comes
	}
	bare, err := sql.Open(driver, dsn)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = bare.Close() })
	bare.SetMaxOpenConns(callers)
	bare.SetMaxIdleConns(callers)
	if _, err := bare.Exec("create table if not exists bare (body text)"); err != nil {
		b.Fatal(err)
	}
	return bare
}

// BareInsert adds one row of one column to the table of Bare.
const BareInsert = "insert into bare (body) values ($1)"
