// Package hindcast is the vocabulary of the program: the types that describe an
// incident, its timeline, its review and the changes that follow, together with
// the rules that need nothing else to be checked (validation, state tables,
// permissions, calendar arithmetic).
//
// Everything here is a plain value. The package does no input or output, reads
// no clock and draws no random number: "now" and identifiers are passed in.
// Types carry no wire tags; JSON forms live in package client, rows in the
// store, front matter in writeup. Adding a field here can therefore never
// publish it by accident.
//
// The words are binding and are explained in docs/glossary.md: use these, and no
// synonyms. Times are UTC with microsecond resolution; the zero time.Time means
// "not recorded". Durations are time.Duration. Optional numbers are pointers,
// nil meaning "not recorded", which is never the same as zero.
package hindcast
