package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// sqliteDialect keeps everything in one file beside its write-ahead log.
type sqliteDialect struct{ path string }

func newSQLite(path string) dialect { return &sqliteDialect{path} }

func (d *sqliteDialect) name() string         { return "sqlite" }
func (d *sqliteDialect) goose() goose.Dialect { return goose.DialectSQLite3 }
func (d *sqliteDialect) skipLocked() string   { return "" }
func (d *sqliteDialect) reconnects() bool     { return false }

func (d *sqliteDialect) planned(args []any) []any { return args }

// snapshot: a read transaction of SQLite sees one moment anyway.
func (d *sqliteDialect) snapshot() sql.IsolationLevel { return sql.LevelDefault }

// dsn sets every pragma in the address, so that each connection of a pool has
// it. FULL makes a commit wait until the log is on disk; secure_delete overwrites
// what is deleted, so that purging a text leaves nothing of it in the file.
func (d *sqliteDialect) dsn(readOnly bool) string {
	q := url.Values{}
	for _, pragma := range []string{"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)"} {
		q.Add("_pragma", pragma)
	}
	if readOnly {
		q.Add("_pragma", "query_only(1)")
	} else {
		q.Set("_txlock", "immediate")
	}
	return "file:" + (&url.URL{Path: d.path}).EscapedPath() + "?" + q.Encode()
}

func (d *sqliteDialect) open(ctx context.Context) (readers, writes *sql.DB, err error) {
	writes, err = sql.Open("sqlite", d.dsn(false))
	if err != nil {
		return nil, nil, err
	}
	writes.SetMaxOpenConns(1)
	var refused error
	_ = patiently(ctx, func() error { // switching a new file to WAL does not wait for its locks
		refused = writes.PingContext(ctx)
		if failure, ok := errors.AsType[*sqlite.Error](refused); ok && failure.Code()&0xff == sqlite3.SQLITE_BUSY {
			return refused
		}
		return nil
	})
	if refused != nil {
		return nil, nil, errors.Join(refused, writes.Close())
	}
	readers, err = sql.Open("sqlite", d.dsn(true))
	if err != nil {
		return nil, nil, errors.Join(err, writes.Close())
	}
	readers.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
	readers.SetMaxIdleConns(max(4, 2*runtime.NumCPU()))
	return readers, writes, nil
}

// lockLedger has nothing to do: an immediate transaction already keeps every
// other writer out, in this process and in others.
func (d *sqliteDialect) lockLedger(context.Context, *sql.Tx) error { return nil }

func (d *sqliteDialect) send(ctx context.Context, _ *sql.Conn, tx *sql.Tx, statements []statement) error {
	return runAll(ctx, tx, statements)
}

func (d *sqliteDialect) endSavepoint(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "release savepoint one_update")
	return err
}

// listen looks twice a second: another process has no other way to be heard.
func (d *sqliteDialect) listen(ctx context.Context, heard func(string)) {
	const interval = 500 * time.Millisecond
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			heard("")
		}
	}
}

// announcing: whoever shares the file with another process reads now and then.
func (d *sqliteDialect) announcing([]string) []statement { return nil }

// beforeMigrating copies the database, whole and consistent, beside itself.
func (d *sqliteDialect) beforeMigrating(ctx context.Context, db *sql.DB, from int64) error {
	if from == 0 {
		return nil
	}
	target := fmt.Sprintf("%s.before-migration-%d", d.path, from)
	if _, err := os.Stat(target); err == nil {
		return nil // an earlier attempt made it before anything was changed
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err := db.ExecContext(ctx, "vacuum into $1", target)
	return err
}

func (d *sqliteDialect) explain(attempt string, err error) error {
	if explained, known := explainCommon(attempt, err); known {
		return explained
	}
	say := func(code hindcast.Code, message string) error {
		return &hindcast.Error{Code: code, Op: attempt, Message: message, Err: err}
	}
	failure, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return fmt.Errorf("%s: %w", attempt, err)
	}
	switch failure.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return say(hindcast.Unavailable, "another program holds "+d.path+" for longer than 5 seconds; stop it or try again")
	case sqlite3.SQLITE_FULL:
		return say(hindcast.Unavailable, "the disk that holds "+d.path+" is full; nothing was changed")
	case sqlite3.SQLITE_READONLY:
		return say(hindcast.Unavailable, d.path+" or its folder cannot be written; check the permissions")
	case sqlite3.SQLITE_CANTOPEN:
		return say(hindcast.Unavailable, d.path+" cannot be opened; check that its folder exists and can be written")
	case sqlite3.SQLITE_IOERR:
		return say(hindcast.Unavailable, "the disk that holds "+d.path+" failed; nothing was changed")
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return say(hindcast.Internal, d.path+" is damaged or not a database; restore a backup")
	case sqlite3.SQLITE_CONSTRAINT:
		return explainConstraint(attempt, failure.Code() == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, err)
	}
	return fmt.Errorf("%s: %w", attempt, err)
}
