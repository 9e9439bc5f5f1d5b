package writeup

import (
	"slices"

	"github.com/hindcast/hindcast/internal/entry"
)

// Rule says in a sentence what a rule id in an origin or in Record.Inferred
// means, those of package entry included. ok is false for an unknown id.
func Rule(id string) (meaning string, ok bool) {
	for _, r := range rules() {
		if r[0] == id {
			return r[1], true
		}
	}
	return entry.Rule(id)
}

// RuleIDs lists the ids of all rules that reading a document may apply, in
// alphabetical order.
func RuleIDs() []string {
	ids := entry.RuleIDs()
	for _, r := range rules() {
		ids = append(ids, r[0])
	}
	slices.Sort(ids)
	return ids
}

// rules is the table of this package's rules. All of them are ours.
func rules() [][2]string {
	return [][2]string{
		{AssumedDay, "The document names no day at all; the one given from outside stands in."},
		{"day:start-time", "The line names no day; it is that of the stated start time."},
		{"day:stated-time", "The line names no day; it is that of another stated time of the incident."},
		{"day:incident-date", "The line names no day; it is the stated date of the incident."},
		{"day:heading", "The line names no day; it is that of the heading it stands under."},
		{"day:numbered", "The heading counts days from the day of the incident."},
		{"day:file-name", "No day is stated; it is that in the name of the file."},
		{"day:text", "No day is stated; it is the first date in the summary."},
		{"day:front-matter", "No day is stated; it is the date in the front matter."},
		{"time:bold-in-prose", "The time stands in bold within a sentence of a document without a timeline."},
		{"time:behind-text", "The time stands at the end of the line, behind what happened."},
		{"event:chat-message", "The line above names who wrote it and when, as chat programs copy messages."},
		{"kind:first-message", "The first message tells what is wrong, so it is the report of it."},
		{"kind:response-list", "A ticked step under the response's actions was taken; when is not recorded."},
		{"action:response-step-open", "A step of the response that is not ticked is still to be done."},
		{"audience:channel", "Whom a message told is taken from its channel; a listed message is external unless that says otherwise."},
		{"participant:event-actor", "Somebody an event names as acting took part."},
		{"evidence:link-in-event", "A link in the text of an event supports that event."},
		{"impact:event", "An event that tells of harm is a statement of impact, known from then on."},
		{"actor:first-name", "One person of that first name took part, so it is them."},
		{"impact:users-in-text", "The number of users was read from a sentence."},
		{"impact:degree-words", "Whether a service was down or degraded was read from words; without any it is taken as degraded."},
		{"change:action-words", "What an action changes was read from its words."},
		{"hierarchy:action-words", "The level of an action was read from its words."},
		{"intent:action-words", "What an action is for was read from its words."},
	}
}
