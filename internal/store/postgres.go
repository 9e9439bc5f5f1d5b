package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// postgresDialect keeps everything in one PostgreSQL database, which several
// nodes may share.
type postgresDialect struct{ dsn string }

func newPostgres(dsn string) dialect { return &postgresDialect{dsn} }

func (d *postgresDialect) name() string         { return "postgres" }
func (d *postgresDialect) goose() goose.Dialect { return goose.DialectPostgres }
func (d *postgresDialect) skipLocked() string   { return " for update skip locked" }

func (d *postgresDialect) reconnects() bool { return true }

// planned asks for a plan of its own each time: the best way to find a rare word
// is the index of words, to find the newest with a common one that of numbers.
func (d *postgresDialect) planned(args []any) []any {
	return append([]any{pgx.QueryExecModeExec}, args...)
}

func (d *postgresDialect) snapshot() sql.IsolationLevel { return sql.LevelRepeatableRead }

func (d *postgresDialect) open(ctx context.Context) (readers, writes *sql.DB, err error) {
	// Readers that take every connection must not keep the writer from its own.
	const mostReaders, mostWriters, idleFor = 16, 4, 5 * time.Minute
	if readers, err = sql.Open("pgx", d.dsn); err != nil {
		return nil, nil, err
	}
	if err := readers.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(err, readers.Close())
	}
	if writes, err = sql.Open("pgx", d.dsn); err != nil {
		return nil, nil, errors.Join(err, readers.Close())
	}
	for db, most := range map[*sql.DB]int{readers: mostReaders, writes: mostWriters} {
		db.SetMaxOpenConns(most)
		db.SetMaxIdleConns(most)
		db.SetConnMaxIdleTime(idleFor)
	}
	return readers, writes, nil
}

// ledgerLock is the key of the advisory lock that serialises appending: the
// ASCII codes of "hindcast".
const ledgerLock = 0x68696e6463617374

// lockLedger makes numbers appear in order. Without it a transaction that drew a
// lower number could commit after a higher one was read, and whoever polls for
// "everything after n" would never see it.
func (d *postgresDialect) lockLedger(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "select pg_advisory_xact_lock($1)", int64(ledgerLock))
	return err
}

// channel is where a trigger on the ledger tells every node, at commit, that it
// grew; see the migration.
const channel = "hindcast_ledger"

// announcements is the channel of Announce.
const announcements = "hindcast_announcements"

func (d *postgresDialect) announcing(texts []string) []statement {
	list := make([]statement, len(texts))
	for i, text := range texts {
		list[i] = statement{"select pg_notify($1, $2)", []any{announcements, text}}
	}
	return list
}

// send hands all statements over at once and waits for all answers: one exchange
// instead of one for each.
func (d *postgresDialect) send(ctx context.Context, conn *sql.Conn, _ *sql.Tx, statements []statement) error {
	return conn.Raw(func(raw any) error {
		batch := &pgx.Batch{}
		for _, s := range statements {
			batch.Queue(s.text, s.args...)
		}
		return raw.(*stdlib.Conn).Conn().SendBatch(ctx, batch).Close()
	})
}

// endSavepoint leaves a savepoint to be hidden by the next of the same name: it
// costs the server nothing and saves an exchange.
func (d *postgresDialect) endSavepoint(context.Context, *sql.Tx) error { return nil }

// listen holds one connection of its own and reconnects when it breaks. It also
// calls heard after each reconnection, because what happened meanwhile was not
// announced to it.
func (d *postgresDialect) listen(ctx context.Context, heard func(string)) {
	const pause = time.Second
	for ctx.Err() == nil {
		d.listenOnce(ctx, heard)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

func (d *postgresDialect) listenOnce(ctx context.Context, heard func(string)) {
	db, err := sql.Open("pgx", d.dsn)
	if err != nil {
		return
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return
	}
	defer conn.Close()
	_ = conn.Raw(func(raw any) error {
		pg := raw.(*stdlib.Conn).Conn()
		if _, err := pg.Exec(ctx, "listen "+channel+"; listen "+announcements); err != nil {
			return err
		}
		heard("")
		for {
			n, err := pg.WaitForNotification(ctx)
			if err != nil {
				return err
			}
			heard(n.Payload) // what the ledger's trigger says is empty
		}
	})
}

// beforeMigrating leaves copies to the operator: a server has its own backups.
func (d *postgresDialect) beforeMigrating(context.Context, *sql.DB, int64) error { return nil }

func (d *postgresDialect) explain(attempt string, err error) error {
	if explained, known := explainCommon(attempt, err); known {
		return explained
	}
	say := func(code hindcast.Code, message string) error {
		return &hindcast.Error{Code: code, Op: attempt, Message: message, Err: err}
	}
	if failure, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch class := failure.Code[:min(2, len(failure.Code))]; {
		case failure.Code == "23503":
			return explainConstraint(attempt, true, err)
		case class == "23":
			return explainConstraint(attempt, false, err)
		case class == "53":
			return say(hindcast.Unavailable, "PostgreSQL has no room or connections left: "+failure.Message)
		case class == "54":
			return say(hindcast.TooLarge, "a text is longer than PostgreSQL can keep in this place: "+failure.Message)
		case class == "57" || class == "08":
			return say(hindcast.Unavailable, "PostgreSQL is stopping or starting; try again in a moment")
		case class == "28" || failure.Code == "3D000":
			return say(hindcast.Unavailable, "PostgreSQL refused the connection: "+failure.Message)
		}
		return fmt.Errorf("%s: %w", attempt, err)
	}
	if _, ok := errors.AsType[*pgconn.ParseConfigError](err); ok {
		return say(hindcast.Invalid, "the address of PostgreSQL cannot be read; write postgres://user@host:port/database")
	}
	network, isNetwork := errors.AsType[net.Error](err)
	if isNetwork && network != nil || strings.Contains(err.Error(), "failed to connect") ||
		errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "unexpected EOF") {
		return say(hindcast.Unavailable, "PostgreSQL cannot be reached; check that it runs and that the address is right")
	}
	return fmt.Errorf("%s: %w", attempt, err)
}
