package hindcast_test

import (
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// FuzzWords checks the small readers of typed words: whatever they accept is one
// of the listed values, and reads back from the way we write it.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"P1 - Critical", "sev 3", "TLP:AMBER+STRICT", "white", "2026-02-28", "P1/P2", "severity", "sev\x00 1", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if s, ok := hindcast.ParseSeverity(text); ok {
			if again, ok := hindcast.ParseSeverity(s.String()); !ok || again != s {
				t.Errorf("%q is %s, which reads back as %s", text, s, again)
			}
		} else if s != hindcast.SeverityNone {
			t.Errorf("%q is refused, yet %s", text, s)
		}
		if s, ok := hindcast.ParseTLP(text); ok {
			if again, ok := hindcast.ParseTLP(s.Label()); !ok || again != s {
				t.Errorf("%q is %s, which reads back as %s", text, s, again)
			}
		}
		if d, err := hindcast.ParseDate(text); err == nil && d.String() != text {
			t.Errorf("%q is read as %s", text, d)
		}
		if folded := hindcast.Fold(text); folded != hindcast.Fold(folded) && strings.ToValidUTF8(text, "") == text {
			t.Errorf("folding %q twice gives %q and %q", text, folded, hindcast.Fold(folded))
		}
	})
}
