package main

import (
	"strings"
	"testing"
)

// TestBadInput gives draft what it will meet one day. Each must end in a clear
// error or a clear degraded result.
func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		name, text string
		status     int
		says       string // says stands on standard error or output
	}{
		{"empty", "", exitFailure, "empty"},
		{"blank", " \n\t\n", exitFailure, "empty"},
		{"binary", "\x7fELF\x00\x00\x01\x02", exitFailure, "text"},
		{"50 MB", strings.Repeat("0123456789abcdef\n", 50<<20/17), exitFailure, "MB"},
		{"invalid UTF-8", "# Outage\n\n## Timeline\n\n- 2026-01-05 10:00 caf\xe9 down\n", exitOK, "Outage"},
		{"CRLF", "# Outage\r\n\r\n## Timeline\r\n\r\n- 2026-01-05 10:00 incident began\r\n", exitOK, "began"},
		{"times backwards", "# Outage\n\n## Timeline\n\n- 2026-01-05 12:00 detected\n- 2026-01-05 10:00 resolved\n", exitOK, "Outage"},
		{"no times", "# Outage\n\n## Timeline\n\n- it broke\n- we mended it\n", exitOK, "not recorded"},
		{"no timeline", "# Outage\n\nIt broke.\n", exitOK, "not recorded"},
		{"duplicate headings", "# Outage\n\n## Summary\n\nOne.\n\n## Summary\n\nTwo.\n", exitOK, "Outage"},
		{"missing cells", "# Outage\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-01-05 10:00 |\n|  | it broke |\n", exitOK, "Outage"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := execute(t, c.text, "draft", "-")
			if got.status != c.status {
				t.Errorf("status %d, want %d; stderr %q", got.status, c.status, got.err)
			}
			if !strings.Contains(got.err+got.out, c.says) {
				t.Errorf("neither output nor error says %q: %q %q", c.says, got.err, got.out)
			}
		})
	}
}

func TestPolicyWithUnknownKeys(t *testing.T) {
	file := write(t, "policy.yaml", "levels:\n  P1:\n    detekt: 5 min\n")
	got := execute(t, "", "draft", examples[0], "--policy", file)
	if got.status != exitFailure {
		t.Errorf("status %d", got.status)
	}
	for _, want := range []string{"policy.yaml", ":3:", "detekt", "detect"} {
		if !strings.Contains(got.err, want) {
			t.Errorf("the error does not say %q: %s", want, got.err)
		}
	}
}
