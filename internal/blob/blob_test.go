package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/blob/blobtest"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// kept is a store under test, and what its test may look at or break.
type kept struct {
	blob.Store
	names  func() []string                     // names lists every file or object there is
	damage func(sha256 string, content []byte) // damage puts other bytes under a name
	limit  int64
}

// each runs a test on both kinds of store.
func each(t *testing.T, test func(t *testing.T, s kept)) {
	const limit = 100 << 20
	t.Run("disk", func(t *testing.T) { test(t, onDisk(t, blob.Limits{MaxSize: limit})) })
	t.Run("s3", func(t *testing.T) { test(t, inBucket(t, blob.Limits{MaxSize: limit})) })
}

func inBucket(t *testing.T, limits blob.Limits) kept {
	cfg := blobtest.Bucket(t)
	cfg.Limits = limits
	s, err := blob.OpenS3(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	client := blobtest.Admin(t, cfg)
	return kept{Store: s, limit: limits.MaxSize,
		names: func() (names []string) {
			for o := range client.ListObjectsIter(context.Background(), cfg.Bucket, minio.ListObjectsOptions{Recursive: true}) {
				names = append(names, o.Key)
			}
			for up := range client.ListIncompleteUploads(context.Background(), cfg.Bucket, "", true) {
				names = append(names, "incomplete:"+up.Key)
			}
			return names
		},
		damage: func(sha256 string, content []byte) {
			name := cfg.Prefix + sha256[:2] + "/" + sha256[2:4] + "/" + sha256
			if _, err := client.PutObject(context.Background(), cfg.Bucket, name, bytes.NewReader(content), int64(len(content)), minio.PutObjectOptions{}); err != nil {
				t.Fatal(err)
			}
		},
	}
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// noise is content of a length that does not repeat.
func noise(n int) []byte {
	content := make([]byte, n)
	rand.NewChaCha8([32]byte{byte(n)}).Read(content)
	return content
}

func put(t *testing.T, s blob.Store, content []byte) blob.Digest {
	t.Helper()
	d, err := s.Put(context.Background(), bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestContentComesBack(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		for _, size := range []int{0, 1, 1 << 20, 16 << 20, 16<<20 + 1, 64 << 20} {
			content := noise(size)
			d := put(t, s, content)
			if want := (blob.Digest{SHA256: hashOf(content), Size: int64(size)}); d != want {
				t.Fatalf("%d bytes: %+v, want %+v", size, d, want)
			}
			info, err := s.Stat(context.Background(), d.SHA256)
			if err != nil || info.Digest != d || info.PutAt.IsZero() || info.PutAt.Location() != time.UTC {
				t.Errorf("%d bytes: Stat %+v, %v", size, info, err)
			}
			opened, err := s.Open(context.Background(), d.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			h := sha256.New()
			if n, err := io.Copy(h, opened); err != nil || n != int64(size) || hex.EncodeToString(h.Sum(nil)) != d.SHA256 {
				t.Errorf("%d bytes: read %d, %v", size, n, err)
			}
			if err := opened.Close(); err != nil {
				t.Error(err)
			}
			if found, err := blob.Verify(context.Background(), s, d.SHA256); err != nil || found != d {
				t.Errorf("%d bytes: Verify %+v, %v", size, found, err)
			}
		}
		if names := s.names(); len(names) != 6 {
			t.Errorf("more than the contents: %v", names)
		}
	})
}

func TestSeek(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		d := put(t, s, []byte("the quick brown fox"))
		opened, err := s.Open(context.Background(), d.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		defer opened.Close()
		for _, step := range []struct {
			offset int64
			whence int
			want   string
		}{{4, io.SeekStart, "quick"}, {1, io.SeekCurrent, "brown"}, {-3, io.SeekEnd, "fox"}, {0, io.SeekStart, "the"}} {
			if _, err := opened.Seek(step.offset, step.whence); err != nil {
				t.Fatal(err)
			}
			got := make([]byte, len(step.want))
			if _, err := io.ReadFull(opened, got); err != nil || string(got) != step.want {
				t.Errorf("seek %d from %d: %q, %v; want %q", step.offset, step.whence, got, err, step.want)
			}
		}
	})
}

func TestSameContentIsKeptOnce(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		for _, content := range [][]byte{noise(1000), noise(20 << 20)} {
			var wg sync.WaitGroup
			for range 6 {
				wg.Go(func() {
					if d, err := s.Put(context.Background(), bytes.NewReader(content)); err != nil || d.SHA256 != hashOf(content) {
						t.Errorf("%+v, %v", d, err)
					}
				})
			}
			wg.Wait()
			if _, err := blob.Verify(context.Background(), s, hashOf(content)); err != nil {
				t.Error(err)
			}
		}
		if names := s.names(); len(names) != 2 {
			t.Errorf("%v", names)
		}
	})
}

