package archive_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/blob/blobtest"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var key = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))

// options make backups of the same store equal.
func options() archive.Options {
	return archive.Options{Now: time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC), Program: "test"}
}

// place is a store with its evidence.
type place struct {
	store  *store.Store
	files  *blob.Disk
	folder string
}

func newPlace(t testing.TB, db storetest.Database) place {
	t.Helper()
	db.Config.Key = key
	p := place{store: db.Open(t), folder: filepath.Join(t.TempDir(), "evidence")}
	var err error
	if p.files, err = blob.OpenDisk(p.folder, blob.Limits{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.files.Close() })
	return p
}

// each runs a test with a place on both engines.
func each(t *testing.T, test func(t *testing.T, p place)) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) { test(t, newPlace(t, db)) })
}

func (p place) backup(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := archive.Backup(context.Background(), p.store, p.files, &out, options()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (p place) restore(backup []byte) (archive.Report, error) {
	return archive.Restore(context.Background(), p.store, p.files, bytes.NewReader(backup), options())
}

// incident opens an incident with an event and evidence of the given bytes.
func (p place) incident(t testing.TB, title string, contents ...string) {
	t.Helper()
	ctx := context.Background()
	var digests []blob.Digest
	for _, c := range contents {
		d, err := p.files.Put(ctx, strings.NewReader(c))
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, d)
	}
	if err := p.store.Update(ctx, storetest.Admin(), func(tx *store.Tx) error { return open(tx, title, digests) }); err != nil {
		t.Fatal(err)
	}
}

func open(tx *store.Tx, title string, evidence []blob.Digest) error {
	key, err := tx.NextKey()
	if err != nil {
		return err
	}
	incident := hindcast.Incident{ID: hindcast.IncidentID(tx.NewID("inc")), Key: key, Title: title, Kind: hindcast.Operational, State: hindcast.IncidentActive,
		Visibility: hindcast.VisibleToEveryone, CreatedAt: tx.Now(), CreatedBy: tx.By().Person()}
	if err := tx.Incidents().Add("incident.opened", incident.ID, &incident); err != nil {
		return err
	}
	var event hindcast.TimelineEvent
	storetest.Fill(&event, len(title))
	event.ID = hindcast.EventID(tx.NewID("evt"))
	if err := tx.Events().Add("event.added", incident.ID, &event); err != nil {
		return err
	}
	for _, d := range evidence {
		row := hindcast.Evidence{ID: hindcast.EvidenceID(tx.NewID("evd")), Name: "graph", SHA256: d.SHA256, Size: d.Size}
		if err := tx.Evidence().Add("evidence.added", incident.ID, &row); err != nil {
			return err
		}
	}
	return tx.Enqueue(store.Job{Kind: "remind", Body: title})
}

// furnish fills a place with a little of most things.
func (p place) furnish(t testing.TB) {
	t.Helper()
	for i := range 12 {
		p.incident(t, fmt.Sprintf("Zoë's outage %d %s", i, strings.Repeat("x", i)), fmt.Sprint("log ", i/2), strings.Repeat(fmt.Sprint("dump ", i), 2000))
	}
	if err := p.store.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error { return tx.Purge("a key was pasted", 2, 6) }); err != nil {
		t.Fatal(err)
	}
	if _, err := p.store.SignHead(context.Background()); err != nil {
		t.Fatal(err)
	}
	p.incident(t, "after the head was signed")
}

