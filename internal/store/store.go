package store

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Config says where the data is and what the store may not know by itself.
type Config struct {
	Path string // Path is the SQLite file, made when it does not exist. Empty when DSN is set.
	DSN  string // DSN is a PostgreSQL address, postgres://user@host/database. Empty when Path is set.

	Now func() time.Time   // Now is the clock; never nil.
	ID  func() string      // ID returns a fresh UUIDv7; never nil.
	Key ed25519.PrivateKey // Key signs ledger heads; nil leaves them unsigned.
}

// Store is an open database. It is safe for concurrent use.
type Store struct {
	dialect   dialect
	readers   *pool
	writes    *sql.DB
	now       func() time.Time
	newID     func() string
	key       ed25519.PrivateKey
	writer    *writer
	watch     *watchers
	hearers   hearers
	tables    tables
	stop      context.CancelFunc // stop ends listening
	listening sync.WaitGroup
}

// Open opens the database and brings its schema up to date. A schema newer than
// this program is refused with a Conflict error.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	d, err := dialectFor(cfg)
	if err != nil {
		return nil, err
	}
	readers, writes, err := d.open(ctx)
	if err != nil {
		return nil, d.explain("open the database", err)
	}
	if err := migrate(ctx, d, writes); err != nil {
		return nil, errors.Join(err, closeAll(readers, writes))
	}
	s := &Store{dialect: d, readers: newPool(d, readers), writes: writes, now: cfg.Now, newID: cfg.ID, key: cfg.Key, watch: newWatchers(), tables: newTables()}
	if err := s.catchUp(ctx); err != nil {
		return nil, errors.Join(err, closeAll(readers, writes))
	}
	listening, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.listening.Go(func() { d.listen(listening, func(announced string) { s.heard(listening, announced) }) })
	s.writer = startWriter(s)
	return s, nil
}

// Close waits for the updates that were accepted, then closes the database.
func (s *Store) Close() error {
	s.writer.close()
	s.stop()
	s.listening.Wait()
	s.watch.close()
	return closeAll(s.readers.DB, s.writes)
}

func closeAll(readers, writes *sql.DB) error {
	return errors.Join(readers.Close(), writes.Close())
}

// dialectFor chooses the engine that cfg asks for.
func dialectFor(cfg Config) (dialect, error) {
	switch {
	case cfg.Path != "" && cfg.DSN != "":
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "both a SQLite file and a PostgreSQL address are given; give one"}
	case cfg.DSN != "":
		return newPostgres(cfg.DSN), nil
	case cfg.Path != "":
		return newSQLite(cfg.Path), nil
	}
	return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "no database is given: neither a SQLite file nor a PostgreSQL address"}
}
