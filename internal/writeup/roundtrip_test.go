package writeup

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pgregory.net/rapid"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/hindcast/sample"
)

var ignoreLines = cmp.Options{
	cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(hindcast.Origin{}, "Line"),
	cmpopts.IgnoreFields(hindcast.Record{}, "Source"),
	cmpopts.IgnoreFields(hindcast.StatedDuration{}, "Line"),
	cmpopts.IgnoreFields(hindcast.Section{}, "Line"),
}

func TestWriteThenReadGivesTheSameRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := sample.Record().Draw(t, "record")
		answers := sample.Answers(nil).Draw(t, "answers")
		out := Write(r, answers, WriteOptions{})
		doc, err := Read("x.md", out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*canonicalRecord(r), doc.Record, ignoreLines); diff != "" {
			t.Fatalf("%s\n%s", diff, out)
		}
		if again := Write(&doc.Record, answers, WriteOptions{}); !bytes.Equal(again, out) {
			t.Fatalf("written again it differs: %s", cmp.Diff(string(out), string(again)))
		}
	})
}

// TestDocumentsComeBack writes what was read from documents of many shapes, and
// reads it again: our own samples, and a folder of real ones where
// HINDCAST_CORPUS names it.
func TestDocumentsComeBack(t *testing.T) {
	var files []string
	for _, dir := range []string{"testdata/read", os.Getenv("HINDCAST_CORPUS")} {
		if dir == "" {
			continue
		}
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(name, ".md") {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(files) < 5 {
		t.Fatalf("only %d documents", len(files))
	}
	repeated := 0
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(name, text, Options{})
		if err != nil {
			continue // no document
		}
		out := Write(&doc.Record, nil, WriteOptions{})
		again, err := Read(name, out, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(*canonicalRecord(&doc.Record), again.Record, ignoreLines); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for _, u := range again.Unread {
			t.Errorf("%s: written, line %d is unread: %q: %s", name, u.Line, u.Text, u.Reason)
		}
		front, _, _ := strings.Cut(string(out[4:]), "\n---\n")
		repeated += strings.Count(front, " is: {") + strings.Count(front, "drop: true")
	}
	t.Logf("%d documents; the front matter holds %d values that the body shows in part", len(files), repeated)
}