// rows reads everything in the store.
func (p place) rows(t testing.TB) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	err := p.store.Snapshot(context.Background(), func(s *store.Snapshot) error {
		for _, table := range s.Tables {
			err := s.Rows(table.Name, func(values []any) error {
				all[table.Name] = append(all[table.Name], fmt.Sprintf("%q", values))
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// contents reads every file of the evidence, by its name.
func (p place) contents(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(p.folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(name)
		all[filepath.Base(name)] = string(body)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// mustBeEmpty fails when a failed restore left anything.
func (p place) mustBeEmpty(t testing.TB, after string) {
	t.Helper()
	if rows, contents := p.rows(t), p.contents(t); len(rows) != 0 || len(contents) != 0 {
		t.Fatalf("after %s there are rows in %d tables and %d contents", after, len(rows), len(contents))
	}
}

// TestEveryDirection: whatever engine a backup was taken from and goes to, all of
// it comes back, and a backup of that is the same file again.
func TestEveryDirection(t *testing.T) {
	each(t, func(t *testing.T, source place) {
		source.furnish(t)
		backup := source.backup(t)
		each(t, func(t *testing.T, target place) {
			report, err := target.restore(backup)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(source.rows(t), target.rows(t)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(source.contents(t), target.contents(t)); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
			v := report.Verification
			if len(v.Problems) != 0 || v.Purged != 2 || v.Signed != 1 || v.Head.Number == 0 || v.Head.Hash != report.Head.Hash {
				t.Errorf("%+v", report)
			}
			if report.Incidents != 13 || report.Evidence != 18 || len(report.Missing)+len(report.Damaged) != 0 || report.Program != "test" || !report.CreatedAt.Equal(options().Now) {
				t.Errorf("%+v", report)
			}
			found, err := target.store.Search(context.Background(), storetest.Member("kim"), "zoe outage", 5)
			if err != nil || len(found) == 0 {
				t.Errorf("search: %v, %v", found, err)
			}
			if !bytes.Equal(backup, target.backup(t)) {
				t.Error("a backup of the restored store is another one")
			}
			target.incident(t, "life goes on")
			if v, err := target.store.Verify(context.Background(), store.VerifyOptions{Expect: report.Head.String()}); err != nil || len(v.Problems) != 0 {
				t.Errorf("%+v, %v", v, err)
			}
		})
	})
}

// TestEvidenceInABucket: evidence goes from a disk into a bucket and back.
func TestEvidenceInABucket(t *testing.T) {
	ctx := context.Background()
	source, back := newPlace(t, storetest.SQLite(t)), newPlace(t, storetest.SQLite(t))
	source.furnish(t)
	source.incident(t, "a dump", string(noise(20<<20, 1))) // longer than one part of an upload
	bucket, err := blob.OpenS3(ctx, blobtest.Bucket(t))
	if err != nil {
		t.Fatal(err)
	}
	backup := source.backup(t)
	kept := func() (n int) {
		if err := bucket.Walk(ctx, func(blob.Info) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	away := newPlace(t, storetest.SQLite(t))
	if _, err := archive.Restore(ctx, away.store, bucket, bytes.NewReader(backup[:len(backup)-1]), options()); !errors.Is(err, archive.ErrTorn) || kept() != 0 {
		t.Errorf("torn: %v, %d contents are left", err, kept())
	}
	report, err := archive.Restore(ctx, away.store, bucket, bytes.NewReader(backup), options())
	if err != nil || int64(kept()) != report.Evidence {
		t.Fatalf("%+v, %v, %d contents", report, err, kept())
	}
	var again bytes.Buffer
	if _, err := archive.Backup(ctx, away.store, bucket, &again, options()); err != nil || !bytes.Equal(backup, again.Bytes()) {
		t.Errorf("from the bucket: %v", err)
	}
	if _, err := back.restore(again.Bytes()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(source.contents(t), back.contents(t)); diff != "" {
		t.Error("the contents are others")
	}
}

func TestEmptyStore(t *testing.T) {
	each(t, func(t *testing.T, source place) {
		backup := source.backup(t)
		each(t, func(t *testing.T, target place) {
			report, err := target.restore(backup)
			if err != nil || report.Rows != 0 || report.Head != (store.Head{}) {
				t.Errorf("%+v, %v", report, err)
			}
			target.mustBeEmpty(t, "restoring nothing")
		})
	})
}

func TestStoreThatHoldsAnythingIsRefused(t *testing.T) {
	each(t, func(t *testing.T, p place) {
		p.furnish(t)
		rows, contents := p.rows(t), p.contents(t)
		_, err := p.restore(p.backup(t))
		if hindcast.CodeOf(err) != hindcast.Conflict || !strings.Contains(err.Error(), "not empty") {
			t.Errorf("%v", err)
		}
		if diff := cmp.Diff(rows, p.rows(t)) + cmp.Diff(contents, p.contents(t)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestBackupWhileWriting: a backup is of one moment that there was.
func TestBackupWhileWriting(t *testing.T) {
	each(t, func(t *testing.T, source place) {
		source.furnish(t)
		ctx, stop := context.WithCancel(context.Background())
		var writers sync.WaitGroup
		for w := range 4 {
			writers.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					source.incident(t, fmt.Sprintf("meanwhile %d %d", w, i), fmt.Sprint(w, i))
				}
			})
		}
		var backups [][]byte
		for range 4 {
			backups = append(backups, source.backup(t))
		}
		stop()
		writers.Wait()
		var last int64
		for _, backup := range backups {
			target := newPlace(t, storetest.SQLite(t))
			report, err := target.restore(backup)
			if err != nil || len(report.Verification.Problems) != 0 || len(report.Missing) != 0 {
				t.Fatalf("%+v, %v", report, err)
			}
			if report.Head.Number < last {
				t.Errorf("the head went back from %d to %d", last, report.Head.Number)
			}
			last = report.Head.Number
			v, err := source.store.Verify(context.Background(), store.VerifyOptions{Expect: report.Head.String()})
			if err != nil || len(v.Problems) != 0 {
				t.Errorf("the head %v never was one: %+v, %v", report.Head, v.Problems, err)
			}
		}
	})
}

func TestEvidenceThatIsNotSound(t *testing.T) {
	source := newPlace(t, storetest.SQLite(t))
	source.incident(t, "one", "sound", "gone", "flipped", "shortened", "lengthened")
	damage := func(content, now string) string {
		name := hashOf(content)
		path := filepath.Join(source.folder, name[:2], name[2:4], name)
		if now == "" {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		} else if err := os.WriteFile(path, []byte(now), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	missing := []string{damage("gone", "")}
	damaged := []string{damage("flipped", "flippex"), damage("shortened", "short"), damage("lengthened", "lengthened more")}
	slices.Sort(damaged)
	backup := source.backup(t)
	checked, err := archive.Check(context.Background(), bytes.NewReader(backup), options())
	if err != nil {
		t.Fatal(err)
	}
	target := newPlace(t, storetest.SQLite(t))
	restored, err := target.restore(backup)
	if err != nil {
		t.Fatal(err)
	}
	for _, report := range []archive.Report{checked, restored} {
		if diff := cmp.Diff(missing, report.Missing) + cmp.Diff(damaged, report.Damaged); diff != "" {
			t.Error(diff)
		}
	}
	if diff := cmp.Diff(map[string]string{hashOf("sound"): "sound"}, target.contents(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestVerifyEvidence(t *testing.T) {
	p := newPlace(t, storetest.SQLite(t))
	p.incident(t, "one", "sound", "flipped", "gone", "sound too")
	p.incident(t, "two", "sound")
	sum, err := archive.VerifyEvidence(context.Background(), p.store, p.files, options())
	if err != nil || sum.Files != 4 || sum.Bytes != 25 || len(sum.Missing)+len(sum.Damaged) != 0 {
		t.Fatalf("%+v, %v", sum, err)
	}
	name := hashOf("flipped")
	if err := os.WriteFile(filepath.Join(p.folder, name[:2], name[2:4], name), []byte("flippex"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.files.Delete(context.Background(), hashOf("gone")); err != nil {
		t.Fatal(err)
	}
	var done, total int64
	o := options()
	o.Progress = func(d, all int64) { done, total = d, all }
	sum, err = archive.VerifyEvidence(context.Background(), p.store, p.files, o)
	want := archive.EvidenceReport{Files: 2, Bytes: 14, Missing: []string{hashOf("gone")}, Damaged: []string{name}}
	if diff := cmp.Diff(want, sum); err != nil || diff != "" || done != total {
		t.Errorf("%v, %d of %d (-want +got):\n%s", err, done, total, diff)
	}
}

func TestSweepEvidence(t *testing.T) {
	p := newPlace(t, storetest.SQLite(t))
	p.incident(t, "one", "used")
	if _, err := p.files.Put(context.Background(), strings.NewReader("orphan")); err != nil {
		t.Fatal(err)
	}
	swept, err := archive.SweepEvidence(context.Background(), p.store, p.files, blob.SweepOptions{Now: time.Now().Add(25 * time.Hour)})
	if err != nil || swept.Kept != 1 || len(swept.Orphans) != 1 || swept.Orphans[0].SHA256 != hashOf("orphan") {
		t.Errorf("%+v, %v", swept, err)
	}
}

func TestEvidenceThatIsThereAlreadyStays(t *testing.T) {
	source, target := newPlace(t, storetest.SQLite(t)), newPlace(t, storetest.SQLite(t))
	source.incident(t, "one", "shared", "new")
	if _, err := target.files.Put(context.Background(), strings.NewReader("shared")); err != nil {
		t.Fatal(err)
	}
	backup := source.backup(t)
	if _, err := target.restore(backup[:len(backup)-10]); !errors.Is(err, archive.ErrTorn) {
		t.Errorf("%v", err)
	}
	if diff := cmp.Diff(map[string]string{hashOf("shared"): "shared"}, target.contents(t)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, err := target.restore(backup); err != nil || len(target.contents(t)) != 2 {
		t.Errorf("%v", err)
	}
}

func TestNowhereToPutEvidence(t *testing.T) {
	source, target := newPlace(t, storetest.SQLite(t)), newPlace(t, storetest.SQLite(t))
	source.incident(t, "one", "bytes")
	backup := source.backup(t)
	_, err := archive.Restore(context.Background(), target.store, nil, bytes.NewReader(backup), options())
	if hindcast.CodeOf(err) != hindcast.Invalid || !strings.Contains(err.Error(), "where its files") {
		t.Errorf("%v", err)
	}
	target.mustBeEmpty(t, "evidence without a place")
	var out bytes.Buffer
	report, err := archive.Backup(context.Background(), source.store, nil, &out, options())
	if err != nil || len(report.Missing) != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	if _, err := archive.Restore(context.Background(), target.store, nil, &out, options()); err != nil {
		t.Errorf("without evidence: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	each(t, func(t *testing.T, source place) {
		source.furnish(t)
		whole := source.backup(t)
		target := newPlace(t, storetest.SQLite(t))
		var done, total int64
		o := options()
		o.Progress = func(d, all int64) { done, total = d, all }
		if _, err := archive.Check(context.Background(), bytes.NewReader(whole), o); err != nil || done != total || total == 0 {
			t.Fatalf("%d of %d, %v", done, total, err)
		}
		for step := range int64(10) {
			ctx, cancel := context.WithCancel(context.Background())
			o.Progress = func(d, all int64) {
				if d*10 >= all*step {
					cancel()
				}
			}
			path := filepath.Join(t.TempDir(), "backup")
			if _, err := archive.BackupFile(ctx, source.store, source.files, path, o); !errors.Is(err, context.Canceled) && step < 9 {
				t.Errorf("backup, step %d: %v", step, err)
			} else if names, _ := os.ReadDir(filepath.Dir(path)); err != nil && len(names) != 0 {
				t.Errorf("left behind: %v", names)
			}
			ctx, cancel = context.WithCancel(context.Background())
			if _, err := archive.Restore(ctx, target.store, target.files, bytes.NewReader(whole), o); !errors.Is(err, context.Canceled) {
				t.Errorf("restore, step %d: %v", step, err)
			}
			target.mustBeEmpty(t, fmt.Sprint("being cancelled at step ", step))
			cancel()
		}
		if _, err := target.restore(whole); err != nil {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestReportsAgree(t *testing.T) {
	source, target := newPlace(t, storetest.SQLite(t)), newPlace(t, storetest.SQLite(t))
	source.furnish(t)
	var out bytes.Buffer
	wrote, err := archive.Backup(context.Background(), source.store, source.files, &out, options())
	if err != nil {
		t.Fatal(err)
	}
	checked, err := archive.Check(context.Background(), bytes.NewReader(out.Bytes()), options())
	if err != nil {
		t.Fatal(err)
	}
	restored, err := target.restore(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	apart := cmpopts.IgnoreFields(archive.Report{}, "Verification")
	if diff := cmp.Diff(wrote, checked) + cmp.Diff(wrote, restored, apart); diff != "" {
		t.Error(diff)
	}
}
