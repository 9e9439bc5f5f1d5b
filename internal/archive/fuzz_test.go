package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// tiny is a whole backup of one row and one content, not compressed.
func tiny(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := newWriting(&out, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	o := opening{Format: formatName, Version: formatVersion, Tables: []table{{"t", []string{"a", "b"}, 1}}, Evidence: amount{1, 1}}
	w.closes.Opening, err = w.manifest(openingName, o)
	must(err)
	rows := w.table("t")
	must(rows.add([]any{"x", int64(1)}))
	must(rows.end())
	name := hashOf([]byte("x"))
	must(w.part(evidenceFolder+name, []byte("x")))
	w.closes.Evidence = amount{1, 1}
	w.names.Write([]byte(name + "\n"))
	must(w.close())
	in, err := gzip.NewReader(&out)
	must(err)
	body, err := io.ReadAll(in)
	must(err)
	return body
}

func zipped(t testing.TB, body []byte) io.Reader {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.NoCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return &out
}

func TestTinyBackup(t *testing.T) {
	report, err := Check(context.Background(), zipped(t, tiny(t)), Options{})
	if err != nil || report.Rows != 1 || report.Evidence != 1 || report.Bytes != 1 {
		t.Errorf("%+v, %v", report, err)
	}
}

// FuzzCheck: no bytes make the reader of backups panic, and every refusal says
// whose fault it is.
func FuzzCheck(f *testing.F) {
	whole := tiny(f)
	f.Add(whole)
	f.Add(whole[:2048])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, body []byte) {
		_, err := Check(context.Background(), zipped(t, body), Options{})
		if code := hindcast.CodeOf(err); err != nil && code != hindcast.Invalid && code != hindcast.Unsupported {
			t.Errorf("%v", err)
		}
	})
}
