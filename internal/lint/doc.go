// Package lint holds the rules behind "hindcast check": what a review still
// lacks, and words that put a person where the system of work belongs.
//
// Two kinds of rule meet here. Completeness and gate rules look at a record and
// name what is missing (an owner, a deadline, what went well). Language rules
// look at sentences and offer the question to ask instead ("the engineer failed
// to check" → "what made that look complete at the time?"). Language hints never
// block: they are notes, and precision matters more to them than finding every
// case. Things may fail ("the alert failed to fire"), teams may plan ("we should
// look into X"), and neither is a hint.
//
//	for _, h := range lint.Check(record, source, false) {
//		fmt.Printf("%s:%d:%d: %s (%s)\n", file, h.Line, h.Column, h.Message, h.Rule)
//	}
//
// Somebody who means what they wrote says so in the document, on the line or the
// line before it: <!-- hindcast:allow RULE because REASON -->.
//
// The grammar is a heuristic for English: a small lexicon of words for people, a
// way to find the subject of a verb, and lists of verbs only people can be the
// subject of. Nothing here reads files, clocks or the network.
package lint
