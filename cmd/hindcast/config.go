package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/hindcast/hindcast/internal/app"
)

type configCommand struct{ app.Config }

func (configCommand) Help() string {
	return "Prints every setting of the server with the variable that sets it, secrets masked.\n\nExamples:\n  hindcast config\n  hindcast config --data ./data"
}

// Run prints what serve would work with under the same flags and environment.
func (c configCommand) Run(k *kong.Context, std *streams) error {
	folder, err := c.Place()
	if err != nil {
		return err
	}
	for _, flag := range k.Selected().Flags {
		value := fmt.Sprint(flag.Target.Interface())
		switch {
		case flag.Hidden:
			continue
		case flag.Name == "data":
			value = folder
		case flag.Tag.Get("secret") == "address":
			value = maskedDSN(value)
		case flag.Tag.Has("secret"):
			value = masked(value)
		}
		fmt.Fprintf(std.out, "%-16s %-26s %s\n", flag.Name, strings.Join(flag.Envs, " "), value)
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
	if dsn == "" {
		return ""
	}
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

type migrateCommand struct{ app.Data }

func (migrateCommand) Help() string {
	return "Brings the schema up to date, as every command does when it opens the data. A SQLite file is copied beside itself first.\n\nExamples:\n  hindcast migrate --data ./data"
}

// Run opens and closes the store.
func (c migrateCommand) Run(ctx context.Context, std *streams) error {
	st, err := c.Data.Open(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, "The schema is up to date.")
	return errors.Join(err, st.Close())
}
