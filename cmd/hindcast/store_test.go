package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestStoreCommands walks the way of somebody who brings write-ups in, looks at
// them and takes them out again.
func TestStoreCommands(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	on := func(args ...string) result { return execute(t, "", append(args, "--data", data)...) }

	if got := on("import", "../../examples"); got.status != exitOK || !strings.HasPrefix(got.out, "3 added, 0 grown, 0 unchanged") {
		t.Fatalf("import: %+v", got)
	}
	if got := on("import", "../../examples"); got.status != exitOK || !strings.HasPrefix(got.out, "0 added, 0 grown, 3 unchanged") {
		t.Errorf("import again: %+v", got)
	}
	if got := on("incidents"); strings.Count(got.out, "INC-") != 3 {
		t.Errorf("incidents: %+v", got)
	}
	if got := on("incidents", "-s", "P1"); strings.Count(got.out, "INC-") != 1 || !strings.Contains(got.out, "Deployment key") {
		t.Errorf("incidents -s P1: %+v", got)
	}
	first := on("incidents", "-n", "2", "--json")
	var page struct {
		Incidents []struct{ Key string }
		Next      string
	}
	if err := json.Unmarshal([]byte(first.out), &page); err != nil || len(page.Incidents) != 2 || page.Next == "" {
		t.Fatalf("%v %+v", err, page)
	}
	if got := on("incidents", "-n", "2", "--after", page.Next); strings.Count(got.out, "INC-") != 1 {
		t.Errorf("second page: %+v", got)
	}
	if got := on("search", "guest", "network"); !strings.Contains(got.out, "Deployment key") {
		t.Errorf("search: %+v", got)
	}
	if got := on("assess", "INC-1", "--json"); got.status != exitOK {
		t.Errorf("assess: %+v", got)
	} else {
		validate(t, schema(t), got.out)
	}
	if got := on("assess", "INC-99"); got.status != exitFailure || !strings.Contains(got.err, "INC-99") {
		t.Errorf("assess of what is not there: %+v", got)
	}
	verified := on("verify")
	_, head, found := strings.Cut(verified.out, "head ")
	if verified.status != exitOK || !found {
		t.Fatalf("verify: %+v", verified)
	}
	if got := on("verify", "--expect", strings.TrimSpace(head)); got.status != exitOK {
		t.Errorf("verify --expect: %+v", got)
	}
	if got := on("verify", "--expect", "7:"+strings.Repeat("0", 64)); got.status != exitProblems {
		t.Errorf("verify --expect of another ledger: %+v", got)
	}
	if info, err := os.Stat(filepath.Join(data, "ledger.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key of the ledger: %v, %v", info, err)
	}
}

// TestExportComesBack takes a store out as Markdown, brings that into an empty
// one, and takes it out again: the bytes are the same.
func TestExportComesBack(t *testing.T) {
	folder := t.TempDir()
	path := func(name string) string { return filepath.Join(folder, name) }
	for _, args := range [][]string{
		{"import", "../../examples", "--data", path("one")},
		{"export", "-o", path("out1"), "--data", path("one")},
		{"import", path("out1"), "--data", path("two")},
		{"export", "-o", path("out2"), "--data", path("two")},
	} {
		if got := execute(t, "", args...); got.status != exitOK {
			t.Fatalf("%v: %+v", args, got)
		}
	}
	for _, key := range []string{"INC-1", "INC-2", "INC-3"} {
		one, err := os.ReadFile(path("out1/" + key + ".md"))
		if err != nil {
			t.Fatal(err)
		}
		two, err := os.ReadFile(path("out2/" + key + ".md"))
		if err != nil {
			t.Fatal(err)
		}
		if string(one) != string(two) {
			t.Errorf("%s differs after coming back", key)
		}
	}
	if got := execute(t, "", "export", "-o", path("out1"), "--data", path("one")); got.status != exitFailure || !strings.Contains(got.err, "--force") {
		t.Errorf("an export over another: %+v", got)
	}
}

func TestImportSaysWhatItCannotRead(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"good.md": "# Pump stopped\n\n- 2026-01-05 10:00 it began\n", "bad.md": "", "blank.md": "# [Title]\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| YYYY-MM-DD HH:mm | Short description |\n", "lines.jsonl": "not json\n"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got := execute(t, "", "import", folder, "--data", filepath.Join(folder, "data"))
	if got.status != exitProblems || !strings.HasPrefix(got.out, "1 added") || !strings.Contains(got.err, "bad.md") || !strings.Contains(got.out, "lines.jsonl:1") || !strings.Contains(got.out, "blank.md") {
		t.Errorf("%+v", got)
	}
}

