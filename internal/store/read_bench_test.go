package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// Stores for measuring reads are filled once for each size and engine and kept
// until the program ends: filling takes longer than measuring.
var (
	filledMu sync.Mutex
	filled   = map[string]*filledStore{}
)

type filledStore struct {
	db     storetest.Database
	st     *store.Store
	folder string
}

// closeFilled removes what was filled.
func closeFilled() {
	for _, f := range filled {
		_ = f.st.Close()
		_ = os.RemoveAll(f.folder)
	}
}

// benchSizes are 10,000 and 100,000, and a million where HINDCAST_BENCH_LARGE is
// set.
func benchSizes() []int {
	if os.Getenv("HINDCAST_BENCH_LARGE") != "" {
		return []int{10_000, 100_000, 1_000_000}
	}
	return []int{10_000, 100_000}
}

// filledWith returns a store with so many incidents, each with the given number
// of events.
func filledWith(b *testing.B, engine string, incidents, events int) *filledStore {
	b.Helper()
	filledMu.Lock()
	defer filledMu.Unlock()
	name := fmt.Sprint(engine, incidents, events)
	if f := filled[name]; f != nil {
		return f
	}
	folder, err := os.MkdirTemp("", "hindcast-bench-")
	if err != nil {
		b.Fatal(err)
	}
	db := storetest.Engine(b, engine)
	if engine == "sqlite" {
		db.Config.Path = filepath.Join(folder, "hindcast.db")
	}
	st, err := store.Open(context.Background(), db.Config)
	if err != nil {
		b.Fatal(err)
	}
	begin := time.Now()
	if err := storetest.Crowd(context.Background(), st, incidents, events); err != nil {
		b.Fatal(err)
	}
	if engine == "postgres" {
		raw := db.Raw(b)
		defer raw.Close()
		if _, err := raw.Exec("analyze"); err != nil { // as autovacuum does in the minute after
			b.Fatal(err)
		}
	}
	b.Logf("%s: %d incidents with %d events each were written in %s, %.0f incidents/s", engine, incidents, events, time.Since(begin), float64(incidents)/time.Since(begin).Seconds())
	filled[name] = &filledStore{db, st, folder}
	return filled[name]
}

func eachEngine(b *testing.B, do func(b *testing.B, engine string)) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) { do(b, engine) })
	}
}

// BenchmarkList measures the first page of 25, a page from the middle, and a
// narrow filter.
func BenchmarkList(b *testing.B) {
	eachEngine(b, func(b *testing.B, engine string) {
		for _, size := range benchSizes() {
			f := filledWith(b, engine, size, 0)
			_, middle, err := f.st.Incidents(context.Background(), storetest.Member("kim"), store.IncidentFilter{To: time.Date(2022, 6, 1, 0, 0, 0, 0, time.UTC)}, "", store.Page{})
			if err != nil {
				b.Fatal(err)
			}
			for _, c := range []struct {
				name   string
				sort   store.IncidentSort
				after  string
				filter store.IncidentFilter
			}{
				{"first", store.SortNewest, "", store.IncidentFilter{}},
				{"middle", store.SortNewest, middle, store.IncidentFilter{}},
				{"severity", store.SortSeverity, "", store.IncidentFilter{}},
				{"service", store.SortNewest, "", store.IncidentFilter{Service: "service 7"}},
			} {
				b.Run(fmt.Sprintf("incidents=%d/%s", size, c.name), func(b *testing.B) {
					for b.Loop() {
						rows, _, err := f.st.Incidents(context.Background(), storetest.Member("kim"), c.filter, c.sort, store.Page{After: c.after})
						if err != nil || len(rows) == 0 {
							b.Fatal(len(rows), err)
						}
					}
				})
			}
		}
	})
}

// BenchmarkSearch measures searching 100,000 texts, and a million where
// HINDCAST_BENCH_LARGE is set, beside the bare query of the engine's own
// full-text index, which ranks nothing, cuts no snippet and asks nobody's
// permission.
func BenchmarkSearch(b *testing.B) {
	eachEngine(b, func(b *testing.B, engine string) {
		for _, incidents := range benchSizes()[:len(benchSizes())-1] {
			benchmarkSearch(b, filledWith(b, engine, incidents, 9), incidents*10)
		}
	})
}

