// Package entry reads one line of a timeline, as people type it, into a timeline
// event. The document reader uses it for rows and bullets, the web page for the
// line somebody types during an incident.
//
//	clock := entry.Clock{Day: hindcast.Date{Year: 2024, Month: time.January, Day: 29}}
//	event, ok := entry.Parse("14:32 alert fired, API 5xx >5%", &clock)
//
// Parse is Read (the time at the start of the line) followed by Describe (kind,
// actor, role, milestones and the rest, from words). Mark then applies the rules
// that need the whole timeline. A line that is not understood can be explained
// with Problem. Nothing is guessed silently: what was not written outright is
// named by a rule id in the event's origin or in Mark's answer, and Rule says
// what each id means.
package entry
