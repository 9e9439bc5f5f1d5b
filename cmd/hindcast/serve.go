package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/hindcast/hindcast/internal/app"
)

type serveCommand struct {
	app.Config
}

func (serveCommand) Help() string {
	return `Serves pages and API until it is interrupted, then finishes what was begun. Every flag can be given by the environment; "hindcast config" prints what is in force.

Examples:
  hindcast serve --demo
  hindcast serve --data /var/lib/hindcast --base-url https://hindcast.example
  HINDCAST_DSN=postgres://user@host/hindcast hindcast serve --addr :8080`
}

// Run serves.
func (c serveCommand) Run(ctx context.Context, std *streams) (err error) {
	passing := c.Demo && c.Folder == "" && c.DSN == ""
	if passing {
		if c.Folder, err = os.MkdirTemp("", "hindcast-demo-"); err != nil {
			return fmt.Errorf("make a folder for the demo: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(c.Folder)) }()
	}
	a, err := app.New(ctx, c.Config, std.err)
	if err != nil {
		return err
	}
	if passing {
		fmt.Fprintf(std.out, "The demo's data is in %s and goes when this stops; name a folder with --data to keep it.\n", c.Folder)
	}
	fmt.Fprintf(std.out, "Hindcast listens on %s\n", a.Base())
	if err := welcome(ctx, a, std); err != nil {
		return errors.Join(err, a.Close())
	}
	return a.Run(ctx)
}

// welcome prints the link that lets the operator in, where one is needed.
func welcome(ctx context.Context, a *app.App, std *streams) error {
	link, err := a.DemoLink(ctx)
	if err != nil {
		return err
	}
	if link != "" {
		fmt.Fprintf(std.out, "Sign in to the sample organisation with this link, which works once:\n  %s\n", link)
		return nil
	}
	if link, err = a.FirstLink(ctx); err == nil && link != "" {
		fmt.Fprintf(std.out, "Nobody can sign in yet. Become the first admin with this link, which works once:\n  %s\n", link)
	}
	return err
}
