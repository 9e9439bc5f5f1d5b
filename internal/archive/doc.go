// Package archive writes the whole store, with its evidence, into one file and
// fills an empty store from such a file again. The file does not depend on the
// database it was taken from: a backup of SQLite restores onto PostgreSQL and
// back.
//
//	report, err := archive.BackupFile(ctx, st, files, "hindcast-2026-03-02.backup", archive.Options{Now: time.Now()})
//	report, err := archive.Restore(ctx, empty, files, file, archive.Options{})
//
// A backup is of one moment, though the store is written to meanwhile. Rows are
// copied as they are, so the ledger's chain and its signed heads hold in the
// restored store, and what was purged stays purged. A restore either gives all
// of it back, compared row by row and byte by byte, or leaves the target empty.
//
// # The format
//
// The file is a gzip'd tar. Its parts, in this order:
//
//	opening.json                    what follows: tables, their columns and rows, the ledger's head
//	tables/events/000001.jsonl      rows: one JSON array a line, texts and integers, ordered by key
//	evidence/ab01…                  the bytes of one content, named by their SHA-256
//	closing.json                    what there was: every part with its SHA-256
//
// The files need no Hindcast to be read: tar, jq and sha256sum will do. See
// docs/adr/0008-archive-format.md for why it is so.
package archive
