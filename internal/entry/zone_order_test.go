package entry

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestZoneOrder checks which zone counts: the one beside a time before the clock's,
// and that before UTC.
func TestZoneOrder(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	for _, c := range []struct {
		zone     *time.Location
		line, at string
	}{
		{nil, "14:30 alert", "14:30"}, {tokyo, "14:30 alert", "05:30"}, {tokyo, "14:30 UTC alert", "14:30"}, {tokyo, "14:30 CET alert", "13:30"},
		{tokyo, "14:30 +02:00 alert", "12:30"}, {tokyo, "2025-03-04T14:30:00-05:00 alert", "19:30"}, {tokyo, "alert at 14:30", ""},
	} {
		clock := Clock{Zone: c.zone, Day: hindcast.Date{Year: 2025, Month: 3, Day: 4}}
		event, ok := Parse(c.line, &clock)
		if ok != (c.at != "") || ok && event.At.Format("15:04") != c.at {
			t.Errorf("%q in %v: %v (%v), want %s", c.line, c.zone, event.At, ok, c.at)
		}
	}
}

// TestNextUpdateZone checks that a promised update is meant in the clock's zone,
// whether a line is parsed or a text described.
func TestNextUpdateZone(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	clock := Clock{Zone: tokyo, Day: hindcast.Date{Year: 2025, Month: 3, Day: 4}}
	event, _ := Parse("14:30 status page: investigating; next update at 15:00", &clock)
	want := time.Date(2025, 3, 4, 6, 0, 0, 0, time.UTC)
	if event.Communication == nil || !event.Communication.NextUpdate.Equal(want) {
		t.Errorf("parsed: %+v, want %v", event.Communication, want)
	}
	described := hindcast.TimelineEvent{At: event.At, Text: event.Text}
	if Describe(&described, tokyo); !described.Communication.NextUpdate.Equal(want) {
		t.Errorf("described: %+v, want %v", described.Communication, want)
	}
	described = hindcast.TimelineEvent{At: event.At, Text: event.Text}
	if Describe(&described, nil); !described.Communication.NextUpdate.Equal(time.Date(2025, 3, 4, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("without a zone: %+v", described.Communication)
	}
}