func benchmarkSearch(b *testing.B, f *filledStore, texts int) {
	for _, c := range []struct{ name, typed string }{
		{"rare", storetest.Word(31_000)}, {"mid", storetest.Word(900)}, {"common", storetest.Word(1)}, {"common-pair", storetest.Word(1) + " " + storetest.Word(2)},
		{"letters=2", storetest.Word(3)[:2]}, {"letters=3", storetest.Word(700)[:3]}, {"prefix=4", storetest.Word(30_000)[:4]},
	} {
		b.Run(fmt.Sprintf("texts=%d/%s", texts, c.name), func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				begin := time.Now()
				found, err := f.st.Search(context.Background(), storetest.Member("kim"), c.typed, 25)
				if err != nil || len(found) == 0 {
					b.Fatal(c.typed, len(found), err)
				}
				took = append(took, time.Since(begin))
			}
			bare, hits := bareSearch(b, f.db, c.typed, strings.Contains(c.name, "="))
			b.ReportMetric(storetest.Percentile(took, 50), "p50-ms")
			b.ReportMetric(storetest.Percentile(took, 99), "p99-ms")
			b.ReportMetric(bare, "bare-ms")
			b.ReportMetric(hits, "hits")
		})
	}
}

// bareSearch returns how long the engine's index takes to name all matches, in
// milliseconds, and how many there are.
func bareSearch(b *testing.B, db storetest.Database, typed string, begun bool) (ms, hits float64) {
	b.Helper()
	query, words := "select count(*) from (select rowid from search_words where search_words match $1 order by rowid desc limit 1000000)", strings.Fields(typed)
	expression := `"` + strings.Join(words, `" "`) + `"`
	if begun {
		expression += "*"
	}
	if db.Engine == "postgres" {
		query, expression = "select count(*) from search_docs where words @@ cast(cast($1 as text) as tsquery)", "'"+strings.Join(words, "' & '")+"'"
		if begun {
			expression += ":*"
		}
	}
	raw := db.Raw(b)
	defer raw.Close()
	var took []time.Duration
	for range 11 {
		begin := time.Now()
		if err := raw.QueryRow(query, expression).Scan(&hits); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	return storetest.Percentile(took, 50), hits
}

// BenchmarkSizeOnDisk reports the bytes that an incident with nine events of 25
// words takes, beside those of its texts.
func BenchmarkSizeOnDisk(b *testing.B) {
	eachEngine(b, func(b *testing.B, engine string) {
		const incidents = 10_000
		f := filledWith(b, engine, incidents, 9)
		raw := f.db.Raw(b)
		defer raw.Close()
		for b.Loop() {
			b.ReportMetric(sizeOf(b, f, raw)/incidents, "bytes/incident")
		}
		var texts float64
		if err := raw.QueryRow("select sum(length(title) + length(body)) from search_docs").Scan(&texts); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(texts/incidents, "text-bytes/incident")
		b.ReportMetric(0, "ns/op")
	})
}

func sizeOf(b *testing.B, f *filledStore, raw *sql.DB) (size float64) {
	b.Helper()
	if f.db.Engine == "postgres" {
		if err := raw.QueryRow("select pg_database_size(current_database())").Scan(&size); err != nil {
			b.Fatal(err)
		}
		return size
	}
	info, err := os.Stat(f.db.Config.Path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size())
}

// BenchmarkRecord measures loading everything about one incident.
func BenchmarkRecord(b *testing.B) {
	eachEngine(b, func(b *testing.B, engine string) {
		f := filledWith(b, engine, 200, 200)
		for b.Loop() {
			if r, err := f.st.Record(context.Background(), storetest.Member("kim"), "INC-77"); err != nil || len(r.Timeline) != 200 {
				b.Fatal(err)
			}
		}
	})
}
