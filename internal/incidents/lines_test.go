package incidents_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

var secondOfMarch = hindcast.Date{Year: 2026, Month: time.March, Day: 2}

// TestPastedLines pastes a log with a line nobody can read, across midnight.
func TestPastedLines(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		log := "22:58 alert fired: API 5xx above 5 %\n\n23:10 paged Ada\nsomebody said something\n2026-03-03 00:05 rolled back, errors gone\n"
		outcomes, err := b.AddLines(t.Context(), storetest.Member("Ada"), b.open.Key, log, secondOfMarch)
		if err != nil || len(outcomes) != 4 {
			t.Fatalf("%v, %v", outcomes, err)
		}
		if outcomes[2].Problem == "" || len(outcomes[2].Events) != 0 || outcomes[2].Line != "somebody said something" {
			t.Errorf("%+v", outcomes[2])
		}
		for i, want := range map[int]time.Time{
			0: time.Date(2026, 3, 2, 22, 58, 0, 0, time.UTC), 1: time.Date(2026, 3, 2, 23, 10, 0, 0, time.UTC), 3: time.Date(2026, 3, 3, 0, 5, 0, 0, time.UTC),
		} {
			if len(outcomes[i].Events) == 0 || !outcomes[i].Events[0].Value.At.Equal(want) {
				t.Errorf("line %d: %+v", i, outcomes[i])
			}
		}
		if kind := outcomes[0].Events[0].Value.Kind; kind != hindcast.Signal {
			t.Errorf("the alert is of kind %s", kind)
		}
	})
}

// TestLineWithoutTime is of now when it stands alone.
func TestLineWithoutTime(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		outcomes, err := b.AddLines(t.Context(), storetest.Member("Ada"), b.open.Key, "the graph recovers", secondOfMarch)
		if err != nil || len(outcomes) != 1 || len(outcomes[0].Events) != 1 || outcomes[0].Problem != "" {
			t.Fatalf("%+v, %v", outcomes, err)
		}
		e := outcomes[0].Events[0].Value
		if e.Precision != hindcast.PrecisionMinute || e.At.Second() != 0 || e.At.After(e.EnteredAt) || e.EnteredAt.Sub(e.At) > time.Minute {
			t.Errorf("%s entered at %s", e.At, e.EnteredAt)
		}
	})
}

// TestMilestoneIsMarkedOnce: words that would mark what is marked already leave
// the first mark where it is.
func TestMilestoneIsMarkedOnce(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		_, err := b.AddLines(t.Context(), storetest.Member("Ada"), b.open.Key, "09:00 incident resolved\n09:30 incident resolved", secondOfMarch)
		if err != nil {
			t.Fatal(err)
		}
		r, err := b.Record(t.Context(), storetest.Member("Ada"), b.open.Key)
		if err != nil {
			t.Fatal(err)
		}
		marks := 0
		for _, e := range r.Timeline {
			if e.Marks(hindcast.Resolved) {
				marks++
			}
		}
		if marks != 1 {
			t.Errorf("%d events are marked resolved", marks)
		}
	})
}

func TestLinesRefused(t *testing.T) {
	each(t, func(t *testing.T, b bench) {
		ada := storetest.Member("Ada")
		_, err := b.AddLines(t.Context(), ada, b.open.Key, " \n\n", secondOfMarch)
		wants(t, "nothing", err, hindcast.Invalid)
		_, err = b.AddLines(t.Context(), ada, b.open.Key, "no time here\nnor here", secondOfMarch)
		wants(t, "none understood", err, hindcast.Invalid)
		_, err = b.AddLines(t.Context(), ada, b.hidden.Key, "09:00 hello", secondOfMarch)
		wants(t, "an outsider", err, hindcast.NotFound)
		_, err = b.AddLines(t.Context(), hindcast.Actor{User: "v", Role: hindcast.Viewer}, b.open.Key, "09:00 hello", secondOfMarch)
		wants(t, "a viewer", err, hindcast.Forbidden)
	})
}
