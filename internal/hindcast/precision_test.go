package hindcast_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestBounds(t *testing.T) {
	at := time.Date(2026, 3, 4, 14, 30, 0, 0, time.UTC)
	for p, want := range map[hindcast.Precision][2]time.Duration{
		hindcast.PrecisionExact:       {0, 0},
		hindcast.PrecisionMinute:      {0, time.Minute},
		hindcast.PrecisionHour:        {0, time.Hour},
		hindcast.PrecisionDay:         {0, 24 * time.Hour},
		hindcast.PrecisionApproximate: {-15 * time.Minute, 15 * time.Minute},
	} {
		earliest, latest, ok := hindcast.TimelineEvent{At: at, Precision: p}.Bounds()
		if !ok || earliest.Sub(at) != want[0] || latest.Sub(at) != want[1] {
			t.Errorf("%s: %s to %s, %v", p, earliest, latest, ok)
		}
	}
	for _, p := range []hindcast.Precision{hindcast.PrecisionUnknown, "", "second"} {
		if _, _, ok := p.Bounds(at); ok {
			t.Errorf("%q has bounds", p)
		}
	}
	for _, p := range hindcast.Precisions() {
		if _, _, ok := (hindcast.TimelineEvent{Precision: p}).Bounds(); ok {
			t.Errorf("an event without a time has bounds at precision %s", p)
		}
	}
}
