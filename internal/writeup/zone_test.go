package writeup

import (
	"strings"
	"testing"
	"time"
)

// TestZonePrecedence checks which zone times are read in: the line's before the
// table's, that before the document's, that before the option, that before UTC.
func TestZonePrecedence(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	const date = "# Outage\n\nDate: 2025-03-04\n\n"
	for _, c := range []struct {
		name, text, at string
		zone           *time.Location
	}{
		{"nothing", date + "## Timeline\n\n- 14:30 alert fired\n", "14:30", nil},
		{"option", date + "## Timeline\n\n- 14:30 alert fired\n", "05:30", tokyo},
		{"sentence", date + "All times are in CET.\n\n## Timeline\n\n- 14:30 alert fired\n", "13:30", tokyo},
		{"sentence alone", date + "All times are in CET.\n\n## Timeline\n\n- 14:30 alert fired\n", "13:30", nil},
		{"heading", date + "## Timeline (all times UTC)\n\n- 14:30 alert fired\n", "14:30", tokyo},
		{"table", date + "All times are in CET.\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 14:30 | alert fired |\n", "14:30", tokyo},
		{"line", date + "All times are in CET.\n\n## Timeline\n\n- 14:30 PST alert fired\n", "22:30", tokyo},
		{"summer", "# Outage\n\nDate: 2025-07-04\n\nTimezone: Europe/Berlin\n\n## Timeline\n\n- 14:30 alert fired\n", "12:30", nil},
		{"winter", date + "Timezone: Europe/Berlin\n\n## Timeline\n\n- 14:30 alert fired\n", "13:30", nil},
		{"stated milestone", "# Outage\n\n**Start Time:** 2025-03-04 14:30\n\nAll times are in CET.\n\n## Timeline\n\n- 15:00 alert fired\n", "13:30", tokyo},
	} {
		doc, err := Read("outage.md", []byte(c.text), Options{Zone: c.zone})
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Record.Timeline) == 0 || doc.Record.Timeline[0].At.Format("15:04") != c.at {
			t.Errorf("%s: %v, want %s", c.name, doc.Record.Timeline, c.at)
		}
	}
	doc, err := Read("o.md", []byte(date+"## Timeline\n\n- 14:30 status page: investigating; next update at 15:00\n"), Options{Zone: tokyo})
	if err != nil || len(doc.Record.Timeline) != 1 {
		t.Fatal(err)
	}
	if c := doc.Record.Timeline[0].Communication; c == nil || !strings.HasPrefix(c.NextUpdate.Format(time.RFC3339), "2025-03-04T06:00") {
		t.Errorf("the next update is promised for %+v, want 06:00 UTC", c)
	}
}
