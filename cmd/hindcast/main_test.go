package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// result is what one command line did.
type result struct {
	status   int
	out, err string
}

// execute runs one command line with the given standard input.
func execute(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	std := streams{in: strings.NewReader(stdin), out: &out, err: &errs, width: 96}
	status := run(t.Context(), args, std)
	return result{status, out.String(), errs.String()}
}

// golden compares text with a file in testdata.
func golden(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// write puts a file into a fresh folder and returns its path.
func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHelpOfEveryCommand(t *testing.T) {
	for _, command := range []string{"", "draft", "check", "policy", "version", "completion"} {
		t.Run(command, func(t *testing.T) {
			args := append(strings.Fields(command), "--help")
			got := execute(t, "", args...)
			if got.status != exitOK || got.err != "" {
				t.Fatalf("status %d, stderr %q", got.status, got.err)
			}
			if command != "completion" && !strings.Contains(got.out, "Examples:") {
				t.Errorf("the help of %q has no examples:\n%s", command, got.out)
			}
		})
	}
}

func TestNoArgumentsShowsHelp(t *testing.T) {
	if got := execute(t, ""); got.status != exitOK || !strings.Contains(got.out, "Usage: hindcast") {
		t.Errorf("status %d, output %q", got.status, got.out)
	}
}

func TestExitStatus(t *testing.T) {
	good := "../../examples/outage.md"
	missing := filepath.Join(t.TempDir(), "absent.md")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		says   string // says stands on standard error
	}{
		{"draft", []string{"draft", good}, exitOK, ""},
		{"unknown flag", []string{"draft", good, "--nope"}, exitUsage, "--nope"},
		{"unknown command", []string{"drft"}, exitUsage, "drft"},
		{"no file named", []string{"draft"}, exitUsage, "<file>"},
		{"missing file", []string{"draft", missing}, exitFailure, "no such file"},
		{"folder", []string{"draft", t.TempDir()}, exitFailure, "is a folder"},
		{"bad zone", []string{"draft", good, "--zone", "Mars/Olympus"}, exitUsage, "Mars/Olympus"},
		{"json and output", []string{"draft", good, "--json", "-o", "x.md"}, exitUsage, "--json"},
		{"two drafts into one file", []string{"draft", good, good, "-o", filepath.Join(t.TempDir(), "x.md")}, exitUsage, "--merge"},
		{"two drafts to standard output", []string{"draft", good, good, "-o", "-"}, exitUsage, "--merge"},
		{"missing policy", []string{"draft", good, "--policy", missing}, exitFailure, "no such file"},
		{"policy", []string{"policy"}, exitOK, ""},
		{"version", []string{"version"}, exitOK, ""},
		{"completion", []string{"completion", "bash", "-c"}, exitOK, ""},
		{"manual page", []string{"--man"}, exitOK, ""},
		{"check of a document with problems", []string{"check", "../../examples/near-miss.md"}, exitProblems, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := execute(t, "", c.args...)
			if got.status != c.status {
				t.Errorf("status %d, want %d; stderr %q", got.status, c.status, got.err)
			}
			if !strings.Contains(got.err, c.says) {
				t.Errorf("stderr %q does not say %q", got.err, c.says)
			}
			if c.status == exitOK && got.err != "" {
				t.Errorf("stderr %q on success", got.err)
			}
		})
	}
}

func TestVersionSaysSomething(t *testing.T) {
	if got := execute(t, "", "version"); !strings.HasPrefix(got.out, "hindcast ") {
		t.Errorf("%q", got.out)
	}
}
