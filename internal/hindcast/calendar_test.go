package hindcast_test

import (
	"math"
	"testing"
	"time"
	_ "time/tzdata" // zones must not depend on the machine

	"pgregory.net/rapid"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const day = 24 * time.Hour

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// week is Monday to Friday in a zone, without the given days.
func week(t testing.TB, name string, holidays ...string) hindcast.Calendar {
	c := hindcast.Calendar{Zone: zone(t, name), Workdays: [7]bool{false, true, true, true, true, true, false}}
	for _, h := range holidays {
		c.Holidays = append(c.Holidays, date(t, h))
	}
	return c
}

func date(t testing.TB, s string) hindcast.Date {
	t.Helper()
	d, err := hindcast.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// local reads a time as the calendar's wall clock shows it.
func local(t testing.TB, c hindcast.Calendar, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, c.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAddBusinessDays(t *testing.T) {
	christmas := []string{"2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01"}
	for _, c := range []struct {
		name     string
		calendar hindcast.Calendar
		from     string
		days     int
		want     string
	}{
		{"within a week", week(t, "UTC"), "2026-03-02 10:00", 2, "2026-03-04 10:00"},
		{"over a weekend", week(t, "UTC"), "2026-03-06 10:00", 1, "2026-03-09 10:00"},
		{"five days are a week", week(t, "UTC"), "2026-03-04 23:59", 5, "2026-03-11 23:59"},
		{"none", week(t, "UTC"), "2026-03-04 10:00", 0, "2026-03-04 10:00"},
		{"from a Saturday", week(t, "UTC"), "2026-03-07 15:00", 2, "2026-03-11 00:00"},
		{"from a Sunday", week(t, "UTC"), "2026-03-08 15:00", 1, "2026-03-10 00:00"},
		{"none, from a Saturday", week(t, "UTC"), "2026-03-07 15:00", 0, "2026-03-09 00:00"},
		{"over holidays", week(t, "Europe/Copenhagen", christmas...), "2026-12-23 09:00", 2, "2026-12-29 09:00"},
		{"from a holiday", week(t, "Europe/Copenhagen", christmas...), "2026-12-24 09:00", 1, "2026-12-29 00:00"},
		{"over the new year", week(t, "Europe/Copenhagen", christmas...), "2026-12-30 09:00", 1, "2027-01-04 09:00"},
		{"Copenhagen, clocks forward", week(t, "Europe/Copenhagen"), "2026-03-27 10:00", 1, "2026-03-30 10:00"},
		{"Copenhagen, clocks back", week(t, "Europe/Copenhagen"), "2026-10-23 10:00", 1, "2026-10-26 10:00"},
		{"New York, clocks forward", week(t, "America/New_York"), "2026-03-06 17:30", 5, "2026-03-13 17:30"},
		{"New York, clocks back", week(t, "America/New_York"), "2026-10-30 17:30", 1, "2026-11-02 17:30"},
		{"Havana, a day whose midnight is skipped", hindcast.Calendar{Zone: zone(t, "America/Havana"),
			Workdays: [7]bool{time.Sunday: true}}, "2026-03-05 12:00", 0, "2026-03-08 01:00"},
	} {
		got := c.calendar.AddBusinessDays(local(t, c.calendar, c.from), c.days)
		if want := local(t, c.calendar, c.want); !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s: %s, want %s UTC", c.name, got.In(c.calendar.Zone), want)
		}
	}
}

// TestZoneDecidesTheDay: the same instant is Friday in one zone and Saturday in
// another.
func TestZoneDecidesTheDay(t *testing.T) {
	at := time.Date(2026, 3, 6, 23, 30, 0, 0, time.UTC)
	for name, want := range map[string]time.Time{
		"America/New_York":  time.Date(2026, 3, 9, 22, 30, 0, 0, time.UTC), // Friday 18:30 EST → Monday 18:30 EDT
		"UTC":               time.Date(2026, 3, 9, 23, 30, 0, 0, time.UTC),
		"Europe/Copenhagen": time.Date(2026, 3, 9, 23, 0, 0, 0, time.UTC), // Saturday 00:30 → Tuesday 00:00
	} {
		if got := week(t, name).AddBusinessDays(at, 1); !got.Equal(want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestBusinessBetween(t *testing.T) {
	for _, c := range []struct {
		name     string
		calendar hindcast.Calendar
		from, to string
		want     time.Duration
	}{
		{"one day", week(t, "UTC"), "2026-03-02 10:00", "2026-03-03 10:00", day},
		{"an hour", week(t, "UTC"), "2026-03-02 10:00", "2026-03-02 11:00", time.Hour},
		{"no time", week(t, "UTC"), "2026-03-02 10:00", "2026-03-02 10:00", 0},
		{"backwards", week(t, "UTC"), "2026-03-03 10:00", "2026-03-02 10:00", 0},
		{"over a weekend", week(t, "UTC"), "2026-03-06 22:00", "2026-03-09 01:00", 3 * time.Hour},
		{"within a weekend", week(t, "UTC"), "2026-03-07 01:00", "2026-03-08 20:00", 0},
		{"out of a weekend", week(t, "UTC"), "2026-03-07 12:00", "2026-03-09 06:00", 6 * time.Hour},
		{"into a weekend", week(t, "UTC"), "2026-03-06 18:00", "2026-03-07 12:00", 6 * time.Hour},
		{"two weeks", week(t, "UTC"), "2026-03-02 10:00", "2026-03-16 10:00", 10 * day},
		{"two weeks and a day with holidays", week(t, "UTC", "2026-03-04", "2026-03-07", "2026-03-17"), "2026-03-02 10:00", "2026-03-17 10:00", 9*day + 14*time.Hour},
		{"a year", week(t, "UTC"), "2026-01-01 00:00", "2027-01-01 00:00", 261 * day},
		{"Copenhagen, clocks forward on a day off", week(t, "Europe/Copenhagen"), "2026-03-27 12:00", "2026-03-30 12:00", day},
		{"Copenhagen, clocks back on a day off", week(t, "Europe/Copenhagen"), "2026-10-23 12:00", "2026-10-26 12:00", day},
		{"New York, clocks forward on a day off", week(t, "America/New_York"), "2026-03-06 00:00", "2026-03-13 00:00", 5 * day},
		{"New York, a holiday", week(t, "America/New_York", "2026-11-26"), "2026-11-25 09:00", "2026-11-27 09:00", day},
	} {
		got := c.calendar.BusinessBetween(local(t, c.calendar, c.from), local(t, c.calendar, c.to))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestBusinessDayWithClockChange: where Sunday is a workday the day on which
// clocks change counts 24 hours all the same, and the hour that comes twice never
// counts backwards.
func TestBusinessDayWithClockChange(t *testing.T) {
	c := hindcast.Calendar{Zone: zone(t, "Europe/Copenhagen"), Workdays: [7]bool{true, true, true, true, true, true, true}}
	for _, d := range []string{"2026-03-29", "2026-10-25"} {
		from := date(t, d).In(c.Zone)
		to := date(t, d).AddDays(1).In(c.Zone)
		if got := c.BusinessBetween(from, to); got != day {
			t.Errorf("%s, which lasts %s: %s", d, to.Sub(from), got)
		}
		if got := c.AddBusinessDays(from, 1); !got.Equal(to) {
			t.Errorf("a day after %s: %s", from, got)
		}
	}
	first := time.Date(2026, 10, 25, 0, 50, 0, 0, time.UTC)  // 02:50 in summer time
	second := time.Date(2026, 10, 25, 1, 10, 0, 0, time.UTC) // 02:10 in winter time
	if got := c.BusinessBetween(first, second); got != 0 {
		t.Errorf("from 02:50 to the second 02:10: %s", got)
	}
}

func TestCalendarWithoutWorkdays(t *testing.T) {
	var c hindcast.Calendar
	at := time.Date(2026, 3, 7, 12, 0, 0, 0, time.UTC)
	if got := c.AddBusinessDays(at, 3); !got.Equal(at.Add(3 * day)) {
		t.Error(got)
	}
	if got := c.BusinessBetween(at, at.Add(36*time.Hour)); got != 36*time.Hour {
		t.Error(got)
	}
}

func TestBusinessBetweenEras(t *testing.T) {
	c := week(t, "UTC")
	if got := c.BusinessBetween(time.Time{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)); got != math.MaxInt64 {
		t.Errorf("ten thousand years: %s", got)
	}
	if got := c.BusinessBetween(time.Time{}, time.Date(200, 1, 1, 0, 0, 0, 0, time.UTC)); got <= 140*365*day {
		t.Errorf("two hundred years: %s", got)
	}
}

// TestBusinessDaysAgree checks on random calendars that adding and measuring are
// each other's inverse, and that measuring adds up.
func TestBusinessDaysAgree(t *testing.T) {
	zones := []*time.Location{time.UTC, zone(t, "Europe/Copenhagen"), zone(t, "America/New_York"), zone(t, "Australia/Lord_Howe")}
	rapid.Check(t, func(t *rapid.T) {
		c := hindcast.Calendar{Zone: rapid.SampledFrom(zones).Draw(t, "zone")}
		for i := range c.Workdays {
			c.Workdays[i] = rapid.Bool().Draw(t, "works")
		}
		c.Workdays[rapid.IntRange(0, 6).Draw(t, "workday")] = true
		d := hindcast.Date{Year: 2026, Month: 1, Day: 1}
		for range rapid.IntRange(0, 20).Draw(t, "holidays") {
			d = d.AddDays(rapid.IntRange(1, 30).Draw(t, "gap"))
			c.Holidays = append(c.Holidays, d)
		}
		start := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
		from := start.AddDate(0, 0, rapid.IntRange(0, 400).Draw(t, "day"))
		n := rapid.IntRange(0, 40).Draw(t, "n")
		to := c.AddBusinessDays(from, n)
		if got := c.BusinessBetween(from, to); got != time.Duration(n)*day {
			t.Fatalf("%d business days after %s is %s, and measures %s", n, from, to, got)
		}
		middle := from.Add(to.Sub(from) / 2).Truncate(day).Add(12 * time.Hour)
		if middle.After(from) && middle.Before(to) {
			if sum := c.BusinessBetween(from, middle) + c.BusinessBetween(middle, to); sum != time.Duration(n)*day {
				t.Fatalf("%s to %s by way of %s is %s", from, to, middle, sum)
			}
		}
	})
}

func BenchmarkBusinessBetween(b *testing.B) {
	c := week(b, "Europe/Copenhagen", "2026-12-24", "2026-12-25")
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		c.BusinessBetween(from, from.AddDate(10, 0, 0))
	}
}
