package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// migrate brings the schema up to date. Migrations are numbered, forward only
// and never changed once released. Each runs in a transaction of its own.
func migrate(ctx context.Context, d dialect, db *sql.DB) error {
	options := []goose.ProviderOption{goose.WithVerbose(false)}
	if d.name() == "postgres" {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return fmt.Errorf("make the migration lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(d.goose(), db, migrationSet{d.name()}, options...)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	var current, newest int64
	if err := patiently(ctx, func() (err error) {
		current, newest, err = provider.GetVersions(ctx) // it makes its own table in a new database
		return err
	}); err != nil {
		return d.explain("read the version of the schema", err)
	}
	if current > newest {
		return &hindcast.Error{Code: hindcast.Conflict, Op: "store.Open", Message: fmt.Sprintf(
			"the database was written by a newer Hindcast: its schema is version %d and this program knows %d; use the newer program, or restore a backup", current, newest)}
	}
	if current == newest {
		return nil
	}
	if err := d.beforeMigrating(ctx, db, current); err != nil {
		return d.explain("copy the database before changing its schema", err)
	}
	return d.explain("bring the schema up to date", climb(ctx, provider))
}

// climb applies what is missing. Two programs may open a new SQLite file at
// once; whoever finds a step taken by the other goes on behind it.
func climb(ctx context.Context, provider *goose.Provider) error {
	return patiently(ctx, func() error {
		_, err := provider.Up(ctx)
		if current, newest, versionErr := provider.GetVersions(ctx); err != nil && versionErr == nil && current == newest {
			return nil
		}
		return err
	})
}

// patiently tries for two seconds what fails while another program opens the same
// new SQLite file.
func patiently(ctx context.Context, try func() error) error {
	const attempts, pause = 20, 100 * time.Millisecond
	for n := 1; ; n++ {
		err := try()
		if err == nil || n == attempts || ctx.Err() != nil {
			return err
		}
		time.Sleep(pause)
	}
}
