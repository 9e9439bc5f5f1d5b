package store

import (
	"context"
	"database/sql"

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
	// reconnects says that a lost connection can be replaced by another one.
	reconnects() bool
	// snapshot is the isolation in which every query of a transaction sees the same moment.
	snapshot() sql.IsolationLevel
	// searched is the table expression in which search_docs is d and matches applies.
	searched() string
	// matches is the condition on d, with a ? for what matching returns: that every
	// word occurs, or when begun that every word begins one that does.
	matches() string
	matching(words []string, begun bool) string
	// planned returns a query's arguments so that it is planned for their values.
	planned(args []any) []any
	// index, reindex and forget keep search_docs and its words.
	index(ctx context.Context, tx *sql.Tx, docs []document) error
	reindex(ctx context.Context, tx *sql.Tx, doc document) error
	forget(ctx context.Context, tx *sql.Tx, number int64) error
	// skipLocked is appended to a query that claims rows.
	skipLocked() string
	// explain turns a driver's error into one that says what to do.
	explain(attempt string, err error) error
}
