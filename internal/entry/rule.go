package entry

import (
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Rule says in a sentence what a rule id of this package means. ok is false for
// ids of others.
func Rule(id string) (meaning string, ok bool) {
	for _, r := range rules() {
		if r[0] == id {
			return r[1], true
		}
	}
	return "", false
}

// RuleIDs lists the rules of this package in alphabetical order.
func RuleIDs() []string {
	var ids []string
	for _, r := range rules() {
		ids = append(ids, r[0])
	}
	slices.Sort(ids)
	return ids
}

// milestoneOf returns the milestone that a rule infers, "" for rules of other
// things.
func milestoneOf(rule string) hindcast.Milestone {
	switch rule {
	case "first-event", "first-symptom", "last-change", "first-adversary-act":
		return hindcast.Began
	case "first-signal", "response-implies-detected":
		return hindcast.Detected
	case "first-response":
		return hindcast.Responded
	case "cause-words":
		return hindcast.CauseFound
	case "recovery-words", "fix-words", "resolved-implies-mitigated":
		return hindcast.Mitigated
	case "lasting-fix", "last-recovery":
		return hindcast.Resolved
	}
	return ""
}

// rules is the table of rules. All of them are ours.
func rules() [][2]string {
	return [][2]string{
		{"day:carried", "The line names no day; it is that of the line before."},
		{"day:rolled", "The time is more than six hours before the line above, so it is taken as the next day's."},
		{"day:out-of-order", "The time is up to six hours before the line above, and is taken as noted late."},
		{"day:weekday", "Only a weekday is named; it is the next such day."},
		{"year:nearest", "The date names no year; it is the year nearest to the day before."},
		{"date:month-first", "The order of day and month is open; the month was read first."},
		{"date:day-first", "The order of day and month is open; the day was read first."},
		{"date:weekday-differs", "The weekday written is not that of the date; the date counts."},
		{"time:since-start", "The time counts from the first event."},
		{"until:rolled", "The end is before the start on the clock, so it is taken as the next day's."},
		{"until:before-start", "The end is before the start and was left out."},
		{"until:not-exact", "The end is known less exactly than the start and was left out."},
		{"zone:assumed", "The zone's abbreviation has several meanings; the most common one was taken."},
		{"zone:skipped-hour", "A change to daylight saving skips this time; the offset from before the change was taken."},
		{"zone:repeated-hour", "A change from daylight saving repeats this time; the first that keeps the order was taken."},
		{"kind:words", "The kind comes from the words of the event."},
		{"kind:after-detection", "A change that somebody made between detection and recovery is a response."},
		{"kind:before-detection", "A step before anybody knew of the incident is a change, not a response."},
		{"split:said-together", "The line tells of several things or people; this is one behind the first, at the same time."},
		{"audience:assumed", "No audience is named; the message is taken as internal."},
		{"first-event", "Nothing before the detection tells a symptom or a change; the incident is taken to begin with the first event."},
		{"first-symptom", "The incident is taken to begin with the first symptom before its detection."},
		{"last-change", "The incident is taken to begin with the last change before its detection."},
		{"first-adversary-act", "The incident is taken to begin with the first act of an adversary."},
		{"first-signal", "It is taken as detected with the first alert, report or noticing that was not ignored."},
		{"response-implies-detected", "An investigation is recorded before any signal, so it was detected at the latest then."},
		{"first-response", "The response is taken to start with the first step after detection."},
		{"cause-words", "The words name a cause as a fact."},
		{"recovery-words", "The words tell recovery, and no relapse follows."},
		{"fix-words", "The words tell that a fix was put in place, and nothing tells recovery itself."},
		{"resolved-implies-mitigated", "What is resolved is mitigated at the latest then."},
		{"lasting-fix", "The words tell a lasting fix or a verified recovery."},
		{"last-recovery", "The last words of recovery are taken as the resolution."},
	}
}
