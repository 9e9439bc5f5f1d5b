package hindcast_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2026-02-28", "2024-02-29", "0001-01-01"} {
		if d, err := hindcast.ParseDate(text); err != nil || d.String() != text {
			t.Errorf("%s: %s %v", text, d, err)
		}
	}
	for _, text := range []string{"", "2026-02-29", "2026-2-3", "28-02-2026", "2026-02-28T10:00", "tomorrow", "2026-13-01"} {
		if d, err := hindcast.ParseDate(text); err == nil || !d.IsZero() {
			t.Errorf("%q is read as %s", text, d)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2026-02-28", 1, "2026-03-01"}, {"2024-02-28", 1, "2024-02-29"}, {"2026-12-31", 1, "2027-01-01"},
		{"2026-03-01", -1, "2026-02-28"}, {"2026-03-28", 2, "2026-03-30"}, {"2026-01-01", 365, "2027-01-01"}, {"2026-01-01", 0, "2026-01-01"},
	} {
		from, want := date(t, c.from), date(t, c.want)
		if got := from.AddDays(c.days); got != want {
			t.Errorf("%s + %d: %s, want %s", from, c.days, got, want)
		}
		if got := from.Compare(want); got != -1 && c.days > 0 || got != 1 && c.days < 0 || got != 0 && c.days == 0 {
			t.Errorf("%s compared with %s: %d", from, want, got)
		}
	}
}

// TestDayBegins: a day begins at its first instant, also where the clocks change
// at midnight.
func TestDayBegins(t *testing.T) {
	for _, c := range []struct{ zone, day, want string }{
		{"UTC", "2026-03-08", "2026-03-08T00:00:00Z"},
		{"Europe/Copenhagen", "2026-03-29", "2026-03-28T23:00:00Z"},
		{"America/New_York", "2026-11-01", "2026-11-01T04:00:00Z"},
		{"America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"},    // 00:00 is skipped: 01:00 is first
		{"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"},    // 00:00 comes twice
		{"Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z"},       // 00:00 is skipped
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"}, // 00:00 is skipped
		{"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"}, // 23:00 came twice the evening before
		{"Africa/Tunis", "1990-09-30", "1990-09-29T22:00:00Z"},      // 00:00 comes twice, and time.Date gives the second
	} {
		loc := zone(t, c.zone)
		got := date(t, c.day).In(loc)
		if got.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s begins %s, want %s", c.day, c.zone, got.UTC().Format(time.RFC3339), c.want)
		}
		if hindcast.DateOf(got).String() != c.day || hindcast.DateOf(got.Add(-time.Second)).String() == c.day {
			t.Errorf("%s is not the first instant of %s in %s", got, c.day, c.zone)
		}
	}
}
