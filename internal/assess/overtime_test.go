package assess_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestOverTime draws what the cases of two questions look like over time.
func TestOverTime(t *testing.T) {
	var steps, gaps strings.Builder
	for _, f := range readFixtures(t, filepath.Join("testdata", "severity.txt")) {
		fmt.Fprintf(&steps, "== %s\n", f.name)
		for _, s := range assess.Actual(&f.record, f.policy) {
			fmt.Fprintf(&steps, "%s %s, at worst %s %v %q\n", instant(s.From), s.Level, s.Worst, s.Events, s.Unknown)
		}
	}
	for _, f := range readFixtures(t, filepath.Join("testdata", "communication.txt")) {
		fmt.Fprintf(&gaps, "== %s\n", f.name)
		for _, g := range assess.Cadence(&f.record, f.policy) {
			end := ""
			if g.Open {
				end = " (open)"
			}
			fmt.Fprintf(&gaps, "%s: %s to %s%s, allowed %s: %s, breached %t %v\n", g.Kind, instant(g.From), instant(g.To), end,
				hindcast.FormatDuration(g.Allowed()), g.Verdict, g.Breached(), g.Events)
		}
	}
	golden(t, filepath.Join("testdata", "actual.golden"), steps.String())
	golden(t, filepath.Join("testdata", "cadence.golden"), gaps.String())
}

func instant(t time.Time) string { return t.Format("02T15:04:05") }
