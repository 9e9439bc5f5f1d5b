package hindcast

import (
	"testing"
	"time"
)

func TestFormatDuration(t *testing.T) {
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0 min"},
		{400 * time.Millisecond, "0 min"},
		{45 * time.Second, "45 s"},
		{4*time.Minute + 30*time.Second, "4 min 30 s"},
		{54 * time.Minute, "54 min"},
		{59*time.Minute + 59*time.Second + 700*time.Millisecond, "1 h"},
		{time.Hour + 24*time.Minute, "1 h 24 min"},
		{time.Hour + 24*time.Minute + 29*time.Second, "1 h 24 min"},
		{time.Hour + 24*time.Minute + 31*time.Second, "1 h 25 min"},
		{24 * time.Hour, "1 d"},
		{51*time.Hour + 5*time.Minute, "2 d 3 h 5 min"},
		{24*time.Hour - time.Second, "1 d"},
		{-90 * time.Second, "-1 min 30 s"},
	} {
		if got := FormatDuration(c.d); got != c.want {
			t.Errorf("FormatDuration(%v) = %q, want %q", c.d, got, c.want)
		}
	}
}

func TestFormatCount(t *testing.T) {
	for n, want := range map[float64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12500: "12,500", 1234567.891: "1,234,567.89",
		-1500: "-1,500", 2.5: "2.5", -0.001: "0",
	} {
		if got := FormatCount(n); got != want {
			t.Errorf("FormatCount(%v) = %q, want %q", n, got, want)
		}
	}
}

func TestFormatMeasure(t *testing.T) {
	n := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		name         string
		m            Measure
		want, target string
	}{
		{"none", Measure{Unit: UnitSeconds, Target: n(900)}, NoValue, "at most 15 min"},
		{"word", Measure{Unit: UnitWord, Word: "monitoring"}, "monitoring", ""},
		{"zero is a value", Measure{Unit: UnitSeconds, Value: n(0)}, "0 min", ""},
		{"bounds share a symbol", Measure{Unit: UnitSeconds, Value: n(720), Low: n(660), High: n(780), Target: n(900)},
			"12 min (11–13 min)", "at most 15 min"},
		{"bounds of two units", Measure{Unit: UnitSeconds, Value: n(3600), Low: n(3540), High: n(3660)},
			"1 h (59 min – 1 h 1 min)", ""},
		{"bounds from nothing", Measure{Unit: UnitSeconds, Value: n(60), Low: n(0), High: n(120)}, "1 min (0–2 min)", ""},
		{"bounds from nothing to hours", Measure{Unit: UnitSeconds, Value: n(60), Low: n(0), High: n(5400)},
			"1 min (0–1 h 30 min)", ""},
		{"bounds below zero", Measure{Unit: UnitSeconds, Value: n(0), Low: n(-60), High: n(60)}, "0 min (-1 min – 1 min)", ""},
		{"bounds that say nothing", Measure{Unit: UnitSeconds, Value: n(60), Low: n(60), High: n(60)}, "1 min", ""},
		{"ratio", Measure{Unit: UnitRatio, Value: n(2.0 / 3), Target: n(0.7), AtLeast: true}, "66.7 %", "at least 70 %"},
		{"count", Measure{Unit: UnitCount, Value: n(12500), Low: n(12000), High: n(13000)}, "12,500 (12,000–13,000)", ""},
		{"day", Measure{Unit: UnitDays, Value: n(1), Low: n(1), High: n(2), Target: n(180)}, "1 day (1–2 days)", "at most 180 days"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := FormatMeasure(c.m); got != c.want {
				t.Errorf("FormatMeasure = %q, want %q", got, c.want)
			}
			if got := FormatTarget(c.m); got != c.target {
				t.Errorf("FormatTarget = %q, want %q", got, c.target)
			}
		})
	}
}

func TestFormatInstant(t *testing.T) {
	at := time.Date(2026, 3, 4, 14, 30, 5, 0, time.UTC)
	whole := at.Truncate(time.Minute)
	for _, c := range []struct {
		at             time.Time
		p              Precision
		instant, clock string
	}{
		{at, PrecisionExact, "2026-03-04 14:30:05", "14:30:05"},
		{whole, PrecisionExact, "2026-03-04 14:30", "14:30"},
		{at, PrecisionMinute, "2026-03-04 14:30", "14:30"},
		{at, PrecisionHour, "2026-03-04 14:??", "14:??"},
		{at, PrecisionDay, "2026-03-04", "2026-03-04"},
		{at, PrecisionApproximate, "~2026-03-04 14:30", "~14:30"},
		{time.Time{}, PrecisionUnknown, "unknown", "unknown"},
		{at.In(time.FixedZone("", 7200)), PrecisionMinute, "2026-03-04 14:30", "14:30"},
	} {
		if got := FormatInstant(c.at, c.p); got != c.instant {
			t.Errorf("FormatInstant(%v, %s) = %q, want %q", c.at, c.p, got, c.instant)
		}
		if got := FormatClock(c.at, c.p); got != c.clock {
			t.Errorf("FormatClock(%v, %s) = %q, want %q", c.at, c.p, got, c.clock)
		}
	}
}
