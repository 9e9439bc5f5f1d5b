// Package jobs does the work that is due: it claims jobs of the store's table,
// runs them, renews their lease while they take long, gives failed ones back
// with growing delays, and keeps recurring ones coming.
//
//	runner := jobs.New(st, jobs.Options{Worker: "node-1", Log: log}, []jobs.Kind{
//		{Name: "mail", Run: mail},
//		{Name: "proofs.verify", Run: verify, Every: 24 * time.Hour},
//	})
//	err := runner.Run(ctx) // until ctx ends
//
// A job runs on one node at a time. It may run twice where a node dies between
// doing and saying so: what a kind does must be harmless to repeat, or find out
// that it was done. Whatever cannot wait for the process (a mail that must go
// out because of a change) is enqueued in the update that makes the change.
package jobs
