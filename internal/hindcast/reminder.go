package hindcast

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// ReminderKind says what somebody is reminded of.
type ReminderKind string

// The kinds of reminder.
const (
	RemindDeadline ReminderKind = "deadline" // an action of theirs is due
	RemindOverdue  ReminderKind = "overdue"  // an action is late, and they are who decides about it
	RemindReview   ReminderKind = "review"   // a review they run is due
	RemindAnswers  ReminderKind = "answers"  // their answers are awaited before a meeting
	RemindDocument ReminderKind = "document" // a document of theirs is to be looked at again
	RemindReopened ReminderKind = "reopened" // an action of theirs, or of a review they run, is open again
	RemindEffect   ReminderKind = "effect"   // they are to judge whether an action helped
	RemindGlass    ReminderKind = "glass"    // an admin opened a restricted incident whose review they run
	RemindWebhook  ReminderKind = "webhook"  // a webhook of theirs was stopped
)

// ReminderKinds lists the kinds in the order they are shown.
func ReminderKinds() []ReminderKind {
	return []ReminderKind{RemindDeadline, RemindOverdue, RemindReview, RemindAnswers, RemindDocument, RemindReopened, RemindEffect, RemindGlass, RemindWebhook}
}

// Urgent reports whether something does not wait for a digest. It waits for the
// end of the quiet hours all the same, and is not sent to who wants none of it.
func (k ReminderKind) Urgent() bool {
	return k == RemindReopened || k == RemindGlass || k == RemindWebhook
}

// Digest says how reminders come.
type Digest string

// The ways.
const (
	EachReminder Digest = "each"   // one letter for each
	DailyDigest  Digest = "daily"  // one letter a day, on days with something in it
	WeeklyDigest Digest = "weekly" // one on Mondays, about the week
	NoReminders  Digest = "off"
)

// Digests lists the ways.
func Digests() []Digest { return []Digest{EachReminder, DailyDigest, WeeklyDigest, NoReminders} }

// Reminders is how somebody wants to be reminded.
type Reminders struct {
	Digest    Digest
	Zone      string         // Zone is an IANA name; empty means the policy's.
	QuietFrom int            // QuietFrom and QuietTo bound, in minutes after midnight, when nothing is sent; equal means never.
	QuietTo   int            // QuietTo may lie before QuietFrom: the night is quiet then.
	Stopped   []ReminderKind // Stopped kinds are not sent.
	Version   int64
}

// morning is when digests are sent, in minutes after midnight; ours.
const morning = 8 * 60

// DefaultReminders is what holds for whoever chose nothing.
func DefaultReminders() Reminders {
	return Reminders{Digest: DailyDigest, QuietFrom: 19 * 60, QuietTo: 7 * 60}
}

// Validate checks what somebody chose.
func (r Reminders) Validate() error {
	var p Problems
	if !oneOf(r.Digest, Digests()) {
		p.Add("digest", "must be one of %s", join(Digests()))
	}
	if _, err := time.LoadLocation(r.Zone); err != nil || r.Zone == "Local" {
		p.Add("zone", "must be the name of a time zone, such as Europe/Oslo")
	}
	for name, minute := range map[string]int{"quiet_from": r.QuietFrom, "quiet_to": r.QuietTo} {
		if minute < 0 || minute >= 24*60 {
			p.Add(name, "must be a time of day")
		}
	}
	for n, kind := range r.Stopped {
		if !oneOf(kind, ReminderKinds()) {
			p.Add(index("stopped", n), "must be one of %s", join(ReminderKinds()))
		}
	}
	return p.Err("how you are reminded")
}

// Quiet reports whether nothing is sent when a clock in the person's zone shows
// the time of local. It goes by the clock, so that daylight saving wakes nobody.
func (r Reminders) Quiet(local time.Time) bool {
	minute := local.Hour()*60 + local.Minute()
	if r.QuietFrom <= r.QuietTo {
		return minute >= r.QuietFrom && minute < r.QuietTo
	}
	return minute >= r.QuietFrom || minute < r.QuietTo
}

// Wants reports whether somebody wants to be told of a kind of thing at all.
func (r Reminders) Wants(kind ReminderKind) bool {
	return r.Digest != NoReminders && !slices.Contains(r.Stopped, kind)
}