func TestFailedUploadLeavesNothing(t *testing.T) {
	broken := errors.New("the browser went away")
	each(t, func(t *testing.T, s kept) {
		for _, size := range []int{0, 10, 40 << 20} {
			_, err := s.Put(context.Background(), io.MultiReader(bytes.NewReader(noise(size)), iotest.ErrReader(broken)))
			if !errors.Is(err, broken) {
				t.Errorf("after %d bytes: %v", size, err)
			}
			ctx, cancel := context.WithCancel(context.Background())
			_, err = s.Put(ctx, io.MultiReader(bytes.NewReader(noise(size)), readerFunc(func([]byte) (int, error) { cancel(); return 0, nil })))
			if !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled after %d bytes: %v", size, err)
			}
		}
		_, err := s.Put(context.Background(), io.LimitReader(zeros{}, s.limit+1))
		if hindcast.CodeOf(err) != hindcast.TooLarge {
			t.Errorf("over the limit: %v", err)
		}
		if names := s.names(); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestWhatIsNotThere(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		absent := hashOf([]byte("absent"))
		for name, do := range everyWay(s) {
			err := do(absent)
			if hindcast.CodeOf(err) != hindcast.NotFound || !strings.Contains(err.Error(), absent) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// everyWay are the calls that take a SHA-256.
func everyWay(s blob.Store) map[string]func(string) error {
	ctx := context.Background()
	return map[string]func(string) error{
		"Open":   func(h string) error { _, err := s.Open(ctx, h); return err },
		"Stat":   func(h string) error { _, err := s.Stat(ctx, h); return err },
		"Delete": func(h string) error { return s.Delete(ctx, h) },
		"Verify": func(h string) error { _, err := blob.Verify(ctx, s, h); return err },
	}
}

func TestPathTricksAreRefused(t *testing.T) {
	sound := hashOf([]byte("x"))
	each(t, func(t *testing.T, s kept) {
		put(t, s, []byte("x"))
		for _, trick := range []string{"", ".", "..", "../../etc/passwd", strings.ToUpper(sound), sound[:63], sound + "0", sound + "\n",
			sound[:60] + "/../", "/" + sound[1:], sound[:63] + "\x00", strings.Repeat("../", 21) + "a", strings.Repeat("0", 63) + "٣"} {
			for name, do := range everyWay(s) {
				if err := do(trick); hindcast.CodeOf(err) != hindcast.Invalid {
					t.Errorf("%s(%q): %v", name, trick, err)
				}
			}
		}
	})
}

func TestDamageIsFoundAndMended(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		for _, content := range [][]byte{noise(5000), noise(17 << 20)} {
			d := put(t, s, content)
			flipped := bytes.Clone(content)
			flipped[len(flipped)/2] ^= 1
			for _, wrong := range [][]byte{flipped, content[:len(content)-1], nil} {
				s.damage(d.SHA256, wrong)
				found, err := blob.Verify(context.Background(), s, d.SHA256)
				if !errors.Is(err, blob.ErrDamaged) || found.SHA256 != hashOf(wrong) || found.Size != int64(len(wrong)) {
					t.Errorf("%d of %d bytes: %+v, %v", len(wrong), len(content), found, err)
				}
			}
			put(t, s, content)
			if _, err := blob.Verify(context.Background(), s, d.SHA256); err != nil {
				t.Errorf("put again: %v", err)
			}
		}
	})
}

func TestDelete(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		d := put(t, s, []byte("gone"))
		if err := s.Delete(context.Background(), d.SHA256); err != nil {
			t.Fatal(err)
		}
		if names := s.names(); len(names) != 0 {
			t.Errorf("%v", names)
		}
	})
}

func TestWalkSeesEverythingInOrder(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		want := map[string]int64{}
		for i := range 40 {
			d := put(t, s, fmt.Appendf(nil, "content %0*d", i, i))
			want[d.SHA256] = d.Size
		}
		last := ""
		err := s.Walk(context.Background(), func(found blob.Info) error {
			if found.SHA256 <= last || want[found.SHA256] != found.Size {
				t.Errorf("%+v after %q", found, last)
			}
			last = found.SHA256
			delete(want, found.SHA256)
			return nil
		})
		if err != nil || len(want) != 0 {
			t.Errorf("%v; not seen: %v", err, want)
		}
		stop := errors.New("enough")
		if err := s.Walk(context.Background(), func(blob.Info) error { return stop }); err != stop {
			t.Errorf("%v", err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		if err := s.Walk(ctx, func(blob.Info) error { cancel(); return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
	})
}

func TestSweepTakesOldOrphansOnly(t *testing.T) {
	each(t, func(t *testing.T, s kept) {
		ctx := context.Background()
		used, orphan := put(t, s, []byte("used")), put(t, s, []byte("orphan"))
		referred := func(h string) bool { return h == used.SHA256 }
		later := time.Now().Add(48 * time.Hour)
		swept, err := blob.Sweep(ctx, s, referred, blob.SweepOptions{Now: time.Now()})
		if err != nil || len(swept.Orphans) != 0 || swept.Kept != 2 {
			t.Errorf("young: %+v, %v", swept, err)
		}
		for _, dry := range []bool{true, false} {
			swept, err = blob.Sweep(ctx, s, referred, blob.SweepOptions{Now: later, DryRun: dry})
			if err != nil || len(swept.Orphans) != 1 || swept.Orphans[0] != orphan || swept.Kept != 1 {
				t.Errorf("dry %v: %+v, %v", dry, swept, err)
			}
		}
		swept, err = blob.Sweep(ctx, s, referred, blob.SweepOptions{Now: later})
		if err != nil || len(swept.Orphans) != 0 || swept.Kept != 1 {
			t.Errorf("again: %+v, %v", swept, err)
		}
		if _, err := blob.Verify(ctx, s, used.SHA256); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkPut(b *testing.B) {
	for _, size := range []int{1 << 10, 1 << 20, 64 << 20} {
		content := noise(size)
		b.Run(fmt.Sprintf("disk/%dKiB", size>>10), func(b *testing.B) {
			s, err := blob.OpenDisk(b.TempDir(), blob.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Put(context.Background(), bytes.NewReader(content)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
