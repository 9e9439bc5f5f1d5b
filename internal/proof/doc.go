// Package proof looks outside whether what a proof states is so: at a URL, a
// rule of Prometheus, a file or a commit of a Git repository, a ticket. What it
// finds holds, is broken, or is unknown where it could not tell; it never guesses.
//
// A proof keeps what it states as two texts. Its subject is one line that says
// what is looked at. What must be found there stands in lines of the form "name:
// value"; a value goes on in lines that are indented by two spaces. Fields names
// what each kind knows, Read reads the two texts and Compose writes them:
//
//	document     subject: a document's title or identifier
//	             since (a day), lesson (a finding's identifier), contains, lacks
//	alert_rule   subject: the name of an alert
//	             source, group, expr, for
//	repository   subject: an address, a path below a source, or a local folder
//	             source, ref, and one of: file with contains or lacks; commit; pull
//	http         subject: an address, or a path below a source
//	             source, status, header, json with value, contains, lacks
//	ticket       subject: an address, owner/project#12, or KEY-12
//	             source
//	attestation  subject: what a person confirms
//	             what they show, in their own words
//
// A text that is looked for stands for itself; between slashes, as /cert.*days/,
// it is a regular expression of the RE2 syntax, in which ^ and $ match at each
// line. Expressions take time in proportion to what they read, are limited in
// length and size, and are given up when they take too long.
//
// A source is what an admin registered: a name for an address with a secret that
// proofs can use and nobody can read. Without one an address must be public.
// Backtests and exercises cannot be checked yet; nobody is offered them.
package proof
