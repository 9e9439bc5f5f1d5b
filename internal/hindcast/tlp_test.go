package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestParseTLP(t *testing.T) {
	for text, want := range map[string]hindcast.TLP{
		"TLP:AMBER+STRICT": hindcast.TLPAmberStrict, "tlp:red": hindcast.TLPRed, " TLP: GREEN ": hindcast.TLPGreen,
		"amber": hindcast.TLPAmber, "TLP:WHITE": hindcast.TLPClear, "clear": hindcast.TLPClear,
	} {
		if got, ok := hindcast.ParseTLP(text); !ok || got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "TLP:", "TLP:ORANGE", "amber strict", "redacted"} {
		if got, ok := hindcast.ParseTLP(text); ok {
			t.Errorf("%q is read as %q", text, got)
		}
	}
	for _, want := range hindcast.TLPs() {
		if got, ok := hindcast.ParseTLP(want.Label()); !ok || got != want {
			t.Errorf("%s is read back as %q", want.Label(), got)
		}
	}
	if hindcast.TLP("").Label() != "" {
		t.Error("no label is written")
	}
}

func TestStrictest(t *testing.T) {
	for _, c := range []struct {
		parts []hindcast.TLP
		want  hindcast.TLP
	}{
		{nil, ""},
		{[]hindcast.TLP{""}, ""},
		{[]hindcast.TLP{hindcast.TLPClear}, hindcast.TLPClear},
		{[]hindcast.TLP{"", hindcast.TLPGreen}, hindcast.TLPGreen},
		{[]hindcast.TLP{hindcast.TLPAmberStrict, hindcast.TLPAmber}, hindcast.TLPAmberStrict},
		{[]hindcast.TLP{hindcast.TLPGreen, hindcast.TLPRed, hindcast.TLPAmberStrict}, hindcast.TLPRed},
		{[]hindcast.TLP{hindcast.TLPClear, hindcast.TLPAmber}, hindcast.TLPAmber},
	} {
		if got := hindcast.Strictest(c.parts...); got != c.want {
			t.Errorf("%q: %q, want %q", c.parts, got, c.want)
		}
	}
}
