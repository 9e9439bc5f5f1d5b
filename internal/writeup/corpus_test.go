package writeup

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// corpus returns the documents of a folder of real incidents, or skips.
func corpus(t testing.TB) []string {
	dir := os.Getenv("HINDCAST_CORPUS")
	if dir == "" {
		t.Skip("HINDCAST_CORPUS names no folder of real incidents")
	}
	files, err := filepath.Glob(filepath.Join(dir, "dfds-postmortems", "PM*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no documents in %s: %v", dir, err)
	}
	return files
}

// timedRow finds the rows of the corpus that stand for an event, without any of
// the code under test: a pipe, then something with a year or a clock in it.
var timedRow = regexp.MustCompile(`^\|\s*~?(\d{4,5}|20xx)[-/]`)

// TestCorpusRows checks that each timestamped row of each document is, by its
// line, an event or listed unread.
func TestCorpusRows(t *testing.T) {
	rows, events, left := 0, 0, 0
	for _, file := range corpus(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(filepath.Base(file), text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkAccount(t, doc, string(text))
		if err := doc.Record.Validate(); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
		byLine := map[int]string{}
		for _, e := range doc.Record.Timeline {
			byLine[e.Origin.Line] = "event"
		}
		for _, u := range doc.Unread {
			byLine[u.Line] += "unread"
			t.Logf("%s:%d unread: %s: %.60s", filepath.Base(file), u.Line, u.Reason, u.Text)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if !timedRow.MatchString(line) {
				continue
			}
			rows++
			switch byLine[i+1] {
			case "event":
				events++
			case "unread", "eventunread":
				left++
			default:
				t.Errorf("%s:%d is neither an event nor unread: %.80s", filepath.Base(file), i+1, line)
			}
		}
	}
	t.Logf("%d rows: %d events, %d unread", rows, events, left)
	if rows < 300 {
		t.Errorf("only %d rows were found; the pattern of this test is too narrow", rows)
	}
}

// TestCorpusTelling writes down all that was read when HINDCAST_TELL names a
// folder, for people to look through.
func TestCorpusTelling(t *testing.T) {
	into := os.Getenv("HINDCAST_TELL")
	if into == "" {
		t.Skip("HINDCAST_TELL names no folder to write to")
	}
	for _, file := range corpus(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Read(filepath.Base(file), text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(into, filepath.Base(file)+".txt"), []byte(tell(doc)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
