package archive

import (
	"encoding/hex"
	"hash"
	"time"

	"github.com/hindcast/hindcast/internal/store"
)

// The names of what is in a backup.
const (
	openingName    = "opening.json"
	closingName    = "closing.json"
	tablesFolder   = "tables/"
	evidenceFolder = "evidence/"

	formatName    = "hindcast backup"
	formatVersion = 1
)

// opening is the first part: what whoever restores has to know before.
type opening struct {
	Format    string    `json:"format"`
	Version   int       `json:"version"`
	Program   string    `json:"program"` // Program is the version of Hindcast that wrote it.
	CreatedAt time.Time `json:"created_at"`
	Schema    int64     `json:"schema"`
	Head      head      `json:"head"`
	Tables    []table   `json:"tables"`
	Evidence  amount    `json:"evidence"` // Evidence is what rows refer to; not all of it may be there.
}

// head is where the ledger ended.
type head struct {
	Number int64     `json:"number"`
	At     time.Time `json:"at"`
	Hash   string    `json:"hash"`
}

// table is a table of the database.
type table struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
}

// amount is a number of contents and their size together.
type amount struct {
	Files int64 `json:"files"`
	Bytes int64 `json:"bytes"`
}

// closing is the last part: what the backup consists of. The writer makes it
// from what it wrote, the reader from what it read, and they have to be equal.
type closing struct {
	Opening  string     `json:"opening_sha256"`
	Head     head       `json:"head"`
	Tables   []tableSum `json:"tables"`
	Evidence amount     `json:"evidence"`
	Contents string     `json:"evidence_sha256"`  // Contents is the SHA-256 of the names of all evidence, then of those missing, each followed by a newline.
	Missing  []string   `json:"evidence_missing"` // Missing are contents that rows refer to and that were not there.
	Damaged  []string   `json:"evidence_damaged"` // Damaged are contents whose bytes were others than their names say.
}

// seal computes Contents; names was given the names of all evidence.
func (c *closing) seal(names hash.Hash) {
	for _, name := range c.Missing {
		names.Write([]byte(name + "\n"))
	}
	c.Contents = hex.EncodeToString(names.Sum(nil))
}

// tableSum is a table as it was written.
type tableSum struct {
	Name   string    `json:"name"`
	Rows   int64     `json:"rows"`
	SHA256 string    `json:"sha256"` // SHA256 is of all lines of the table, across its parts.
	Parts  []partSum `json:"parts"`
}

type partSum struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

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

// progress counts units and tells them.
type progress struct {
	tell        func(done, total int64)
	done, total int64
	bytes       int64 // bytes of evidence that do not make a unit yet
}

func (p *progress) rows(n int64) {
	p.done += n
	p.report()
}

func (p *progress) read(n int) {
	p.bytes += int64(n)
	if p.bytes >= evidenceUnit {
		p.done += p.bytes / evidenceUnit
		p.bytes %= evidenceUnit
		p.report()
	}
}

// report never says more than all, even where evidence is larger than recorded.
func (p *progress) report() {
	if p.tell != nil {
		p.tell(min(p.done, p.total), p.total)
	}
}

// end says that everything is done.
func (p *progress) end() {
	p.done = p.total
	p.report()
}
