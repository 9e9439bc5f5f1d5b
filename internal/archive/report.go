package archive

import (
	"time"

	"github.com/hindcast/hindcast/internal/store"
)

// Options are what Backup and Restore may be told.
type Options struct {
	// Progress is called often with how far it is, both in the same unit: one for a
	// row and one for each 4 KiB of evidence. It may be nil.
	Progress func(done, total int64)
	Now      time.Time // Now is when a backup was made; Restore does not use it.
	Program  string    // Program is the version of Hindcast, written into a backup.
}

// Report tells what a backup holds.
type Report struct {
	CreatedAt time.Time
	Program   string // Program is the version of Hindcast that wrote the backup.
	Head      store.Head
	Incidents int64
	Rows      int64
	Evidence  int64    // Evidence is how many contents there are.
	Bytes     int64    // Bytes is how large they are together.
	Missing   []string // Missing are the SHA-256 of contents that evidence names and that were not there when the backup was made.
	Damaged   []string // Damaged are those whose bytes were others than their SHA-256 says; they are not restored.
	// Verification is what Verify said of a restored store. The rows are those of
	// the backup; problems were in the store it was taken from.
	Verification store.Verification
}

func (o opening) report(c closing) Report {
	r := Report{CreatedAt: o.CreatedAt, Program: o.Program, Head: store.Head{Number: o.Head.Number, At: o.Head.At, Hash: o.Head.Hash},
		Rows: o.rows(), Evidence: c.Evidence.Files, Bytes: c.Evidence.Bytes, Missing: c.Missing, Damaged: c.Damaged}
	for _, t := range o.Tables {
		if t.Name == "incidents" {
			r.Incidents = t.Rows
		}
	}
	return r
}

func (o opening) rows() (n int64) {
	for _, t := range o.Tables {
		n += t.Rows
	}
	return n
}

// units is how much work a pass over everything is, as Options.Progress counts.
func (o opening) units() int64 { return o.rows() + o.Evidence.Bytes/evidenceUnit }

const evidenceUnit = 4096
