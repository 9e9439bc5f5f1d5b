package archive_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

func hashOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// part is a file of a backup.
type part struct {
	name, body string
}

func unzip(t testing.TB, backup []byte) []byte {
	t.Helper()
	in, err := gzip.NewReader(bytes.NewReader(backup))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func zip(t testing.TB, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func unpack(t testing.TB, backup []byte) (parts []part) {
	t.Helper()
	in := tar.NewReader(bytes.NewReader(unzip(t, backup)))
	for {
		h, err := in.Next()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, part{h.Name, string(body)})
	}
}

func pack(t testing.TB, parts []part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, p := range parts {
		if err := w.WriteHeader(&tar.Header{Name: p.name, Size: int64(len(p.body)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(p.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return zip(t, out.Bytes())
}

func small(t testing.TB) (place, []byte) {
	source := newPlace(t, storetest.SQLite(t))
	source.incident(t, "one", "evidence of one", "more evidence")
	source.incident(t, "two", "evidence of two")
	return source, source.backup(t)
}

// TestCutOff: a backup that ends early is refused wherever it ends, and leaves
// the target empty.
func TestCutOff(t *testing.T) {
	_, backup := small(t)
	for end := 0; end < len(backup); end += 3 {
		if _, err := archive.Check(context.Background(), bytes.NewReader(backup[:end]), options()); !errors.Is(err, archive.ErrTorn) {
			t.Fatalf("%d of %d bytes: %v", end, len(backup), err)
		}
	}
	each(t, func(t *testing.T, target place) {
		for end := 0; end < len(backup); end += 1 + len(backup)/40 {
			_, err := target.restore(backup[:end])
			if !errors.Is(err, archive.ErrTorn) || hindcast.CodeOf(err) != hindcast.Invalid || !strings.Contains(err.Error(), "cut off after") {
				t.Errorf("%d of %d bytes: %v", end, len(backup), err)
			}
		}
		if _, err := target.restore(backup[:len(backup)-1]); !errors.Is(err, archive.ErrTorn) {
			t.Errorf("the last byte: %v", err)
		}
		target.mustBeEmpty(t, "torn backups")
		if _, err := target.restore(backup); err != nil {
			t.Errorf("the whole: %v", err)
		}
	})
}

// TestFlippedBits: a backup in which a bit changed is refused, or the bit carries
// nothing: the date in gzip's header, the padding of tar, one of two ways to
// compress the same bytes.
func TestFlippedBits(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and nothing runs beside it")
	}
	_, backup := small(t)
	want, err := archive.Check(context.Background(), bytes.NewReader(backup), options())
	if err != nil {
		t.Fatal(err)
	}
	parts := unpack(t, backup)
	noticed := func(flipped []byte, i, of int) {
		t.Helper()
		got, err := archive.Check(context.Background(), bytes.NewReader(flipped), options())
		if code := hindcast.CodeOf(err); err != nil && code != hindcast.Invalid && code != hindcast.Unsupported {
			t.Errorf("byte %d of %d: %v", i, of, err)
		}
		if err == nil && (cmp.Diff(want, got) != "" || !slices.Equal(parts, unpack(t, flipped))) {
			t.Errorf("byte %d of %d went unnoticed", i, of)
		}
	}
	for i := 0; i < len(backup); i += 5 {
		noticed(flip(backup, i), i, len(backup))
	}
	plain := unzip(t, backup)
	for i := 0; i < len(plain); i += 19 {
		noticed(zip(t, flip(plain, i)), i, len(plain))
	}
	const headerLength = 10
	each(t, func(t *testing.T, target place) {
		for i := headerLength; i < len(backup); i += 1 + len(backup)/40 {
			flipped := flip(backup, i)
			if compressesTheSame(flipped, plain) {
				continue
			}
			if _, err := target.restore(flipped); !errors.Is(err, archive.ErrTorn) {
				t.Errorf("byte %d: %v", i, err)
			}
		}
		target.mustBeEmpty(t, "damaged backups")
	})
}

// compressesTheSame reports whether a flipped bit made another way to write the
// same bytes: a repetition may be copied from several places.
func compressesTheSame(compressed, plain []byte) bool {
	r, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return false
	}
	got, err := io.ReadAll(r)
	return err == nil && bytes.Equal(got, plain)
}

// flip changes one bit of a byte, another one for each neighbour.
func flip(content []byte, at int) []byte {
	flipped := bytes.Clone(content)
	flipped[at] ^= 1 << (at % 8)
	return flipped
}

// TestAltered: parts that were taken out, doubled, moved or written anew do not
// pass, though the archive is a sound one.
func TestAltered(t *testing.T) {
	_, backup := small(t)
	parts := unpack(t, backup)
	if _, err := archive.Check(context.Background(), bytes.NewReader(pack(t, parts)), options()); err != nil {
		t.Fatalf("packed again: %v", err)
	}
	refused := func(what string, altered []part) {
		t.Helper()
		_, err := archive.Check(context.Background(), bytes.NewReader(pack(t, altered)), options())
		if code := hindcast.CodeOf(err); code != hindcast.Invalid && code != hindcast.Unsupported {
			t.Errorf("%s: %v", what, err)
		}
	}
	for i, p := range parts {
		refused("without "+p.name, slices.Delete(slices.Clone(parts), i, i+1))
		refused("twice "+p.name, slices.Insert(slices.Clone(parts), i, p))
		refused("renamed "+p.name, replaced(parts, i, part{"x" + p.name, p.body}))
		refused("empty "+p.name, replaced(parts, i, part{p.name, ""}))
		refused("with ../"+p.name, slices.Insert(slices.Clone(parts), i, part{"../../etc/passwd", "x"}))
		if i > 0 {
			swapped := slices.Clone(parts)
			swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
			refused("swapped "+p.name, swapped)
		}
		if strings.Contains(p.body, "incident.opened") {
			refused("altered "+p.name, replaced(parts, i, part{p.name, strings.Replace(p.body, "incident.opened", "incident.closed", 1)}))
		}
	}
	refused("something behind", append(slices.Clone(parts), part{"more", "x"}))
	for name, change := range map[string][2]string{
		"a newer format":   {`"version": 1`, `"version": 2`},
		"another format":   {`"hindcast backup"`, `"something else"`},
		"fewer rows":       {`"rows": 2`, `"rows": 1`},
		"more rows":        {`"rows": 2`, `"rows": 9223372036854775807`},
		"negative rows":    {`"rows": 2`, `"rows": -2`},
		"another head":     {`"number": `, `"number": 1`},
		"unknown evidence": {`"files": 3`, `"files": 4`},
	} {
		refused(name, replaced(parts, 0, part{parts[0].name, strings.Replace(parts[0].body, change[0], change[1], 1)}))
	}
	refused("another evidence", replacedNamed(parts, "evidence/", func(string) string { return "other bytes" }))
}

func replaced(parts []part, at int, p part) []part {
	changed := slices.Clone(parts)
	changed[at] = p
	return changed
}

func replacedNamed(parts []part, prefix string, body func(string) string) []part {
	at := slices.IndexFunc(parts, func(p part) bool { return strings.HasPrefix(p.name, prefix) })
	return replaced(parts, at, part{parts[at].name, body(parts[at].body)})
}

func TestOtherSchemaIsRefused(t *testing.T) {
	_, backup := small(t)
	parts := unpack(t, backup)
	target := newPlace(t, storetest.SQLite(t))
	for change, say := range map[string]string{`"schema": 1,`: "older Hindcast (test)", `"schema": 9999,`: "newer Hindcast (test)"} {
		lines := strings.Split(parts[0].body, "\n")
		at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, `"schema":`) })
		lines[at] = change
		altered := pack(t, replaced(parts, 0, part{parts[0].name, strings.Join(lines, "\n")}))
		_, err := target.restore(altered)
		if hindcast.CodeOf(err) != hindcast.Unsupported || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: %v", change, err)
		}
	}
	altered := pack(t, replaced(parts, 0, part{parts[0].name, strings.Replace(parts[0].body, `"key_number"`, `"key"`, 1)}))
	if _, err := target.restore(altered); hindcast.CodeOf(err) != hindcast.Unsupported {
		t.Errorf("other columns: %v", err)
	}
	target.mustBeEmpty(t, "other schemas")
}

func TestFileThatCannotBeRead(t *testing.T) {
	_, backup := small(t)
	target := newPlace(t, storetest.SQLite(t))
	broken := errors.New("the disk failed")
	r := io.MultiReader(bytes.NewReader(backup[:len(backup)/2]), iotest.ErrReader(broken))
	if _, err := archive.Restore(context.Background(), target.store, target.files, r, options()); !errors.Is(err, broken) || errors.Is(err, archive.ErrTorn) {
		t.Errorf("%v", err)
	}
	target.mustBeEmpty(t, "a disk that failed")
}
