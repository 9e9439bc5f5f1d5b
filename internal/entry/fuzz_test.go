package entry

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// FuzzParse checks that no line breaks the reader and that no letter or digit of
// a line is lost: what the time did not consume is the text.
func FuzzParse(f *testing.F) {
	for _, line := range []string{
		"14:30 alert fired", "- **14:30 UTC** - alert **fired**", "| 2024-01-29 14:30 | alert |", "2024-01-29T14:30:05.123+02:00 x", "23:00 - 01:00 y",
		"T+15m z", "[1706538600] epoch", "~14:30 about", "20202-01-16 12:00 typo", "2022-05-?? HH:mm open", "Jan 2, 2024 at 2:30 PM EST: x", "14：30 wide",
		"`14:30` _x_", "**14:30 - bold** text", "1. 14:30 x", "9/9/9999 1:1", "14:30 Europe/Copenhagen x", "\xff14:30 \xfe", "14:30 @", "14:30 [", "+99:99", "24:00 x", "Mon 14:30",
		"2024-01-29 14:30 severity raised to P1 because of (x", "14:30 next update at 25:00", "14:30 next update in 99999999999 days", "14:30 #", "00:00 00:00", "14:30 (CET", "**_`14:30 a`_**",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		clock := clockOn29Jan()
		before := *clock
		e, ok := Parse(line, clock)
		if !ok {
			if *clock != before {
				t.Errorf("%q moved the clock though it was not read", line)
			}
			return
		}
		if problem := before.Problem(line); problem != "" {
			t.Errorf("%q was read and yet has the problem %q", line, problem)
		}
		again := before
		when, rest, _ := again.Read(line)
		if rest != e.Text {
			t.Errorf("%q gives the text %q once and %q once", line, rest, e.Text)
		}
		if utf8.ValidString(line) && essence(when.Text+rest) != essence(line) {
			t.Errorf("%q lost text: time %q, rest %q", line, when.Text, rest)
		}
		e.ID = "e1"
		if err := e.Validate(); err != nil && utf8.ValidString(line) && !hasControl(line) && len(line) < 1000 {
			t.Errorf("%q gives an invalid event: %v", line, err)
		}
		Mark([]hindcast.TimelineEvent{e, e})
	})
}

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// essence drops white space and the marks that lists, tables and emphasis add.
func essence(s string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r) {
			return -1
		}
		return r
	}, s)
}

func FuzzDuration(f *testing.F) {
	for _, text := range []string{"54 minutes", "1h30m", "~2 h", "1:30 h", "N/A", "1,5 hours", "an hour", "9999999999 weeks", "1 h and", "<1m", "5-minute"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := Duration(text)
		if d < 0 || !ok && d != 0 {
			t.Errorf("Duration(%q) = %v, %v", text, d, ok)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	lines := []string{
		"14:30 alert fired, API 5xx >5%",
		"| 2024-01-29 14:32 | Developer reports a high count of errors, in particular from the sign-in service. |",
		"- **14:40 UTC** - Alice (IC) decided to roll back the release because the cause could not be found",
		"2024-01-29T14:55:12Z Status page updated, next update in 30 minutes",
		"15:10 All services back to normal, verified by the team",
	}
	start := *clockOn29Jan()
	size := 0
	for _, l := range lines {
		size += len(l)
	}
	b.SetBytes(int64(size / len(lines)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		clock := start
		if _, ok := Parse(lines[n%len(lines)], &clock); !ok {
			b.Fatal("not read")
		}
		n++
	}
}

func BenchmarkMark(b *testing.B) {
	events := make([]hindcast.TimelineEvent, 0, 10000)
	clock := *clockOn29Jan()
	texts := []string{"Deployed 2.3", "Alert fired", "Bob joined the call", "Restarted the workers", "Checked the logs, nothing found", "Status page updated"}
	for i := range cap(events) {
		e := hindcast.TimelineEvent{At: clock.Last.Add(time.Duration(i) * time.Minute), Precision: hindcast.PrecisionMinute, Text: texts[i%len(texts)]}
		Describe(&e, nil)
		events = append(events, e)
	}
	b.ReportAllocs()
	for b.Loop() {
		Mark(events)
	}
}
