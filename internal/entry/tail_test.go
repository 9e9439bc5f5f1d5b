package entry

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestReadEnd reads times behind the text they belong to.
func TestReadEnd(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zone data")
	}
	for _, c := range []struct {
		text, before, at string
		zone             *time.Location
	}{
		{text: "Incident began 2025-03-04 14:32", before: "Incident began", at: "2025-03-04T14:32:00Z"},
		{text: "Detected at 14:32 UTC.", before: "Detected", at: "2025-03-05T14:32:00Z"},
		{text: "Detected: 14:32", before: "Detected", at: "2025-03-05T14:32:00Z"},
		{text: "**Detected:** 14:32", before: "Detected", at: "2025-03-05T14:32:00Z"},
		{text: "**Detected** – 14:32", before: "Detected", at: "2025-03-05T14:32:00Z"},
		{text: "Dana Reyes  2:32 PM", before: "Dana Reyes", at: "2025-03-05T14:32:00Z"},
		{text: "Dana Reyes  [2:32 PM]", before: "Dana Reyes", at: "2025-03-05T14:32:00Z"},
		{text: "Service restored (14:32 CET)", before: "Service restored", at: "2025-03-05T13:32:00Z"},
		{text: "Service restored on 4 March 2025 at 14:32", before: "Service restored", at: "2025-03-04T13:32:00Z", zone: berlin},
		{text: "Fault began around 14:32", before: "Fault began", at: "2025-03-05T14:32:00Z"},
		{text: "Fault began ~14:32", before: "Fault began", at: "2025-03-05T14:32:00Z"},
		{text: "took 14:32 minutes"}, {text: "in release 14.32"}, {text: "see 2025-03-04"}, {text: "14:32"}, {text: "on port 127.0.0.1:1432"}, {text: "ratio of 1:14:32:05"}, {text: ""},
	} {
		clock := Clock{Day: hindcast.Date{Year: 2025, Month: 3, Day: 5}, Zone: c.zone}
		when, before, ok := clock.ReadEnd(c.text)
		if ok != (c.at != "") || ok && (before != c.before || when.At.Format(time.RFC3339) != c.at) {
			t.Errorf("%q: %q at %s (%v), want %q at %s", c.text, before, when.At.Format(time.RFC3339), ok, c.before, c.at)
		}
	}
}
