// Package demo fills an empty store with a sample organisation, so that somebody
// who has never seen Hindcast can look around in it: what it keeps, what it
// answers, what it watches.
//
//	result, err := demo.Fill(ctx, demo.Target{Store: config, Evidence: files, Now: now})
//
// The organisation, its people and its incidents are invented. An incident is a
// write-up in Markdown, incidents/NN.md, as a team would keep it; what Markdown
// has no place for stands beside it in incidents/NN.yaml. Documents of the library
// are YAML files with their revisions, pieces of evidence are plain files.
//
// The files tell of a year that ends in the week of 1 June 2026. Every date in them
// is moved by the same number of whole weeks, so that weekdays stay true and the
// year ends this week; stories of the last hours are moved by minutes instead.
//
// The store is opened with a clock of its own while it is filled. The ledger tells
// who did what when by that clock: it is as invented as the rest, and chained and
// verifiable like any other.
package demo