// Wakes returns when the quiet hours end in which an instant lies. zone is the
// policy's, for whoever chose none.
func (r Reminders) Wakes(now time.Time, zone *time.Location) time.Time {
	local := now.In(r.Location(zone))
	at := time.Date(local.Year(), local.Month(), local.Day(), 0, r.QuietTo, 0, 0, local.Location())
	if at.After(now) {
		return at
	}
	return at.AddDate(0, 0, 1)
}

// catchUp is for how many days a reminder that could not be sent is still worth
// sending; ours.
const catchUp = 2

// Mailing is what may be sent at a moment.
type Mailing struct {
	Name          string // Name is that of the digest, of which one is sent; empty where each reminder is a letter.
	From, Through Date   // From and Through are the days whose reminders are in it.
	Since         Date   // Since is from when on it tells of what happened.
}

// Mailing says what may be sent at an instant; ready is false when nothing may.
// zone is the policy's, for whoever chose none.
func (r Reminders) Mailing(now time.Time, zone *time.Location) (m Mailing, ready bool) {
	local := now.In(r.Location(zone))
	today := DateOf(local)
	if r.Digest == NoReminders || r.Quiet(local) {
		return m, false
	}
	m.From, m.Through, m.Since = today.AddDays(-catchUp), today, today.AddDays(-catchUp)
	begun := local.Hour()*60+local.Minute() >= morning
	switch r.Digest {
	case DailyDigest:
		m.Name = "daily " + today.String()
		return m, begun
	case WeeklyDigest:
		year, week := local.ISOWeek()
		m.Name, m.Through, m.Since = fmt.Sprintf("weekly %d-%02d", year, week), today.AddDays(6), today.AddDays(-7-catchUp)
		return m, begun && local.Weekday() == time.Monday || local.Weekday() == time.Tuesday
	}
	return m, true
}

// Location is the zone the person lives in.
func (r Reminders) Location(zone *time.Location) *time.Location {
	if own, err := time.LoadLocation(r.Zone); err == nil && r.Zone != "" {
		return own
	}
	if zone == nil {
		return time.UTC
	}
	return zone
}

// Reminder is a day on which somebody is reminded of a deadline. Step tells the
// reminders of one deadline apart.
type Reminder struct {
	Day  Date
	Step string
}

// Before returns the reminders of a deadline as the rules ask for them, in order.
// begun is the day since when it was known, for the one at half time.
func (r ActionRules) Before(begun, due Date) []Reminder {
	if due.IsZero() {
		return nil
	}
	var list []Reminder
	first := due
	for _, days := range r.RemindBefore {
		day := due.AddDays(-days)
		list = append(list, Reminder{day, fmt.Sprintf("%d days before", days)})
		if day.Compare(first) < 0 {
			first = day
		}
	}
	if r.RemindHalfway && !begun.IsZero() {
		half := begun.AddDays(int((due.number() - begun.number()) / 2))
		if half.Compare(begun) > 0 && half.Compare(first) < 0 {
			list = append(list, Reminder{half, "half time"})
		}
	}
	slices.SortFunc(list, func(a, b Reminder) int { return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Step, b.Step)) })
	return list
}

// Escalation returns when an approver is told that a deadline has passed; none
// when the rules tell nobody.
func (r ActionRules) Escalation(due Date) []Reminder {
	if due.IsZero() || r.EscalateAfter <= 0 {
		return nil
	}
	return []Reminder{{due.AddDays(r.EscalateAfter), fmt.Sprintf("%d days after", r.EscalateAfter)}}
}

// When the owner of a document is reminded of it: ahead of the day on which it is
// to be looked at again, and every so many days after it; ours.
const (
	remindAhead = 14
	remindAgain = 7
)

// LookAgain returns the reminders of a document that is to be looked at again on
// a day, as far as they come up to another day.
func LookAgain(due, through Date) []Reminder {
	if due.IsZero() {
		return nil
	}
	list := []Reminder{{due.AddDays(-remindAhead), fmt.Sprintf("%d days before", remindAhead)}}
	for late := 0; due.AddDays(late).Compare(through) <= 0; late += remindAgain {
		list = append(list, Reminder{due.AddDays(late), fmt.Sprintf("%d days after", late)})
	}
	return list
}

// Due returns the last of some reminders that falls into a mailing: who is told
// that something is due today is not told beside it that it soon will be.
func (m Mailing) Due(list []Reminder) (last Reminder, due bool) {
	for _, r := range list {
		if r.Day.Compare(m.From) >= 0 && r.Day.Compare(m.Through) <= 0 {
			last, due = r, true
		}
	}
	return last, due
}
