// Package intake brings in what others wrote: folders of write-ups in Markdown,
// and histories of status pages. Reading is separate from keeping, so that a
// dry run shows exactly what an import would do:
//
//	items, unread, err := intake.StatusHistory("incidents.jsonl", file)
//	for _, item := range items {
//		outcome, err := intake.Keep(ctx, st, by, item)
//	}
//
// Keeping is idempotent. An item is recognised by its source and its identifier
// there, or, when it has none, by its content: bringing it in twice changes
// nothing. One that changed at its source since is added to (a status page's
// later messages) or reported as changed (a write-up, which people may have
// edited here meanwhile), never overwritten.
package intake
