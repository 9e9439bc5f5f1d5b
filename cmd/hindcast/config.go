package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

type configCommand struct {
	dataFlags
	evidenceFlags
}

func (configCommand) Help() string {
	return "Prints where the data is, with secrets masked.\n\nExamples:\n  hindcast config\n  hindcast config --data ./data"
}

// Run prints what a command with the same flags would work on.
func (c configCommand) Run(std *streams) error {
	folder, err := c.folder()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "data  %s\n", folder)
	if c.DSN != "" {
		fmt.Fprintf(std.out, "dsn   %s\n", maskedDSN(c.DSN))
	}
	if c.S3 != "" {
		fmt.Fprintf(std.out, "s3    %s region %q key %s secret %s\n", c.S3, c.S3Region, masked(c.S3Key), masked(c.S3Secret))
	}
	return nil
}

// masked says only whether a secret is set.
func masked(secret string) string {
	if secret == "" {
		return "(not set)"
	}
	return "(set, hidden)"
}

// maskedDSN hides the password of an address; one that is no URL is hidden whole.
func maskedDSN(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil || u.Scheme == "" {
		return "(set, hidden)"
	}
	q := u.Query()
	for _, secret := range []string{"password", "sslpassword"} {
		if q.Has(secret) {
			q.Set(secret, "xxxxx")
		}
	}
	u.RawQuery = q.Encode()
	return u.Redacted()
}

type migrateCommand struct{ dataFlags }

func (migrateCommand) Help() string {
	return "Brings the schema up to date, as every command does when it opens the data. A SQLite file is copied beside itself first.\n\nExamples:\n  hindcast migrate --data ./data"
}

// Run opens and closes the store.
func (c migrateCommand) Run(ctx context.Context, std *streams) error {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, "The schema is up to date.")
	return errors.Join(err, st.Close())
}
