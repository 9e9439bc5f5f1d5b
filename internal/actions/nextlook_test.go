package actions

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// TestNextLookOverDaylightSaving: on nights that are an hour longer or shorter a
// proof is looked at once, within the night, and always later than now.
func TestNextLookOverDaylightSaving(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	policy := hindcast.Policy{Calendar: hindcast.Calendar{Zone: berlin}}
	for name, from := range map[string]time.Time{
		"clocks go forward": time.Date(2026, 3, 27, 12, 0, 0, 0, time.UTC),
		"clocks go back":    time.Date(2026, 10, 23, 12, 0, 0, 0, time.UTC),
		"a leap day":        time.Date(2028, 2, 27, 12, 0, 0, 0, time.UTC),
		"a new year":        time.Date(2026, 12, 30, 12, 0, 0, 0, time.UTC),
	} {
		for _, id := range []hindcast.ProofID{"prf_1", "prf_2", "prf_3", "prf_4", "prf_5"} {
			at := nextLook(store.DueProof{ID: id}, from, policy)
			for night := range 5 {
				now := at.Add(time.Minute) // the node wakes a little late
				next := nextLook(store.DueProof{ID: id, Due: at}, now, policy)
				was, is := hindcast.DateOf(at.In(berlin)), hindcast.DateOf(next.In(berlin))
				if !next.After(now) || is != was.AddDays(1) || next.In(berlin).Hour() > 6 {
					t.Fatalf("%s, %s, night %d: after %s comes %s", name, id, night, at.In(berlin), next.In(berlin))
				}
				at = next
			}
			week := nextLook(store.DueProof{ID: id, Due: at, Every: 7 * 24 * time.Hour}, at.Add(time.Minute), policy)
			if was, is := hindcast.DateOf(at.In(berlin)), hindcast.DateOf(week.In(berlin)); is != was.AddDays(7) {
				t.Errorf("%s: a week after %s comes %s", name, was, is)
			}
			hour := nextLook(store.DueProof{ID: id, Due: at, Every: time.Hour}, at, policy)
			if hour.Sub(at).Round(time.Microsecond) != time.Hour {
				t.Errorf("%s: an hour later is %s later", name, hour.Sub(at))
			}
		}
	}
}
