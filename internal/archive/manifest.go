package archive

import (
	"encoding/hex"
	"hash"
	"time"
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
