// Package writeup reads incident logs and post-mortems written in Markdown into
// records, and writes records as post-mortems.
//
//	doc, err := writeup.Read("2024-03-13-api.md", text, writeup.Options{})
//
//	text := writeup.Write(&doc.Record, answers, writeup.WriteOptions{Draft: true})
//
// What is written can be edited by hand and read again: what the shape has no
// place for stands in front matter, which docs/front-matter.md describes. Writing
// and reading gives the same record.
//
// The incident-log and post-mortem shapes of the Security Alliance are read
// exactly; the headings, tables and lists of Google SRE, Atlassian, PagerDuty and
// DFDS write-ups, and logs in no shape at all, leniently.
//
// No line is lost. Each is understood into a field, or kept as prose (in a text
// field or in Record.Sections), or listed in Document.Unread with the reason.
// What the text does not say outright is marked with the rule that inferred it,
// in the Origin of what was read or in Record.Inferred.
//
// How text is taken: single-line fields, findings and the text fields of the
// review are decoded once (backslash escapes, HTML entities, <br>); emphasis,
// links and code stay as written. Sections keep their Markdown source untouched.
//
// Decisions worth knowing:
//   - A ticked step under "Actions" of an incident log was taken during the
//     response: it becomes a response event without a time. An unticked one is
//     still to be done and becomes an open action.
//   - Lessons under a heading that does not separate good from bad stay prose.
//   - Sub-bullets of an action are kept as its notes, those of a finding or event
//     in its text.
//   - Times are UTC where neither the document nor Options names a zone.
package writeup
