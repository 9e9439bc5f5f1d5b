package entry

import (
	"testing"
	"time"
	_ "time/tzdata" // zones must not depend on the machine
)

func TestZone(t *testing.T) {
	summer := time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name string
		want int // minutes east of UTC on 1 July 2024
	}{
		{"UTC", 0}, {"utc", 0}, {"Z", 0}, {"GMT", 0}, {"(UTC)", 0},
		{"CET", 60}, {"CEST", 120}, {"PST", -480}, {"PDT", -420}, {"EST", -300}, {"IST", 330}, {"AEST", 600},
		{"+02:00", 120}, {"+0200", 120}, {"+02", 120}, {"-05:30", -330}, {"−03:00", -180}, {"UTC+2", 120}, {"GMT-3", -180}, {"UTC+05:30", 330},
		{"Europe/Copenhagen", 120}, {"America/New_York", -240}, {"America/Argentina/Salta", -180},
		{"Eastern Time", -240}, {"Eastern", -240}, {"Pacific Daylight Time", -420}, {"ET", -240}, {"PT", -420},
	}
	for _, test := range tests {
		loc, ok := Zone(test.name)
		if !ok {
			t.Errorf("Zone(%q) is not known", test.name)
			continue
		}
		if _, offset := summer.In(loc).Zone(); offset != test.want*60 {
			t.Errorf("Zone(%q) is %d minutes from UTC, want %d", test.name, offset/60, test.want)
		}
	}
	for _, name := range []string{"", "here", "local", "+25:00", "+2:99", "Europe/Nowhere", "../../etc/passwd", "Local", "CETX", "UTC UTC"} {
		if _, ok := Zone(name); ok {
			t.Errorf("Zone(%q) is known", name)
		}
	}
}
