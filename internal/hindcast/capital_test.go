package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestCapital(t *testing.T) {
	for text, want := range map[string]string{"": "", "alert fired": "Alert fired", "ærlig": "Ærlig", "5xx": "5xx", "Ready": "Ready"} {
		if got := hindcast.Capital(text); got != want {
			t.Errorf("Capital(%q) = %q, want %q", text, got, want)
		}
	}
}
