package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"path"
	"testing/fstest"

	"github.com/pressly/goose/v3"
)

// dialect is what differs between the two databases; all else is one SQL text.
// Each method has an entry in docs/adr/0006-one-sql-text.md and a conformance
// test in storetest.
type dialect interface {
	// name is "sqlite" or "postgres".
	name() string
	// goose names the dialect to the migration library.
	goose() goose.Dialect
	// open returns connections for reading and for the writer; they may be the
	// same pool.
	open(ctx context.Context) (readers, writes *sql.DB, err error)
	// lockLedger keeps other nodes from appending until the transaction ends.
	lockLedger(ctx context.Context, tx *sql.Tx) error
	// announce tells other nodes, at commit, that the ledger grew.
	announce(ctx context.Context, tx *sql.Tx) error
	// listen calls heard whenever another node may have appended, until ctx ends.
	listen(ctx context.Context, heard func())
	// beforeMigrating keeps a copy of what is about to change, where that is cheap.
	beforeMigrating(ctx context.Context, db *sql.DB, from int64) error
	// snapshot is the isolation in which every query of a transaction sees the same moment.
	snapshot() sql.IsolationLevel
	// searched is the table expression in which search_docs is d and matches applies.
	searched() string
	// matches appends the condition that d has words beginning as given.
	matches(q *query, words []string)
	// skipLocked is appended to a query that claims rows.
	skipLocked() string
	// explain turns a driver's error into one that says what to do.
	explain(attempt string, err error) error
}

//go:embed migrations
var migrationFiles embed.FS

// migrationsFor joins the migrations both databases share with those of one.
func migrationsFor(d dialect) (fs.FS, error) {
	joined := fstest.MapFS{}
	for _, folder := range []string{"migrations/shared", "migrations/" + d.name()} {
		files, err := migrationFiles.ReadDir(folder)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			text, err := migrationFiles.ReadFile(path.Join(folder, f.Name()))
			if err != nil {
				return nil, err
			}
			joined[f.Name()] = &fstest.MapFile{Data: text}
		}
	}
	return joined, nil
}
