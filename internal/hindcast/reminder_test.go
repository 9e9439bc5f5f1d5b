package hindcast_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func dateOf(s string) hindcast.Date {
	d, err := hindcast.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestRemindersBeforeADeadline(t *testing.T) {
	rules := hindcast.ActionRules{RemindHalfway: true, RemindBefore: []int{2, 0}, EscalateAfter: 7}
	for name, c := range map[string]struct {
		rules      hindcast.ActionRules
		begun, due string
		want       []string
	}{
		"half time, two days before, the day": {rules, "2026-03-01", "2026-03-31", []string{"2026-03-16 half time", "2026-03-29 2 days before", "2026-03-31 0 days before"}},
		"no half time so short before":        {rules, "2026-03-28", "2026-03-31", []string{"2026-03-29 2 days before", "2026-03-31 0 days before"}},
		"decided after it was due":            {rules, "2026-04-02", "2026-03-31", []string{"2026-03-29 2 days before", "2026-03-31 0 days before"}},
		"no half time asked for":              {hindcast.ActionRules{RemindBefore: []int{1}}, "2026-01-01", "2026-03-01", []string{"2026-02-28 1 days before"}},
		"nothing asked for":                   {hindcast.ActionRules{}, "2026-01-01", "2026-03-01", nil},
	} {
		var got []string
		for _, r := range c.rules.Before(dateOf(c.begun), dateOf(c.due)) {
			got = append(got, r.Day.String()+" "+r.Step)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if list := rules.Before(hindcast.Date{}, hindcast.Date{}); list != nil {
		t.Errorf("without a deadline: %v", list)
	}
	if list := rules.Escalation(dateOf("2026-03-28")); len(list) != 1 || list[0].Day != dateOf("2026-04-04") {
		t.Errorf("escalation: %v", list)
	}
}

func TestWhenRemindersAreSent(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	quiet := hindcast.Reminders{Digest: hindcast.EachReminder, QuietFrom: 22 * 60, QuietTo: 8 * 60}
	daily, weekly := hindcast.DefaultReminders(), hindcast.DefaultReminders()
	weekly.Digest = hindcast.WeeklyDigest
	far := daily
	far.Zone = "Pacific/Auckland"
	for name, c := range map[string]struct {
		r    hindcast.Reminders
		at   string
		want string // want is empty when nothing may be sent
	}{
		"quiet in winter":                       {quiet, "2026-03-28T06:59:00Z", ""},
		"loud in winter":                        {quiet, "2026-03-28T07:00:00Z", " 2026-03-26 2026-03-28"},
		"quiet on the day the clock goes ahead": {quiet, "2026-03-29T05:59:00Z", ""},
		"loud on the day the clock goes ahead":  {quiet, "2026-03-29T06:00:00Z", " 2026-03-27 2026-03-29"},
		"quiet on the day the clock goes back":  {quiet, "2026-10-25T06:59:00Z", ""},
		"loud on the day the clock goes back":   {quiet, "2026-10-25T07:00:00Z", " 2026-10-23 2026-10-25"},
		"quiet in the evening":                  {quiet, "2026-03-28T21:00:00Z", ""},
		"no digest before the morning":          {daily, "2026-01-12T06:45:00Z", ""},
		"a digest in the morning":               {daily, "2026-01-12T07:00:00Z", "daily 2026-01-12 2026-01-10 2026-01-12"},
		"the day is that of the zone":           {far, "2026-01-12T20:00:00Z", "daily 2026-01-13 2026-01-11 2026-01-13"},
		"a week's on Monday":                    {weekly, "2026-01-12T07:00:00Z", "weekly 2026-03 2026-01-10 2026-01-18"},
		"a week's not on Wednesday":             {weekly, "2026-01-14T09:00:00Z", ""},
		"none":                                  {hindcast.Reminders{Digest: hindcast.NoReminders}, "2026-01-12T12:00:00Z", ""},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if m, ready := c.r.Mailing(at, oslo); ready {
			got = m.Name + " " + m.From.String() + " " + m.Through.String()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestTheLastReminderIsSent(t *testing.T) {
	list := hindcast.ActionRules{RemindBefore: []int{2, 0}}.Before(hindcast.Date{}, dateOf("2026-03-10"))
	for at, want := range map[string]string{"2026-03-07": "", "2026-03-08": "2 days before", "2026-03-09": "2 days before", "2026-03-10": "0 days before", "2026-03-12": "0 days before", "2026-03-13": ""} {
		r, _ := hindcast.Mailing{From: dateOf(at).AddDays(-2), Through: dateOf(at)}.Due(list)
		if r.Step != want {
			t.Errorf("on %s: %q, want %q", at, r.Step, want)
		}
	}
}

func TestWhenSomebodyWakes(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	night := hindcast.DefaultReminders() // quiet from 19:00 to 07:00
	for now, want := range map[string]string{
		"2026-05-04T20:00:00Z": "2026-05-05T07:00:00Z",
		"2026-05-05T03:00:00Z": "2026-05-05T07:00:00Z",
		"2026-05-05T07:00:00Z": "2026-05-06T07:00:00Z",
	} {
		at, _ := time.Parse(time.RFC3339, now)
		if got := night.Wakes(at, time.UTC).Format(time.RFC3339); got != want {
			t.Errorf("%s: wakes %s, want %s", now, got, want)
		}
	}
	spring := time.Date(2026, 3, 28, 21, 0, 0, 0, time.UTC) // the clocks go forward that night
	if got := night.Wakes(spring, oslo).UTC(); got.Hour() != 5 {
		t.Errorf("wakes %s", got)
	}
}

func TestDocumentsAreRemindedOf(t *testing.T) {
	var got []string
	for _, r := range hindcast.LookAgain(dateOf("2026-05-20"), dateOf("2026-06-03")) {
		got = append(got, r.Day.String()+" "+r.Step)
	}
	if d := cmp.Diff([]string{"2026-05-06 14 days before", "2026-05-20 0 days after", "2026-05-27 7 days after", "2026-06-03 14 days after"}, got); d != "" {
		t.Error(d)
	}
	if list := hindcast.LookAgain(hindcast.Date{}, dateOf("2026-06-03")); list != nil {
		t.Errorf("never due: %v", list)
	}
}
