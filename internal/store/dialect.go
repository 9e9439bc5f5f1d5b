package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// statement is one that is run with others.
type statement struct {
	text string
	args []any
}

// runAll runs statements one by one.
func runAll(ctx context.Context, tx *sql.Tx, statements []statement) error {
	for _, s := range statements {
		if _, err := tx.ExecContext(ctx, s.text, s.args...); err != nil {
			return err
		}
	}
	return nil
}

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
	// send runs statements one after the other within the transaction that conn is
	// in, in as few exchanges with the server as it can.
	send(ctx context.Context, conn *sql.Conn, tx *sql.Tx, statements []statement) error
	// endSavepoint forgets a savepoint whose changes stay, where that is of use.
	endSavepoint(ctx context.Context, tx *sql.Tx) error
	// listen calls heard whenever another node may have appended, until ctx ends.
	// With it comes what another node announced, or nothing.
	listen(ctx context.Context, heard func(announced string))
	// announcing are the statements that tell other nodes something at commit.
	announcing(texts []string) []statement
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
	// newestFirst is the order of d in which the index itself can be read.
	newestFirst() string
	// planned returns a query's arguments so that it is planned for their values.
	planned(args []any) []any
	// index, reindex and forget keep search_docs and its words.
	index(docs []document) []statement
	reindex(ctx context.Context, tx *sql.Tx, doc document) error
	forget(ctx context.Context, tx *sql.Tx, number int64) error
	// skipLocked is appended to a query that claims rows.
	skipLocked() string
	// explain turns a driver's error into one that says what to do.
	explain(attempt string, err error) error
}
