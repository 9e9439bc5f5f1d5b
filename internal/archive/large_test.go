package archive_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// noise is content that cannot be compressed.
func noise(n int, seed uint64) []byte {
	content := make([]byte, n)
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range content {
		content[i] = byte(r.Uint32())
	}
	return content
}

// large fills a place with many incidents and megabytes of evidence.
func (p place) large(t testing.TB, incidents, megabytes int) {
	t.Helper()
	var digests []blob.Digest
	for i := range megabytes {
		d, err := p.files.Put(context.Background(), bytes.NewReader(noise(1<<20, uint64(i))))
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, d)
	}
	const perUpdate = 250
	for from := 0; from < incidents; from += perUpdate {
		err := p.store.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
			for i := from; i < min(from+perUpdate, incidents); i++ {
				var evidence []blob.Digest
				if i < len(digests) {
					evidence = digests[i : i+1]
				}
				if err := open(tx, fmt.Sprintf("incident %d of a large store", i), evidence); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// peak remembers how much memory was in use at most while a progress was told.
type peak struct{ most, calls uint64 }

func (p *peak) look(int64, int64) {
	if p.calls++; p.calls%64 != 0 {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.most = max(p.most, m.HeapAlloc)
}

// TestMemoryIsBounded: the store is many times larger than the memory that a
// backup of it and its restoring take.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const incidents, megabytes, most = 10_000, 60, 32 << 20
	source, target := newPlace(t, storetest.SQLite(t)), newPlace(t, storetest.SQLite(t))
	source.large(t, incidents, megabytes)
	path := filepath.Join(t.TempDir(), "backup")
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	measured(t, "backup", before.HeapAlloc+most, func(o archive.Options) (archive.Report, error) {
		return archive.BackupFile(context.Background(), source.store, source.files, path, o)
	})
	measured(t, "restore", before.HeapAlloc+most, func(o archive.Options) (archive.Report, error) {
		return archive.RestoreFile(context.Background(), target.store, target.files, path, o)
	})
}

func measured(t *testing.T, name string, most uint64, run func(archive.Options) (archive.Report, error)) {
	t.Helper()
	var p peak
	o := options()
	o.Progress = p.look
	report, err := run(o)
	if err != nil || report.Incidents != 10_000 || report.Bytes != 60<<20 || len(report.Verification.Problems) != 0 {
		t.Fatalf("%s: %+v, %v", name, report, err)
	}
	t.Logf("%s: %d rows, at most %d KiB in use", name, report.Rows, p.most>>10)
	if p.most == 0 || p.most > most {
		t.Errorf("%s: %d KiB were in use, %d are allowed", name, p.most>>10, most>>10)
	}
}

// size counts what is written.
type size int64

func (s *size) Write(p []byte) (int, error) { *s += size(len(p)); return len(p), nil }

const benchIncidents, benchMegabytes = 2000, 16

// BenchmarkBackup: MB/s are of what is read, rows as text and evidence.
func BenchmarkBackup(b *testing.B) {
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			source := newPlace(b, storetest.Engine(b, engine))
			source.large(b, benchIncidents, benchMegabytes)
			plain := int64(len(unzip(b, source.backup(b))))
			b.SetBytes(plain)
			b.ReportAllocs()
			var wrote size
			for b.Loop() {
				if _, err := archive.Backup(context.Background(), source.store, source.files, &wrote, options()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(benchIncidents*b.N)/b.Elapsed().Seconds(), "incidents/s")
			b.ReportMetric(float64(wrote)/float64(b.N)/float64(plain), "compressed/plain")
		})
	}
}

// BenchmarkRestore: everything is written, read back, hashed and verified.
func BenchmarkRestore(b *testing.B) {
	source := newPlace(b, storetest.SQLite(b))
	source.large(b, benchIncidents, benchMegabytes)
	backup := source.backup(b)
	plain := int64(len(unzip(b, backup)))
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			b.SetBytes(plain)
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				target := newPlace(b, storetest.Engine(b, engine))
				b.StartTimer()
				if _, err := target.restore(backup); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(benchIncidents*b.N)/b.Elapsed().Seconds(), "incidents/s")
		})
	}
}

// BenchmarkCheck reads a backup and restores it nowhere.
func BenchmarkCheck(b *testing.B) {
	source := newPlace(b, storetest.SQLite(b))
	source.large(b, benchIncidents, benchMegabytes)
	backup := source.backup(b)
	b.SetBytes(int64(len(unzip(b, backup))))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := archive.Check(context.Background(), bytes.NewReader(backup), options()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(benchIncidents*b.N)/b.Elapsed().Seconds(), "incidents/s")
}
