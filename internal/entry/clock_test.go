package entry

import (
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// clockOn29Jan is the context of the table tests: Monday 29 January 2024, 12:00.
func clockOn29Jan() *Clock {
	start := time.Date(2024, 1, 29, 12, 0, 0, 0, time.UTC)
	return &Clock{Day: hindcast.Date{Year: 2024, Month: 1, Day: 29}, Last: start, Start: start}
}

// reads is "at [until] precision | rest | rules" or "! problem".
func reads(c *Clock, text string) string {
	when, rest, ok := c.Read(text)
	if !ok {
		return "! " + c.Problem(text)
	}
	out := when.At.Format("2006-01-02T15:04:05.999")
	if !when.Until.IsZero() {
		out += " to " + when.Until.Format("2006-01-02T15:04:05.999")
	}
	out += " " + string(when.Precision) + " | " + rest
	if rules := strings.Join(when.Rules, " "); rules != "day:carried" && rules != "" {
		out += " | " + rules
	}
	return out
}

func TestRead(t *testing.T) {
	tests := []struct{ text, want string }{
		// dates in figures
		{"2024-01-29 14:30 alert fired", "2024-01-29T14:30:00 minute | alert fired"},
		{"2024-01-29  14:30  alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29 14:30:05 alert", "2024-01-29T14:30:05 exact | alert"},
		{"2024-01-29 14:30:05.25 alert", "2024-01-29T14:30:05.25 exact | alert"},
		{"2024-01-29 14:30:05,250 INFO", "2024-01-29T14:30:05.25 exact | INFO"},
		{"2024-01-29T14:30:05Z alert", "2024-01-29T14:30:05 exact | alert"},
		{"2024-01-29T14:30Z alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29T14:30:05+02:00 alert", "2024-01-29T12:30:05 exact | alert"},
		{"2024-01-29T14:30:05-05:00 alert", "2024-01-29T19:30:05 exact | alert"},
		{"2024-01-29T14:30:05.123456Z: alert", "2024-01-29T14:30:05.123 exact | alert"},
		{"20240129T143005Z alert", "2024-01-29T14:30:05 exact | alert"},
		{"20240129 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024/01/29 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"29.01.2024 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"29/01/2024 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"03/04/2024 14:30 alert", "2024-03-04T14:30:00 minute | alert | date:month-first"},
		{"01/29/24 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"1/29 14:30 alert", "2024-01-29T14:30:00 minute | alert | year:nearest"},
		{"29/Jan/2024:14:30:05 +0000 GET /", "2024-01-29T14:30:05 exact | GET /"},
		{"2024-01-29 1430 alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29 14.30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29, 14:30 - alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29 at 14:30: alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29 - 14:30 - alert", "2024-01-29T14:30:00 minute | alert"},
		{"| 2024-01-29 14:30 | alert |", "2024-01-29T14:30:00 minute | alert"},
		{"| 2024-01-29 | 14:30 | alert |", "2024-01-29T14:30:00 minute | alert"},
		// month names
		{"29 Jan 2024 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"29 January 2024, 14:30 UTC alert", "2024-01-29T14:30:00 minute | alert"},
		{"Jan 29, 2024 at 2:30 PM alert", "2024-01-29T14:30:00 minute | alert"},
		{"January 29th, 2024 2:30pm PST alert", "2024-01-29T22:30:00 minute | alert"},
		{"29th of January 14:30 alert", "2024-01-29T14:30:00 minute | alert | year:nearest"},
		{"Monday 29. January 14:30 alert", "2024-01-29T14:30:00 minute | alert | year:nearest"},
		{"Tuesday 29. January 14:30 alert", "2024-01-29T14:30:00 minute | alert | year:nearest date:weekday-differs"},
		{"January 29 alert", "2024-01-29T00:00:00 day | alert | year:nearest"},
		{"Dec 31 23:00 alert", "2023-12-31T23:00:00 minute | alert | year:nearest"},
		{"Tue 09:15 alert", "2024-01-30T09:15:00 minute | alert | day:weekday"},
		{"29-Jan-2024 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"On January 29, 2024 at 14:30 UTC, the alert fired", "2024-01-29T14:30:00 minute | the alert fired"},
		{"May 14: deploy", "2024-05-14T00:00:00 day | deploy | year:nearest"},
		// times of day
		{"14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"9:05 alert", "2024-01-29T09:05:00 minute | alert | day:carried day:out-of-order"},
		{"14:30:05 alert", "2024-01-29T14:30:05 exact | alert"},
		{"[14:30:05] alert", "2024-01-29T14:30:05 exact | alert"},
		{"(14:30) alert", "2024-01-29T14:30:00 minute | alert"},
		{"`14:30` alert", "2024-01-29T14:30:00 minute | alert"},
		{"**14:30** alert", "2024-01-29T14:30:00 minute | alert"},
		{"**14:30:** alert", "2024-01-29T14:30:00 minute | alert"},
		{"**14:30 - alert** fired", "2024-01-29T14:30:00 minute | alert fired"},
		{"- **14:30** — alert", "2024-01-29T14:30:00 minute | alert"},
		{"* 14:30 **alert** fired", "2024-01-29T14:30:00 minute | **alert** fired"},
		{"- [x] 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"1. 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"> 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 | alert |", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 -> alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 – alert", "2024-01-29T14:30:00 minute | alert"},
		{"14：30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30\u00a0alert", "2024-01-29T14:30:00 minute | alert"},
		{"2:30pm alert", "2024-01-29T14:30:00 minute | alert"},
		{"2:30 p.m. alert", "2024-01-29T14:30:00 minute | alert"},
		{"2 PM alert", "2024-01-29T14:00:00 hour | alert"},
		{"12:15 am alert", "2024-01-30T00:15:00 minute | alert | day:carried day:rolled"},
		{"1430Z alert", "2024-01-29T14:30:00 minute | alert"},
		{"1430 UTC alert", "2024-01-29T14:30:00 minute | alert"},
		{"1430 hrs alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30Z alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 UTC - alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 utc alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 (UTC) alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 CET alert", "2024-01-29T13:30:00 minute | alert"},
		{"14:30 CEST alert", "2024-01-29T12:30:00 minute | alert"},
		{"14:30 +02:00 alert", "2024-01-29T12:30:00 minute | alert"},
		{"14:30+0200 alert", "2024-01-29T12:30:00 minute | alert"},
		{"14:30 UTC+2 alert", "2024-01-29T12:30:00 minute | alert"},
		{"14:30 IST alert", "2024-01-29T09:00:00 minute | alert | zone:assumed day:carried day:out-of-order"},
		{"14:30 Europe/Copenhagen alert", "2024-01-29T13:30:00 minute | alert"},
		{"09:30 Eastern Time alert", "2024-01-29T14:30:00 minute | alert"},
		{"09:30 ET alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 et al. agreed", "2024-01-29T14:30:00 minute | et al. agreed"},
		{"14:30 PST", "2024-01-29T22:30:00 minute | "},
		{"14:30 -5 pods left", "2024-01-29T14:30:00 minute | -5 pods left"},
		{"14:30, 29 January 2024: alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 UTC on January 30, 2024 alert", "2024-01-30T14:30:00 minute | alert"},
		// inexact
		{"~14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"14:30~ alert", "2024-01-29T14:30:00 approximate | alert"},
		{"ca. 14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"around 14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"approx 14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"14:30 (approx.) alert", "2024-01-29T14:30:00 approximate | alert"},
		{"shortly after 14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"14:30? alert", "2024-01-29T14:30:00 approximate | alert"},
		{"2024-01-29 ~14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"~2024-01-29 14:30 alert", "2024-01-29T14:30:00 approximate | alert"},
		{"2020-11-17 10:45~ | KIAM upgraded", "2020-11-17T10:45:00 approximate | KIAM upgraded"},
		{"14:?? alert", "2024-01-29T14:00:00 hour | alert"},
		{"14:xx alert", "2024-01-29T14:00:00 hour | alert"},
		{"14h alert", "! "},
		{"14h - alert", "2024-01-29T14:00:00 hour | alert"},
		{"14h30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"2021-12-10 alert", "2021-12-10T00:00:00 day | alert"},
		{"2019-12-03 --:-- alert", "2019-12-03T00:00:00 day | alert"},
		{"2022-05-25 HH:mm | alert", "2022-05-25T00:00:00 day | alert"},
		// ranges
		{"12:00 - 13:00 alert", "2024-01-29T12:00:00 to 2024-01-29T13:00:00 minute | alert"},
		{"12:00–13:00 alert", "2024-01-29T12:00:00 to 2024-01-29T13:00:00 minute | alert"},
		{"12:00-13:00: alert", "2024-01-29T12:00:00 to 2024-01-29T13:00:00 minute | alert"},
		{"2020-10-06 09:00 - 11:00 | looking", "2020-10-06T09:00:00 to 2020-10-06T11:00:00 minute | looking"},
		{"from 12:00 to 13:00 alert", "2024-01-29T12:00:00 to 2024-01-29T13:00:00 minute | alert"},
		{"between 12:00 and 13:00 alert", "2024-01-29T12:00:00 to 2024-01-29T13:00:00 minute | alert"},
		{"23:00 - 01:00 alert", "2024-01-29T23:00:00 to 2024-01-30T01:00:00 minute | alert | day:carried until:rolled"},
		{"2024-01-01 23:00 - 2024-01-02 01:00 alert", "2024-01-01T23:00:00 to 2024-01-02T01:00:00 minute | alert"},
		{"2024-01-01 23:00 to 01:00 alert", "2024-01-01T23:00:00 to 2024-01-02T01:00:00 minute | alert | until:rolled"},
		{"14:30 - 15:30 CET alert", "2024-01-29T13:30:00 to 2024-01-29T14:30:00 minute | alert"},
		{"2:30-3:15pm alert", "2024-01-29T14:30:00 to 2024-01-29T15:15:00 minute | alert"},
		{"11:30-1:15pm alert", "2024-01-29T11:30:00 to 2024-01-29T13:15:00 minute | alert | day:carried day:out-of-order"},
		{"2021-12-10 - 2021-12-12 alert", "2021-12-10T00:00:00 to 2021-12-12T00:00:00 day | alert"},
		{"2022-08-03 12:26-12:?? | fix deployed", "2022-08-03T12:26:00 minute | fix deployed | until:not-exact"},
		{"14:30 - 5 pods failed", "2024-01-29T14:30:00 minute | 5 pods failed"},
		// since the start, and since 1970
		{"T+15m alert", "2024-01-29T12:15:00 minute | alert | time:since-start"},
		{"T+1h30m: alert", "2024-01-29T13:30:00 minute | alert | time:since-start"},
		{"T-5m deploy", "2024-01-29T11:55:00 minute | deploy | time:since-start"},
		{"T+0 alert", "2024-01-29T12:00:00 minute | alert | time:since-start"},
		{"+00:15 alert", "2024-01-29T12:15:00 minute | alert | time:since-start"},
		{"+15 min alert", "2024-01-29T12:15:00 minute | alert | time:since-start"},
		{"[1706538600] alert", "2024-01-29T14:30:00 exact | alert"},
		{"[1706538600123] alert", "2024-01-29T14:30:00.123 exact | alert"},
		// further spellings
		{"14:30h alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 Uhr alert", "2024-01-29T14:30:00 minute | alert"},
		{"kl. 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"29.01. 14:30 alert", "2024-01-29T14:30:00 minute | alert | year:nearest"},
		{"2024-01-29 (Mon) 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"Mon Jan 29 14:30:05 UTC 2024 alert", "2024-01-29T14:30:05 exact | alert"},
		{"Jan 29 14:30:05 host sshd[1]: alert", "2024-01-29T14:30:05 exact | host sshd[1]: alert | year:nearest"},
		{"Monday, January 29, 2024 14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"2024-01-29, 2:30 p.m. ET: alert", "2024-01-29T19:30:00 minute | alert"},
		{"11:05 AM – 11:20 AM PST alert", "2024-01-29T19:05:00 to 2024-01-29T19:20:00 minute | alert"},
		{"9:00pm-1:00am alert", "2024-01-29T21:00:00 to 2024-01-30T01:00:00 minute | alert | day:carried until:rolled"},
		{"At approximately 14:30 UTC, alert", "2024-01-29T14:30:00 approximate | alert"},
		{"~14:30-14:40 alert", "2024-01-29T14:30:00 to 2024-01-29T14:40:00 approximate | alert"},
		{"14:4x alert", "2024-01-29T14:45:00 approximate | alert"},
		{"2024-01-29 24:00 alert", "2024-01-30T00:00:00 minute | alert"},
		{"2024-01-29_14:30 alert", "2024-01-29T14:30:00 minute | alert"},
		{"14:30 (UTC+1) alert", "2024-01-29T13:30:00 minute | alert"},
		{"1430 hours - alert", "2024-01-29T14:30:00 minute | alert"},
		{"Jan 2 14:30 - Jan 3 02:00 alert", "2024-01-02T14:30:00 to 2024-01-03T02:00:00 minute | alert | year:nearest"},
		{"14:30 - ongoing: alert", "2024-01-29T14:30:00 minute | ongoing: alert"},
		// no times
		{"1200 hours of work", "! "},
		{"1.2.34 released", "! "},
		{"24/7 support", "! "},
		{"16:9 video", "! "},
		{"March 2024 was quiet", "! "},
		{"alert fired", "! "},
		{"5 pods failed", "! "},
		{"10.0.0.1 is down", "! "},
		{"5:30 minutes of downtime", "! "},
		{"12h of logs are missing", "! "},
		{"1.5 million requests", "! "},
		{"may restart 5 pods", "! "},
		{"2024 was a good year", "! "},
		{"10:1 ratio", "! "},
		{"14:30abc", "! "},
		{"", "! "},
		{"---", "! "},
		{"| --- | --- |", "! "},
		// times that cannot be placed
		{"20202-01-16 12:00 alert", "! the year 20202 has five digits"},
		{"202-01-16 12:00 alert", "! the year 202 has three digits"},
		{"2024-02-30 12:00 alert", "! 2024-02-30 is no day: February has 29 days"},
		{"2024-13-01 12:00 alert", "! 2024-13-01 names no month: there is none with the number 13"},
		{"25:61 alert", "! 25:61 is no time of day"},
		{"2024-01-29 25:61 alert", "! 25:61 is no time of day"},
		{"2022-05-?? HH:mm | alert", "! 2022-05-?? leaves the day open"},
		{"2021/22-??-?? HH:mm | alert", "! 2021/22-??-?? leaves the day open"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			if got := reads(clockOn29Jan(), test.text); got != test.want {
				t.Errorf("Read(%q)\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

// TestClockCarries reads lines one after the other with one clock.
func TestClockCarries(t *testing.T) {
	copenhagen, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		t.Fatal(err)
	}
	day := func(d int, m time.Month) hindcast.Date { return hindcast.Date{Year: 2024, Month: m, Day: d} }
	tests := []struct {
		name  string
		clock Clock
		lines []string
		want  []string
	}{
		{"rolls past midnight", Clock{Day: day(29, 1)}, []string{"23:50 a", "00:10 b", "00:20 c"},
			[]string{"2024-01-29T23:50:00 minute | a", "2024-01-30T00:10:00 minute | b | day:carried day:rolled", "2024-01-30T00:20:00 minute | c"}},
		{"keeps small steps back", Clock{Day: day(29, 1)}, []string{"14:30 a", "14:25 b", "14:35 c"},
			[]string{"2024-01-29T14:30:00 minute | a", "2024-01-29T14:25:00 minute | b | day:carried day:out-of-order", "2024-01-29T14:35:00 minute | c"}},
		{"six hours are not yet a day", Clock{Day: day(29, 1)}, []string{"14:30 a", "08:30 b"},
			[]string{"2024-01-29T14:30:00 minute | a", "2024-01-29T08:30:00 minute | b | day:carried day:out-of-order"}},
		{"more than six hours are", Clock{Day: day(29, 1)}, []string{"14:30 a", "08:29 b"},
			[]string{"2024-01-29T14:30:00 minute | a", "2024-01-30T08:29:00 minute | b | day:carried day:rolled"}},
		{"carries a date on", Clock{}, []string{"14:30 a", "2024-02-01 09:00 b", "09:05 c"},
			[]string{"! the time names no day, and none is known yet", "2024-02-01T09:00:00 minute | b", "2024-02-01T09:05:00 minute | c"}},
		{"names the reader's rule for the day", Clock{Day: day(29, 1), DayRule: "day:start-time"}, []string{"09:00 a", "2024-02-01 09:00 b", "09:05 c"},
			[]string{"2024-01-29T09:00:00 minute | a | day:start-time", "2024-02-01T09:00:00 minute | b", "2024-02-01T09:05:00 minute | c"}},
		{"day of a heading", Clock{}, []string{"2024-02-01", "09:05 c"},
			[]string{"2024-02-01T00:00:00 day | ", "2024-02-01T09:05:00 minute | c"}},
		{"January follows December", Clock{Day: day(31, 12)}, []string{"Dec 31 23:00 a", "Jan 1 01:00 b"},
			[]string{"2024-12-31T23:00:00 minute | a | year:nearest", "2025-01-01T01:00:00 minute | b | year:nearest"}},
		{"no year known", Clock{}, []string{"Jan 1 01:00 b"}, []string{"! 1 January names no year, and none is known yet"}},
		{"an hour is not before its minutes", Clock{Day: day(29, 1)}, []string{"14:30 a", "14:?? b"},
			[]string{"2024-01-29T14:30:00 minute | a", "2024-01-29T14:00:00 hour | b"}},
		{"a range does not move the order on", Clock{Day: day(29, 1)}, []string{"09:00 - 11:00 a", "10:00 b"},
			[]string{"2024-01-29T09:00:00 to 2024-01-29T11:00:00 minute | a", "2024-01-29T10:00:00 minute | b"}},
		{"since the first line", Clock{Day: day(29, 1)}, []string{"14:00 a", "T+5m b", "+01:30 c"},
			[]string{"2024-01-29T14:00:00 minute | a", "2024-01-29T14:05:00 minute | b | time:since-start", "2024-01-29T15:30:00 minute | c | time:since-start"}},
		{"no start known", Clock{}, []string{"T+5m b"}, []string{"! the time counts from a start that is not known"}},
		{"local winter time", Clock{Zone: copenhagen, Day: day(29, 1)}, []string{"14:30 a"}, []string{"2024-01-29T13:30:00 minute | a"}},
		{"local summer time", Clock{Zone: copenhagen, Day: day(1, 7)}, []string{"14:30 a"}, []string{"2024-07-01T12:30:00 minute | a"}},
		{"local day over UTC midnight", Clock{Zone: copenhagen, Day: day(1, 7)}, []string{"00:30 a", "01:30 b"},
			[]string{"2024-06-30T22:30:00 minute | a", "2024-06-30T23:30:00 minute | b"}},
		{"hour skipped by daylight saving", Clock{Zone: copenhagen, Day: day(31, 3)}, []string{"01:59 a", "02:30 b", "03:30 c"},
			[]string{"2024-03-31T00:59:00 minute | a", "2024-03-31T01:30:00 minute | b | day:carried zone:skipped-hour", "2024-03-31T01:30:00 minute | c"}},
		{"hour repeated by daylight saving", Clock{Zone: copenhagen, Day: day(27, 10)}, []string{"02:50 a", "02:10 b", "03:00 c"},
			[]string{"2024-10-27T00:50:00 minute | a | day:carried zone:repeated-hour", "2024-10-27T01:10:00 minute | b | day:carried zone:repeated-hour", "2024-10-27T02:00:00 minute | c"}},
		{"day first", Clock{DayFirst: true}, []string{"03/04/2024 14:30 a", "04/04/2024 14:30 b", "04/13/2024 14:30 c"},
			[]string{"2024-04-03T14:30:00 minute | a | date:day-first", "2024-04-04T14:30:00 minute | b", "2024-04-13T14:30:00 minute | c"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			clock := test.clock
			for i, line := range test.lines {
				if got := reads(&clock, line); got != test.want[i] {
					t.Errorf("line %d: %q\n got %s\nwant %s", i+1, line, got, test.want[i])
				}
			}
		})
	}
}