func TestSecretsOfAnAddressAreMasked(t *testing.T) {
	for _, dsn := range []string{"postgres://ann:s3cret@db.example/hindcast", "postgres://db.example/hindcast?user=ann&password=s3cret", "host=db.example password=s3cret"} {
		if got := execute(t, "", "config", "--dsn", dsn); got.status != exitOK || strings.Contains(got.out, "s3cret") {
			t.Errorf("%s: %+v", dsn, got)
		}
	}
}

// TestBackupMovesBetweenDatabases backs a SQLite store up, restores it onto
// PostgreSQL, backs that up, and restores it onto SQLite: the ledger is the same.
func TestBackupMovesBetweenDatabases(t *testing.T) {
	folder, postgres := t.TempDir(), storetest.Postgres(t).Config.DSN
	path := func(name string) string { return filepath.Join(folder, name) }
	run := func(args ...string) string {
		t.Helper()
		got := execute(t, "", args...)
		if got.status != exitOK {
			t.Fatalf("%v: %+v", args, got)
		}
		return got.out
	}
	run("import", "../../examples", "--data", path("one"))
	_, head, _ := strings.Cut(run("verify", "--data", path("one")), "head ")
	run("backup", path("one.backup"), "--data", path("one"))
	run("restore", path("one.backup"), "--dsn", postgres, "--data", path("two"))
	run("verify", "--dsn", postgres, "--data", path("two"), "--expect", strings.TrimSpace(head), "--evidence")
	run("backup", path("two.backup"), "--dsn", postgres, "--data", path("two"))
	run("backup", "--check", path("two.backup"))
	run("restore", path("two.backup"), "--data", path("three"))
	run("verify", "--data", path("three"), "--expect", strings.TrimSpace(head))
	if one, three := run("incidents", "--json", "--data", path("one")), run("incidents", "--json", "--data", path("three")); one != three {
		t.Errorf("the incidents differ:\n%s\n%s", one, three)
	}

	if got := execute(t, "", "restore", path("one.backup"), "--data", path("one")); got.status != exitFailure {
		t.Errorf("restore into a store that holds something: %+v", got)
	}
	whole, err := os.ReadFile(path("one.backup"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path("torn.backup"), whole[:len(whole)*2/3], 0o600); err != nil {
		t.Fatal(err)
	}
	if got := execute(t, "", "restore", path("torn.backup"), "--data", path("four")); got.status != exitFailure || got.err == "" {
		t.Errorf("restore of a torn backup: %+v", got)
	}
	if got := run("incidents", "--data", path("four")); strings.Contains(got, "INC-") {
		t.Errorf("a torn backup left something: %s", got)
	}
}

// TestSweepRemovesOrphans leaves a day-old file that nothing refers to beside the
// evidence: it is reported, then removed.
func TestSweepRemovesOrphans(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	execute(t, "", "import", "../../examples", "--data", data)
	execute(t, "", "verify", "--evidence", "--data", data)
	files, err := blob.OpenDisk(filepath.Join(data, "evidence"), blob.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := files.Put(t.Context(), strings.NewReader("nobody's"))
	if err != nil {
		t.Fatal(err)
	}
	sum := kept.SHA256
	path := filepath.Join(data, "evidence", sum[:2], sum[2:4], sum)
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		args []string
		says string
	}{
		{[]string{"verify", "--evidence", "--data", data}, "1 that belong to nothing"},
		{[]string{"verify", "--evidence", "--sweep", "--data", data}, "1 removed"},
		{[]string{"verify", "--evidence", "--data", data}, "0 that belong to nothing"},
	} {
		if got := execute(t, "", step.args...); got.status != exitOK || !strings.Contains(got.out, step.says) {
			t.Errorf("%v: %+v", step.args, got)
		}
	}
	if got := execute(t, "", "verify", "--sweep", "--data", data); got.status != exitUsage {
		t.Errorf("--sweep alone: %+v", got)
	}
}

// TestMain stops the PostgreSQL server that a test started.
func TestMain(m *testing.M) { storetest.Main(m) }
