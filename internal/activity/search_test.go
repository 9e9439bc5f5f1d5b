package activity_test

import (
	"context"
	"maps"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// TestNarrowedSearch: each filter leaves what it says, each count says what a
// choice would leave, and what is restricted is in none of them.
func TestNarrowedSearch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db storetest.Database) {
		st := db.Open(t)
		for _, i := range []struct {
			level   hindcast.Severity
			year    int
			service string
			kind    string
			hidden  bool
		}{{hindcast.P1, 2024, "Checkout", "certificate", false}, {hindcast.P1, 2026, "Login", "", false}, {hindcast.P2, 2026, "checkout", "certificate", false}, {hindcast.P5, 2020, "Vault", "theft", true}} {
			at := time.Date(i.year, 12, 31, 12, 0, 0, 0, time.UTC)
			made := open(t, st, func(n *hindcast.Incident) {
				n.Title, n.Severity, n.Services, n.Type, n.CreatedAt = "A wumpus", i.level, []string{i.service}, i.kind, at
				if i.hidden {
					hide(n)
				}
			})
			err := st.Update(context.Background(), storetest.Admin(), func(tx *store.Tx) error {
				e := hindcast.TimelineEvent{ID: hindcast.EventID(tx.NewID("evt")), At: at, Kind: hindcast.Note, Text: "the wumpus again"}
				return tx.Events().Add("event.added", made.ID, &e)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		s, by := activity.New(st), hindcast.Actor{User: "usr_max", Name: "Max", Role: hindcast.Member}
		day := func(year, month, day int) hindcast.Date {
			return hindcast.Date{Year: year, Month: time.Month(month), Day: day}
		}
		for name, c := range map[string]struct {
			q    activity.Sought
			want int
		}{
			"everything":       {activity.Sought{}, 6},
			"incidents":        {activity.Sought{Kind: activity.FoundIncidents}, 3},
			"library":          {activity.Sought{Kind: activity.FoundLibrary}, 0},
			"P1":               {activity.Sought{Severity: hindcast.P1}, 4},
			"a service":        {activity.Sought{Service: "CHECKOUT"}, 4},
			"a type":           {activity.Sought{Type: "certificate"}, 4},
			"a year":           {activity.Sought{Year: 2026}, 4},
			"until its day":    {activity.Sought{To: day(2024, 12, 31)}, 2},
			"until the day":    {activity.Sought{To: day(2024, 12, 30)}, 0},
			"from its day":     {activity.Sought{From: day(2026, 12, 31)}, 4},
			"a year and later": {activity.Sought{Year: 2024, From: day(2026, 1, 1)}, 0},
			"all at once":      {activity.Sought{Kind: activity.FoundTimeline, Severity: hindcast.P1, Service: "login", Year: 2026}, 1},
			"what is hidden":   {activity.Sought{Severity: hindcast.P5}, 0},
		} {
			c.q.Words = "wumpus"
			if f, err := s.Narrowed(context.Background(), by, c.q); err != nil || len(f.List) != c.want {
				t.Errorf("%s: %d found, want %d (%v)", name, len(f.List), c.want, err)
			}
		}
		f, err := s.Narrowed(context.Background(), by, activity.Sought{Words: "wumpus", Severity: hindcast.P1, Year: 2026})
		if err != nil {
			t.Fatal(err)
		}
		if want := map[hindcast.Severity]int{hindcast.P1: 2, hindcast.P2: 2}; !maps.Equal(f.Severities, want) {
			t.Errorf("severities %v", f.Severities)
		}
		if want := map[int]int{2024: 2, 2026: 2}; !maps.Equal(f.Years, want) {
			t.Errorf("years %v", f.Years)
		}
		if want := map[string]int{"Login": 2}; !maps.Equal(f.Services, want) || len(f.Types) != 0 {
			t.Errorf("services %v, types %v", f.Services, f.Types)
		}
		if want := map[activity.SearchKind]int{activity.FoundIncidents: 1, activity.FoundTimeline: 1}; !maps.Equal(f.Kinds, want) {
			t.Errorf("kinds %v", f.Kinds)
		}
		if f, err = s.Narrowed(context.Background(), by, activity.Sought{Words: "wumpus", Service: "login"}); err != nil || f.Services["Checkout"]+f.Services["checkout"] != 4 || len(f.Services) != 2 {
			t.Errorf("services %v (%v)", f.Services, err)
		}
		all, err := s.Narrowed(context.Background(), by, activity.Sought{Words: "wumpus", Service: "vault", Type: "theft", Severity: hindcast.P5, Year: 2020})
		if err != nil || len(all.Services)+len(all.Types)+len(all.Severities)+len(all.Years)+len(all.Kinds)+len(all.List) != 0 {
			t.Errorf("a count tells of what is restricted: %+v (%v)", all, err)
		}
	})
}
