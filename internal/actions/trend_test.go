package actions

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

func TestSpreadOf(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		all  []time.Duration
		want Spread
	}{
		{nil, Spread{}},
		{[]time.Duration{3 * day}, Spread{1, 3 * day, 3 * day, 3 * day}},
		{[]time.Duration{9 * day, 1 * day}, Spread{2, 3 * day, 5 * day, 7 * day}},
		{[]time.Duration{5 * day, 1 * day, 3 * day, 100 * day, 2 * day}, Spread{5, 2 * day, 3 * day, 5 * day}},
	} {
		if got := SpreadOf(c.all); got != c.want {
			t.Errorf("%v spread as %v, want %v", c.all, got, c.want)
		}
	}
}

func TestQuarters(t *testing.T) {
	list := quartersTo(hindcast.Date{Year: 2026, Month: 11, Day: 23})
	if first, last := list[0].Name(), list[len(list)-1].Name(); first != "2025 Q1" || last != "2026 Q4" || len(list) != trendQuarters {
		t.Errorf("%d quarters from %s to %s", len(list), first, last)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zones here")
	}
	// 23:30 UTC on the last day of March is April in Berlin
	late := time.Date(2026, 3, 31, 23, 30, 0, 0, time.UTC)
	trend := trendOf(list, []store.ActionSpan{
		{Added: late, State: hindcast.ActionVerified, Verified: late.Add(time.Hour), Hierarchy: hindcast.Stronger},
		{Added: late, State: hindcast.ActionDone},
		{Added: late.Add(-time.Hour * 24), State: hindcast.ActionDropped, Hierarchy: hindcast.Weaker},
	}, berlin)
	first, second := trend.Quarters[4], trend.Quarters[5]
	if first.Dropped != 1 || first.Levels[hindcast.Weaker] != 1 || second.Added != 2 || second.Done != 2 || second.Verified != 1 || second.Verify.N != 1 || trend.Verify.Median != time.Hour {
		t.Errorf("%+v\n%+v", first, second)
	}
}

func TestPropose(t *testing.T) {
	at := time.Date(2026, 3, 4, 0, 0, 0, 0, time.UTC)
	again := []hindcast.Incident{{Key: "INC-7"}}
	for _, c := range []struct {
		name  string
		since Since
		want  hindcast.Effect
	}{
		{"too soon", Since{Days: 29, Checks: 29}, hindcast.TooEarly},
		{"quiet and checked", Since{Days: 30, Checks: 30}, hindcast.Effective},
		{"quiet and never checked", Since{Days: 30}, hindcast.Effective},
		{"a proof broke", Since{Days: 30, Checks: 3, Broken: &at}, hindcast.NotEffective},
		{"it happened again, even before the day", Since{Days: 3, Again: again}, hindcast.NotEffective},
		{"nobody could tell", Since{Days: 90, Checks: 3, Stale: true}, hindcast.TooEarly},
	} {
		if got, because := c.since.Propose(30); got != c.want || because == "" {
			t.Errorf("%s: %s, because %s", c.name, got, because)
		}
	}
}
