package entry

import (
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	const day = 24 * time.Hour
	tests := []struct {
		text string
		want time.Duration
		ok   bool
	}{
		{"54 minutes", 54 * time.Minute, true},
		{"0 minutes", 0, true},
		{"19 hours 43 minutes.", 19*time.Hour + 43*time.Minute, true},
		{"54 hours 10 minutes", 54*time.Hour + 10*time.Minute, true},
		{"1h 30m", 90 * time.Minute, true},
		{"1h30m", 90 * time.Minute, true},
		{"1h30m15s", 90*time.Minute + 15*time.Second, true},
		{"11 Days", 11 * day, true},
		{"~2 h", 2 * time.Hour, true},
		{"**~2 h**", 2 * time.Hour, true},
		{"about 3 hours", 3 * time.Hour, true},
		{"less than 5 minutes", 5 * time.Minute, true},
		{"approx. 10 min", 10 * time.Minute, true},
		{"1.5 hours", 90 * time.Minute, true},
		{"1,5 hours", 90 * time.Minute, true},
		{"1:30 h", 90 * time.Minute, true},
		{"an hour", time.Hour, true},
		{"one day and 2 hours", 26 * time.Hour, true},
		{"2 days, 3 hours", 51 * time.Hour, true},
		{"1 week", 7 * day, true},
		{"45 mins (from the first alert)", 45 * time.Minute, true},
		{"279 minutes [^3]", 279 * time.Minute, true},
		{"30-minute outage", 30 * time.Minute, true},
		{"90 sec", 90 * time.Second, true},
		{"N/A", 0, false},
		{"?", 0, false},
		{"TBD", 0, false},
		{"YYY", 0, false},
		{"", 0, false},
		{"minutes", 0, false},
		{"5", 0, false},
		{"5 parrots", 0, false},
		{"99999999 weeks", 0, false},
	}
	for _, test := range tests {
		got, ok := Duration(test.text)
		if got != test.want || ok != test.ok {
			t.Errorf("Duration(%q) = %v, %v; want %v, %v", test.text, got, ok, test.want, test.ok)
		}
	}
}

func TestTemplated(t *testing.T) {
	for _, text := range []string{"20xx-MM-DD HH:mm", "| 20xx-MM-DD HH:mm | Short event description |", "HH:mm", "YYYY-MM-DD", "--:--", "| --:-- | |",
		"Short event description", "| 2024-03-13 HH:mm | Short event description.", "`YYYY-MM-DD HH:MM UTC`"} {
		if !Templated(text) {
			t.Errorf("Templated(%q) = false", text)
		}
	}
	for _, text := range []string{"", "2022-05-25 HH:mm | started looking", "14:30 alert", "2022-05-?? HH:mm | seen in May", "alert fired", "what happened to the pods"} {
		if Templated(text) {
			t.Errorf("Templated(%q) = true", text)
		}
	}
}
