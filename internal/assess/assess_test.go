package assess_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestVerdictTable holds each row of the verdict table and each boundary against
// the verdict the case names, and the whole answer against the golden file.
func TestVerdictTable(t *testing.T) {
	for n, q := range hindcast.Questions() {
		t.Run(string(q), func(t *testing.T) {
			var got strings.Builder
			seen := map[hindcast.Verdict]bool{}
			for _, f := range readFixtures(t, filepath.Join("testdata", string(q)+".txt")) {
				a := assess.Assess(&f.record, f.policy, f.options)[n]
				if a.Verdict != f.verdict {
					t.Errorf("%s: %s, want %s\n%s", f.name, a.Verdict, f.verdict, render(a))
				}
				seen[a.Verdict] = true
				fmt.Fprintf(&got, "== %s\n%s\n", f.name, render(a))
			}
			for _, v := range hindcast.Verdicts() {
				if !seen[v] && (q != hindcast.AskChange || v != hindcast.NotApplicable) {
					t.Errorf("no case with the verdict %s", v)
				}
			}
			golden(t, filepath.Join("testdata", string(q)+".golden"), got.String())
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// render writes an answer for people to check.
func render(a hindcast.Answer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. %s\n", a.Verdict, a.Reason)
	for _, m := range a.Measures {
		fmt.Fprintf(&b, "  %s: %s", m.Name, hindcast.FormatMeasure(m))
		if m.Target != nil {
			fmt.Fprintf(&b, ", %s", hindcast.FormatTarget(m))
		}
		if m.Verdict != "" {
			fmt.Fprintf(&b, " → %s", m.Verdict)
		}
		if len(m.Events) > 0 {
			fmt.Fprintf(&b, " %v", m.Events)
		}
		if m.Note != "" {
			fmt.Fprintf(&b, " (%s)", m.Note)
		}
		b.WriteString("\n")
	}
	for _, s := range a.Missing {
		fmt.Fprintf(&b, "  ? %s\n", s)
	}
	return b.String()
}
