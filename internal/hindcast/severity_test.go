package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestParseSeverity(t *testing.T) {
	for text, want := range map[string]hindcast.Severity{
		"P1": hindcast.P1, "p2": hindcast.P2, "P1 - Critical": hindcast.P1, "P3 (Moderate)": hindcast.P3,
		"SEV2": hindcast.P2, "sev 3": hindcast.P3, "SEV-1": hindcast.P1, "Sev. 4": hindcast.P4, "S4": hindcast.P4, "SEV5": hindcast.P5,
		"Severity: High": hindcast.P2, "Severity 2": hindcast.P2, "severity=3": hindcast.P3, "Priority: 1": hindcast.P1,
		"**Critical**": hindcast.P1, "Major": hindcast.P2, "medium": hindcast.P3, "minor": hindcast.P4, "Informational": hindcast.P5,
		"sev 2, that is high": hindcast.P2, "`P5` – Info": hindcast.P5, "raised to P1, later again P1": hindcast.P1,
	} {
		if got, ok := hindcast.ParseSeverity(text); got != want || !ok {
			t.Errorf("%q: %s %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "none", "N/A", "TBD", "P1/P2", "P1 or sev 2", "sev 1 / sev 2", "SEV 1 then SEV 2", "Sev 3 (high)", "high to low",
		"P0", "P6", "P10", "P12", "sev", "sev 0", "sev 12", "severity", "2", "https://example.com/p", "superhigh", "Übercritical!"} {
		if got, ok := hindcast.ParseSeverity(text); ok || got != hindcast.SeverityNone {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

func TestSeverityNames(t *testing.T) {
	names := map[hindcast.Severity][2]string{hindcast.SeverityNone: {"", ""}, hindcast.P1: {"P1", "Critical"}, hindcast.P2: {"P2", "High"},
		hindcast.P3: {"P3", "Moderate"}, hindcast.P4: {"P4", "Low"}, hindcast.P5: {"P5", "Info"}, 6: {"", ""}, -1: {"", ""}}
	for s, want := range names {
		if s.String() != want[0] || s.Name() != want[1] {
			t.Errorf("%d: %q %q, want %q", int(s), s.String(), s.Name(), want)
		}
	}
	for _, s := range hindcast.Severities() {
		if got, ok := hindcast.ParseSeverity(s.String() + " " + s.Name()); !ok || got != s {
			t.Errorf("%s is read back as %s", s, got)
		}
	}
}

func TestWorseThan(t *testing.T) {
	order := append(hindcast.Severities(), hindcast.SeverityNone) // worst first
	for i, a := range order {
		for j, b := range order {
			if got := a.WorseThan(b); got != (i < j) {
				t.Errorf("%q worse than %q: %v", a, b, got)
			}
		}
	}
}
