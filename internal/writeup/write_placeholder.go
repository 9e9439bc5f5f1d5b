package writeup

import "strings"

// placeholderStart opens every placeholder.
const placeholderStart = "_To record: "

// The placeholders: what a draft says where nothing is written yet, and why it is
// worth writing. Each fills a paragraph, a bullet or a cell of its own.
const (
	askDate       = "_To record: the day it began (UTC)._"
	askSeverity   = "_To record: P1 to P5; targets and cadence follow from it._"
	askServices   = "_To record: what was affected, so that similar incidents find each other._"
	askAuthors    = "_To record: who writes this._"
	askLog        = "_To record: a link to the incident log._"
	askSummary    = "_To record: two or three sentences for somebody who was not there: what happened, whom it affected, how it ended._"
	askUsers      = "_To record: who was affected, how many, from when to when; the severity is judged by it._"
	askFinancial  = "_To record: funds at risk, losses and costs, or that there were none._"
	askReputation = "_To record: what was seen from outside, or that nothing was._"
	askTimeline   = "_To record: one row for each thing that happened, with its time; every answer below is computed from them._"
	askCause      = "_To record: what made it possible. Ask how the work was set up, then what that made easy._"
	askFactors    = "_To record: what else made it possible or worse, worded so that other incidents can share it._"
	askWhys       = "_To record: why it happened, then why that was so, until the answer is something that can be changed._"
	askWell       = "_To record: what helped and should be kept or spread._"
	askWrong      = "_To record: what slowed the response, and what in the work made it so._"
	askLuck       = "_To record: what helped by chance this time and would not have to next time._"
	askAction     = "_To record: one change to make._"
	askOwner      = "_To record: one person._"
	askDeadline   = "_To record: a day._"
	askRunbooks   = "_To record: steps to add, correct or remove, each with the runbook it belongs to._"
	askDetection  = "_To record: what noticed it, and what would have noticed it sooner._"
	askLinks      = "_To record: dashboards, logs, tickets and files that support the timeline._"
	askAttendees  = "_To record: who took part in the review._"
	askNotes      = "_To record: what was said that stands nowhere else._"
)

// IsPlaceholder reports whether a line, bullet or cell is one that Write puts
// where something is still to be written. Readers drop it and checks pass over it.
// A line that begins like a placeholder and was changed is a text.
func IsPlaceholder(line string) bool {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, placeholderStart) {
		return false
	}
	switch line {
	case askDate, askSeverity, askServices, askAuthors, askLog, askSummary, askUsers, askFinancial, askReputation,
		askTimeline, askCause, askFactors, askWhys, askWell, askWrong, askLuck, askAction, askOwner, askDeadline,
		askRunbooks, askDetection, askLinks, askAttendees, askNotes:
		return true
	}
	return false
}
