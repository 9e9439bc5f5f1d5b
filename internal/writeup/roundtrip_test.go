package writeup

import (
	"bytes"
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
