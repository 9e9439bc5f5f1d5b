package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// migrate brings the schema up to date. Migrations are numbered, forward only
// and never changed once released.
func migrate(ctx context.Context, d dialect, db *sql.DB) error {
	files, err := migrationsFor(d)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	options := []goose.ProviderOption{goose.WithVerbose(false)}
	if d.name() == "postgres" {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return fmt.Errorf("make the migration lock: %w", err)
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(d.goose(), db, files, options...)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
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
	if _, err := provider.Up(ctx); err != nil {
		return d.explain("bring the schema up to date", err)
	}
	return nil
}
